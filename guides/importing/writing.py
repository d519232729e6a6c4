"""Offices written to the working copy many at a time, and recorded.

`EntryWriter.write_row` asks the database a dozen questions for each office; a list of three thousand would take longer
than a request may.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guides import models
from guides.models.base import localized, translated_fields
from guides.schema import draft
from guides.working_copy.recording import touch

_BATCH = 200
_SERVICE_FIELDS = ("status", "url", "checked_on")


def write_points(entries: Sequence[draft.Point]) -> None:
    """Create or change the office of each entry, services included. Sources that they name must be there."""
    numbers = [entry.number for entry in entries]
    rows = {row.number: row for row in rows_of(numbers)}
    sources: dict[str, int] = dict(models.PointSource.objects.values_list("key", "pk"))
    new = [entry for entry in entries if entry.number not in rows]
    created = models.Point._base_manager.bulk_create(
        [_assigned(models.Point(), entry, sources)[0] for entry in new], batch_size=_BATCH
    )
    for entry in entries:
        if entry.number in rows:
            _update(rows[entry.number], entry, sources)
    rows |= {row.number: row for row in created}
    _write_services(entries, rows, sources, {entry.number for entry in new})
    touch("point", [row.pk for row in rows.values()])


def delete_points(numbers: Iterable[int]) -> None:
    """Delete these offices with their services."""
    rows = rows_of(numbers)
    for start in range(0, len(rows), _BATCH):
        part = [row.pk for row in rows[start : start + _BATCH]]
        # Nothing else refers to an office.
        for doomed in (models.Service.objects.filter(point__in=part), models.Point.objects.filter(pk__in=part)):
            doomed._raw_delete(using=doomed.db)
    touch("point", [row.pk for row in rows])


def rows_of(numbers: Iterable[int]) -> list[models.Point]:
    """The rows with these numbers, with what `working_copy.read_entry` needs of them."""
    wanted = list(numbers)
    found: list[models.Point] = []
    for start in range(0, len(wanted), 500):
        part = models.Point.objects.filter(number__in=wanted[start : start + 500])
        found += part.select_related("source").prefetch_related("services__source")
    return found


def _assigned(row: models.Point, entry: draft.Point, sources: Mapping[str, int]) -> tuple[models.Point, list[str]]:
    """`row` with the values of `entry`, and the columns that differ now."""
    values: dict[str, Any] = {"source_id": sources[entry.source]}
    translated = translated_fields(models.Point)
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if name in translated:
            values |= {column: value.get(code, "") for code, column in localized(name).items()}
        elif name not in ("source", "services", "outdated"):
            values[name] = value
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, values[name])
    if entry.note or entry.appointment_how or row.translated_from:
        before = row.translated_from
        row.declared_outdated = entry.outdated
        row.note_translations()
        differing += ["translated_from"] if row.translated_from != before else []
    return row, differing


def _update(row: models.Point, entry: draft.Point, sources: Mapping[str, int]) -> None:
    row, differing = _assigned(row, entry, sources)
    if differing:
        models.Point._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in differing})


def _write_services(
    entries: Sequence[draft.Point], rows: Mapping[int, models.Point], sources: Mapping[str, int], new: set[int]
) -> None:
    created: list[models.Service] = []
    for entry in entries:
        row = rows[entry.number]
        present = {} if entry.number in new else {one.kind: one for one in row.services.all()}
        for service in entry.services:
            there = present.pop(service.kind, None)
            wanted = _service_values(service, sources)
            if there is None:
                created.append(models.Service(point=row, kind=service.kind, **wanted))
            elif any(getattr(there, name) != value for name, value in wanted.items()):
                models.Service._base_manager.filter(pk=there.pk).update(**wanted)
        for gone in present.values():
            gone.delete()
    models.Service._base_manager.bulk_create(created, batch_size=_BATCH)


def _service_values(service: draft.Service, sources: Mapping[str, int]) -> dict[str, Any]:
    source = sources[service.source] if service.source else None
    return {"source_id": source, **{name: getattr(service, name) for name in _SERVICE_FIELDS}}
