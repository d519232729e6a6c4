"""The hours of an ordinary week as seven rows of spans, and the same in OSM syntax."""

import re
from datetime import date

from guides.schema.content import Opening
from guides.schema.hours import read_hours
from guides.schema.schedule import schedule_of
from guides.schema.typed_hours import DAYS

MOST_SPANS = 2  # of a day in a row

Spans = tuple[tuple[str, str], ...]  # ("08:00", "16:00")
Rows = tuple[Spans, ...]  # Monday first; no spans: closed

_DAY = rf"(?:{'|'.join(DAYS)})"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_WEEKLY = rf"{_DAY}(?:[,-]{_DAY})* (?:{_SPAN}(?:,{_SPAN})*|off|closed)"
# Offices are closed on public holidays, whether it is said or not.
_RULES = re.compile(rf"(?:{_WEEKLY}|PH (?:off|closed))(?:; ?(?:{_WEEKLY}|PH (?:off|closed)))*")


def rows_of(expression: str, today: date) -> Rows | None:
    """The rows that say all that `expression` says; None where rows can't. Raise BadHours when it can't be read."""
    if not _RULES.fullmatch(expression):
        read_hours(expression)
        return None
    seasons = schedule_of(Opening(expression=expression), today).seasons
    if len(seasons) != 1 or any(len(day) > MOST_SPANS for day in seasons[0].week):
        return None
    return tuple(tuple((span.start, span.end) for span in day) for day in seasons[0].week)


def expression_of(rows: Rows) -> str:
    """The rows in OSM syntax, days with the same hours together; nothing where no day has hours."""
    alike: dict[Spans, list[int]] = {}
    for day, spans in enumerate(rows):
        if spans:
            alike.setdefault(spans, []).append(day)
    return "; ".join(
        f"{_days(days)} {','.join(f'{start}-{end}' for start, end in spans)}" for spans, days in alike.items()
    )


def _days(days: list[int]) -> str:
    """“Mo-We,Fr” of 0, 1, 2, 4."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] + (f"-{DAYS[run[-1]]}" if len(run) > 1 else "") for run in runs)
