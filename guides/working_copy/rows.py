"""Between the models and plain data: the working copy read as a draft, and entries of a draft written to it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import msgspec
from django.db.models import IntegerField

from guides.enums import Where
from guides.models.base import localized, translated_texts
from guides.models.pictures import FOLDER, name_of
from guides.schema import draft
from guides.schema.kinds import Entry, fields_of
from guides.schema.paths import read_path
from guides.working_copy.diff import pair_parts
from guides.working_copy.flat import read_flat
from guides.working_copy.kinds import CONTENT_SHAPES, POINT_SHAPES, PUBLISHED, SHAPE_OF, Shape

SomeDraft = TypeVar("SomeDraft", draft.Draft, draft.PointsDraft)


def read_content() -> draft.Draft:
    """The guides, questions and pages of the working copy."""
    return _read(draft.Draft, CONTENT_SHAPES)


def read_points() -> draft.PointsDraft:
    """The points of the working copy."""
    return draft.PointsDraft(**{name: read_flat(shape) for name, shape in POINT_SHAPES.items()})  # type: ignore[arg-type]


def _read(kind: type[SomeDraft], shapes: dict[str, Shape]) -> SomeDraft:
    return kind(
        **{
            name: [read_entry(shape, row) for row in shape.with_all(shape.model.objects.all())]  # type: ignore[arg-type]
            for name, shape in shapes.items()
        }
    )


@cache
def _optional(entry: type[Entry]) -> frozenset[str]:
    """The texts that such an entry may lack."""
    return frozenset(name for name, text in fields_of(entry).texts.items() if text.is_optional)


def read_entry(shape: Shape, row: Any) -> Entry:
    """`row` and what belongs to it, as an entry of a draft."""
    values: dict[str, Any] = {}
    optional = _optional(shape.entry)
    for name in shape.entry.__struct_fields__:
        attribute = shape.attribute(name)
        if name in shape.children:
            child = shape.children[name][0]
            values[name] = [read_entry(child, member) for member in getattr(row, name).all()]
        elif name in shape.links:
            values[name] = [linked.key for linked in getattr(row, attribute).all()]
        elif name in shape.references:
            referred = getattr(row, attribute)
            values[name] = referred.key if referred else ""
        elif name in shape.translated:
            # The raw columns: a fallback would hide what is missing.
            words = {code: _plain(name, getattr(row, column)) for code, column in localized(name).items()}
            present = {code: text for code, text in words.items() if text}
            values[name] = present or (None if name in optional else {})
        elif name == "outdated":
            values[name] = row.outdated()
        elif name == "where":
            values[name] = [place for place in Where.values if getattr(row, place)]
        else:
            values[name] = getattr(row, attribute)
    return shape.entry(**values)


def _plain(name: str, value: Any) -> Any:
    """The value of a column as an entry holds it: of a picture its name."""
    return name_of(value) if name == "picture" else value


@dataclass(frozen=True)
class TextPlace:
    """Where a text stands: (list, identity) of each part from its row down, and the field of which model."""

    parts: tuple[tuple[str, str], ...]
    model: type[Any]
    field: str


def find_place(kind: str, path: str) -> TextPlace | None:
    """What “steps[open-the-page].title” means in a row of this kind; None when such rows have no text of that name."""
    shape = PUBLISHED.get(kind)
    parts, name = read_path(path)
    for part, _identity in parts:
        if shape is None or part not in shape.children:
            return None
        shape = shape.children[part][0]
    if shape is None or name not in shape.translated or name not in translated_texts(shape.model):
        return None
    return TextPlace(parts, shape.model, name)


def find_rows(shape: Shape, keys: Iterable[str]) -> dict[str, Any]:
    """The rows that have these keys (or numbers, or prefixes), with all that `read_entry` needs of them."""
    is_number = isinstance(shape.model._meta.get_field(shape.identity), IntegerField)
    wanted = [key for key in keys if key.isdecimal()] if is_number else list(keys)
    rows = shape.with_all(shape.model.objects.filter(**{f"{shape.identity}__in": wanted}))
    return {str(getattr(row, shape.identity)): row for row in rows}


def read_rows(shape: Shape, pks: Iterable[int]) -> dict[int, Any]:
    """The rows with these primary keys, with all that `read_entry` needs of them."""
    return {row.pk: row for row in shape.with_all(shape.model.objects.filter(pk__in=pks))}


def part_at(row: Any, parts: Iterable[tuple[str, str]]) -> Any | None:
    """The part of `row` at the end of this way of (list, identity); None when it is gone."""
    for name, identity in parts:
        shape = SHAPE_OF[type(row)].children[name][0]
        members = getattr(row, name).all()
        row = next((member for member in members if shape.identity_of(member) == identity), None)
        if row is None:
            return None
    return row


def checksum(entry: msgspec.Struct) -> str:
    """A hash of everything in an entry or a draft."""
    return hashlib.sha256(msgspec.json.encode(entry, order="deterministic")).hexdigest()


def find_row(shape: Shape, identity: Any) -> Any | None:
    """The row of the working copy that has this key (or number, or prefix)."""
    return shape.model.objects.filter(**{shape.identity: identity}).first()


Save = Callable[[Any], None]


def _save(row: Any) -> None:
    row.save()


@dataclass
class EntryWriter:
    """Writing of entries to the working copy, in one transaction; `save` may refuse a row.

    It remembers the primary keys that it has looked up and the rows that it has made, which have no parts yet: so it is
    made anew for each transaction.
    """

    save: Save = _save
    _known: dict[tuple[type[Any], str], int] = field(default_factory=dict)
    _made: set[tuple[type[Any], int]] = field(default_factory=set)

    def write_row(self, shape: Shape, entry: Entry, order: int, row: Any = None) -> Any:
        """Create or change the row of `entry`, without its children and links. Rows that it refers to must be there.

        `row` is the one to be written, where it is not the one with the entry's key.
        """
        row = row or find_row(shape, getattr(entry, shape.identity)) or shape.model()
        self._write(shape, row, entry, order)
        return row

    def _write(self, shape: Shape, row: Any, entry: Entry, order: int) -> None:
        is_new = row._state.adding
        self._assign(shape, row, entry, order)
        self.save(row)
        if is_new:
            self._made.add((shape.model, row.pk))

    def write_children(self, shape: Shape, row: Any, entry: Entry) -> None:
        """Replace the links and children of `row` by those of `entry`."""
        is_empty = (shape.model, row.pk) in self._made
        for name, model in shape.links.items():
            linked = [self._id_of(model, key, entry) for key in getattr(entry, name)]
            if linked or not is_empty:
                getattr(row, shape.attribute(name)).set(linked)
        for name, (child, parent) in shape.children.items():
            rows = [] if is_empty else list(getattr(row, name).all())
            self._replace_children(child, {parent: row}, rows, getattr(entry, name))

    def _replace_children(
        self, shape: Shape, parent: dict[str, Any], rows: list[Any], entries: Sequence[Entry]
    ) -> None:
        # A part that stays keeps its row, and with it its history and the mark that its key has been published.
        pairs = pair_parts([read_entry(shape, row) for row in rows], entries)
        kept = {there: rows[here] for here, there in pairs if here is not None and there is not None}
        staying = {row.pk for row in kept.values()}
        if gone := [row.pk for row in rows if row.pk not in staying]:
            shape.model._default_manager.filter(pk__in=gone).delete()
        for position, entry in enumerate(entries):
            row = kept.get(position) or shape.model(**parent)
            self._write(shape, row, entry, position + 1)
            self.write_children(shape, row, entry)

    def _assign(self, shape: Shape, row: Any, entry: Entry, order: int) -> None:
        if hasattr(row, "order"):
            row.order = order
        for name in shape.entry.__struct_fields__:
            value = getattr(entry, name)
            attribute = shape.attribute(name)
            if name in shape.children or name in shape.links:
                continue
            if name in shape.references:
                setattr(row, f"{attribute}_id", self._id_of(shape.references[name], value, entry) if value else None)
            elif name in shape.translated:
                nullable = shape.model._meta.get_field(name).null
                for code, column in localized(name).items():
                    text = (value or {}).get(code, None if nullable else "")
                    setattr(row, column, f"{FOLDER}{text}" if name == "picture" and text else text)
            elif name == "outdated":
                row.declared_outdated = value
            elif name == "where":
                for place in Where.values:
                    setattr(row, place, place in value)
            else:
                setattr(row, attribute, value)

    def _id_of(self, model: type[Any], key: str, entry: Entry) -> int:
        """The primary key of the row of `model` that `entry` refers to."""
        if (model, key) not in self._known:
            found = model.objects.filter(key=key).values_list("pk", flat=True).first()
            if found is None:
                name = getattr(entry, "key", "") or type(entry).__name__.lower()
                raise MissingRow(name, key)
            self._known[model, key] = int(found)
        return self._known[model, key]


class MissingRow(Exception):
    """An entry refers to a key that nothing has."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(f"{name}: there is no “{key}”")
        self.key = key
