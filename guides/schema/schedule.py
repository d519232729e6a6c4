"""What a page shows of opening hours on a day: this week, what changes when, and the days that differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from opening_hours import OpeningHours, State  # missing in its stubs

from guides.schema.content import Opening
from guides.schema.hours import polish_hours, read_hours

_DAY = timedelta(days=1)
_WEEK = 7
_YEAR = 53 * _WEEK
_STEADY = 4 * _WEEK  # what holds for so long is a rule, not a day that differs
_BETWEEN = 2 * _WEEK  # between days that differ it is as usual at least so long
_MOST_SEASONS, _MOST_DAYS = 6, 40
COMING_UP = 60  # days of which it is told that they differ
DATES = 6 * _WEEK  # days of which the hours are told one by one


@dataclass(frozen=True)
class Span:
    """A part of a day in which it is open; not `certain`: it may be. Times are "HH:MM", "24:00" is the day's end."""

    start: str
    end: str
    certain: bool = True
    remark: str = ""

    @property
    def is_whole_day(self) -> bool:
        return (self.start, self.end) == ("00:00", "24:00")


Day = tuple[Span, ...]  # without spans: closed
Week = tuple[Day, ...]  # Monday first

ALWAYS: Day = (Span("00:00", "24:00"),)


@dataclass(frozen=True)
class Season:
    """The usual week from a day on."""

    since: date
    week: Week


@dataclass(frozen=True)
class Days:
    """Days in a row, the last one included, that have the same hours; `holiday`: these are public holidays."""

    first: date
    last: date
    hours: Day
    holiday: bool = False


@dataclass(frozen=True)
class Schedule:
    """Opening hours as of a day.

    `week` is the week of that day as it is. `seasons` are the usual weeks within a year, the present one first; there
    are none when the hours follow no week, such as on the first Wednesday of a month. `others` are days that differ
    from them, from `monday` on, and `dates`, where there are no seasons, all days with hours for six weeks.
    `next_open` is the first day with hours, where none is told. `partial`: of days that are not told nothing is known.
    """

    monday: date
    week: Week
    seasons: tuple[Season, ...]
    others: tuple[Days, ...] = ()
    dates: tuple[Days, ...] = ()
    next_open: date | None = None
    partial: bool = False

    @property
    def always(self) -> bool:
        """Whether it is open day and night."""
        return not self.others and len(self.seasons) == 1 and set(self.seasons[0].week) == {ALWAYS}

    @property
    def remark(self) -> str:
        """The remark that is all that is said: no hours are claimed."""
        days = {day for season in self.seasons for day in season.week}
        spans = next(iter(days)) if len(days) == 1 else ()
        return spans[0].remark if len(spans) == 1 and spans[0].is_whole_day else ""

    @property
    def differs(self) -> tuple[Days, ...]:
        """The days of this week that differ from the usual one."""
        return tuple(days for days in self.others if days.first < self.monday + _WEEK * _DAY)

    @property
    def is_steady(self) -> bool:
        """Whether this week is as any other."""
        return len(self.seasons) == 1 and not self.differs

    @property
    def sunday(self) -> date:
        return self.monday + 6 * _DAY

    @property
    def never_opens(self) -> bool:
        """Whether it does not open within a year, as far as is known."""
        told = [*(day for season in self.seasons for day in season.week), *(days.hours for days in self.dates)]
        others = any(days.hours for days in self.others)
        return not (self.partial or any(told) or others) and self.next_open is None


@lru_cache(maxsize=4096)
def schedule_of(opening: Opening, today: date) -> Schedule:
    """What is to be shown `today`. Raise BadHours when the expression is not OSM syntax."""
    monday = today - today.weekday() * _DAY
    if not opening.usual:
        return Schedule(monday, (), (), dates=tuple(_dated(opening, today)), partial=True)
    usual = _days(read_hours(opening.usual), monday, _YEAR)
    actual = _days(polish_hours(opening.expression), monday, COMING_UP + _WEEK)
    seasons = _seasons(usual, monday)
    week = tuple(actual[:_WEEK])
    if not seasons:
        first = (today - monday).days
        listed = ((monday + place * _DAY, actual[place]) for place in range(first, first + DATES) if actual[place])
        dates = tuple(_grouped(listed))
        return Schedule(monday, week, (), dates=dates, next_open=None if dates else _next_open(opening, today))
    differing = (
        (day, hours)
        for day, hours in ((monday + place * _DAY, hours) for place, hours in enumerate(actual))
        if hours != usual_on(seasons, day)
    )
    closed = not any(any(season.week) for season in seasons)
    next_open = _next_open(opening, today) if closed else None
    return Schedule(monday, week, seasons, others=tuple(_grouped(differing)), next_open=next_open)


def _dated(opening: Opening, today: date) -> Iterator[Days]:
    """The dated exceptions that are still to come and near enough to matter."""
    for first, last, spans in opening.exceptions:
        if today <= last and first <= today + COMING_UP * _DAY:
            yield Days(first, last, tuple(Span(start, end) for start, end in spans))


def usual_on(seasons: Sequence[Season], day: date) -> Day:
    """The usual hours of `day`."""
    season = next(each for each in reversed(seasons) if each.since <= day)
    return season.week[day.weekday()]


def _days(hours: OpeningHours, first: date, count: int) -> list[Day]:
    """The spans of `count` days from `first` on, cut at midnight."""
    start = datetime.combine(first, time(0))
    days: list[list[Span]] = [[] for _day in range(count)]
    for begins, ends, state, remark in hours.intervals(start, start + count * _DAY):
        while state != State.CLOSED and begins < ends:
            midnight = datetime.combine(begins.date() + _DAY, time(0))
            stop = min(ends, midnight)
            clock = "24:00" if stop == midnight else f"{stop:%H:%M}"
            days[(begins.date() - first).days].append(Span(f"{begins:%H:%M}", clock, state == State.OPEN, remark))
            begins = stop
    return [tuple(spans) for spans in days]


def _seasons(days: Sequence[Day], monday: date) -> tuple[Season, ...]:
    """The usual weeks of a year; none when the days follow no week."""
    common = [Counter(days[place : 5 * _WEEK : _WEEK]).most_common(1)[0][0] for place in range(_WEEK)]
    found = [seasons for start in (common, list(days[:_WEEK])) if (seasons := _follow(days, start))]
    if not found:
        return ()
    starts = min(found, key=len)
    return tuple(Season(monday + place * _DAY, tuple(week)) for place, week in starts)


def _follow(days: Sequence[Day], week: list[Day]) -> list[tuple[int, list[Day]]]:
    """The weeks that `days` follow one after the other, each with where it begins; `week` is the first.

    Days that differ may stand between them, few and far between, unless they are the only ones with hours.
    """
    seasons = [(0, week)]
    place, differing, has_differing = 0, 0, False
    while place < len(days):
        if days[place] == week[place % _WEEK]:
            place += 1
            continue
        if place + _STEADY > len(days):
            break
        after = [days[place + (number - place) % _WEEK] for number in range(_WEEK)]
        if place and _holds(days, after, place, _STEADY):
            if has_differing and not any(week):
                return []
            week, has_differing = after, False
            seasons.append((place, week))
            continue
        resumes = next((each for each in range(place + 1, place + 15) if _holds(days, week, each, _BETWEEN)), None)
        if resumes is None:
            return []
        differing += sum(days[each] != week[each % _WEEK] for each in range(place, resumes))
        place, has_differing = resumes, True
    if len(seasons) > _MOST_SEASONS or differing > _MOST_DAYS or (has_differing and not any(week)):
        return []
    return seasons


def _holds(days: Sequence[Day], week: Sequence[Day], place: int, count: int) -> bool:
    """Whether `count` days from `place` on are as in `week`."""
    return all(days[each] == week[each % _WEEK] for each in range(place, min(place + count, len(days))))


def _grouped(days: Iterable[tuple[date, Day]]) -> Iterator[Days]:
    """Days in a row with the same hours together."""
    present: Days | None = None
    for day, hours in days:
        holiday = not hours and is_holiday(day)
        if present and day == present.last + _DAY and (hours, holiday) == (present.hours, present.holiday):
            present = Days(present.first, day, hours, holiday)
            continue
        if present:
            yield present
        present = Days(day, day, hours, holiday)
    if present:
        yield present


@lru_cache(maxsize=1)
def _holidays() -> OpeningHours:
    return polish_hours("PH 00:00-24:00")


def is_holiday(day: date) -> bool:
    """Whether `day` is a public holiday in Poland."""
    return bool(_holidays().is_open(datetime.combine(day, time(12))))


def _next_open(opening: Opening, today: date) -> date | None:
    """The first day within a year on which it may be open."""
    start = datetime.combine(today, time(0))
    coming: Iterator[Any] = polish_hours(opening.expression).intervals(start, start + _YEAR * _DAY)
    return next((begins.date() for begins, _ends, state, _remark in coming if state != State.CLOSED), None)
