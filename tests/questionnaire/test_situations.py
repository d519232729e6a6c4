"""Which of the golden journeys a change reroutes."""

import msgspec
import pytest
from hypothesis import given

from guides.questionnaire.replay import Flow
from guides.questionnaire.situations import End, Journey, end_of, rerouted
from guides.schema.content import Content
from tests.graphs import any_graphs, compiled, frame, question
from tests.journeys.situations import JOURNEYS

GOLDEN = tuple(JOURNEYS.values())


def journey(*answers: str, outcome: str = "o0") -> Journey:
    return Journey(number=1, name={"pl": "x"}, answers=answers, outcome=outcome)


def two_questions(*targets: tuple[str, str]) -> Content:
    """q0 leads to q1, whose answers lead to `targets`."""
    questions = [question("q0", ("question", "q1"), ("outcome", "o1"), first=True), question("q1", *targets)]
    return compiled(frame(questions, ["o0", "o1"]))


@pytest.mark.parametrize("one", GOLDEN, ids=list(JOURNEYS))
def test_each_ends_where_it_must(content: Content, one: Journey) -> None:
    assert end_of(Flow(content), one).outcome == one.outcome


def test_each_has_a_name_in_every_language(content: Content) -> None:
    assert {tuple(one.name) for one in GOLDEN} == {content.languages}


def test_none_is_rerouted_where_nothing_changed(content: Content) -> None:
    assert rerouted(content, content, GOLDEN) == []


def test_a_first_release_reroutes_none_that_ends_where_it_must(content: Content) -> None:
    assert rerouted(None, content, GOLDEN) == []


def test_exactly_the_journeys_through_a_rerouted_answer_are_named() -> None:
    before, after = two_questions(("outcome", "o0"), ("outcome", "o1")), two_questions(("outcome", "o1"))
    journeys = [journey("q0.a0", "q1.a0"), journey("q0.a1", outcome="o1")]
    (found,) = rerouted(before, after, journeys)
    assert found.journey is journeys[0]
    assert (found.before, found.after) == (End(outcome="o0", guide="g"), End(outcome="o1", guide="g"))
    assert not found.is_golden


def test_a_journey_that_is_mended_is_named_and_golden() -> None:
    before, after = two_questions(("outcome", "o1")), two_questions(("outcome", "o0"))
    (found,) = rerouted(before, after, [journey("q0.a0", "q1.a0")])
    assert found.is_golden


def test_a_wrong_end_is_named_at_every_later_publication() -> None:
    wrong = two_questions(("outcome", "o1"))
    (found,) = rerouted(wrong, wrong, [journey("q0.a0", "q1.a0")])
    assert (found.before == found.after, found.is_golden) == (True, False)


def test_another_guide_for_the_same_outcome_is_another_end(content: Content) -> None:
    outcomes = tuple(
        msgspec.structs.replace(one, guide="pz-email") if one.key == "pz-haslo" else one for one in content.outcomes
    )
    found = rerouted(content, msgspec.structs.replace(content, outcomes=outcomes), GOLDEN)
    assert {one.journey.outcome for one in found} == {"pz-haslo"}


def test_a_new_question_on_the_way_stays_open() -> None:
    before = compiled(frame([question("q0", ("outcome", "o0"), first=True)], ["o0"]))
    after = two_questions(("outcome", "o0"))
    (found,) = rerouted(before, after, [journey("q0.a0")])
    assert found.after == End(question="q1")


@given(any_graphs())
def test_a_journey_ends_somewhere_in_any_content(content: Content) -> None:
    end = end_of(Flow(content), journey("q0.a0", "q1.a1", "nie-ma.a0"))
    assert not (end.outcome and end.question)


def test_content_without_a_first_question_leads_nowhere() -> None:
    content = compiled(frame([question("q0", ("outcome", "o0"))], ["o0"]))
    assert end_of(Flow(content), journey("q0.a0")) == End()
