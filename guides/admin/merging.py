"""What a form was opened with, what is stored now, and what an editor sends: put together without losing anything."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from guides.admin.timeline import PARENT_LINKS, Change, Version, part_name
from guides.admin.values import Compared, Value, Values, columns, comparable, compare, names_of, values_of

HASH_LENGTH = 8
MOST_PARTS = 1000  # Django's own limit of a form's parts

Hashes = dict[str, str]  # by column
Place = tuple[str, str]  # prefix of a part's form ("" for the row itself) and primary key ("" for an empty form)
Sent = dict[str, list[str]]  # what a browser sends for one part, by field


@dataclass(frozen=True)
class Stored:
    """A row of the form as it is stored now."""

    model: Any
    values: Values
    form: Any  # unbound, for its fields and for what they would send

    @classmethod
    def of(cls, form: Any) -> "Stored":
        return cls(type(form.instance), values_of(form.instance), form)


def short_hash(value: Value) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:HASH_LENGTH]


def _hashes_of(values: Values) -> Hashes:
    return {name: short_hash(value) for name, value in values.items()}


def fingerprint(stored: Mapping[Place, Stored]) -> str:
    """What the rows are, in few letters."""
    hashes = [[*place, "".join(_hashes_of(each.values).values())] for place, each in stored.items() if place[1]]
    return json.dumps(hashes, separators=(",", ":"))


def read_fingerprint(text: str, stored: Mapping[Place, Stored]) -> dict[Place, Hashes]:
    """The hashes in `text`, by row and column; nothing when it is no fingerprint of such rows."""
    kinds = {prefix: each.model for (prefix, _key), each in stored.items()}
    opened: dict[Place, Hashes] = {}
    try:
        for prefix, key, hashes in json.loads(text):
            parts = re.findall(f".{{{HASH_LENGTH}}}", hashes)
            names = [item.name for item in columns(kinds[prefix])]
            opened[prefix, key] = dict(zip(names, parts, strict=True))
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return opened


def is_as_opened(stored: Mapping[Place, Stored], opened: dict[Place, Hashes]) -> bool:
    return opened == {place: _hashes_of(each.values) for place, each in stored.items() if place[1]}


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
class Found:
    """Columns of one row in which the two versions differ."""

    model: Any
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
class Conflict:
    """Both versions, and the form that goes on from them."""

    data: QueryDict
    opened: str
    latest: Change | None
    both: list[Difference]  # here the form keeps what this editor typed
    theirs: list[Difference]  # here the form has the other editor's
    files: list[str]  # to be chosen again: browsers do not keep them


@dataclass
class Merging:
    request: HttpRequest
    stored: Mapping[Place, Stored]
    opened: Mapping[Place, Hashes]
    versions: Iterable[Version]
    both: list[Found] = field(default_factory=list)
    theirs: list[Found] = field(default_factory=list)

    def merge(self, latest: Change | None) -> Conflict:
        self.data = self.request.POST.copy()
        for place, each in self.stored.items():
            if not place[0]:
                for name in self._compare(place, each, ""):
                    self.data.setlist(name, sent(each.form[name]))
        for prefix in dict.fromkeys(prefix for prefix, _key in self.stored if prefix):
            self._merge_parts(prefix)
        # Parts that only made room for others say nothing, unless moving is all that was done.
        telling = [each for each in self.theirs if each.names != {"order"}]
        self.theirs = telling if telling or self.both else self.theirs
        every = [*self.both, *self.theirs]
        names = names_of((each.model, values) for each in every for values in (each.mine, each.stored) if values)
        files = [str(getattr(file, "name", "")) for file in self.request.FILES.values()]
        both, theirs = ([_in_words(each, names) for each in found] for found in (self.both, self.theirs))
        return Conflict(self.data, fingerprint(self.stored), latest, both, theirs, files)

    def _compare(self, place: Place, each: Stored, prefix: str) -> list[str]:
        """Note in which columns the versions of a row differ. Return those that only the other editor changed."""
        opened = self.opened.get(place, {})
        mine: Values = {}
        both, taken, unseen = set(), [], set()
        for item in columns(each.model):
            name, now = item.name, each.values[item.name]
            changed = opened.get(name) != short_hash(now)
            if name not in each.form.fields or each.form.fields[name].disabled:
                if changed and opened:
                    mine[name] = self._earlier(each.model, place[1], name, opened[name])
                    unseen.add(name)
                continue
            typed = self._typed(each.form, prefix, name)
            mine[name] = now if typed is None else typed
            if typed is None or typed == now or not changed:
                continue
            if short_hash(typed) == opened.get(name):
                taken.append(name)
            else:
                both.add(name)
        is_part = bool(place[0])
        if both:
            self.both.append(Found(each.model, is_part, mine, each.values, frozenset(both)))
        if taken or unseen:
            self.theirs.append(Found(each.model, is_part, mine, each.values, frozenset(taken) | unseen))
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

    def _earlier(self, model: Any, key: str, name: str, hashed: str) -> Value:
        """A value that this editor saw but could not change, looked up in the history."""
        for version in self.versions:
            values = version.values
            if version.row == (model, int(key)) and values and short_hash(values[name]) == hashed:
                return values[name]
        return ""

    def _merge_parts(self, prefix: str) -> None:
        """Rebuild the parts of a form: stored ones in their order, then those that are new."""
        posted = _read_parts(self.data, prefix)
        if posted is None:
            return  # damaged: the form itself will say so
        empty = self.stored[prefix, ""]
        key_name = empty.model._meta.pk.name
        keys = {number: "".join(part.get(key_name, [])) for number, part in posted.items()}
        places = {key: number for number, key in keys.items() if key}
        kept: list[Sent] = []
        for (own, key), each in self.stored.items():
            if own == prefix and key:
                kept.append(self._merge_part((prefix, key), each, posted, places.pop(key, None)))
        new = [part for number, part in posted.items() if not keys[number]]
        for key, number in places.items():
            if self._is_worth_keeping((prefix, key), empty, number, posted[number]):
                new.append({**posted[number], key_name: [""]})
        _write_parts(self.data, prefix, kept, new)

    def _merge_part(self, place: Place, each: Stored, posted: dict[int, Sent], number: int | None) -> Sent:
        if number is None:
            note = _("The other editor added it.")
            self.theirs.append(Found(each.model, True, None, each.values, frozenset(each.values), note))
            return {bound.name: sent(bound) for bound in each.form}
        part = posted[number]
        if part.get("DELETE"):
            return self._deleted_here(place, each, part)
        taken = self._compare(place, each, f"{place[0]}-{number}-")
        return {**part, **{name: sent(each.form[name]) for name in taken}}

    def _deleted_here(self, place: Place, each: Stored, part: Sent) -> Sent:
        opened = self.opened.get(place, {})
        changed = frozenset(name for name, value in each.values.items() if opened.get(name) != short_hash(value))
        if changed - {"order"}:
            earlier = {name: self._earlier(each.model, place[1], name, opened.get(name, "")) for name in changed}
            note = _("You marked it for removal; the other editor changed it.")
            self.both.append(Found(each.model, True, {**each.values, **earlier}, each.values, changed, note))
        return part

    def _is_worth_keeping(self, place: Place, empty: Stored, number: int, part: Sent) -> bool:
        """Whether this editor changed a part that the other one removed. It then becomes a new one."""
        if part.get("DELETE"):
            return False
        prefix, opened = f"{place[0]}-{number}-", self.opened.get(place, {})
        mine = {name: self._typed(empty.form, prefix, name) or "" for name in _editable(empty)}
        touched = any(opened.get(name) != short_hash(value) for name, value in mine.items() if name != "order")
        if touched:
            note = _("The other editor removed it; in your form it stays, as a new one.")
            self.both.append(Found(empty.model, True, mine, None, frozenset(mine), note))
        else:
            note = _("The other editor removed it.")
            self.theirs.append(Found(empty.model, True, mine, None, frozenset(mine), note))
        return touched


def _editable(each: Stored) -> list[str]:
    return [item.name for item in columns(each.model) if item.name in each.form.fields]


def _in_words(found: Found, names: Any) -> Difference:
    def chosen(values: Values | None) -> Values | None:
        return values and {name: value for name, value in values.items() if name in found.names}

    name = part_name(found.model, found.stored or found.mine or {}, names) if found.is_part else ""
    fields = compare(found.model, chosen(found.mine), chosen(found.stored), names, {PARENT_LINKS.get(found.model, "")})
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
