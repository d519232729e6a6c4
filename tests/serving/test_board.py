"""Properties of a board of notices at any moment."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guides.schema.kinds import Text
from guides.serving.notices import Board, CurrentNotice, decode, encode

START = datetime(2026, 12, 1, tzinfo=UTC)
minutes = st.integers(0, 500).map(lambda number: START + timedelta(minutes=number))


@st.composite
def notices(draw: st.DrawFn) -> CurrentNotice:
    begins = draw(minutes)
    lasts = draw(st.none() | st.integers(1, 300))
    return CurrentNotice(
        number=draw(st.integers(1, 99)),
        kind=draw(st.sampled_from(["outage", "works", "change", "fraud"])),
        method=draw(st.sampled_from(["", "pz", "edowod"])),
        text=Text(plain={"pl": "Tekst"}, html={"pl": "<p>Tekst</p>"}),
        begins_at=begins,
        ends_at=None if lasts is None else begins + timedelta(minutes=lasts),
        source="https://pz.gov.pl",
        checked_at=begins,
    )


boards = st.builds(
    lambda pinned: Board(notices=tuple(pinned), changed_at=START - timedelta(days=1)), st.lists(notices(), max_size=5)
)


@given(boards, minutes, minutes)
def test_between_two_moments_of_change_the_same_is_shown(board: Board, one: datetime, other: datetime) -> None:
    early, late = sorted((one, other))
    if not any(early < moment <= late for moment in board.moments()):
        assert board.on(early) == board.on(late)


@given(boards)
def test_a_board_is_read_as_it_was_written(board: Board) -> None:
    assert decode(encode(board)) == board
    assert decode(encode(board)).validator == board.validator
