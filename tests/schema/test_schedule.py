"""What a page shows of opening hours, against a plain evaluation of every quarter of an hour."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest
import time_machine
from django.http import HttpResponse
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from guides.schema.content import Opening
from guides.schema.schedule import is_holiday, schedule_of
from tests.html import Element, parse
from tests.offices.samples import opening

VALUES = [
    line for line in (Path(__file__).parent / "tracker_hours.txt").read_text().splitlines() if not line.startswith("#")
]
# An ordinary one, one with a holiday, one before summer hours and the last of a year. All are Mondays.
WEEKS = [date(2026, 2, 9), date(2026, 6, 29), date(2026, 11, 9), date(2026, 12, 28)]
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SPAN = re.compile(r"(\d\d?:\d\d)–(\d\d?:\d\d)([^,\d]*)")
DATE = re.compile(r"(\d+ [A-Z][a-z]+(?: \d{4})?)(?: – (\d+ [A-Z][a-z]+ \d{4}))?: (.*)")

Hours = list[tuple[int, int, str]]  # from and to, in minutes, and "open" or "maybe"


def shown(hours: Opening, today: date) -> Element:
    """The hours on a page of this day."""
    with time_machine.travel(datetime.combine(today, time(12)), tick=False), translation.override("en"):
        context = Context({"hours": hours, "language": "en", "source_language": "pl"})
        return parse(HttpResponse(Template("{% load site %}{% opening hours %}").render(context)))


class Told:
    """What a reader takes from it: the hours of each day, by what is told first of dates, then of seasons, then of weekdays."""

    def __init__(self, page: Element, today: date) -> None:
        self.page, self.today = page, today
        text = page.text
        self.always = "day and night" in text
        self.never = "does not open within a year" in text or "hours are not the same every week" in text
        self.remark = "What we know of the hours" in text
        self.week = dict(self._rows())
        self.dated = dict(self._dated())
        self.seasons = list(self._seasons())

    def of(self, day: date) -> Hours:
        if self.always:
            return [(0, 1440, "open")]
        if day in self.dated:
            return self.dated[day]
        if self.remark:
            return [(0, 1440, "maybe")]
        for since, week in reversed(self.seasons):
            if day >= since:
                return week.get(day.weekday(), [])
        if day < self.today + 7 * DAY or not self._usual():
            return self.week.get(day.weekday(), [])
        return self._usual().get(day.weekday(), self.week.get(day.weekday(), []))

    def _usual(self) -> dict[int, Hours]:
        told = next((each.text for each in self.page.all("p") if each.text.startswith("Usually:")), "")
        return _week(told.removeprefix("Usually:"))

    def _rows(self) -> Iterator[tuple[int, Hours]]:
        for row in self.page.all("div"):
            for weekday in _weekdays(row.one("dt").text):
                yield weekday, _hours(row.one("dd").text)

    def _dated(self) -> Iterator[tuple[date, Hours]]:
        for item in self.page.all("li"):
            match = DATE.fullmatch(item.text)
            assert match, item.text
            last = _date(match[2] or match[1])
            first = _date(match[1] if not match[2] or match[1][-4:].isdigit() else f"{match[1]} {last.year}")
            for count in range((last - first).days + 1):
                yield first + count * DAY, _hours(match[3])

    def _seasons(self) -> Iterator[tuple[date, dict[int, Hours]]]:
        for item in self.page.all("p"):
            if match := re.fullmatch(r"From (\d+ \w+ \d{4}): (.*)", item.text):
                yield _date(match[1]), _week(match[2])


def _date(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()


def _week(text: str) -> dict[int, Hours]:
    rows = (part.strip().partition(" ") for part in text.split(";"))
    return {weekday: _hours(hours) for days, _space, hours in rows for weekday in _weekdays(days)}


def _weekdays(text: str) -> range:
    names = [WEEKDAYS.index(name) for name in text.split("–") if name in WEEKDAYS]
    return range(names[0], names[-1] + 1) if names else range(0)


def _hours(text: str) -> Hours:
    spans = [
        (_minutes(start), _minutes(end), "maybe" if rest.strip() else "open") for start, end, rest in SPAN.findall(text)
    ]
    return spans if spans or text.startswith("closed") else [(0, 1440, "maybe")]


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


@cache
def plainly(expression: str) -> OpeningHours:
    """The hours with the calendar of Poland, on whose holidays offices are closed unless they say otherwise."""
    silent = "PH" not in expression and not expression.startswith("24/7")
    return OpeningHours(f"{expression}; PH off" if silent else expression, country="PL")


def truth(expression: str, day: date) -> list[str]:
    """How it is at each quarter of an hour of a day: "open", "maybe" or ""."""
    found = []
    for quarter in range(96):
        state, remark = plainly(expression).state(datetime.combine(day, time(0)) + quarter * QUARTER)
        found.append("" if state == State.CLOSED else "open" if state == State.OPEN and not remark else "maybe")
    return found


def told(hours: Hours) -> list[str]:
    return [next((kind for start, end, kind in hours if start <= quarter * 15 < end), "") for quarter in range(96)]


def compare(expression: str, monday: date, days: int) -> None:
    page = Told(shown(Opening(expression=expression), monday), monday)
    for day in (monday + count * DAY for count in range(days)):
        assert told(page.of(day)) == truth(expression, day), (expression, day, page.page.text)


@pytest.mark.parametrize("expression", VALUES)
def test_a_page_shows_of_four_weeks_what_holds_in_each_quarter_of_an_hour(expression: str) -> None:
    for monday in WEEKS:
        compare(expression, monday, 7)


@given(st.sampled_from(VALUES), st.integers(0, 60))
def test_a_page_of_any_week_tells_the_next_four_weeks(expression: str, weeks: int) -> None:
    compare(expression, date(2026, 1, 5) + weeks * 7 * DAY, 28)


def test_there_are_sixty_values_and_more() -> None:
    assert len(set(VALUES)) >= 60


def test_the_table_is_that_of_this_week_and_says_so_where_it_matters() -> None:
    page = shown(Opening(expression="Jul-Aug Mo-Fr 08:00-14:00; Sep-Jun Mo-Fr 08:00-16:00"), date(2026, 2, 11))
    assert page.text.startswith("This week, 9 February – 15 February 2026")
    assert "Monday–Friday 8:00–16:00" in page.one("dl").text
    assert "From 1 July 2026: Monday–Friday 8:00–14:00" in page.text
    assert "From 1 September 2026: Monday–Friday 8:00–16:00" in page.text


def test_hours_that_are_always_the_same_have_no_dates() -> None:
    page = shown(Opening(expression="Mo-Fr 08:00-16:00"), date(2026, 1, 20))
    assert page.text.startswith("Opening hours")
    assert "2026" not in page.text


def test_the_first_wednesday_of_the_month_is_told_by_dates_without_a_table() -> None:
    page = shown(Opening(expression="We[1] 08:00-16:00"), date(2026, 11, 28))
    assert not page.all("dl")
    assert [item.text for item in page.all("li")] == ["2 December 2026: 8:00–16:00"]


def test_a_remark_stands_beside_its_hours() -> None:
    page = shown(Opening(expression='Mo-Fr 08:00-16:00 "po umówieniu"'), date(2026, 2, 11))
    assert "Monday–Friday 8:00–16:00 po umówieniu" in page.text
    assert {quoted["lang"] for quoted in page.all("q")} == {"pl"}


def test_a_remark_alone_claims_no_hours() -> None:
    page = shown(Opening(expression='"po umówieniu"'), date(2026, 1, 20))
    assert page.text == "What we know of the hours: po umówieniu"


@pytest.mark.parametrize("expression", ["2026 Jan-Oct Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00 off"])
def test_an_office_that_never_opens_is_said_not_to(expression: str) -> None:
    page = shown(Opening(expression=expression), date(2026, 11, 28))
    assert page.text == "As far as we know, it does not open within a year. Call and ask."


def test_a_holiday_in_this_week_is_named_and_the_usual_hours_are_told() -> None:
    page = shown(Opening(expression="Mo-Fr 08:00-16:00"), date(2026, 11, 9))
    assert "Wednesday closed" in page.one("dl").text
    assert "11 November 2026: closed (public holiday)" in page.text
    assert "Usually: Wednesday 8:00–16:00" in page.text


def test_what_is_past_is_not_told() -> None:
    page = shown(Opening(expression="Mo-Fr 08:00-16:00"), date(2026, 11, 12))
    assert "November" not in " ".join(item.text for item in page.all("li"))


def test_days_with_other_hours_are_told_where_nothing_else_is_known() -> None:
    page = shown(opening("", "2026-12-24 closed; 2026-12-28..2026-12-30 08:00-12:00"), date(2026, 12, 1))
    assert [item.text for item in page.all("li")] == [
        "24 December 2026: closed",
        "28 December – 30 December 2026: 8:00–12:00",
    ]
    assert not page.all("dl")


def test_an_office_that_is_closed_for_a_season_says_when_it_opens() -> None:
    page = shown(Opening(expression="2027 Mar 15-2030 Dec 31 Mo-Fr 08:00-16:00"), date(2026, 11, 28))
    assert "From 15 March 2027: Monday–Friday 8:00–16:00" in page.text


def test_polish_holidays_are_known() -> None:
    assert is_holiday(date(2026, 11, 11)) and is_holiday(date(2026, 12, 24)) and not is_holiday(date(2026, 11, 12))


def test_dated_exceptions_are_days_that_differ() -> None:
    hours = opening("Mo-Fr 08:00-16:00", "2026-12-01 closed")
    (days,) = [each for each in schedule_of(hours, date(2026, 11, 28)).others if not each.holiday]
    assert (days.first, days.last, days.hours) == (date(2026, 12, 1), date(2026, 12, 1), ())
