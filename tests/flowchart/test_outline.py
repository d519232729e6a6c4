"""The questionnaire in words: the text map and the table of every path."""

from collections.abc import Iterator

import pytest
from hypothesis import given

from guides.flowchart import outline
from guides.flowchart.flow import targets
from guides.flowchart.outline import Branch, OutlineEntry, Paths, TextMap, paths, text_map, walks
from guides.questionnaire.replay import Flow
from guides.schema.content import Content
from tests.graphs import any_graphs, compiled, frame, question, sound_graphs


def branches(found: TextMap) -> Iterator[Branch]:
    waiting = [*found.main, *found.deeper, *found.unreached]
    for branch in waiting:
        yield branch
        waiting += [target for way in branch.ways for target in way.targets if isinstance(target, Branch)]


def name(target: OutlineEntry | Branch) -> tuple[str, str]:
    place = target.place if isinstance(target, Branch) else target
    return place.kind, place.key


@given(any_graphs())
def test_the_map_has_every_question_once(content: Content) -> None:
    keys = [branch.place.key for branch in branches(text_map(content, [], "pl"))]
    assert sorted(keys) == sorted(content.question)


@given(any_graphs())
def test_the_map_has_every_answer_with_its_targets(content: Content) -> None:
    found = {
        (branch.place.key, way.number): [name(target) for target in way.targets]
        for branch in branches(text_map(content, [], "pl"))
        for way in branch.ways
    }
    assert found == {
        (one.key, number): targets(answer) for one in content.questions for number, answer in enumerate(one.answers)
    }


@given(any_graphs())
def test_a_question_met_again_is_only_linked(content: Content) -> None:
    for branch in branches(text_map(content, [], "pl")):
        for target in (target for way in branch.ways for target in way.targets):
            if isinstance(target, OutlineEntry) and target.kind == "question":
                assert target.again != target.missing


@given(any_graphs())
def test_the_map_tells_what_no_way_leads_to(content: Content) -> None:
    found = text_map(content, [], "pl")
    reached = set(Flow(content).reachable(content.first))
    apart = TextMap((), (), found.unreached, ())
    assert {branch.place.key for branch in branches(apart)} == set(content.question) - reached
    ended = {answer.outcome for one in content.questions for answer in one.answers}
    assert {place.key for place in found.unreached_outcomes} == set(content.outcome) - ended


def test_what_is_very_deep_gets_a_list_of_its_own() -> None:
    chain = [question(f"q{number}", ("question", f"q{number + 1}"), first=number == 0) for number in range(20)]
    found = text_map(compiled(frame([*chain, question("q20", ("outcome", "o"))], ["o"])), [], "pl")
    assert [branch.place.key for branch in found.deeper] == ["q8", "q16"]


@given(sound_graphs())
def test_the_table_has_the_paths_of_the_questionnaire(content: Content) -> None:
    found = [tuple(step.pair for step in walked) for walked, _end in walks(content)]
    assert sorted(found) == sorted(tuple(step.pair for step in walked) for walked in Flow(content).paths())


@given(sound_graphs())
def test_a_path_ends_with_the_outcome_of_its_last_answer(content: Content) -> None:
    for walked, end in walks(content):
        assert end == ("outcome", walked[-1].answer.outcome)


@given(any_graphs())
def test_no_path_asks_a_question_twice(content: Content) -> None:
    for walked, _end in walks(content):
        keys = [step.question.key for step in walked]
        assert len(keys) == len(set(keys))


@given(any_graphs())
def test_map_and_table_agree_on_the_outcomes(content: Content) -> None:
    main = text_map(content, [], "pl", content.first)
    on_map = {
        target.key
        for branch in branches(TextMap(main.main, main.deeper, (), ()))
        for way in branch.ways
        for target in way.targets[:1]  # of two the questionnaire follows the first
        if isinstance(target, OutlineEntry) and target.kind == "outcome"
    }
    assert on_map == {end[1] for _walked, end in walks(content) if end and end[0] == "outcome"}


def table(*questions: object) -> Paths:
    return paths(compiled(frame(list(questions), ["o"])), [], "pl")  # type: ignore[arg-type]


def test_a_circle_ends_a_path() -> None:
    found = table(question("a", ("question", "b"), first=True), question("b", ("question", "a")))
    assert [(row.back, row.end and row.end.key) for row in found.rows] == [(True, "a")]


def test_a_dead_end_ends_a_path() -> None:
    assert [row.end for row in table(question("a", ("", ""), first=True)).rows] == [None]


def _ladder(length: int) -> list[object]:
    """Questions of two answers each, both to the next: twice as many paths with every question."""
    steps = [
        question(f"q{number}", *[("question", f"q{number + 1}")] * 2, first=number == 0) for number in range(length)
    ]
    return [*steps, question(f"q{length}", ("outcome", "o"))]


def test_the_table_is_cut_and_says_so() -> None:
    found = table(*_ladder(60))
    assert found.more and 0 < len(found.rows) <= outline.MOST_PATHS
    assert sum(len(row.steps) for row in found.rows) <= outline.MOST_STEPS


@pytest.mark.parametrize(("most", "more"), [(7, True), (8, False)])
def test_the_table_says_that_there_is_more_only_if_there_is(
    monkeypatch: pytest.MonkeyPatch, most: int, more: bool
) -> None:
    monkeypatch.setattr(outline, "MOST_PATHS", most)
    found = table(*_ladder(3))
    assert (len(found.rows), found.more) == (most, more)
