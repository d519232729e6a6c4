"""Days with other hours, written in short by editors."""

from datetime import date, datetime

import pytest

from guides.hours import BadHours, DatedHours, read_exceptions, read_hours, with_exceptions


def test_a_closed_day_a_shorter_one_and_several_in_a_row_are_read() -> None:
    assert read_exceptions("2026-10-31 closed; 2026-12-24 08:00-12:00, 13:00-24:00; 2026-12-27..2026-12-31 closed") == (
        DatedHours(date(2026, 10, 31), date(2026, 10, 31)),
        DatedHours(date(2026, 12, 24), date(2026, 12, 24), (("08:00", "12:00"), ("13:00", "24:00"))),
        DatedHours(date(2026, 12, 27), date(2026, 12, 31)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "31.10.2026 closed", "2026-10-31", "2026-13-01 closed", "2026-02-30 closed", "2026-10-31 12:00-08:00",
        "2026-10-31 25:00-26:00", "2026-12-31..2026-12-27 closed", "2020-01-01..2030-01-01 closed", "2026-10-31 open",
    ],
)  # fmt: skip
def test_what_is_no_day_with_hours_is_named(text: str) -> None:
    with pytest.raises(BadHours, match=text.split()[0][:4]):
        read_exceptions(f"2026-01-02 closed; {text}")


def test_a_dated_rule_takes_precedence_over_the_week() -> None:
    hours = read_hours(with_exceptions("Mo-Su 08:00-16:00", read_exceptions("2026-11-25..2026-11-26 10:00-11:00")))
    assert not hours.is_open(datetime(2026, 11, 25, 9, 0))
    assert hours.is_open(datetime(2026, 11, 26, 10, 30))
    assert hours.is_open(datetime(2026, 11, 27, 9, 0))
