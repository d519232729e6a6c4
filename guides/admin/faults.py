"""What the checks found, in an editor's words, with the page on which to mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from guides import models
from guides.letters.letter import language_name
from guides.schema.faults import Fault
from guides.schema.paths import read_path
from guides.working_copy.kinds import SHAPE_OF, SHAPES

# By what an entry is known, and the model of its rows. Releases have faults too: a damaged one is a warning.
_ROWS: dict[str, tuple[type[Any], str]] = {
    **{kind: (shape.model, shape.identity) for kind, shape in SHAPES.items()},
    "release": (models.Release, "pk"),
}


@dataclass(frozen=True)
class ToMend:
    """One fault: the words for its place, and the address of the form that mends it."""

    text: str
    place: str
    address: str


@dataclass(frozen=True)
class RowToMend:
    """All faults of one row."""

    name: str
    address: str
    faults: list[ToMend] = field(default_factory=list)


def by_row(faults: Iterable[Fault]) -> list[RowToMend]:
    """The faults, those of one row together, in the order in which the rows first appear."""
    faults = list(faults)
    rows = _find_rows(faults)
    found: dict[tuple[str, str], RowToMend] = {}
    for fault in faults:
        row = rows.get((fault.kind, fault.key))
        group = found.setdefault((fault.kind, fault.key), _heading(fault, row))
        place, address = ("", group.address) if row is None else _locate(row, fault.place)
        group.faults.append(ToMend(fault.text, place, address))
    return list(found.values())


class Placed(Protocol):
    """What stands in a row (`kind`, `key`) at a `place`: a fault, a text."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def place(self) -> str: ...


class RowPlace(NamedTuple):
    """Where something stands, in words, and the address of the form that changes it."""

    row: str
    place: str
    address: str


def find(placed: Sequence[Placed]) -> list[RowPlace]:
    """For each of these, where it stands, in their order. What has no row has no words and no address."""
    rows = _find_rows(placed)
    found = []
    for one in placed:
        row = rows.get((one.kind, one.key))
        name = "" if row is None else f"{capfirst(row._meta.verbose_name)}: {row}"
        found.append(RowPlace(name, *(("", "") if row is None else _locate(row, one.place))))
    return found


def _find_rows(faults: Sequence[Placed]) -> dict[tuple[str, str], Any]:
    rows: dict[tuple[str, str], Any] = {}
    for kind in {fault.kind for fault in faults if fault.kind in _ROWS}:
        model, identity = _ROWS[kind]
        keys = {fault.key for fault in faults if fault.kind == kind and fault.key}
        named = model.objects.filter(**{f"{identity}__in": keys})
        for row in SHAPES[kind].with_all(named) if kind in SHAPES else named:
            rows[kind, str(getattr(row, identity))] = row
    return rows


def _heading(fault: Fault, row: Any) -> RowToMend:
    if row is not None:
        return RowToMend(f"{capfirst(row._meta.verbose_name)}: {row}", change_address(row))
    if fault.kind not in _ROWS:
        return RowToMend(f"{fault.kind} {fault.key}".strip(), "")
    meta = _ROWS[fault.kind][0]._meta
    # A row that is missing is added; "no question is the first" is mended from the list.
    page = "add" if fault.key else "changelist"
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}")
    query = f"?{_ROWS[fault.kind][1]}={fault.key}" if fault.key else ""
    return RowToMend(f"{capfirst(meta.verbose_name)} {fault.key}".strip(), address + query)


def _locate(row: Any, path: str) -> tuple[str, str]:
    """`path` ("steps[open-the-page].title") in words, and the address at which it is changed."""
    parts, field = read_path(path)
    if not parts:
        return _field_in_words(row, field), change_address(row)
    (name, identity), deeper = parts[0], parts[1:]
    number, part = _find_part(row, name, identity)
    if part is None:
        return path, change_address(row)
    part_name = f"{part._meta.verbose_name} {number + 1}"
    if deeper:  # a part of the part, which the form counts through all parts
        words, address = _locate(part, path.partition("].")[2])
        name, place = address.rpartition("#")[2].rpartition("-")[::2]
        before = sum(getattr(each, name).count() for each in list(getattr(row, parts[0][0]).all())[:number] if place)
        return f"{part_name}, {words}", f"{change_address(row)}#{name}-{before + int(place)}" if place else address
    words = ", ".join(filter(None, (part_name, _field_in_words(part, field) if field else "")))
    return words, f"{change_address(row)}#{name}-{number}"


def _find_part(row: Any, name: str, identity: str) -> tuple[int, Any]:
    """The part of this list that has this identity, with its place, from 0; (0, None) when there is none."""
    lists = SHAPE_OF[type(row)].children if type(row) in SHAPE_OF else {}
    members = enumerate(getattr(row, name).all()) if name in lists else ()
    return next(((number, part) for number, part in members if lists[name][0].identity_of(part) == identity), (0, None))


def _field_in_words(row: Any, name: str) -> str:
    name, _dot, language = name.removesuffix(".alternative").partition(".")
    names = {item.name: item for item in row._meta.get_fields() if hasattr(item, "verbose_name")}
    words = str(names[name].verbose_name) if name in names else name
    return f"{words} ({language_name(language)})" if language else words


def change_address(row: Model) -> str:
    """The admin's page of `row`."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
