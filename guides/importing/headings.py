"""Headings and choices of the table of points, in an editor's language, and back from any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from guides import models
from guides.enums import Answered, Confirms, PointKind, Precision, ServiceKind
from guides.offices.formats.rows import Table
from guides.text import fold
from guides.working_copy import files

_CHOICES: Mapping[str, Any] = {
    "kind": PointKind,
    "appointment": Answered,
    "step_free": Answered,
    "sign_language": Answered,
    "precision": Precision,
    **dict.fromkeys(ServiceKind.values, Confirms),
}


def headings(languages: tuple[str, ...]) -> dict[str, str]:
    """The heading of each column, in the language that is active."""
    return {column: capfirst(_heading(field, part)) for column, field, part in files.point_columns(languages)}


def _heading(field: str, part: str) -> str:
    if field == "outdated":
        return _("outdated translations")
    if field == "services":
        service, _dot, of_service = part.partition(".")
        label = str(ServiceKind(service).label)
        return label if of_service == "status" else f"{label}: {_verbose(models.Service, of_service)}"
    named = _verbose(models.Point, field)
    return f"{named} ({part})" if part else named


def _verbose(model: type[Any], field: str) -> str:
    return str(model._meta.get_field(field).verbose_name)


def choices(column: str) -> dict[str, str]:
    """Words for what a column may hold, by its value; nothing for a column of other values."""
    if column == "is_listed":
        return {"True": pgettext("answered", "yes"), "False": pgettext("answered", "no")}
    return {str(value): str(label) for value, label in _CHOICES[column].choices} if column in _CHOICES else {}


def _in_each_language() -> Iterator[None]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield


def with_names(table: Table, languages: tuple[str, ...]) -> Table:
    """The table under the names of its columns, where it has headings in words."""
    header = list(table.header)
    for _language in _in_each_language():
        names = {fold(heading): column for column, heading in headings(languages).items()}
        header = [names.get(fold(cell), cell) for cell in header]
    return replace(table, header=tuple(header))


def values_of_words() -> dict[str, dict[str, str]]:
    """Of each column with choices: what its words stand for, in any language."""
    found: dict[str, dict[str, str]] = {column: {} for column in (*_CHOICES, "is_listed")}
    for _language in _in_each_language():
        for column, values in found.items():
            for value, words in choices(column).items():
                values.setdefault(fold(words), value)
    return found
