"""Opening hours in OSM syntax, read with opening-hours-py."""

from datetime import datetime, time, timedelta

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
