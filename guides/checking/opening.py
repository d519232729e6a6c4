"""Checks of opening hours: what can't be read or shown, and what never opens."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from guides.schema.draft import Draft, PointsDraft
from guides.schema.faults import Fault, error, warning
from guides.schema.hours import BadHours, opens_within_a_year, read_exceptions, read_hours, with_exceptions


def check_hours(working_copy: Draft | PointsDraft, today: date) -> list[Fault]:
    """Every fault of the opening hours of offices or helpdesks, as of `today`."""
    known: dict[tuple[str, str], bool] = {}
    if isinstance(working_copy, Draft):
        found = (_of_helpdesk(each.key, each.hours, today) for each in working_copy.helpdesks)
        return [fault for faults in found for fault in faults]
    faults: list[Fault] = []
    for point in working_copy.points:
        hours = point.opening_hours, point.exceptions
        # Thousands of offices have few different hours.
        if point.is_listed and not (known.get(hours) or known.setdefault(hours, _is_sound(*hours, today))):
            faults += _of_office(str(point.number), *hours, today)
    return faults


def _is_sound(expression: str, exceptions: str, today: date) -> bool:
    return not list(_of_office("", expression, exceptions, today))


def _of_helpdesk(key: str, expression: str, today: date) -> Iterator[Fault]:
    if not _is_readable(expression):
        yield error("helpdesk", key, _("The opening hours can’t be read: “%(hours)s”."), "hours", hours=expression)
    elif expression and not opens_within_a_year(expression, today):
        yield warning("helpdesk", key, _("It does not open within a year."), "hours")


def _of_office(key: str, expression: str, exceptions: str, today: date) -> Iterator[Fault]:
    try:
        dated = read_exceptions(exceptions)
    except BadHours:
        message = _("The days with other hours can’t be read: “%(days)s”.")
        yield error("point", key, message, "exceptions", days=exceptions)
        return
    if not _is_readable(expression):
        message = _("The opening hours can’t be read: “%(hours)s”. Visitors see them as they are written.")
        yield warning("point", key, message, "opening_hours", hours=expression)
    elif expression and not opens_within_a_year(with_exceptions(expression, dated), today):
        yield warning("point", key, _("It does not open within a year."), "opening_hours")


def _is_readable(expression: str) -> bool:
    try:
        read_hours(expression)
    except BadHours:
        return not expression
    return True
