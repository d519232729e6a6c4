"""Opening hours in OSM syntax, read with opening-hours-py."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # missing in its stubs


class Doubt(StrEnum):
    """Why an expression is not taken for opening hours."""

    UNREADABLE = "unreadable"
    HOURS_MISSING = "hours_missing"  # days alone would be open day and night
    DAYS_MISSING = "days_missing"  # hours alone would hold on all seven days
    NOT_COMPUTED = "not_computed"  # school holidays, the sun, an open end: nobody here can tell when that is


class BadHours(ValueError):
    """An expression that can't be taken for opening hours; `suggestion`, where there is one, is what may be meant."""

    def __init__(self, text: str, doubt: Doubt = Doubt.UNREADABLE, suggestion: str = "") -> None:
        super().__init__(text)
        self.doubt = doubt
        self.suggestion = suggestion


_QUOTED = re.compile(r'"[^"]*"')
_NOT_COMPUTED = re.compile(r"\bSH\b|\b(?:sunrise|sunset|dusk|dawn)\b|\d:\d\d\s*\+", re.IGNORECASE)
# The library forgets these hours when it writes an expression down; no other hours are meant by them here.
_WHOLE_DAY = re.compile(r"\b0?0:00\s*-\s*24:00")
_RULE_ENDS = re.compile(r"(; |, | \|\| )")
_CLOCK = re.compile(r"\d\d:\d\d")


@lru_cache(maxsize=4096)  # thousands of offices have few different ones
def read_hours(expression: str) -> OpeningHours:
    """Parse `expression`. Raise BadHours when it is not OSM syntax, or says something else than people mean by it."""
    hours = _parse(expression)
    if _NOT_COMPUTED.search(_QUOTED.sub("", expression)):
        raise BadHours(expression, Doubt.NOT_COMPUTED)
    rules, ends = _rules(expression)
    for place, rule in enumerate(rules):
        bare = _QUOTED.sub("", rule).strip()
        if bare.endswith(("closed", "unknown")):
            continue
        if bare == rule and bare != "24/7" and not _CLOCK.search(bare):
            if ends[place] == ", ":
                meant = _joined(rules, [*ends[:place], ",", *ends[place + 1 :]])
            else:
                meant = _joined([*rules[:place], f"{rule} 00:00-24:00", *rules[place + 1 :]], ends)
            raise BadHours(expression, Doubt.HOURS_MISSING, meant)
        if _CLOCK.match(bare):
            meant = _joined([*rules[:place], f"Mo-Fr {rule}", *rules[place + 1 :]], ends)
            raise BadHours(expression, Doubt.DAYS_MISSING, meant)
    return hours


def _joined(rules: list[str], ends: list[str]) -> str:
    """The expression of these rules, or nothing where it can't be read either."""
    expression = "".join(part for pair in zip(rules, ends, strict=True) for part in pair).replace(" closed", " off")
    try:
        read_hours(expression)
    except BadHours:
        return ""
    return expression


def _rules(expression: str) -> tuple[list[str], list[str]]:
    """The rules as the library understands them, and what ends each: "; ", ", ", " || " or nothing."""
    written = str(_parse(_WHOLE_DAY.sub("00:00-23:59", expression)))
    masked = _QUOTED.sub(lambda match: "x" * len(match[0]), written)
    places = [match.span() for match in _RULE_ENDS.finditer(masked)]
    starts = [0, *(end for _start, end in places)]
    stops = [*(start for start, _end in places), len(written)]
    rules = [written[start:stop] for start, stop in zip(starts, stops, strict=True)]
    return rules, [*(written[start:end] for start, end in places), ""]


def _parse(expression: str, country: str | None = None) -> OpeningHours:
    try:
        return OpeningHours(expression, country=country)
    except ParserError as error:
        raise BadHours(expression) from error


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
    rules = [expression] if expression else []
    for one in dated:
        days = f"{one.first:%Y %b %d}" + ("" if one.last == one.first else f"-{one.last:%Y %b %d}")
        rules.append(f"{days} {','.join(f'{start}-{end}' for start, end in one.spans) or 'off'}")
    return "; ".join(rules)


_DATED_RULE = re.compile(r"(\d{4} [A-Z][a-z]{2} \d\d)(?:-(\d{4} [A-Z][a-z]{2} \d\d))? (off|\d\d:\d\d-.*)")


def split_dated(expression: str) -> tuple[str, tuple[DatedHours, ...]]:
    """The opposite of `with_exceptions`: the usual hours, and the dated ones at the end; none where it says more."""
    rules = expression.split("; ")
    found: list[DatedHours] = []
    try:
        while rules and (match := _DATED_RULE.fullmatch(rules[-1])):
            rules.pop()
            first, last = (datetime.strptime(day, "%Y %b %d").date() for day in (match[1], match[2] or match[1]))
            found.insert(0, DatedHours(first, last, () if match[3] == "off" else tuple(_read_spans(match[3]))))
    except ValueError:  # no such day, or a span past midnight
        return expression, ()
    usual = "; ".join(rules)
    return (usual, tuple(found)) if with_exceptions(usual, found) == expression else (expression, ())


def exceptions_text(dated: Iterable[DatedHours]) -> str:
    """What `read_exceptions` reads."""
    return "; ".join(
        f"{one.first}{'' if one.last == one.first else f'..{one.last}'} "
        + (",".join(f"{start}-{end}" for start, end in one.spans) or "closed")
        for one in dated
    )


class Openness(StrEnum):
    """What can be said of an office at a moment."""

    ALWAYS = "always"  # day and night
    OPEN = "open"  # until `changes`
    CLOSED = "closed"  # until `changes`, or until nobody knows when
    UNKNOWN = "unknown"  # its hours say that it may be open


@dataclass(frozen=True)
class OpenState:
    """How it is now, on what condition (`remark`), and the local moment at which that changes.

    `changes` is None when it does not change within a year.
    """

    openness: Openness
    changes: datetime | None = None
    remark: str = ""


_ONE_DAY = re.compile(r"\d{4} [A-Z][a-z]{2} \d\d [^-]")
FAR = timedelta(days=366)


@lru_cache(maxsize=4096)
def polish_hours(expression: str) -> OpeningHours:
    """`expression` with the Polish calendar of public holidays.

    Offices are closed on these days; where the expression does not say so, it is said for it. Rules for a single dated
    day win over that, those for many days do not. What is open day and night stays so.
    """
    if re.search(r"\bPH\b", _QUOTED.sub("", expression)) or expression.startswith("24/7"):
        return _parse(expression, country="PL")
    single = [rule for rule in expression.split("; ") if _ONE_DAY.match(rule)]
    return _parse("; ".join([expression, "PH off", *single]), country="PL")


@lru_cache(maxsize=4096)
def state_at(expression: str, local: datetime) -> OpenState:
    """How it is at `local`, a moment of the Polish clock without a time zone. At the moment of closing it is closed.

    Raise BadHours when `expression` is not OSM syntax.
    """
    hours = polish_hours(expression)
    # With an end: hours that never open again would be looked for until the year 9999.
    coming = hours.intervals(local, local + FAR)
    _start, ends, state, remark = next(coming)
    if state == State.OPEN and not remark:
        return OpenState(Openness.OPEN, ends) if ends < local + FAR else OpenState(Openness.ALWAYS)
    opens = next((start for start, _end, each, note in coming if each == State.OPEN and not note), None)
    if state == State.CLOSED:
        return OpenState(Openness.CLOSED, opens)
    return OpenState(Openness.UNKNOWN, opens, remark)


def opens_within_a_year(expression: str, day: date) -> bool:
    """Whether it opens, be it on a condition, within a year from `day`."""
    start = datetime.combine(day, time(0))
    coming = polish_hours(expression).intervals(start, start + FAR)
    return any(state != State.CLOSED for _start, _end, state, _remark in coming)


def changes_of_day(expressions: Iterable[str], day: date, zone: ZoneInfo) -> list[datetime]:
    """Moments of a day at which what is said of any office may change, in order, in UTC.

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
