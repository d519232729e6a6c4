"""What a form was opened with, what is stored now, and what an editor sends: put together without losing anything."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from guides.admin.values import (
    Compared,
    Names,
    Value,
    Values,
    columns,
    comparable,
    compare,
    names_of,
    part_name,
    values_of,
)
from guides.models import Version
from guides.schema.kinds import Entry
from guides.working_copy.kinds import Shape

MOST_PARTS = 1000  # Django's own limit of a form's parts

Place = tuple[str, str]  # prefix of a part's form ("" for the row itself) and primary key ("" for an empty form)
Sent = dict[str, list[str]]  # what a browser sends for one part, by field


def lists_of(shape: Shape, entry: Entry) -> dict[str, tuple[Shape, list[tuple[int, Entry]]]]:
    """Each list of parts, those of parts as one list too, with each part's place, from 1."""
    found: dict[str, tuple[Shape, list[tuple[int, Entry]]]] = {}
    for name, (part, _link) in shape.children.items():
        members = list(enumerate(getattr(entry, name), 1))
        found[name] = (part, members)
        for deeper, (below, _link_of_part) in part.children.items():
            found[deeper] = (below, [])
        for _number, member in members:
            for name, (_below, listed) in lists_of(part, member).items():
                found[name][1].extend(listed)
    return found


@dataclass(frozen=True)
class StoredRow:
    """A row of the form as it is stored now."""

    shape: Shape
    values: Values
    form: Any  # unbound, for its fields and for what they would send

    @classmethod
    def of(cls, shape: Shape, entry: Entry, form: Any) -> "StoredRow":
        return cls(shape, values_of(shape, entry, getattr(form.instance, "order", None)), form)


@dataclass(frozen=True)
class MergeBase:
    """What the form was opened with: the values of the row, and of its parts in the order of the form, by prefix."""

    row: Values = field(default_factory=dict)
    parts: Mapping[str, Sequence[Values]] = field(default_factory=dict)

    @classmethod
    def of(cls, shape: Shape, entry: Entry, order: int | None) -> "MergeBase":
        parts = {
            name: [
                values_of(part, member, number if hasattr(part.model, "order") else None) for number, member in members
            ]
            for name, (part, members) in lists_of(shape, entry).items()
        }
        return cls(values_of(shape, entry, order), parts)

    def part(self, prefix: str, number: int) -> Values:
        """Of the part with this number; nothing when it was not there, or the form does not say what it was."""
        parts = self.parts.get(prefix, ())
        return parts[number] if number < len(parts) else {}


def sent(bound: Any) -> list[str]:
    """What a browser sends for a field that shows its stored value."""
    value, widget = bound.value(), bound.field.widget
    while hasattr(widget, "widget"):  # the admin wraps some
        widget = widget.widget
    if isinstance(widget, forms.FileInput):
        return []
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if shown is None:
        return [""]
    return [str(each) for each in shown] if isinstance(shown, (list, tuple)) else [str(shown)]


@dataclass(frozen=True)
class Differing:
    """Columns of one row in which the two versions differ."""

    shape: Shape
    is_part: bool
    mine: Values | None
    stored: Values | None
    names: frozenset[str]
    note: str = ""


@dataclass(frozen=True)
class Difference:
    """The same in an editor's words."""

    name: str
    note: str
    fields: list[Compared]


@dataclass
class EditConflict:
    """Both versions, and the form that goes on from them."""

    data: QueryDict
    newest: Version | None
    both: list[Difference]  # here the form keeps what this editor typed
    theirs: list[Difference]  # here the form has the other editor's
    files: list[str]  # to be chosen again: browsers do not keep them


@dataclass
class Merging:
    """Three versions of a row and its parts: as the form was opened, as they are stored, as this editor sends them."""

    request: HttpRequest
    stored: Mapping[Place, StoredRow]
    base: MergeBase
    both: list[Differing] = field(default_factory=list)
    theirs: list[Differing] = field(default_factory=list)

    def merge(self, newest: Version | None) -> EditConflict:
        self.data = self.request.POST.copy()
        for place, each in self.stored.items():
            if not place[0]:
                for name in self._compare(each, self.base.row, "", is_part=False):
                    self.data.setlist(name, sent(each.form[name]))
        for prefix in dict.fromkeys(prefix for prefix, _key in self.stored if prefix):
            self._merge_parts(prefix)
        # Parts that only made room for others say nothing, unless moving is all that was done.
        telling = [each for each in self.theirs if each.names != {"order"}]
        self.theirs = telling if telling or self.both else self.theirs
        every = [*self.both, *self.theirs]
        names = names_of((each.shape.model, values) for each in every for values in (each.mine, each.stored) if values)
        files = [str(getattr(file, "name", "")) for file in self.request.FILES.values()]
        both, theirs = ([_in_words(each, names) for each in found] for found in (self.both, self.theirs))
        return EditConflict(self.data, newest, both, theirs, files)

    def _compare(self, each: StoredRow, base: Values, prefix: str, *, is_part: bool) -> list[str]:
        """Note in which columns the versions of a row differ. Return those that only the other editor changed."""
        mine: Values = {}
        both, taken, unseen = set(), [], set()
        for name, now in each.values.items():
            changed = base.get(name) != now
            if name not in each.form.fields or each.form.fields[name].disabled:
                if changed and base:
                    mine[name] = base.get(name, "")
                    unseen.add(name)
                continue
            typed = self._typed(each.form, prefix, name)
            mine[name] = now if typed is None else typed
            if typed is None or typed == now or not changed:
                continue
            if typed == base.get(name):
                taken.append(name)
            else:
                both.add(name)
        if both:
            self.both.append(Differing(each.shape, is_part, mine, each.values, frozenset(both)))
        if taken or unseen:
            self.theirs.append(Differing(each.shape, is_part, mine, each.values, frozenset(taken) | unseen))
        return taken

    def _typed(self, form: Any, prefix: str, name: str) -> Value | None:
        """What the editor sends for a field; None for a file that was left as it is."""
        posted, fields = self.request.POST, form.fields
        raw = fields[name].widget.value_from_datadict(posted, self.request.FILES, f"{prefix}{name}")
        if isinstance(fields[name], forms.FileField):
            return None if raw is None else str(getattr(raw, "name", ""))
        try:
            return comparable(fields[name].clean(raw))
        except ValidationError:
            return comparable(raw)

    def _merge_parts(self, prefix: str) -> None:
        """Rebuild the parts of a form: stored ones in their order, then those that are new."""
        posted = _read_parts(self.data, prefix)
        if posted is None:
            return  # damaged: the form itself will say so
        empty = self.stored[prefix, ""]
        key_name = empty.shape.model._meta.pk.name
        keys = {number: "".join(part.get(key_name, [])) for number, part in posted.items()}
        places = {key: number for number, key in keys.items() if key}
        kept: list[Sent] = []
        for (own, key), each in self.stored.items():
            if own == prefix and key:
                kept.append(self._merge_part(prefix, each, posted, places.pop(key, None)))
        new = [part for number, part in posted.items() if not keys[number]]
        for number in places.values():
            if self._is_worth_keeping(prefix, empty, number, posted[number]):
                new.append({**posted[number], key_name: [""]})
        _write_parts(self.data, prefix, kept, new)

    def _merge_part(self, prefix: str, each: StoredRow, posted: dict[int, Sent], number: int | None) -> Sent:
        if number is None:
            note = _("The other editor added it.")
            self.theirs.append(Differing(each.shape, True, None, each.values, frozenset(each.values), note))
            return {bound.name: sent(bound) for bound in each.form}
        part, base = posted[number], self.base.part(prefix, number)
        if part.get("DELETE"):
            return self._deleted_here(each, base, part)
        taken = self._compare(each, base, f"{prefix}-{number}-", is_part=True)
        return {**part, **{name: sent(each.form[name]) for name in taken}}

    def _deleted_here(self, each: StoredRow, base: Values, part: Sent) -> Sent:
        changed = frozenset(name for name, value in each.values.items() if base.get(name) != value)
        if changed - {"order"}:
            earlier = {name: base.get(name, "") for name in changed}
            note = _("You marked it for removal; the other editor changed it.")
            mine = {**each.values, **earlier}
            self.both.append(Differing(each.shape, True, mine, each.values, changed, note))
        return part

    def _is_worth_keeping(self, prefix: str, empty: StoredRow, number: int, part: Sent) -> bool:
        """Whether this editor changed a part that the other one removed. It then becomes a new one."""
        if part.get("DELETE"):
            return False
        base = self.base.part(prefix, number)
        editable = [item.name for item in columns(empty.shape.model) if _is_typed(empty.form.fields.get(item.name))]
        mine = {name: self._typed(empty.form, f"{prefix}-{number}-", name) or "" for name in editable}
        touched = any(base.get(name) != value for name, value in mine.items() if name != "order")
        if touched:
            note = _("The other editor removed it; in your form it stays, as a new one.")
            self.both.append(Differing(empty.shape, True, mine, None, frozenset(mine), note))
        else:
            note = _("The other editor removed it.")
            self.theirs.append(Differing(empty.shape, True, mine, None, frozenset(mine), note))
        return touched


def _is_typed(form_field: forms.Field | None) -> bool:
    return form_field is not None and not isinstance(form_field, InlineForeignKeyField)


def _in_words(found: Differing, names: Names) -> Difference:
    def chosen(values: Values | None) -> Values | None:
        return values and {name: value for name, value in values.items() if name in found.names}

    fields = compare(found.shape.model, chosen(found.mine), chosen(found.stored), names)
    name = part_name(found.shape, found.stored or found.mine or {}, names) if found.is_part else ""
    return Difference(name, found.note, fields)


def _read_parts(data: QueryDict, prefix: str) -> dict[int, Sent] | None:
    """What was sent for each part, by its number; None when the form's own counts are missing."""
    try:
        total = min(int(str(data[f"{prefix}-TOTAL_FORMS"])), MOST_PARTS)
    except (KeyError, ValueError):
        return None
    parts: dict[int, Sent] = {number: {} for number in range(total)}
    for key in data:
        match = re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(\w+)", key)
        if match and int(match[1]) in parts:
            parts[int(match[1])][match[2]] = data.getlist(key)
    return parts


def _write_parts(data: QueryDict, prefix: str, kept: list[Sent], new: list[Sent]) -> None:
    for key in list(data):
        if re.fullmatch(rf"{re.escape(prefix)}-\d+-\w+", key):
            del data[key]
    for number, part in enumerate([*kept, *new]):
        for name, values in part.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept) + len(new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
