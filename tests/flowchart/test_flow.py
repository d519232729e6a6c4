"""The questionnaire as a picture: right and wrong ones."""

from datetime import date
from itertools import combinations

from hypothesis import given

from guides.checking.checks import check_content
from guides.flowchart.flow import BROKEN, Box, Edge, FlowPicture, Name, draw, targets
from guides.schema.content import Content
from guides.schema.draft import Question
from tests.entries import put
from tests.graphs import any_graphs, compiled, frame, question

DAY = date(2026, 11, 1)


def picture_of(content: Content, start: str = "", language: str = "pl") -> FlowPicture:
    return draw(content, check_content(content, DAY, 180), language, start)


def drawn(*questions: Question, outcomes: tuple[str, ...] = ("o",)) -> FlowPicture:
    return picture_of(compiled(frame(list(questions), list(outcomes))))


def box(picture: FlowPicture, key: str) -> Box:
    return next(box for box in picture.boxes if box.key == key)


def edge(picture: FlowPicture, source: str, target: str) -> Edge:
    return next(edge for edge in picture.edges if (edge.source[1], edge.target[1]) == (source, target))


def said(box: Box) -> str:
    return " ".join(line.text for line in [*box.lines, *(line for row in box.rows for line in row.lines)])


def led_to(content: Content) -> dict[tuple[Name, Name], list[str]]:
    found: dict[tuple[Name, Name], list[str]] = {}
    for one in content.questions:
        for answer in one.answers:
            for target in targets(answer):
                found.setdefault((("question", one.key), target), []).append(answer.label.plain["pl"])
    return found


@given(any_graphs())
def test_every_question_and_outcome_is_drawn_once(content: Content) -> None:
    names = [box.name for box in picture_of(content).boxes]
    assert len(names) == len(set(names))
    there = {("question", key) for key in content.question} | {("outcome", key) for key in content.outcome}
    assert set(names) == there | {target for _source, target in led_to(content)}


@given(any_graphs())
def test_every_question_has_one_line_to_each_of_its_targets(content: Content) -> None:
    edges = picture_of(content).edges
    expected = led_to(content)
    assert len(edges) == len(expected)
    assert {(edge.source, edge.target): list(edge.labels) for edge in edges} == expected


@given(any_graphs())
def test_no_two_boxes_overlap(content: Content) -> None:
    for one, other in combinations(picture_of(content).boxes, 2):
        beside = one.x + one.width < other.x or other.x + other.width < one.x
        assert beside or one.y + one.height < other.y or other.y + other.height < one.y


@given(any_graphs())
def test_every_fault_of_the_flow_is_told_in_its_box(content: Content) -> None:
    faults = [fault for fault in check_content(content, DAY, 180) if fault.severity == "error" and fault.key]
    boxes = {box.name: box for box in picture_of(content).boxes}
    for fault in faults:
        if fault.kind in ("question", "outcome"):
            parts = [boxes[fault.kind, fault.key], *boxes[fault.kind, fault.key].rows]
            assert any(part.broken and any(BROKEN in line.text for line in part.lines) for part in parts)


@given(any_graphs())
def test_what_has_no_fault_is_not_marked(content: Content) -> None:
    marked = [box for box in draw(content, [], "pl").boxes if box.broken]
    assert all(box.missing for box in marked)


def test_a_circle_is_told_where_it_closes() -> None:
    picture = drawn(question("a", ("question", "b"), first=True), question("b", ("question", "a")))
    back = edge(picture, "b", "a")
    assert back.jump and back.broken
    assert BROKEN in said(box(picture, "b"))


def test_what_does_not_exist_is_drawn_as_missing() -> None:
    picture = drawn(question("a", ("question", "nie-ma"), ("outcome", "o"), first=True))
    assert box(picture, "nie-ma").missing and box(picture, "nie-ma").broken
    assert edge(picture, "a", "nie-ma").broken and not edge(picture, "a", "o").broken


def test_only_the_answer_that_leads_nowhere_is_marked() -> None:
    picture = drawn(question("a", ("outcome", "o"), ("", ""), first=True))
    assert [row.broken for row in box(picture, "a").rows] == [False, True]


def test_a_question_that_no_way_leads_to_is_marked() -> None:
    picture = drawn(question("a", ("outcome", "o"), first=True), question("b", ("outcome", "o")))
    assert box(picture, "b").broken and not box(picture, "a").broken


def test_answers_with_one_target_share_a_line() -> None:
    picture = drawn(question("a", *[("outcome", "o")] * 3, first=True))
    assert [edge.labels for edge in picture.edges] == [("a0", "a1", "a2")]
    assert [row.number for row in box(picture, "a").rows] == [0]


def test_a_box_grows_only_so_far() -> None:
    asked = question("a", *[("outcome", "o")] * 200, first=True)
    asked.text["pl"] = "słowo " * 5000
    picture = drawn(asked)
    assert box(picture, "a").height < 500
    assert box(picture, "a").words.startswith("słowo słowo")


def test_it_can_begin_with_any_question() -> None:
    questions = [
        question("a", ("question", "b"), ("outcome", "o"), first=True),
        question("b", ("outcome", "p")),
    ]
    picture = picture_of(compiled(frame(questions, ["o", "p"])), start="b")
    assert [box.key for box in picture.boxes] == ["b", "p"]


def test_the_texts_are_in_the_language_asked_for() -> None:
    asked = question("a", ("outcome", "o"), first=True)
    put(asked, text={"pl": "Po polsku", "en": "In English"})
    picture = picture_of(compiled(frame([asked], ["o"])), language="en")
    assert "In English" in said(box(picture, "a"))


def test_a_text_that_stands_in_for_a_translation_says_its_language() -> None:
    asked = question("a", ("outcome", "o"), first=True)
    put(asked, text={"pl": "Po polsku"})
    picture = picture_of(compiled(frame([asked], ["o"])), language="en")
    assert {line.language for line in box(picture, "a").lines if line.role == "text"} == {"pl"}


def test_a_line_is_level_and_upright_with_round_corners() -> None:
    down = Edge(("question", "a"), ("outcome", "o"), (), "", ((0, 0), (20, 0), (20, 40), (50, 40)), False, False, "")
    assert down.path == "M0 0H14q6 0 6 6V34q0 6 6 6H50"


def test_without_questions_there_is_a_picture_all_the_same() -> None:
    assert [box.key for box in drawn().boxes] == ["o"]


def test_300_questions_with_5_answers_are_all_drawn() -> None:
    questions = [
        question(
            f"q{number}",
            *[
                ("question", f"q{(number * 7 + step * 13) % 300}") if step < 3 else ("outcome", f"o{number % 50}")
                for step in range(5)
            ],
            first=number == 0,
        )
        for number in range(300)
    ]
    content = compiled(frame(questions, [f"o{number}" for number in range(50)]))
    faults = check_content(content, DAY, 180)
    picture = draw(content, faults, "pl")
    assert len(picture.boxes) == 350
