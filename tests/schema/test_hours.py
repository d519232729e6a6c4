"""Opening hours: days with other hours, written in short by editors, and what is open now."""

from bisect import bisect_right
from datetime import UTC, date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.schema.hours import (
    BadHours,
    DatedHours,
    Doubt,
    Openness,
    OpenState,
    changes_of_day,
    read_exceptions,
    read_hours,
    state_at,
    with_exceptions,
)


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


WEEK = "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off"
NO_HOLIDAYS = "Mo-Fr 08:00-15:00"
EXCEPTIONS = with_exceptions(
    "Mo-Fr 08:00-15:00; PH off",
    read_exceptions("2026-10-30 closed; 2026-12-23 08:00-12:00; 2026-12-28..2026-12-30 closed; 2027-01-06 10:00-12:00"),
)
NIGHT = "Fr 22:00-02:00"
BREAK = "Mo-Fr 08:00-12:00,13:00-16:00; PH off"
SMALL_HOURS = "Su 01:30-02:30"

# Expression, moment, what is said, until when. 2026-11-25 is a Wednesday.
CASES = [
    # An ordinary week
    (WEEK, "2026-11-25 07:59", "closed", "2026-11-25 08:00"),
    (WEEK, "2026-11-25 08:00", "open", "2026-11-25 15:00"),
    (WEEK, "2026-11-25 14:59", "open", "2026-11-25 15:00"),
    (WEEK, "2026-11-25 15:00", "closed", "2026-11-26 08:00"),
    (WEEK, "2026-11-23 16:59", "open", "2026-11-23 17:00"),
    (WEEK, "2026-11-23 17:00", "closed", "2026-11-24 08:00"),
    (WEEK, "2026-11-27 15:00", "closed", "2026-11-30 08:00"),
    (WEEK, "2026-11-28 10:00", "closed", "2026-11-30 08:00"),
    (WEEK, "2026-11-29 23:59", "closed", "2026-11-30 08:00"),
    (BREAK, "2026-11-25 11:59", "open", "2026-11-25 12:00"),
    (BREAK, "2026-11-25 12:00", "closed", "2026-11-25 13:00"),
    (BREAK, "2026-11-25 16:00", "closed", "2026-11-26 08:00"),
    # Public holidays
    (WEEK, "2026-01-01 10:00", "closed", "2026-01-02 08:00"),  # New Year, a Thursday
    (WEEK, "2026-01-06 10:00", "closed", "2026-01-07 08:00"),  # Epiphany, a Tuesday
    (WEEK, "2026-04-06 10:00", "closed", "2026-04-07 08:00"),  # Easter Monday
    (WEEK, "2027-03-29 10:00", "closed", "2027-03-30 08:00"),  # Easter Monday of another year
    (WEEK, "2026-05-01 10:00", "closed", "2026-05-04 08:00"),  # Labour Day, a Friday before the third of May
    (WEEK, "2026-06-03 15:00", "closed", "2026-06-05 08:00"),  # the evening before Corpus Christi
    (WEEK, "2026-06-04 10:00", "closed", "2026-06-05 08:00"),  # Corpus Christi
    (WEEK, "2026-11-11 10:00", "closed", "2026-11-12 08:00"),  # Independence Day
    (WEEK, "2026-11-10 15:00", "closed", "2026-11-12 08:00"),
    (WEEK, "2026-12-25 10:00", "closed", "2026-12-28 08:00"),
    (NO_HOLIDAYS, "2026-11-11 10:00", "closed", "2026-11-12 08:00"),  # nobody wrote “PH off”, and yet it is closed
    (NO_HOLIDAYS, "2026-11-10 14:00", "open", "2026-11-10 15:00"),
    ("24/7", "2026-12-25 10:00", "always", None),
    ("Mo-Fr 08:00-15:00; PH 10:00-11:00", "2026-11-11 10:30", "open", "2026-11-11 11:00"),  # its own word counts
    # 24 December: a public holiday since 2025, an ordinary day before
    (WEEK, "2024-12-24 10:00", "open", "2024-12-24 15:00"),
    (WEEK, "2025-12-24 10:00", "closed", "2025-12-29 08:00"),
    (WEEK, "2026-12-24 10:00", "closed", "2026-12-28 08:00"),
    (NO_HOLIDAYS, "2026-12-24 10:00", "closed", "2026-12-28 08:00"),
    (WEEK, "2026-12-23 15:00", "closed", "2026-12-28 08:00"),
    # Dated exceptions
    (EXCEPTIONS, "2026-10-29 15:00", "closed", "2026-11-02 08:00"),  # the day off, then the weekend
    (EXCEPTIONS, "2026-10-30 10:00", "closed", "2026-11-02 08:00"),
    (EXCEPTIONS, "2026-12-23 11:59", "open", "2026-12-23 12:00"),
    (EXCEPTIONS, "2026-12-23 12:00", "closed", "2026-12-31 08:00"),  # holidays and days off in a row
    (EXCEPTIONS, "2026-12-29 10:00", "closed", "2026-12-31 08:00"),
    (EXCEPTIONS, "2027-01-06 10:30", "open", "2027-01-06 12:00"),  # an exception wins over a holiday
    (with_exceptions(NO_HOLIDAYS, read_exceptions("2027-01-06 10:00-12:00")), "2027-01-06 11:00", "open", "2027-01-06 12:00"),
    (with_exceptions(NO_HOLIDAYS, read_exceptions("2027-01-05 closed")), "2027-01-04 15:00", "closed", "2027-01-07 08:00"),
    # Days in a row with hours of their own are no reason to open at Christmas
    (with_exceptions(NO_HOLIDAYS, read_exceptions("2026-12-21..2026-12-31 10:00-12:00")), "2026-12-25 11:00", "closed", "2026-12-27 10:00"),
    # Over midnight
    (NIGHT, "2026-11-27 21:59", "closed", "2026-11-27 22:00"),
    (NIGHT, "2026-11-27 23:30", "open", "2026-11-28 02:00"),
    (NIGHT, "2026-11-28 01:59", "open", "2026-11-28 02:00"),
    (NIGHT, "2026-11-28 02:00", "closed", "2026-12-04 22:00"),
    # The nights in which the clock is put forward (29 March 2026) and back (25 October 2026)
    (SMALL_HOURS, "2026-03-29 01:59", "open", "2026-03-29 02:30"),
    (SMALL_HOURS, "2026-03-29 03:00", "closed", "2026-04-12 01:30"),  # 5 April is Easter Sunday
    (SMALL_HOURS, "2026-10-25 02:15", "open", "2026-10-25 02:30"),
    (SMALL_HOURS, "2026-10-25 02:30", "closed", "2026-11-08 01:30"),  # 1 November is All Saints
    (WEEK, "2026-03-29 03:30", "closed", "2026-03-30 08:00"),
    ("24/7", "2026-03-29 02:30", "always", None),
    # What says little
    ("Mo 08:00-10:00 unknown", "2026-11-23 09:00", "unknown", None),
    ('Mo 10:00-12:00 || "call"', "2026-11-25 11:00", "unknown", "2026-11-30 10:00"),
    ('Mo-Fr 08:00-15:00 "by appointment"', "2026-11-25 11:00", "unknown", None),
    ("Mo 08:00-09:00 off", "2026-11-23 08:30", "closed", None),
    ("Mo-Fr 08:00-15:00; 2026 Nov 25-2030 Nov 25 off", "2026-11-25 10:00", "closed", None),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "moment", "openness", "changes"), CASES)
def test_an_office_is_open_or_tells_when_it_opens(
    expression: str, moment: str, openness: str, changes: str | None
) -> None:
    state = state_at(expression, datetime.fromisoformat(moment))
    assert (state.openness, state.changes) == (openness, datetime.fromisoformat(changes) if changes else None)


def test_the_condition_of_an_hour_is_told() -> None:
    state = state_at('Mo-Fr 08:00-15:00 "by appointment"', datetime(2026, 11, 25, 11, 0))
    assert state == OpenState(Openness.UNKNOWN, remark="by appointment")


@pytest.mark.parametrize("expression", ["2026 Jan-Oct Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00 off"])
def test_hours_that_never_open_again_are_not_looked_for_until_the_end_of_time(expression: str) -> None:
    started = process_time()
    for minute in range(20):
        state_at(expression, datetime(2026, 11, 25, 10, minute))
    assert process_time() - started < 0.5  # it was a second and a half for each of them


QUESTIONS = [
    ("Mo-Fr, Sa 08:00-16:00", Doubt.HOURS_MISSING, "Mo-Fr,Sa 08:00-16:00"),
    ("Tu 08:00-09:00; Mo-We, Fr 08:00-16:00; PH off", Doubt.HOURS_MISSING, "Tu 08:00-09:00; Mo-We,Fr 08:00-16:00; PH off"),
    ("Mo-Fr", Doubt.HOURS_MISSING, "Mo-Fr 00:00-24:00"),
    ("Mo-Fr 08:00-16:00; PH", Doubt.HOURS_MISSING, "Mo-Fr 08:00-16:00; PH 00:00-24:00"),
    ("7:30-15:30", Doubt.DAYS_MISSING, "Mo-Fr 07:30-15:30"),
    ("08:00-16:00; Su off", Doubt.DAYS_MISSING, "Mo-Fr 08:00-16:00; Su off"),
    ("Mo-Fr 08:00-16:00; SH off", Doubt.NOT_COMPUTED, ""),
    ("Mo-Fr sunrise-sunset", Doubt.NOT_COMPUTED, ""),
    ("Mo-Fr 08:00+", Doubt.NOT_COMPUTED, ""),
    ("co drugi wtorek", Doubt.UNREADABLE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "doubt", "suggestion"), QUESTIONS)
def test_what_may_mean_something_else_is_asked_about(expression: str, doubt: Doubt, suggestion: str) -> None:
    with pytest.raises(BadHours) as caught:
        read_hours(expression)
    assert (caught.value.doubt, caught.value.suggestion) == (doubt, suggestion)


@pytest.mark.parametrize(
    "expression",
    [
        '"po umówieniu"', 'Sa "po umówieniu"', "Mo-Fr 00:00-24:00", "Mo-Fr 08:00-12:00, 13:00-16:00", "24/7", "Mo unknown",
        "Mo-Fr 08:00-16:00, We 17:00-19:00", "PH off", "off", 'Mo-Fr 08:00-16:00 "SH, 8:00+"',
    ],
)  # fmt: skip
def test_what_says_what_it_seems_to_say_is_taken(expression: str) -> None:
    read_hours(expression)


WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("expression", "day", "moments"),
    [
        (BREAK, date(2026, 11, 25), ["23:00", "07:00", "11:00", "12:00", "15:00"]),
        (BREAK, date(2026, 11, 11), ["23:00"]),
        # 01:30 comes once, 02:00–03:00 does not come: at 01:00 UTC the clock goes from 02:00 to 03:00.
        (SMALL_HOURS, date(2026, 3, 29), ["23:00", "00:30", "01:00"]),
        # 02:30 comes twice, and the hour between begins again at 01:00 UTC.
        (SMALL_HOURS, date(2026, 10, 25), ["22:00", "23:30", "00:30", "01:00", "01:30"]),
    ],
)
def test_the_moments_of_a_day_at_which_a_page_changes(expression: str, day: date, moments: list[str]) -> None:
    assert [f"{moment:%H:%M}" for moment in changes_of_day([expression], day, WARSAW)] == moments


@given(
    st.sampled_from([WEEK, NIGHT, BREAK, SMALL_HOURS, EXCEPTIONS, "24/7"]),
    st.datetimes(datetime(2026, 1, 2), datetime(2027, 12, 1)) | st.datetimes(datetime(2026, 10, 25), datetime(2026, 10, 26)),
)  # fmt: skip
def test_between_these_moments_nothing_changes(expression: str, utc: datetime) -> None:
    moment = utc.replace(tzinfo=UTC)
    local = moment.astimezone(WARSAW)
    changes = changes_of_day([expression], local.date(), WARSAW)
    last = changes[bisect_right(changes, moment) - 1]
    assert last <= moment
    then, now = (state_at(expression, each.astimezone(WARSAW).replace(tzinfo=None)) for each in (last, moment))
    assert then.openness == now.openness
