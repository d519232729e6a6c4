"""Breaking lines by the width of letters."""

from hypothesis import given
from hypothesis import strategies as st

from guides.flowchart.lettering import ELLIPSIS, width, wrap

TEXTS = st.lists(st.text("aiłWM \u00a0.", max_size=30), max_size=8).map(" ".join)


@given(TEXTS, st.integers(1, 4))
def test_every_line_fits(text: str, most: int) -> None:
    lines = wrap(text, 10, 100, most)
    assert len(lines) <= most and all(width(line, 10) <= 100 for line in lines)


@given(TEXTS)
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    lines = wrap(text, 10, 100, 10_000)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_is_cut_off_is_shown() -> None:
    assert wrap("jeden dwa trzy cztery", 10, 60, 1)[-1].endswith(ELLIPSIS)


def test_hard_spaces_hold_words_together() -> None:
    assert wrap("dom w\u00a0lesie", 10, 60, 3) == ["dom", "w\u00a0lesie"]


def test_a_word_without_end_is_broken() -> None:
    assert len(wrap("M" * 1_000_000, 10, 100, 3)) == 3
