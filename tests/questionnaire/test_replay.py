"""Replay: properties over any graph and any answers, then the cases that people meet."""

from hypothesis import given
from hypothesis import strategies as st

from guides.questionnaire.replay import Flow, read_state, replay, write_state
from guides.schema.content import Content
from guides.serving.links import way_to
from tests.graphs import answers_to, any_graphs, compiled, frame, question, sound_graphs


@given(st.data())
def test_replay_ends_on_any_graph_with_any_answers(data: st.DataObject) -> None:
    content = data.draw(any_graphs())
    here = replay(Flow(content), data.draw(answers_to(content)))
    assert (here.question is None) != (here.outcome is None)
    assert len(here.path) <= len(content.questions)


@given(st.data())
def test_a_state_replayed_is_the_same_state(data: st.DataObject) -> None:
    content = data.draw(any_graphs())
    flow = Flow(content)
    here = replay(flow, data.draw(answers_to(content)))
    again = replay(flow, here.state)
    assert again.state == here.state
    assert (again.path, again.question, again.outcome) == (here.path, here.question, here.outcome)
    assert not again.unknown and not again.pruned


@given(st.data())
def test_the_order_of_answers_does_not_matter(data: st.DataObject) -> None:
    content = data.draw(sound_graphs())
    flow = Flow(content)
    once_each = list(dict(data.draw(answers_to(content))).items())
    assert replay(flow, once_each).state == replay(flow, data.draw(st.permutations(once_each))).state


@given(st.data())
def test_every_answer_is_on_the_path_kept_pruned_or_unknown(data: st.DataObject) -> None:
    content = data.draw(any_graphs())
    given_answers = list(dict(data.draw(answers_to(content))).items())
    here = replay(Flow(content), given_answers)
    assert sorted([*here.state, *here.pruned, *here.unknown]) == sorted(given_answers)


@given(st.data())
def test_kept_answers_are_those_that_can_still_come(data: st.DataObject) -> None:
    content = data.draw(sound_graphs())
    flow = Flow(content)
    here = replay(flow, data.draw(answers_to(content)))
    ahead = flow.reachable(here.question.key) if here.question else ()
    assert {key for key, _choice in here.kept} <= set(ahead)
    assert not {key for key, _choice in here.pruned} & set(ahead)


@given(sound_graphs())
def test_longest_is_the_length_of_the_longest_path(content: Content) -> None:
    flow = Flow(content)
    assert flow.longest[content.first] == max(len(path) for path in flow.paths())


@given(sound_graphs())
def test_way_to_leaves_exactly_that_question_open(content: Content) -> None:
    flow = Flow(content)
    for key in flow.reachable(content.first):
        assert replay(flow, way_to(flow, key)).question is content.question[key]


@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True), st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True))
    )
)
def test_a_state_written_and_read_is_the_same(pairs: list[tuple[str, str]]) -> None:
    assert read_state(write_state(pairs)) == pairs


def diamond() -> Flow:
    """q0 → q1 or q2 → q3 → outcome; q1 has an end of its own."""
    return Flow(
        compiled(
            frame(
                [
                    question("q0", ("question", "q1"), ("question", "q2"), first=True),
                    question("q1", ("question", "q3"), ("outcome", "o0")),
                    question("q2", ("question", "q3"), ("outcome", "o1")),
                    question("q3", ("outcome", "o0"), ("outcome", "o1")),
                ],
                ["o0", "o1"],
            )
        )
    )


def test_changing_an_early_answer_keeps_a_later_one_that_still_comes() -> None:
    here = replay(diamond(), [("q0", "a1"), ("q1", "a0"), ("q3", "a1")])
    assert here.question is not None and here.question.key == "q2"
    assert here.state == (("q0", "a1"), ("q3", "a1"))
    assert here.pruned == (("q1", "a0"),)


def test_the_kept_answer_is_used_once_its_question_is_reached() -> None:
    here = replay(diamond(), [("q0", "a1"), ("q3", "a1"), ("q2", "a0")])
    assert here.outcome is not None and here.outcome.key == "o1"
    assert here.state == (("q0", "a1"), ("q2", "a0"), ("q3", "a1"))


def test_an_answer_that_no_longer_matters_cannot_route() -> None:
    here = replay(diamond(), [("q0", "a0"), ("q1", "a1"), ("q3", "a1")])
    assert here.outcome is not None and here.outcome.key == "o0"
    assert here.pruned == (("q3", "a1"),)


def test_the_last_of_two_answers_to_one_question_counts() -> None:
    here = replay(diamond(), [("q0", "a0"), ("q0", "a1")])
    assert here.question is not None and here.question.key == "q2"
