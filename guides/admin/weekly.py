"""Opening hours as seven rows of spans beside the text that says them: whichever was changed holds."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guides.schema.hours import BadHours
from guides.schema.hours_in_words import weekdays
from guides.schema.typed_hours import DAYS, clock, understand
from guides.schema.weekly import MOST_SPANS, Rows, Spans, expression_of, rows_of

CELLS = 2 * MOST_SPANS  # from, to, from, to
_CLOCK = re.compile(r"\d{1,2}(?:[:.]?\d\d)?")


class TypedRows(str):
    """Hours or days that were typed in rows, as text; `problem` says what is wrong with the rows, if anything."""

    cells: list[list[str]]
    problem: str = ""


def heads_of_spans() -> list[str]:
    """What stands above the times of a row: from, to, and from, to."""
    to = pgettext("hours", "to")
    return [pgettext("hours", "from"), to, pgettext("hours", "and from"), to]


class HoursWidget(AdminTextInputWidget):
    """A field for hours as text, and under it a row for each day."""

    template_name = "admin/guides/hours.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        cells = value.cells if isinstance(value, TypedRows) else cells_of(str(value or ""))
        days = zip(DAYS, weekdays(), cells or [[""] * CELLS] * len(DAYS), strict=True)
        heads = heads_of_spans()
        context["widget"] |= {
            "heads": heads,
            "days": [
                {
                    "name": capfirst(label),
                    "cells": [
                        (f"{name}-{day}-{place}", cell, head)
                        for place, (cell, head) in enumerate(zip(row, heads, strict=True))
                    ],
                }
                for day, label, row in days
            ],
            "in_rows": cells is not None,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        cells = [[str(data.get(f"{name}-{day}-{place}", "")).strip() for place in range(CELLS)] for day in DAYS]
        was = str(data.get(f"{name}-was", ""))
        if f"{name}-was" not in data or cells == (cells_of(was) or [[""] * CELLS] * len(DAYS)):
            return text
        return _by_rows(cells, str(text or "").strip(), was)


def _by_rows(cells: list[list[str]], text: str, was: str) -> TypedRows:
    """Hours of rows that were changed; a problem where the text was changed as well, and says something else."""
    rows: list[Spans] = []
    problem = ""
    for label, row in zip(weekdays(), cells, strict=True):
        spans = read_spans(row)
        if spans is None:
            problem = problem or _("%(day)s: a time is missing, is no time, or ends before it begins.") % {
                "day": capfirst(label)
            }
        rows.append(spans or ())
    expression = expression_of(tuple(rows))
    changed = text != was.strip()
    if not problem and changed and _understood_rows(text) != tuple(rows):
        problem = _("The text and the rows say different hours. Change one of them, and leave the other as it was.")
    typed = TypedRows(text if changed or problem else expression)
    typed.cells, typed.problem = cells, problem
    return typed


def read_spans(row: list[str]) -> Spans | None:
    """The spans of a row, in order; None where they can't be read."""
    spans = []
    for start, end in zip(row[::2], row[1::2], strict=True):
        if not start and not end:
            continue
        times = [_clock(start), _clock(end)]
        if not all(times) or times[0] >= times[1]:
            return None
        spans.append((times[0], times[1]))
    spans.sort()
    overlap = any(first[1] > second[0] for first, second in pairwise(spans))
    return None if overlap else tuple(spans)


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        return ""
    return clock(text if len(text) < 3 or not text.isdigit() else f"{text[:-2]}:{text[-2:]}")


def _understood_rows(text: str) -> Rows | None:
    try:
        return rows_of(understand(text), timezone.localdate()) if text else ((),) * len(DAYS)
    except BadHours:
        return None


def cells_of(text: str) -> list[list[str]] | None:
    """What the rows of a text hold, for seven days; None where rows can't say it."""
    rows = _understood_rows(text.strip())
    return None if rows is None else [_filled(time for span in day for time in span) for day in rows]


def _filled(times: Iterable[str]) -> list[str]:
    row = list(times)
    return row + [""] * (CELLS - len(row))


def typed_hours(data: Mapping[str, Any], name: str) -> Any:
    """The hours that a form was sent with, be it in rows or as text."""
    return HoursWidget().value_from_datadict(data, {}, name)
