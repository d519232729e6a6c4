"""The gate, against a slow walk that tries everything, and fault by fault."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from guides.checking.checks import check_content, check_draft, check_points
from guides.schema import draft
from guides.schema.content import Content, Point, PointSet, PointSource
from guides.schema.faults import Severity, errors
from guides.schema.kinds import Text
from tests.entries import put
from tests.graphs import CHECKED, any_graphs, compiled, frame, guide, question, sound_graphs, words

TODAY = CHECKED + timedelta(days=10)


def faults(content: Content, today: date = TODAY) -> list[tuple[str, str, str]]:
    return [(fault.kind, fault.key, str(fault.message)) for fault in check_content(content, today, 180)]


def flow_faults(content: Content) -> list[Any]:
    return [fault for fault in errors(check_content(content, TODAY, 180)) if fault.kind in ("question", "outcome")]


def walk(content: Content) -> tuple[set[str], set[str], bool, bool]:
    """Every walk from the first question, step by step: questions and outcomes met, whether one ended badly, whether one looped."""
    met: set[str] = set()
    outcomes: set[str] = set()
    dead = looped = False
    walks: list[tuple[str, ...]] = [(content.first,)]
    while walks:
        here = walks.pop()
        met.add(here[-1])
        found = content.question[here[-1]]
        dead |= not found.answers
        for answer in found.answers:
            if answer.question in here:
                looped = True
            elif answer.question in content.question:
                walks.append((*here, answer.question))
            elif answer.outcome in content.outcome:
                outcomes.add(answer.outcome)
            else:
                dead = True
    return met, outcomes, dead, looped


@given(any_graphs(most=5))
def test_gate_passes_a_graph_just_when_every_walk_of_it_ends_well(content: Content) -> None:
    met, outcomes, dead, looped = walk(content)
    everything_met = met == set(content.question) and outcomes == set(content.outcome)
    assert (not flow_faults(content)) == (everything_met and not dead and not looped)


@given(any_graphs(most=5))
def test_gate_names_exactly_the_questions_that_no_walk_meets(content: Content) -> None:
    met, _outcomes, _dead, _looped = walk(content)
    named = {key for kind, key, message in faults(content) if message == "No way leads to this question."}
    assert named == set(content.question) - met


@given(sound_graphs())
def test_gate_finds_no_cycle_where_answers_only_lead_on(content: Content) -> None:
    assert not [message for _kind, _key, message in faults(content) if message.startswith("Cycle")]


def sound() -> draft.Draft:
    return frame([question("q0", ("outcome", "o0"), ("outcome", "o0"), first=True)], ["o0"])


def test_a_sound_working_copy_has_no_fault() -> None:
    assert faults(compiled(sound())) == []


def test_the_shipped_content_has_no_error_and_no_warning(content: Content) -> None:
    assert [str(fault) for fault in check_content(content, date(2026, 11, 23), 180)] == []


def broken_first(copy: draft.Draft) -> None:
    put(copy.questions[0], first=False)


def broken_target(copy: draft.Draft) -> None:
    put(copy.questions[0].answers[0], outcome="nie-ma")


def broken_dead_end(copy: draft.Draft) -> None:
    put(copy.questions[0].answers[0], outcome="")


def broken_empty(copy: draft.Draft) -> None:
    put(copy.questions[0], text={"pl": "", "en": "Question"})


def broken_guide(copy: draft.Draft) -> None:
    put(copy.outcomes[0], guide="nie-ma")


def broken_steps(copy: draft.Draft) -> None:
    put(copy.guides[0], steps=[])


def broken_where(copy: draft.Draft) -> None:
    put(copy.guides[0], where=[])


def broken_problem(copy: draft.Draft) -> None:
    put(copy.guides[0].steps[0], problems=[draft.Problem(key="p", label=words("?"), guide="g")])


def broken_problem_nowhere(copy: draft.Draft) -> None:
    put(copy.guides[0].steps[0], problems=[draft.Problem(key="p", label=words("?"))])


def broken_link(copy: draft.Draft) -> None:
    put(copy.guides[0].steps[0], link="http://pz.gov.pl")


def broken_text_link(copy: draft.Draft) -> None:
    put(copy.guides[0].steps[0], detail=words("[tu](guide:nie-ma)"))


def broken_helpdesk_link(copy: draft.Draft) -> None:
    put(copy.guides[0].steps[0], detail=words("[tu](write:nfz)"))


def broken_slug(copy: draft.Draft) -> None:
    copy.guides.append(guide("drugi", slug={"pl": "g", "en": "drugi"}))


def broken_page(copy: draft.Draft) -> None:
    del copy.pages[0]


@pytest.mark.parametrize(
    ("breaks", "kind", "key", "message"),
    [
        (broken_first, "question", "", "No question is marked as the first."),
        (broken_target, "question", "q0", "The answer leads to the outcome “nie-ma”, which does not exist."),
        (broken_dead_end, "question", "q0", "Dead end: the answer leads nowhere."),
        (broken_empty, "question", "q0", "The text is empty."),
        (broken_guide, "outcome", "o0", "The guide “nie-ma” does not exist."),
        (broken_steps, "guide", "g", "The guide has no steps."),
        (broken_where, "guide", "g", "Say where it takes place: online, in person or by phone."),
        (broken_problem, "guide", "g", "“This step does not work” leads back to the same guide."),
        (broken_problem_nowhere, "guide", "g", "“This step does not work” leads nowhere."),
        (broken_link, "guide", "g", "The link “http://pz.gov.pl” is not a whole https address."),
        (broken_text_link, "guide", "g", "A link leads to “guide:nie-ma”, which does not exist."),
        (broken_helpdesk_link, "guide", "g", "A link leads to “write:nfz”, which does not exist."),
        (broken_slug, "guide", "drugi", "The address word “g” also belongs to “g”."),
        (broken_page, "page", "home", "This page is missing."),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_gate_names_the_fault_and_the_row(breaks: Any, kind: str, key: str, message: str) -> None:
    working_copy = sound()
    breaks(working_copy)
    found = errors(check_content(compiled(working_copy), TODAY, 180))
    assert (kind, key, message) in [(fault.kind, fault.key, fault.text) for fault in found]


def test_a_missing_translation_is_a_warning() -> None:
    working_copy = sound()
    put(working_copy.guides[0], title={"pl": "Tytuł"})
    (fault,) = check_content(compiled(working_copy), TODAY, 180)
    assert (fault.severity, fault.kind, fault.key, fault.place) == (Severity.WARNING, "guide", "g", "title")


def test_an_overdue_check_is_a_warning() -> None:
    late = check_content(compiled(sound()), CHECKED + timedelta(days=181), 180)
    assert {(fault.severity, fault.kind) for fault in late} == {
        (Severity.WARNING, "guide"),
        (Severity.WARNING, "helpdesk"),
    }
    assert check_content(compiled(sound()), CHECKED + timedelta(days=180), 180) == []


def point(latitude: float | None, kind: str = "zus") -> PointSet:
    source = PointSource(key="s", name=Text(plain={"pl": "x"}, html={"pl": "x"}))
    return PointSet(
        points=(
            Point(
                number=7, kind=kind, name="x", street="", postcode="", town="x", voivodeship="",
                latitude=latitude, longitude=20.0, precision="town", source="s", slug="x", country="PL",
            ),
        ),
        sources=(source,),
    )  # fmt: skip


def test_a_point_outside_poland_is_an_error_unless_it_is_a_consulate() -> None:
    assert [fault.key for fault in check_points(point(60.0))] == ["7"]
    assert check_points(point(60.0, "consulate")) == []
    assert check_points(point(52.0)) == []
    assert check_points(point(None)) == []


def test_a_thousand_questions_are_checked_without_recursion() -> None:
    count = 1000
    questions = [
        question(f"q{number}", *([("question", f"q{number + 1}")] * 10), first=number == 0) for number in range(count)
    ]
    questions.append(question(f"q{count}", ("outcome", "o0")))
    assert not errors(check_content(compiled(frame(questions, ["o0"])), TODAY, 180))


@pytest.mark.parametrize("marked", ["[strona](http://pz.gov.pl)", "<p>Word"])
def test_what_readers_would_see_as_a_dead_link_or_a_tag_stops_publishing(marked: str) -> None:
    page = draft.Page(key="p", title=words("p"), summary=words("p"), lead=words("p"), body={"pl": marked, "en": "p"})
    (fault,) = errors(check_draft(draft.Draft(pages=[page]), ("pl", "en")))
    assert (fault.kind, fault.key, fault.place) == ("page", "p", "body")


def test_without_a_first_question_the_other_faults_are_named_too() -> None:
    messages = {str(fault.message) for fault in flow_faults(compiled(frame([question("a")], [])))}
    assert {"No question is marked as the first.", "Dead end: the question has no answers."} <= messages
