"""Opening hours in OSM syntax, read with opening-hours-py."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # missing in its stubs

# A Monday in a week without Polish holidays; without a country the rules for holidays (PH) match no day.
_MONDAY = datetime(2024, 2, 5)

Week = tuple[tuple[tuple[str, str], ...], ...]


class BadHours(ValueError):
    """An expression that is not opening hours in OSM syntax."""


def read_hours(expression: str) -> OpeningHours:
    """Parse `expression`. Raise BadHours when it is not OSM syntax or never opens."""
    try:
        return OpeningHours(expression)
    except ParserError as error:
        raise BadHours(str(error)) from error


@dataclass(frozen=True)
class DatedHours:
    """Days, the last one included, with hours of their own; no `spans`: closed. Spans are ("HH:MM", "HH:MM")."""

    first: date
    last: date
    spans: tuple[tuple[str, str], ...] = ()


_DATED = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?\s+(?P<hours>closed|\d\d:\d\d-\d\d:\d\d(?:,\s*\d\d:\d\d-\d\d:\d\d)*)"
)
_LONGEST_EXCEPTION = timedelta(days=366)


def read_exceptions(text: str) -> tuple[DatedHours, ...]:
    """Parse “2026-10-31 closed; 2026-12-24..2026-12-26 08:00-12:00”.

    Raise BadHours with the part that can't be read.
    """
    return tuple(_read_dated(part) for part in map(str.strip, text.split(";")) if part)


def _read_dated(part: str) -> DatedHours:
    match = _DATED.fullmatch(part)
    if match is None:
        raise BadHours(part)
    try:
        first = date.fromisoformat(match["first"])
        last = date.fromisoformat(match["last"]) if match["last"] else first
        spans = tuple(_read_spans(match["hours"]))
    except ValueError as error:
        raise BadHours(part) from error
    if not timedelta(0) <= last - first <= _LONGEST_EXCEPTION or any(start >= end for start, end in spans):
        raise BadHours(part)
    return DatedHours(first, last, spans)


def _read_spans(hours: str) -> Iterator[tuple[str, str]]:
    for span in re.findall(r"\d\d:\d\d-\d\d:\d\d", hours):
        start, _dash, end = span.partition("-")
        yield f"{time.fromisoformat(start):%H:%M}", "24:00" if end == "24:00" else f"{time.fromisoformat(end):%H:%M}"


def with_exceptions(expression: str, dated: Iterable[DatedHours]) -> str:
    """`expression` with a rule for each of `dated`, in OSM syntax, which take precedence over the others."""
    rules = [expression]
    for one in dated:
        days = f"{one.first:%Y %b %d}" + ("" if one.last == one.first else f"-{one.last:%Y %b %d}")
        rules.append(f"{days} {','.join(f'{start}-{end}' for start, end in one.spans) or 'off'}")
    return "; ".join(rules)


def plain_week(expression: str) -> Week:
    """Return seven days, Monday first, each a tuple of (from, to) as "HH:MM"; "24:00" is the end of the day.

    Raise BadHours as `read_hours` does.
    """
    hours = read_hours(expression)
    return tuple(
        tuple(
            (f"{start:%H:%M}", "24:00" if end.time() == time(0) else f"{end:%H:%M}")
            for start, end, state, _comments in hours.intervals(day, day + timedelta(days=1))
            if state == State.OPEN
        )
        for day in (_MONDAY + timedelta(days=offset) for offset in range(7))
    )


def is_always(week: Week) -> bool:
    """Whether `week` is open day and night."""
    return all(day == (("00:00", "24:00"),) for day in week)


class Openness(StrEnum):
    """What can be said of an office at a moment."""

    ALWAYS = "always"  # day and night
    OPEN = "open"  # until `changes`
    CLOSED = "closed"  # until `changes`, or until nobody knows when
    UNKNOWN = "unknown"  # its hours say that it may be open


@dataclass(frozen=True)
class OpenState:
    """How it is now, and the local moment at which that changes; None: not within a year."""

    openness: Openness
    changes: datetime | None = None


_EXCEPTION = re.compile(r"\d{4} [A-Z][a-z]{2} \d\d")
_FAR = timedelta(days=366)


@lru_cache(maxsize=4096)
def polish_hours(expression: str) -> OpeningHours:
    """`expression` with the Polish calendar of public holidays.

    Offices are closed on these days; where the expression does not say so, it is said for it, before the dated
    exceptions, which win. What is open day and night stays so.
    """
    rules = expression.split("; ")
    if "PH" not in expression and not rules[0].startswith("24/7"):
        dated = [place for place, rule in enumerate(rules) if _EXCEPTION.match(rule)]
        rules.insert(dated[0] if dated else len(rules), "PH off")
    try:
        return OpeningHours("; ".join(rules), country="PL")
    except ParserError as error:
        raise BadHours(str(error)) from error


@lru_cache(maxsize=4096)
def state_at(expression: str, local: datetime) -> OpenState:
    """How it is at `local`, a moment of the Polish clock without a time zone. At the moment of closing it is closed.

    Raise BadHours when `expression` is not OSM syntax.
    """
    hours = polish_hours(expression)
    if _is_open(hours, local):
        closes = hours.next_change(local)
        return OpenState(Openness.OPEN, closes) if closes else OpenState(Openness.ALWAYS)
    is_closed = hours.is_closed(local)
    return OpenState(Openness.CLOSED if is_closed else Openness.UNKNOWN, _next_opening(hours, local))


def _is_open(hours: OpeningHours, local: datetime) -> bool:
    """Whether it is open without a condition: a comment, such as “by appointment”, makes one."""
    state, comment = hours.state(local)
    return bool(state == State.OPEN and not comment)


def _next_opening(hours: OpeningHours, local: datetime) -> datetime | None:
    """When it opens after `local`, past the moments at which only what is not known changes."""
    changes = hours.next_change(local)
    while changes is not None and changes - local <= _FAR:
        if _is_open(hours, changes):
            return changes
        changes = hours.next_change(changes)
    return None


def changes_of_day(expressions: Iterable[str], day: date, zone: ZoneInfo) -> list[datetime]:
    """The moments (UTC, in order) of `day` in `zone` at which what is said of any of the offices may change.

    They are its beginning, each opening and closing, and the moment at which the clock is put forward or back.
    """
    start = datetime.combine(day, time(0))
    end = start + timedelta(days=1)
    local = {start}
    for expression in expressions:
        local.update(each[0] for each in polish_hours(expression).intervals(start, end))
    moments = {moment for each in local for moment in _instants(each, zone)}
    hour = _instants(start, zone)[0]
    for _hour in range(25):
        following = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            moments.add(following)
        hour = following
    return sorted(moments)


def _instants(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the clock of `zone` shows `local`: once, twice in the night it is put back, or not at all."""
    candidates = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in candidates if moment.astimezone(zone).replace(tzinfo=None) == local)
