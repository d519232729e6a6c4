"""Loading the shipped files into the working copy, without losing what editors did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import transaction

from guides import models
from guides.enums import ChangeReason
from guides.models.history import because
from guides.schema import draft
from guides.schema.kinds import Entry
from guides.working_copy.rows import (
    CONTENT_SHAPES,
    POINT_SHAPES,
    Shape,
    checksum,
    find_row,
    read_entry,
    write_children,
    write_row,
)


@dataclass
class Report:
    """What loading did, by the names of the entries ("guide pz-haslo")."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # editors changed or deleted it since the last load


class TooLong(Exception):
    """A text of a file is longer than its field; the message names the entry and the place in it."""


def load_content(content: draft.Draft, *, overwrite: bool = False) -> Report:
    """Write `content` into the working copy, all or nothing.

    An entry that editors changed or deleted since it was last loaded is left as they made it, unless `overwrite`.
    Raise `working_copy.MissingRow` when an entry refers to one that does not exist, `TooLong` where a text is.
    """
    return _load(content, CONTENT_SHAPES, overwrite)


def load_points(points: draft.PointsDraft, *, overwrite: bool = False) -> Report:
    """Write `points` into the working copy, as `load_content` does."""
    return _load(points, POINT_SHAPES, overwrite)


@transaction.atomic
def _load(source: Any, shapes: dict[str, Shape], overwrite: bool) -> Report:
    with because(ChangeReason.FILES):
        return _write(source, shapes, overwrite)


def _write(source: Any, shapes: dict[str, Shape], overwrite: bool) -> Report:
    report = Report()
    loaded = {(entry.kind, entry.key): entry.checksum for entry in models.LoadedEntry.objects.all()}
    written: list[tuple[Shape, Any, Entry]] = []
    for name, shape in shapes.items():
        for position, entry in enumerate(getattr(source, name), 1):
            identity = str(getattr(entry, shape.identity))
            _refuse_long_texts(shape, entry, f"{shape.name} {identity}")
            action = _decide(shape, entry, identity, loaded.get((shape.name, identity)), overwrite)
            getattr(report, action).append(f"{shape.name} {identity}")
            if action in ("created", "updated"):
                written.append((shape, write_row(shape, entry, getattr(entry, "order", position * 10)), entry))
    # Children come after all rows, since guides and questions refer to each other through them.
    for shape, row, entry in written:
        write_children(shape, row, entry)
    _remember(written)
    return report


def _refuse_long_texts(shape: Shape, entry: Entry, place: str) -> None:
    """Hold the texts of an entry and its parts to the lengths that forms hold editors to."""
    for name in shape.entry.__struct_fields__:
        value = getattr(entry, name)
        if name in shape.children:
            for number, part in enumerate(value, 1):
                _refuse_long_texts(shape.children[name][0], part, f"{place}, {name}[{number}]")
            continue
        texts = (value or {}) if name in shape.translated else {"": value}
        for language, text in texts.items():
            longest = _longest(shape, name) if isinstance(text, str) else None
            if longest is not None and len(text) > longest:
                where = ".".join(filter(None, (name, language)))
                raise TooLong(f"{place}, {where}: {len(text)} characters, at most {longest} are allowed")


def _longest(shape: Shape, name: str) -> int | None:
    """How long the text `name` may be; None when it is no field of its own."""
    fields = {each.name: each for each in shape.model._meta.concrete_fields}
    if name in shape.references or shape.attribute(name) not in fields:
        return None
    validators = fields[shape.attribute(name)].validators
    return min((each.limit_value for each in validators if isinstance(each, MaxLengthValidator)), default=None)


def _decide(shape: Shape, entry: Entry, identity: str, loaded: str | None, overwrite: bool) -> str:
    row = find_row(shape, identity)
    if row is None:
        return "created" if loaded is None or overwrite else "kept"
    present = checksum(read_entry(shape, row))
    if present == checksum(entry):
        return "unchanged"
    return "updated" if overwrite or present == loaded else "kept"


def _remember(written: Iterable[tuple[Shape, Any, Entry]]) -> None:
    for shape, row, _entry in written:
        row = shape.model.objects.get(pk=row.pk)
        models.LoadedEntry.objects.update_or_create(
            kind=shape.name,
            key=str(getattr(row, shape.identity)),
            defaults={"checksum": checksum(read_entry(shape, row))},
        )
