"""The golden table (guides/content/journeys.yaml): each situation, the answers given in it, and the outcome they reach."""

from django.conf import settings

from guides.questionnaire.situations import Journey, read_journeys

JOURNEYS: dict[str, Journey] = {
    f"{journey.number:02} {journey.name['en']}": journey
    for journey in read_journeys(settings.CONTENT_DIR / "journeys.yaml")
}
# situation: (answers, outcome)
SITUATIONS: dict[str, tuple[str, str]] = {
    name: (" ".join(journey.answers), journey.outcome) for name, journey in JOURNEYS.items()
}


def answers(situation: str) -> list[tuple[str, str]]:
    """(question, answer) pairs of a situation."""
    return JOURNEYS[situation].pairs


def meeting_every_question() -> list[str]:
    """Few situations that meet every question of all of them: the one with most new questions, until none is new."""
    questions = {name: {question for question, _answer in answers(name)} for name in SITUATIONS}
    left = set().union(*questions.values())
    chosen = []
    while left:
        chosen.append(max(questions, key=lambda name: len(questions[name] & left)))
        left -= questions[chosen[-1]]
    return chosen
