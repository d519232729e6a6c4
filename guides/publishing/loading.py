"""Loading the shipped files into the working copy, without losing what editors did."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from guides import models
from guides.enums import ChangeReason
from guides.models.history import because
from guides.publishing import draft
from guides.publishing.working_copy import (
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


def load_content(content: draft.Draft, *, overwrite: bool = False) -> Report:
    """Write `content` into the working copy, all or nothing.

    An entry that editors changed or deleted since it was last loaded is left as they made it, unless `overwrite`.
    Raise `working_copy.MissingRow` when an entry refers to one that does not exist.
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
    written: list[tuple[Shape, Any, draft.Entry]] = []
    for name, shape in shapes.items():
        for position, entry in enumerate(getattr(source, name), 1):
            identity = str(getattr(entry, shape.identity))
            action = _decide(shape, entry, identity, loaded.get((shape.name, identity)), overwrite)
            getattr(report, action).append(f"{shape.name} {identity}")
            if action in ("created", "updated"):
                written.append((shape, write_row(shape, entry, getattr(entry, "order", position * 10)), entry))
    # Children come after all rows, since guides and questions refer to each other through them.
    for shape, row, entry in written:
        write_children(shape, row, entry)
    _remember(written)
    return report


def _decide(shape: Shape, entry: draft.Entry, identity: str, loaded: str | None, overwrite: bool) -> str:
    row = find_row(shape, identity)
    if row is None:
        return "created" if loaded is None or overwrite else "kept"
    present = checksum(read_entry(shape, row))
    if present == checksum(entry):
        return "unchanged"
    return "updated" if overwrite or present == loaded else "kept"


def _remember(written: Iterable[tuple[Shape, Any, draft.Entry]]) -> None:
    for shape, row, _entry in written:
        row = shape.model.objects.get(pk=row.pk)
        models.LoadedEntry.objects.update_or_create(
            kind=shape.name,
            key=str(getattr(row, shape.identity)),
            defaults={"checksum": checksum(read_entry(shape, row))},
        )
