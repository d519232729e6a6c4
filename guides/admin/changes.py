"""What differs between two drafts, in an editor's words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.admin.faults import change_address
from guides.enums import Where
from guides.models.base import KeyedPart
from guides.working_copy.diff import Change, Part, RowChange, Run, RunKind, Sign, compare_words
from guides.working_copy.rows import CONTENT_SHAPES, POINT_SHAPES, Shape

# An unchanged passage longer than this shows only its ends, in letters.
LONGEST_EQUAL, END_OF_EQUAL = 240, 90

_SHAPE_OF = {shape.entry: shape for shape in (*CONTENT_SHAPES.values(), *POINT_SHAPES.values())}
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

    @property
    def sign(self) -> Sign:
        return self.row.sign

    @property
    def name(self) -> str:
        """The kind of row and its name: “Guide: New password (pz-haslo)”."""
        shape, entry = _SHAPE_OF[type(self.row.entry)], self.row.entry
        texts = (getattr(entry, name, "") for name in _NAME_FIELDS)
        name = next((text for text in texts if text), "")
        if isinstance(name, dict):
            name = name.get(settings.LANGUAGE_CODE, "")
        key = self.row.key
        return f"{capfirst(shape.model._meta.verbose_name)}: {f'{name} ({key})' if name else key}"

    @cached_property
    def changes(self) -> tuple[ShownChange, ...]:
        shape = _SHAPE_OF[type(self.row.entry)]
        return tuple(_in_words(shape, change) for change in self.row.changes)

    @property
    def places(self) -> int:
        """How many texts and values differ."""
        return len(self.row.changes)


def in_words(rows: Iterable[RowChange]) -> list[ShownRow]:
    """The rows with the addresses of their forms, found with one query for each kind."""
    rows = list(rows)
    present: dict[tuple[type[Any], str], str] = {}
    for shape in {_SHAPE_OF[type(row.entry)].model: _SHAPE_OF[type(row.entry)] for row in rows}.values():
        keys = [getattr(row.entry, shape.identity) for row in rows if isinstance(row.entry, shape.entry)]
        for found in shape.model._default_manager.filter(**{f"{shape.identity}__in": keys}).only("pk", shape.identity):
            present[shape.entry, str(getattr(found, shape.identity))] = change_address(found)
    return [ShownRow(row, present.get((type(row.entry), row.key), "")) for row in rows]


def _in_words(shape: Shape, change: Change) -> ShownChange:
    words = []
    for part in change.parts:
        shape = shape.children[part.name][0]
        words.append(_part_in_words(shape, part))
    if change.field:
        words.append(_field_in_words(shape, change.field))
    place = ", ".join(words)
    if not change.field:  # the part as a whole
        verb = _("(new)") if change.sign == Sign.ADDED else _("(removed)")
        return ShownChange(change.sign, capfirst(f"{place} {verb}"), "", ())
    if change.language:
        runs = _shortened(compare_words(change.before, change.after))
        place = f"{place} ({dict(settings.LANGUAGES).get(change.language, change.language)})"
    else:
        runs = _compare_values(*(_values_in_words(shape, change.field, one) for one in (change.before, change.after)))
    return ShownChange(change.sign, capfirst(place), change.language, runs)


def _part_in_words(shape: Shape, part: Part) -> str:
    name = shape.model._meta.verbose_name
    return f"{name} {part.number}" if issubclass(shape.model, KeyedPart) else f"{name} “{part.identity}”"


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


def _values_in_words(shape: Shape, field: str, value: Any) -> list[str]:
    """A value in words; of a list, its members."""
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if isinstance(value, date):
        return [date_format(value)]
    if field == "where":
        return [str(Where(place).label) for place in value]
    if field == "outdated":
        return [_text_in_words(shape, name) for name in value]
    if isinstance(value, (list, tuple)):
        return [str(member) for member in value]
    choices = getattr(shape.model._meta.get_field(shape.attribute(field)), "choices", None) or ()
    return [str(dict(choices).get(value, value))]


def _text_in_words(shape: Shape, name: str) -> str:
    field, _dot, language = name.partition(".")
    return f"{_field_in_words(shape, field)} ({dict(settings.LANGUAGES).get(language, language)})"


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
