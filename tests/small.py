"""A small working copy that may go live: enough for a release, and compiled in a moment."""

from typing import Any

import pytest

from guides import models
from guides.enums import GuideRole, PageKey, ReleaseKind
from guides.releases import publishing
from tests.database import Rows, read_rows, write_rows

# Those that refer to others come first.
_ALL: list[Any] = [
    models.Situation,
    models.Answer,
    models.OutcomeAlternative,
    models.Outcome,
    models.StepProblem,
    models.Question,
    models.Step,
    models.GuideNeed,
    models.OfficialAddress,
    models.Guide.sources.through,
    models.Guide,
    models.Helpdesk.sources.through,
    models.Helpdesk,
    models.Method.sources.through,
    models.Method.needs.through,
    models.Method,
    models.Topic,
    models.Thing,
    models.Source,
    models.Page,
    models.Service,
    models.Point,
    models.PointSource,
    models.Version,  # which knows the numbers that offices had
]


@pytest.fixture
def empty(db: None) -> None:
    """A working copy without the shipped content."""
    for model in _ALL:
        model.objects.all()._raw_delete(using="default")


def words(field: str, polish: str, english: str) -> dict[str, str]:
    return {f"{field}_pl": polish, f"{field}_en": english}


@pytest.fixture(scope="session")
def small_rows() -> Rows:
    """The rows of `guide`, once a test has made them."""
    return []


@pytest.fixture
def guide(empty: None, small_rows: Rows) -> models.Guide:
    """One guide of three steps, the questionnaire that leads to it, and the pages: enough for a release."""
    if small_rows:
        write_rows(small_rows)
        return models.Guide.objects.get(key="pz-haslo")
    made = make_guide()
    small_rows.extend(read_rows(_ALL))
    return made


def make_guide() -> models.Guide:
    """What the fixture `guide` is, in a working copy that is empty."""
    topic = models.Topic.objects.create(key="hasla", order=10, **words("name", "Hasła", "Passwords"))
    method = models.Method.objects.create(
        key="pz",
        order=10,
        icon="person",
        **words("name", "Profil Zaufany", "Trusted profile"),
        **words("slug", "profil-zaufany", "trusted-profile"),
        **words("summary", "Konto w pz.gov.pl", "An account at pz.gov.pl"),
        **words("description", "Działa w całej Polsce.", "Works all over Poland."),
    )
    guide = models.Guide.objects.create(
        key="pz-haslo",
        order=10,
        topic=topic,
        method=method,
        online=True,
        **words("title", "Nowe hasło", "A new password"),
        **words("slug", "nowe-haslo", "new-password"),
        **words("summary", "Jak je ustawić", "How to set it"),
        **words("for_whom", "Dla tych, którzy je zapomnieli", "For those who forgot it"),
        **words("result", "Nowe hasło", "A new password"),
        **words("cost", "bezpłatnie", "free"),
    )
    for order, (polish, english) in enumerate((("Otwórz", "Open"), ("Wpisz", "Type"), ("Zapisz", "Save")), 1):
        models.Step.objects.create(guide=guide, order=order, **words("title", polish, english))
    outcome = models.Outcome.objects.create(
        key="haslo", order=10, guide=guide, **words("reason", "Hasło wyleciało z głowy.", "The password is forgotten.")
    )
    question = models.Question.objects.create(
        key="problem", order=10, first=True, **words("text", "Co się dzieje?", "What is wrong?")
    )
    for order, (key, polish, english) in enumerate(
        (("zapomniane", "Nie pamiętam hasła", "I forgot the password"), ("nie-wiem", "Nie wiem", "I don’t know")), 1
    ):
        models.Answer.objects.create(
            question=question,
            order=order,
            key=key,
            outcome=outcome,
            unsure=key == "nie-wiem",
            **words("label", polish, english),
        )
    for key in PageKey.values:
        models.Page.objects.create(
            key=key,
            **words("title", f"Strona {key}", f"Page {key}"),
            **words("slug", f"strona-{key}", f"page-{key}"),
            **words("summary", "Krótko", "In short"),
            **words("lead", "Na początek", "To begin with"),
        )
    _fill_roles(topic)
    return guide


def _fill_roles(topic: models.Topic) -> None:
    """A guide for each role that pages need, and the main helpdesk."""
    for order, role in enumerate(GuideRole.values, 2):
        needed = models.Guide.objects.create(
            key=role.replace("_", "-"),
            role=role,
            order=order * 10,
            topic=topic,
            online=True,
            **words("title", f"Rola {role}", f"Role {role}"),
            **words("summary", "Krótko", "In short"),
            **words("for_whom", "Dla tych", "For those"),
            **words("result", "Wynik", "Result"),
            **words("cost", "bezpłatnie", "free"),
        )
        models.Step.objects.create(guide=needed, order=1, **words("title", "Idź", "Go"))
    models.Helpdesk.objects.create(
        key="pomoc", role="main", **words("name", "Pomoc", "Help"), **words("purpose", "Do wszystkiego", "For all")
    )


@pytest.fixture
def point(empty: None) -> models.Point:
    return make_point()


def make_point() -> models.Point:
    """An office and the list that it is from."""
    source, _made = models.PointSource.objects.get_or_create(key="spis", defaults=words("name", "Spis", "List"))
    return models.Point.objects.create(
        kind="tax_office",
        name="Urząd Skarbowy w Łodzi",
        town="Łódź",
        voivodeship="łódzkie",
        source=source,
        latitude=51.77,
        longitude=19.46,
    )


@pytest.fixture
def published(guide: models.Guide, point: models.Point) -> models.Release:
    """The first release of the content; the points are live too."""
    publishing.publish(ReleaseKind.POINTS)
    return publishing.publish(ReleaseKind.CONTENT)


def make_many_questions(guide: models.Guide, count: int) -> None:
    """So many questions after the first one, each leading to the next and to an outcome of its own."""
    outcomes = models.Outcome.objects.bulk_create(
        models.Outcome(key=f"koniec-{number}", order=number, guide=guide, **words("reason", "Bo tak.", "Because."))
        for number in range(count)
    )
    questions = models.Question.objects.bulk_create(
        models.Question(key=f"pytanie-{number}", order=100 + number, **words("text", "Co teraz?", "What now?"))
        for number in range(count)
    )
    models.Answer.objects.bulk_create(
        models.Answer(
            question=question,
            order=order,
            key=f"odp-{order}",
            outcome=None if order == 1 and number + 1 < count else outcomes[number],
            next_question=questions[number + 1] if order == 1 and number + 1 < count else None,
            **words("label", f"Tak {order}", f"Yes {order}"),
        )
        for number, question in enumerate(questions)
        for order in (1, 2)
    )
    models.Answer.objects.filter(question__key="problem").update(outcome=None, next_question=questions[0])
    # The end of all the first answers, where the answer before them led.
    models.Answer.objects.filter(question=questions[-1], order=1).update(
        outcome=models.Outcome.objects.get(key="haslo")
    )
