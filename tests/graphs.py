"""Made-up content: small questionnaires drawn at random, right and wrong ones."""

from datetime import date

from hypothesis import strategies as st

from guides.checking.compiled_parts import Languages
from guides.checking.compiling import compile_content
from guides.enums import GuideRole, HelpdeskRole, PageKey
from guides.schema import draft
from guides.schema.content import Content
from guides.schema.kinds import Words

LANGUAGES = Languages(("pl", "en"), {"pl": "aiouwz"})
CHECKED = date(2026, 11, 1)


def words(text: str) -> Words:
    return {"pl": text, "en": text}


def guide(key: str, **changes: object) -> draft.Guide:
    """A guide without a fault."""
    values: dict[str, object] = {
        "key": key,
        "topic": "temat",
        "order": 1,
        "title": words(key),
        "summary": words(key),
        "for_whom": words("Ty"),
        "result": words("Wynik"),
        "cost": words("0"),
        "where": ["online"],
        "steps": [draft.Step(key=f"krok-{number}", title=words(f"Krok {number}")) for number in (1, 2, 3)],
        "sources": ["s1"],
        "checked_on": CHECKED,
        "checked_by": words("my"),
    }
    return draft.Guide(**{**values, **changes})  # type: ignore[arg-type]


def frame(questions: list[draft.Question], outcomes: list[str]) -> draft.Draft:
    """A whole working copy around these questions, with one guide for all outcomes; no fault but those of the questions."""
    return draft.Draft(
        sources=[draft.Source(key="s1", name=words("Źródło"))],
        topics=[draft.Topic(key="temat", order=1, name=words("Temat"))],
        helpdesks=[
            draft.Helpdesk(
                key="pomoc",
                role=HelpdeskRole.MAIN.value,
                order=1,
                name=words("Pomoc"),
                purpose=words("x"),
                checked_on=CHECKED,
            )
        ],
        guides=[guide("g"), *(guide(f"dla-{role.replace('_', '-')}", role=role) for role in GuideRole.values)],
        outcomes=[
            draft.Outcome(key=key, guide="g", reason=words("bo"), call=words("gdy"), helpdesk="pomoc")
            for key in outcomes
        ],
        questions=questions,
        pages=[draft.Page(key=key, title=words(key), summary=words(key), lead=words(key)) for key in PageKey.values],
    )


def question(key: str, *targets: tuple[str, str], first: bool = False) -> draft.Question:
    """A question whose answers a0, a1, … lead to `targets`: ("question", key), ("outcome", key) or ("", "")."""
    return draft.Question(
        key=key,
        first=first,
        text=words(key),
        answers=[
            draft.Answer(
                key=f"a{number}",
                label=words(f"a{number}"),
                unsure=number == len(targets) - 1,
                question=target if kind == "question" else "",
                outcome=target if kind == "outcome" else "",
            )
            for number, (kind, target) in enumerate(targets)
        ],
    )


def compiled(working_copy: draft.Draft) -> Content:
    return compile_content(working_copy, LANGUAGES)


@st.composite
def any_graphs(draw: st.DrawFn, most: int = 6) -> Content:
    """Questions whose answers lead anywhere: forth, back, nowhere, to what does not exist."""
    count = draw(st.integers(1, most))
    keys = [f"q{number}" for number in range(count)]
    outcomes = [f"o{number}" for number in range(draw(st.integers(1, 3)))]
    targets = st.one_of(
        st.tuples(st.just("question"), st.sampled_from([*keys, "nie-ma"])),
        st.tuples(st.just("outcome"), st.sampled_from([*outcomes, "nie-ma"])),
        st.just(("", "")),
    )
    questions = [question(key, *draw(st.lists(targets, min_size=0, max_size=3)), first=key == "q0") for key in keys]
    return compiled(frame(questions, outcomes))


@st.composite
def sound_graphs(draw: st.DrawFn, most: int = 7) -> Content:
    """Questions whose answers lead on only, to a later question or to an outcome; reached or not."""
    count = draw(st.integers(1, most))
    questions = []
    for number in range(count):
        later = [("question", f"q{after}") for after in range(number + 1, count)]
        targets = st.sampled_from([*later, ("outcome", "o0"), ("outcome", "o1")])
        questions.append(question(f"q{number}", *draw(st.lists(targets, min_size=1, max_size=3)), first=number == 0))
    return compiled(frame(questions, ["o0", "o1"]))


@st.composite
def answers_to(draw: st.DrawFn, content: Content) -> list[tuple[str, str]]:
    """Answers in any order, repeated, some unknown."""
    pairs = [(one.key, answer.key) for one in content.questions for answer in one.answers]
    unknown = [("nie-ma", "a0"), (content.first, "nie-ma"), ("", "")]
    return draw(st.lists(st.sampled_from([*pairs, *unknown]), max_size=12))
