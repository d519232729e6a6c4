"""What differs between two drafts, in an editor's words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.admin.faults import change_address
from guides.admin.values import Compared, Names, moment_in_words, names_of_keys
from guides.enums import Where
from guides.letters.letter import language_name
from guides.models.base import KeyedPart
from guides.schema.kinds import Entry
from guides.working_copy.diff import Change, Part, RowChange, Run, RunKind, Sign, compare_words
from guides.working_copy.kinds import SHAPES, Shape

# An unchanged passage longer than this shows only its ends, in letters.
LONGEST_EQUAL, END_OF_EQUAL = 240, 90

_SHAPE_OF = {shape.entry: shape for shape in SHAPES.values()}
# By what an editor knows a row of this kind; a row without such a text has its key only.
_NAME_FIELDS = ("title", "name", "text")


@dataclass(frozen=True)
class ShownChange:
    """One text or value: where it stands, and its words with what came and went."""

    sign: Sign
    place: str
    language: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ShownRow:
    """A row that differs. `address` is its form, "" when the working copy does not have it."""

    row: RowChange
    address: str
    names: Names

    @property
    def sign(self) -> Sign:
        return self.row.sign

    @property
    def name(self) -> str:
        return name_of_entry(self.row.entry)

    @cached_property
    def changes(self) -> tuple[ShownChange, ...]:
        shape = _SHAPE_OF[type(self.row.entry)]
        return tuple(_in_words(shape, change, self.names) for change in self.row.changes)

    @property
    def places(self) -> int:
        """How many texts and values differ."""
        return len(self.row.changes)


def name_of_entry(entry: Entry) -> str:
    """The kind of an entry and its name: “Guide: New password (pz-haslo)”."""
    texts = (getattr(entry, name, "") for name in _NAME_FIELDS)
    name = next((text for text in texts if text), "")
    if isinstance(name, dict):
        name = name.get(settings.LANGUAGE_CODE, "")
    kind = capfirst(_SHAPE_OF[type(entry)].model._meta.verbose_name)
    return f"{kind}: {f'{name} ({entry.identity})' if name else entry.identity}"


def in_words(rows: Iterable[RowChange]) -> list[ShownRow]:
    """The rows with the addresses of their forms, found with one query for each kind."""
    rows = list(rows)
    present: dict[tuple[type[Any], str], str] = {}
    for shape in {_SHAPE_OF[type(row.entry)].model: _SHAPE_OF[type(row.entry)] for row in rows}.values():
        keys = [getattr(row.entry, shape.identity) for row in rows if isinstance(row.entry, shape.entry)]
        for found in shape.model._default_manager.filter(**{f"{shape.identity}__in": keys}).only("pk", shape.identity):
            present[shape.entry, str(getattr(found, shape.identity))] = change_address(found)
    names = names_of_keys(_references(rows))
    return [ShownRow(row, present.get((type(row.entry), row.key), ""), names) for row in rows]


def _model_of(shape: Shape, field: str) -> type[Any] | None:
    """The model of the rows that a field names by their keys; None of other fields."""
    return shape.references.get(field) or shape.links.get(field)


def _in_words(shape: Shape, change: Change, names: Names) -> ShownChange:
    words = []
    for part in change.parts:
        shape = shape.children[part.name][0]
        words.append(_part_in_words(shape, part, names))
    if change.field:
        words.append(_field_in_words(shape, change.field))
    place = ", ".join(words)
    if not change.field:  # the part as a whole
        verb = _("(new)") if change.sign == Sign.ADDED else _("(removed)")
        return ShownChange(change.sign, capfirst(f"{place} {verb}"), "", ())
    if change.language:
        runs = _shortened(compare_words(change.before, change.after))
        place = f"{place} ({language_name(change.language)})"
    else:
        runs = _compare_values(
            *(_values_in_words(shape, change.field, one, names) for one in (change.before, change.after))
        )
    return ShownChange(change.sign, capfirst(place), change.language, runs)


def _part_in_words(shape: Shape, part: Part, names: Names) -> str:
    kind = shape.model._meta.verbose_name
    if issubclass(shape.model, KeyedPart):
        return f"{kind} {part.number}"
    model = shape.references.get(shape.identity)
    name = names.get((model, part.identity), part.identity) if model else part.identity
    return _("%(kind)s “%(name)s”") % {"kind": kind, "name": name}


def _field_in_words(shape: Shape, field: str) -> str:
    special = {
        "where": _("where it takes place"),
        "outdated": _("translations of an older text"),
        "order": _("place in the list"),
    }
    if field in special:
        return special[field]
    try:
        return str(shape.model._meta.get_field(shape.attribute(field)).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return field


def _values_in_words(shape: Shape, field: str, value: Any, names: Names) -> list[str]:
    """A value in words; of a list, its members."""
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, date):
        return [moment_in_words(value)]
    if field == "where":
        return [str(Where(place).label) for place in value]
    if field == "outdated":
        return [_text_in_words(shape, name) for name in value]
    if model := _model_of(shape, field):
        keys = [value] if isinstance(value, str) else value
        return [names.get((model, key), key) for key in keys]
    if isinstance(value, (list, tuple)):
        return [str(member) for member in value]
    choices = getattr(shape.model._meta.get_field(shape.attribute(field)), "choices", None) or ()
    return [str(dict(choices).get(value, value))]


def _text_in_words(shape: Shape, name: str) -> str:
    field, _dot, language = name.partition(".")
    return f"{_field_in_words(shape, field)} ({language_name(language)})"


def _compare_values(before: list[str], after: list[str]) -> tuple[Run, ...]:
    """Values came and went as wholes: the key “pz-numer” did not change by a word."""
    runs: list[Run] = []
    for _tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after).get_opcodes():
        if before[from_old:to_old] == after[from_new:to_new]:
            runs += [Run(RunKind.EQUAL, text) for text in after[from_new:to_new]]
        else:
            runs += [Run(RunKind.DELETE, text) for text in before[from_old:to_old]]
            runs += [Run(RunKind.INSERT, text) for text in after[from_new:to_new]]
    if max(len(before), len(after)) < 2:
        return tuple(runs)
    between = [Run(RunKind.EQUAL, ", ")] * len(runs)
    return tuple(chain.from_iterable(zip(runs, between, strict=True)))[:-1]


def _shortened(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, long unchanged passages with their ends only."""
    return tuple(
        Run(run.kind, _ends(run.text, position > 0, position < len(runs) - 1)) if run.kind == RunKind.EQUAL else run
        for position, run in enumerate(runs)
    )


def _ends(text: str, keep_start: bool, keep_end: bool) -> str:
    if len(text) <= LONGEST_EQUAL:
        return text
    start = re.sub(r"\S*$", "", text[:END_OF_EQUAL]) if keep_start else ""
    end = re.sub(r"^\S*", "", text[-END_OF_EQUAL:]) if keep_end else ""
    return f"{start}[…]{end}"


@dataclass(frozen=True)
class ChangedPart:
    """The row itself, or one of its parts: what came, went, or differs of it, before and after."""

    name: str  # "" for the row itself
    sign: Sign
    fields: list[Compared]


def in_parts(rows: Sequence[RowChange]) -> list[list[ChangedPart]]:
    """Of each row that differs, what does, part by part. References are named, with one query for each model."""
    names = names_of_keys(_references(rows))
    return [_parts_of(row, names) for row in rows]


def _references(rows: Sequence[RowChange]) -> dict[type[Any], set[str]]:
    """The keys to which the changes refer, by model."""
    wanted: dict[type[Any], set[str]] = {}
    for row in rows:
        for change in row.changes:
            shape = _SHAPE_OF[type(row.entry)]
            for part in change.parts:
                shape = shape.children[part.name][0]
                if shape.identity in shape.references:
                    wanted.setdefault(shape.references[shape.identity], set()).add(part.identity)
            model = shape.references.get(change.field) or shape.links.get(change.field)
            if model is not None:
                for value in (change.before, change.after):
                    wanted.setdefault(model, set()).update([value] if isinstance(value, str) else value or ())
    return wanted


def _parts_of(row: RowChange, names: Names) -> list[ChangedPart]:
    found: dict[tuple[Part, ...], ChangedPart] = {}
    top = _SHAPE_OF[type(row.entry)]
    if row.sign != Sign.CHANGED:
        found[()] = ChangedPart("", row.sign, [])
    for change in row.changes:
        shape = top
        for part in change.parts:
            shape = shape.children[part.name][0]
        if change.parts not in found:
            name = _name_of_part(row, change.parts, names)
            found[change.parts] = ChangedPart(name, Sign.CHANGED if change.field else change.sign, [])
        if change.field:
            found[change.parts].fields.append(_compared(shape, change, names))
    return list(found.values())


def _compared(shape: Shape, change: Change, names: Names) -> Compared:
    name = capfirst(_field_in_words(shape, change.field))
    if change.language:
        language = language_name(change.language)
        return Compared(f"{name} ({language})", change.before, change.after)
    before, after = (
        ", ".join(_values_in_words(shape, change.field, one, names)) for one in (change.before, change.after)
    )
    return Compared(name, before, after)


def _name_of_part(row: RowChange, parts: tuple[Part, ...], names: Names) -> str:
    """A part as editors know it: “Step 2: Open the page”; a part of a part after it."""
    if not parts:
        return ""
    shape, entry = _SHAPE_OF[type(row.entry)], row.after or row.before
    words: list[str] = []
    for part in parts:
        shape = shape.children[part.name][0]
        entry = _member(entry, part) or (_at(row.before, parts[: len(words) + 1]) if row.before else None)
        words.append(part_in_words(shape, entry, part.number, names))
    return ", ".join(words)


def _at(entry: Entry | None, parts: Sequence[Part]) -> Entry | None:
    for part in parts:
        entry = _member(entry, part)
    return entry


def _member(entry: Entry | None, part: Part) -> Entry | None:
    members: Iterator[Entry] = iter(getattr(entry, part.name, ()))
    return next((member for member in members if member.identity == part.identity), None)


def part_in_words(shape: Shape, entry: Entry | None, number: int, names: Names) -> str:
    """A part by the text, or the row, by which editors know it."""
    named_by = getattr(shape.model, "named_by", shape.identity)
    value = getattr(entry, named_by, "")
    if isinstance(value, dict):
        words = value.get(settings.LANGUAGE_CODE, "")
    elif named_by in shape.references:
        words = names.get((shape.references[named_by], value), value)
    else:
        words = ", ".join(_values_in_words(shape, named_by, value, names))
    place = f" {number}" if hasattr(shape.model, "order") else ""
    return f"{capfirst(shape.model._meta.verbose_name)}{place}: {words}"
