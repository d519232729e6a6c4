"""Rows of a file held against the model's own fields and constraints, without asking the database."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as columns
from django.db.models import CheckConstraint, Q

from guides import models
from guides.models.base import localized, translated_fields
from guides.offices.formats.reading import LONGEST_EXCERPT, Aside, Note, Office

_SHOWN = 80  # signs of a value that does not fit


def set_bad_aside(rows: Sequence[Office], aside: list[Aside]) -> list[Office]:
    """The rows that the model takes; the others are added to `aside`, each with the value that does not fit."""
    good = []
    for row in rows:
        fault = next(faults(row.values), None)
        if fault is None:
            good.append(row)
        else:
            aside.append(Aside(row.line, Note("bad_value", fault[:LONGEST_EXCERPT]), str(row.values.get("name", ""))))
    return good


def faults(values: Mapping[str, Any]) -> Iterator[str]:
    """What the model would refuse of an office. `values` are fields of `draft.Point`, as `Office` has them."""
    services: Mapping[str, Mapping[str, Any]] = values.get("services", {})
    yield from _model_faults(models.Point, {name: value for name, value in values.items() if name != "services"})
    for kind, service in services.items():
        yield from _model_faults(models.Service, {**service, "kind": kind, "source": service.get("source") or None})


def _model_faults(model: type[columns.Model], values: Mapping[str, Any]) -> Iterator[str]:
    row = _columns(model, values)
    fields = _fields(model)
    for name, value in row.items():
        field = fields.get(name)
        if field is None:
            continue
        if isinstance(field, columns.ForeignKey):  # a key here; whether there is such a row is seen elsewhere
            if not value and not field.null:
                yield f"{name}: "
            continue
        try:
            field.clean("" if isinstance(value, str) and not value.strip() else value, None)
        except ValidationError:
            yield f"{name}: {str(value)[:_SHOWN]}"
    whole = _defaults(model) | row
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and not holds(constraint.condition, whole):
            yield f"{constraint.get_violation_error_message()}"


@cache
def _fields(model: type[columns.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.concrete_fields if not field.primary_key}


@cache
def _defaults(model: type[columns.Model]) -> dict[str, Any]:
    return {name: field.get_default() for name, field in _fields(model).items()}


def _columns(model: type[columns.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the name of their column: a translated text has one for each language."""
    row: dict[str, Any] = {}
    translated = translated_fields(model)
    for name, value in values.items():
        if name in translated:
            row |= {column: value.get(code, "") for code, column in localized(name).items()}
        else:
            row[name] = value
    return row


_LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: bool(value == wanted),
    "isnull": lambda value, wanted: (value is None) == wanted,
    "range": lambda value, wanted: value is not None and wanted[0] <= value <= wanted[1],
    "regex": lambda value, wanted: value is not None and re.search(wanted, value, re.ASCII) is not None,
}


def holds(condition: Any, values: Mapping[str, Any]) -> bool:
    """Whether a constraint's condition is true of `values`. Raise KeyError for a lookup that is not known here."""
    if isinstance(condition, Q):
        parts = (holds(part, values) for part in condition.children)
        return (all(parts) if condition.connector == Q.AND else any(parts)) != condition.negated
    path, wanted = condition
    name, _separator, lookup = path.partition("__")
    return _LOOKUPS[lookup or "exact"](values[name], wanted)
