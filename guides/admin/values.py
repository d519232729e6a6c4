"""Values of a row as editors compare them: in the history, and when two have changed the same row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.enums import ChangeReason
from guides.models.base import localized, translated_fields
from guides.working_copy.diff import Run, RunKind, compare_words

Value = str | tuple[str, ...]  # as a form would send it: text, key of a row, or keys of several
Values = dict[str, Value]  # by column
Names = Mapping[tuple[type[models.Model], str], str]  # of rows, by primary key

EMPTY: Value = ""


def columns(model: type[models.Model]) -> tuple[Any, ...]:
    """The fields that editors change, each language of a text for itself, in their order in the model."""
    originals = translated_fields(model)
    return tuple(
        item
        for item in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if item.editable and not item.primary_key and item.name not in originals
    )


def other_languages(model: type[models.Model]) -> frozenset[str]:
    """The columns that hold translations, not source texts."""
    columns_by_language = (localized(name) for name in translated_fields(model))
    return frozenset(
        column for each in columns_by_language for code, column in each.items() if code != settings.LANGUAGE_CODE
    )


def comparable(value: Any) -> Value:
    """`value` of a model or of a cleaned form; equal for what an editor takes for equal."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, (models.QuerySet, models.Manager, list, tuple)):
        rows = value.all() if isinstance(value, models.Manager) else value
        return tuple(sorted((str(getattr(row, "pk", row)) for row in rows), key=lambda key: (len(key), key)))
    return str(value).replace("\r\n", "\n").strip()


def values_of(row: models.Model) -> Values:
    """The present values of a stored row."""
    return {
        item.name: comparable(getattr(row, item.name if item.many_to_many else item.attname))
        for item in columns(type(row))
    }


def names_of(model_values: Iterable[tuple[type[models.Model], Mapping[str, Value]]]) -> Names:
    """The names of all rows to which these values refer: one query for each model."""
    wanted: dict[type[models.Model], set[str]] = {}
    for model, values in model_values:
        for item in columns(model):
            if item.is_relation and (value := values.get(item.name)):
                wanted.setdefault(item.related_model, set()).update([value] if isinstance(value, str) else value)
    names: dict[tuple[type[models.Model], str], str] = {}
    for model, keys in wanted.items():
        rows: Any = model._default_manager.filter(pk__in=[key for key in keys if key.isdigit()])
        if any(item.name == "guide" for item in model._meta.fields):  # it is in the row's name
            rows = rows.select_related("guide")
        names |= {(model, str(row.pk)): str(row) for row in rows}
    return names


def in_words(item: Any, value: Value, names: Names) -> str:
    """`value` of the field `item`, as editors read it."""
    if item.is_relation:
        keys = [value] if isinstance(value, str) else value
        return ", ".join(names.get((item.related_model, key), _("(deleted)")) for key in keys if key)
    assert isinstance(value, str)
    if isinstance(item, models.BooleanField):
        return _("Yes") if value else _("No")
    if item.choices and value:
        return str(dict(item.flatchoices).get(value, value))
    if isinstance(item, models.DateField) and value:
        try:
            return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
        except ValueError:  # typed, and no date
            return value
    return value


def field_name(item: Any) -> str:
    """The field in an editor's words, with its language."""
    original = getattr(item, "translated_field", None)
    if original is None:
        return capfirst(str(item.verbose_name))
    return f"{capfirst(str(original.verbose_name))} ({dict(settings.LANGUAGES)[item.language]})"


def reason_in_words(reason: str | None) -> str:
    return str(dict(ChangeReason.choices).get(reason or "", reason or ""))


@dataclass(frozen=True)
class Compared:
    """One field before and after, the words that differ marked in each."""

    name: str
    before: str
    after: str

    @property
    def runs(self) -> tuple[Run, ...]:
        return compare_words(self.before, self.after)

    @property
    def runs_before(self) -> list[Run]:
        return [run for run in self.runs if run.kind != RunKind.INSERT]

    @property
    def runs_after(self) -> list[Run]:
        return [run for run in self.runs if run.kind != RunKind.DELETE]


def compare(
    model: type[models.Model],
    before: Values | None,
    after: Values | None,
    names: Names,
    left_out: Collection[str] = (),
) -> list[Compared]:
    """The fields that differ. None is a row that is not there: only what says something is then shown of the other."""
    old, new = before or {}, after or {}
    return [
        Compared(
            field_name(item),
            in_words(item, old.get(item.name, ""), names) if old else "",
            in_words(item, new.get(item.name, ""), names) if new else "",
        )
        for item in columns(model)
        if item.name not in left_out and (old.get(item.name) or "") != (new.get(item.name) or "")
    ]


def told(error: ValidationError, model: type[models.Model]) -> list[str]:
    """The messages of `error`, each with its field's name."""
    if not hasattr(error, "error_dict"):
        return [str(message) for message in error.messages]
    by_name = {item.name: field_name(item) for item in columns(model)}
    return [
        f"{by_name[name]}: {message}" if name in by_name else str(message)
        for name, messages in error.message_dict.items()
        for message in messages
    ]
