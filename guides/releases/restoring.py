"""A release taken back: the working copy becomes what the release was made from."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from guides import models
from guides.enums import ChangeReason, ReleaseKind
from guides.models import Release
from guides.models.base import localized
from guides.releases import publishing, stored
from guides.schema import draft
from guides.schema.kinds import Entry
from guides.working_copy.kinds import SHAPES_OF, Shape
from guides.working_copy.recording import recording
from guides.working_copy.rows import EntryWriter, checksum, read_content, read_points

SomeDraft = draft.Draft | draft.PointsDraft


class WorkingCopyChanged(Exception):
    """The working copy is not the one that the editor saw."""


@dataclass
class RestoreReport:
    """What taking back did, by the names of the entries ("guide pz-haslo")."""

    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # not in the release, but something else needs it


def read(kind: str) -> SomeDraft:
    """The working copy of this kind as it is now."""
    return read_content() if kind == ReleaseKind.CONTENT else read_points()


def take_back(release: Release, seen: str | None = None, by: Any = None) -> RestoreReport:
    """Make the working copy what `release` was made from, all or nothing.

    Raise Damaged when that can't be read, WorkingCopyChanged when the working copy is not the one whose checksum
    is `seen`.
    """
    wanted = stored.decode_source(release)
    shapes = SHAPES_OF[release.kind]

    def write() -> RestoreReport:
        present = read(release.kind)
        if seen is not None and seen != checksum(present):
            raise WorkingCopyChanged
        report = RestoreReport()
        with recording(ChangeReason.RELEASE, by):
            _free_unique_values(wanted, shapes)
            _write(present, wanted, shapes, report)
            _delete_others(wanted, shapes, report)
            _put_in_order(wanted, shapes)
            if isinstance(wanted, draft.Draft):
                publishing.mark_published(wanted)
        return report

    return publishing.alone(write, *(each.model for shape in shapes.values() for each in shape.with_parts()))


def _entries(source: SomeDraft, name: str, shape: Shape) -> dict[Any, Entry]:
    return {getattr(entry, shape.identity): entry for entry in getattr(source, name)}


def _free_unique_values(wanted: SomeDraft, shapes: dict[str, Shape]) -> None:
    """Clear unique values that other rows will get (address words, “first question”): rows are written one by one."""
    for name, shape in shapes.items():
        rows = shape.model._default_manager
        entries = _entries(wanted, name, shape)
        if "slug" in shape.entry.__struct_fields__:
            for code, column in localized("slug").items():
                owners = {entry.slug.get(code): key for key, entry in entries.items()}  # type: ignore[attr-defined]
                for key, slug in rows.exclude(**{column: None}).values_list(shape.identity, column):
                    if owners.get(slug, key) != key:
                        rows.filter(**{shape.identity: key}).update(**{column: None})
        if shape.model is models.Question:
            first = [key for key, entry in entries.items() if entry.first]  # type: ignore[attr-defined]
            rows.filter(first=True).exclude(key__in=first).update(first=False)


def _write(present: SomeDraft, wanted: SomeDraft, shapes: dict[str, Shape], report: RestoreReport) -> None:
    written: list[tuple[Shape, Any, Entry]] = []
    writer = EntryWriter()
    for name, shape in shapes.items():
        now = _entries(present, name, shape)
        for position, (key, entry) in enumerate(_entries(wanted, name, shape).items(), 1):
            if now.get(key) != entry:
                written.append((shape, writer.write_row(shape, entry, getattr(entry, "order", position * 10)), entry))
                report.written.append(f"{shape.name} {key}")
    # As in loading: guides and questions refer to each other through their parts.
    for shape, row, entry in written:
        writer.write_children(shape, row, entry)


def _delete_others(wanted: SomeDraft, shapes: dict[str, Shape], report: RestoreReport) -> None:
    """Delete the rows that the release does not have, save for those that something outside the content needs."""
    others = [
        (shape, key)
        for name, shape in reversed(shapes.items())
        for key in shape.model._default_manager.values_list(shape.identity, flat=True)
        if key not in _entries(wanted, name, shape)
    ]
    kept: list[tuple[Shape, Any]] = []
    while True:
        going = [other for other in others if other not in kept]
        needed = _try_to_delete(going)
        if needed is None:
            break
        kept.append(needed)
    report.deleted += [f"{shape.name} {key}" for shape, key in going]
    report.kept += [f"{shape.name} {key}" for shape, key in kept]


def _try_to_delete(others: list[tuple[Shape, Any]]) -> tuple[Shape, Any] | None:
    """Delete all of these rows; or none, and return one that is needed."""
    other = None
    try:
        with transaction.atomic():
            rows = [(shape, key, shape.model._default_manager.get(**{shape.identity: key})) for shape, key in others]
            for shape, _key, row in rows:  # their parts first, through which they may need each other
                for name in shape.children:
                    getattr(row, name).all().delete()
            for shape, key, row in rows:
                other = (shape, key)
                row.delete()
    except ProtectedError:
        return other
    return None


def _put_in_order(wanted: SomeDraft, shapes: dict[str, Shape]) -> None:
    """Number the rows of the lists whose order is that of the draft, where they stand in another."""
    for name, shape in shapes.items():
        if "order" in shape.entry.__struct_fields__ or not hasattr(shape.model, "order"):
            continue
        keys = list(_entries(wanted, name, shape))
        rows = shape.model._default_manager
        if [key for key in rows.values_list(shape.identity, flat=True) if key in set(keys)] != keys:
            for position, key in enumerate(keys, 1):
                rows.filter(**{shape.identity: key}).update(order=position * 10)
