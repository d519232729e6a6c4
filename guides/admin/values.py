"""Values of a row as editors compare them when two have changed the same row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.enums import Where
from guides.models.base import field_in_words, localized, translated_fields
from guides.models.pictures import FOLDER, ReadyPicture
from guides.schema.kinds import Entry
from guides.schema.markup import to_plain
from guides.working_copy.diff import Run, RunKind, compare_words
from guides.working_copy.kinds import Shape

Value = str | tuple[str, ...]  # as an editor gives it: text, key of a row, or keys of several
Values = dict[str, Value]  # by column
Names = Mapping[tuple[type[models.Model], str], str]  # of rows, by key


def columns(model: type[models.Model]) -> tuple[Any, ...]:
    """The fields that editors change, each language of a text for itself, in their order in the model."""
    originals = translated_fields(model)
    return tuple(
        item
        for item in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if item.editable and not item.primary_key and item.name not in originals
    )


def columns_in(model: type[models.Model], languages: Collection[str]) -> frozenset[str]:
    """The columns that hold texts in these languages."""
    columns_by_language = (localized(name) for name in translated_fields(model))
    return frozenset(column for each in columns_by_language for code, column in each.items() if code in languages)


def comparable(value: Any) -> Value:
    """`value` of an entry or of a cleaned form; equal for what an editor takes for equal."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, models.Model):
        return str(value.key)  # type: ignore[attr-defined]
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, ReadyPicture):
        return f"{FOLDER}{value.name}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, (models.QuerySet, list, tuple)):
        return tuple(sorted(str(getattr(each, "key", each)) for each in value))
    return str(value).replace("\r\n", "\n").strip()


def values_of(shape: Shape, entry: Entry, order: int | None) -> Values:
    """An entry by the columns of its form; `order` is its place, where the entry does not say it."""
    found: dict[str, Any] = {} if order is None else {"order": order}
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if name == "picture":
            files = {code: f"{FOLDER}{file}" for code, file in value.items()}
            found |= {column: files.get(code, "") for code, column in localized(name).items()}
        elif name in shape.translated:
            found |= {column: (value or {}).get(code) for code, column in localized(name).items()}
        elif name == "where":
            found |= {place: place in value for place in Where.values}
        else:
            found[shape.attribute(name)] = value
    return {item.name: comparable(found[item.name]) for item in columns(shape.model) if item.name in found}


def names_of(model_values: Iterable[tuple[type[models.Model], Mapping[str, Value]]]) -> Names:
    """The names of all rows to which these values refer: one query for each model."""
    wanted: dict[type[models.Model], set[str]] = {}
    for model, values in model_values:
        for item in columns(model):
            if item.is_relation and (value := values.get(item.name)):
                wanted.setdefault(item.related_model, set()).update([value] if isinstance(value, str) else value)
    return names_of_keys(wanted)


def names_of_keys(wanted: Mapping[type[models.Model], Iterable[str]]) -> Names:
    """The names of the rows with these keys: one query for each model."""
    names: dict[tuple[type[models.Model], str], str] = {}
    for model, keys in wanted.items():
        rows: Any = model._default_manager.filter(key__in=list(keys))
        if any(item.name == "guide" for item in model._meta.fields):  # it is in the row's name
            rows = rows.select_related("guide")
        names |= {(model, row.key): str(row) for row in rows}
    return names


def in_words(item: Any, value: Value, names: Names) -> str:
    """`value` of the field `item`, as editors read it."""
    if item.is_relation:
        keys = [value] if isinstance(value, str) else value
        return ", ".join(names.get((item.related_model, key), key) for key in keys if key)
    assert isinstance(value, str)
    if isinstance(item, models.BooleanField):
        return _("Yes") if value else _("No")
    if item.choices and value:
        return str(dict(item.flatchoices).get(value, value))
    if isinstance(item, models.DateField) and value:
        try:
            return moment_in_words(
                datetime.fromisoformat(value) if isinstance(item, models.DateTimeField) else date.fromisoformat(value)
            )
        except ValueError:  # typed, and no date
            return value
    return value


def part_name(shape: Shape, values: Values, names: Names) -> str:
    """A part as editors know it: “Step 2: Open the page”."""
    known_by = getattr(shape.model, "named_by", shape.identity)
    column = known_by
    if known_by in shape.translated:
        own, source = (localized(known_by)[code] for code in (get_language() or "", settings.LANGUAGE_CODE))
        column = own if values.get(own) else source
    words = in_words(shape.model._meta.get_field(column), values.get(column, ""), names)
    place = f" {values['order']}" if values.get("order") else ""
    return f"{capfirst(shape.model._meta.verbose_name)}{place}: {to_plain(words)}"


def moment_in_words(moment: date) -> str:
    """A day, or a moment in the site's own time."""
    if isinstance(moment, datetime):
        return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return formats.date_format(moment, "DATE_FORMAT")


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
            field_in_words(item),
            in_words(item, old.get(item.name, ""), names) if old else "",
            in_words(item, new.get(item.name, ""), names) if new else "",
        )
        for item in columns(model)
        if item.name not in left_out and (old.get(item.name) or "") != (new.get(item.name) or "")
    ]
