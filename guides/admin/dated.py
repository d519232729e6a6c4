"""Days with other hours as rows of dates and times, beside the text that says them: whichever was changed holds."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext as _

from guides.admin.weekly import TypedRows, heads_of_spans, read_spans
from guides.schema.hours import BadHours, DatedHours, exceptions_text, read_exceptions
from guides.schema.weekly import MOST_SPANS

CELLS = 2 + 2 * MOST_SPANS  # first day, last day; from, to, from, to
_FREE = 2  # empty rows below those that say something
_MOST = 100


class DatedWidget(AdminTextInputWidget):
    """Rows of days with other hours, and under them a field that says the same as text."""

    template_name = "admin/guides/exceptions.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        cells = value.cells if isinstance(value, TypedRows) else dated_cells(str(value or ""))
        heads = [_("day, or first day"), _("last day"), *heads_of_spans()]
        rows = [*(cells or []), *([[""] * CELLS] * _FREE)]
        context["widget"] |= {
            "heads": heads,
            "rows": [
                [(f"{name}-{number}-{place}", cell, heads[place], place < 2) for place, cell in enumerate(row)]
                for number, row in enumerate(rows)
            ],
            "in_rows": cells is not None,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        was = str(data.get(f"{name}-was", ""))
        cells = [row for row in _rows(data, name) if any(row)]
        if f"{name}-was" not in data or cells == (dated_cells(was) or []):
            return text
        return _by_rows(cells, str(text or "").strip(), was)


def _rows(data: Mapping[str, Any], name: str) -> Iterator[list[str]]:
    for number in count():
        if f"{name}-{number}-0" not in data or number == _MOST:
            return
        yield [str(data.get(f"{name}-{number}-{place}", "")).strip() for place in range(CELLS)]


def _by_rows(cells: list[list[str]], text: str, was: str) -> TypedRows:
    """The days of rows that were changed; a problem where the text was changed as well, and says something else."""
    dated: list[DatedHours] = []
    problem = ""
    for number, row in enumerate(cells, 1):
        first, last, spans = _day(row[0]), _day(row[1] or row[0]), read_spans(row[2:])
        if first is None or last is None or last < first or (last - first).days > 366:
            problem = problem or _("Row %(number)s: give a day; the last day, if there is one, comes after it.") % {
                "number": number
            }
        elif spans is None:
            problem = problem or _("Row %(number)s: a time is missing, is no time, or ends before it begins.") % {
                "number": number
            }
        else:
            dated.append(DatedHours(first, last, spans))
    dated.sort(key=lambda one: one.first)
    changed = text != was.strip()
    if not problem and changed and _understood(text) != tuple(dated):
        problem = _("The text and the rows say different days. Change one of them, and leave the other as it was.")
    typed = TypedRows(text if changed or problem else exceptions_text(dated))
    typed.cells, typed.problem = cells, problem
    return typed


def _day(text: str) -> date | None:
    """“2026-12-24”, as browsers send it, or “24.12.2026”."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _understood(text: str) -> tuple[DatedHours, ...] | None:
    try:
        return read_exceptions(text)
    except BadHours:
        return None


def dated_cells(text: str) -> list[list[str]] | None:
    """What the rows of a text hold; None where rows can't say it."""
    dated = _understood(text)
    if dated is None or any(len(one.spans) > MOST_SPANS for one in dated):
        return None
    return [_cells_of(one) for one in dated]


def _cells_of(one: DatedHours) -> list[str]:
    times = [time for span in one.spans for time in span]
    last = "" if one.last == one.first else str(one.last)
    return [str(one.first), last, *times, *([""] * (CELLS - 2 - len(times)))]


def typed_dates(data: Mapping[str, Any], name: str) -> Any:
    """The days that a form was sent with, be it in rows or as text."""
    return DatedWidget().value_from_datadict(data, {}, name)
