"""Imports in the working copy: proposed, applied all or nothing, undone."""

import hashlib
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import models
from guides.enums import ChangeReason, ImportState, ReleaseKind
from guides.importing import proposing
from guides.importing.proposal import (
    Change,
    Conflict,
    Proposal,
    Said,
    SourceChange,
    Written,
    decode_proposal,
    decode_written,
    encode,
)
from guides.importing.registry import FORMATS, OWN
from guides.importing.writing import delete_points, rows_of, write_points
from guides.models.history import because
from guides.models.locking import after_collisions, lock_tables
from guides.offices.formats import mapped
from guides.offices.formats.reading import Reading
from guides.offices.formats.rows import BadTable, Table
from guides.offices.formats.tables import read_table
from guides.places.gazetteer import Gazetteer
from guides.schema import draft
from guides.working_copy import files
from guides.working_copy.rows import POINT_SHAPES, checksum, read_entry, read_points, write_row

MAPPED = "mapped"


class Refused(Exception):
    """The import is not in the state that this needs, or the working copy has changed since it was proposed."""


class Clash(Refused):
    """Two offices of one list would have the same identifier."""


@dataclass(frozen=True)
class Upload:
    """A file as it came, and what an editor says of it."""

    content: bytes
    file_name: str
    format: str  # a key of FORMATS, or MAPPED
    mapping: models.ImportMapping | None = None
    listed_on: date | None = None
    origin: str = ""


def date_in(name: str) -> date | None:
    """The day that a file's name gives."""
    match = re.search(r"(\d{4})[-_]?(\d\d)[-_]?(\d\d)", name)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and date(2000, 1, 1) <= day <= timezone.localdate() else None


def state_of_points() -> str:
    """What changes whenever a row of the points does: the newest records of their histories."""
    histories: tuple[Any, ...] = (models.Point, models.Service, models.PointSource)
    newest = (model.history.aggregate(newest=Max("history_id"))["newest"] for model in histories)
    return "-".join(str(number or 0) for number in newest)


def start(upload: Upload, user: Any, gazetteer: Gazetteer) -> models.PointImport:
    """Read the file and store it with what it would change. Raise rows.BadTable; then nothing is stored."""
    row = models.PointImport(
        format=upload.format,
        mapping=upload.mapping,
        listed_on=upload.listed_on,
        file_name=upload.file_name[-200:],
        origin=upload.origin[:500],
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        made_by=user,
    )
    if upload.format == MAPPED and upload.mapping is None:
        # Somebody has to say first what the columns hold.
        _table(row)
        row.state = ImportState.UPLOADED
        row.save()
    else:
        propose(row, gazetteer)
    return row


def propose(row: models.PointImport, gazetteer: Gazetteer) -> Proposal:
    """Make, or make anew, the proposal of an import. Raise rows.BadTable, or Refused when it is too late for that."""
    if not row.is_in(ImportState.UPLOADED, ImportState.PROPOSED):
        raise Refused
    reading, source_key, kinds = _read(row)
    with transaction.atomic():
        row.seen = state_of_points()
        points = read_points()
    occasion = _occasion(row, points, gazetteer, source_key, kinds)
    proposal = proposing.propose(reading, occasion)
    row.source, row.proposal, row.counts = source_key, encode(proposal), proposal.counts()
    row.state = ImportState.PROPOSED
    row.save()
    return proposal


def _table(row: models.PointImport) -> Table:
    return read_table(bytes(row.content), largest=settings.IMPORT_LARGEST_FILE, most_rows=settings.IMPORT_MOST_ROWS)


def _read(row: models.PointImport) -> tuple[Reading, str, tuple[str, ...]]:
    table = _table(row)
    if row.format == MAPPED:
        if row.mapping is None:  # thrown away since
            raise Refused
        reading = mapped.read(table, row.mapping.kind, row.mapping.columns)
        return _few(reading), row.mapping.source.key, (row.mapping.kind,)
    known = FORMATS[row.format]
    return _few(known.read(table)), known.source, known.kinds


def _few(reading: Reading) -> Reading:
    most = settings.IMPORT_MOST_OFFICES
    if len(reading.offices) > most:
        raise BadTable(_("The file has more than %(most)s offices. Divide it.") % {"most": most})
    return reading


def _occasion(
    row: models.PointImport, points: draft.PointsDraft, gazetteer: Gazetteer, source_key: str, kinds: tuple[str, ...]
) -> proposing.Occasion:
    sources = {source.key: source for source in points.sources}
    shipped = {source.key: source for source in files.read_point_sources(settings.CONTENT_DIR)}
    source = sources.get(source_key) or shipped.get(source_key)
    return proposing.Occasion(
        points=points.points,
        sources=sources,
        known_sources=shipped,
        gazetteer=gazetteer,
        source=source,
        kinds=kinds,
        listed_on=row.listed_on,
        said=_said(source_key),
        untouched=_untouched(points.points),
    )


def _said(source: str) -> Said:
    """What the last applied import of this list said."""
    last = models.PointImport.objects.filter(state=ImportState.APPLIED, source=source).exclude(format=OWN.key)
    newest = last.order_by("-applied_at").first() if source else None
    return decode_proposal(newest.proposal).said if newest else {}


def _untouched(points: list[draft.Point]) -> Set[int]:
    """Offices that are as the shipped files made them."""
    loaded = dict(models.LoadedEntry.objects.filter(kind="point").values_list("key", "checksum"))
    return {point.number for point in points if loaded.get(str(point.number)) == checksum(point)}


@dataclass(frozen=True)
class Choice:
    """What an editor decides when applying."""

    take: Set[str] = frozenset()  # conflicts (their keys) in which the list wins
    unlist_gone: bool | None = None  # None: unless it is doubtful whether they are gone


def apply(row: models.PointImport, user: Any, choice: Choice | None = None) -> Written:
    """Bring the proposal into the working copy, all or nothing. Raise Refused."""
    try:
        return after_collisions(lambda: _apply(row, user, choice or Choice()))
    except IntegrityError as error:
        raise Clash from error


def _apply(row: models.PointImport, user: Any, choice: Choice) -> Written:
    with transaction.atomic(), because(ChangeReason.OFFICES):
        lock_tables(models.Point)
        row = models.PointImport.objects.select_for_update().get(pk=row.pk)
        if row.state != ImportState.PROPOSED or row.seen != state_of_points():
            raise Refused
        proposal = decode_proposal(row.proposal)
        written = _to_write(proposal, choice)
        for source in written.sources:
            _write_source(source.after)
        write_points([change.after for change in written.changes])
        row.state, row.applied_at, row.applied_by = ImportState.APPLIED, timezone.now(), user
        row.content, row.written, row.proposal = b"", encode(written), encode(proposal)
        row.save()
    return written


def _to_write(proposal: Proposal, choice: Choice) -> Written:
    changes = {change.after.number: change for change in (*proposal.new, *proposal.changed)}
    presents = {change.after.number: change for change in proposal.changed}
    for conflict in proposal.conflicts:
        if conflict.key in choice.take:
            change = presents.get(conflict.number) or _unchanged(conflict)
            changes[conflict.number] = presents[conflict.number] = _with(change, conflict)
    unlist = not proposal.doubtful_gone if choice.unlist_gone is None else choice.unlist_gone
    for change in proposal.gone if unlist else ():
        number = str(change.after.number)
        changes[change.after.number] = change
        proposal.said[number] = {**proposal.said.get(number, {}), "is_listed": False}
    return Written(sorted(changes.values(), key=lambda change: change.after.number), proposal.sources)


def _unchanged(conflict: Conflict) -> Change:
    """An office of which nothing but conflicts is in question."""
    point = read_entry(POINT_SHAPES["points"], rows_of([conflict.number])[0])
    assert isinstance(point, draft.Point)
    return Change(conflict.line, point, point)


def _with(change: Change, conflict: Conflict) -> Change:
    after = msgspec.structs.replace(change.after, **{conflict.field: conflict.offered})
    return Change(change.line, change.before, after)


def _write_source(source: draft.PointSource) -> None:
    row = models.PointSource.objects.filter(key=source.key).first()
    highest = models.PointSource.objects.aggregate(highest=Max("order"))["highest"] or 0
    write_row(POINT_SHAPES["sources"], source, row.order if row else highest + 10)


@dataclass(frozen=True)
class Undone:
    restored: int
    kept: tuple[int, ...]  # numbers of offices that were changed since, and stay as they are


def undo(row: models.PointImport) -> Undone:
    """Bring back what was there before an import, save for what was changed since. Raise Refused."""
    return after_collisions(lambda: _undo(row))


def _undo(row: models.PointImport) -> Undone:
    with transaction.atomic(), because(ChangeReason.OFFICES_UNDONE):
        lock_tables(models.Point)
        row = models.PointImport.objects.select_for_update().get(pk=row.pk)
        if row.state != ImportState.APPLIED:
            raise Refused
        written = decode_written(row.written)
        present = _present(change.after.number for change in written.changes)
        as_applied = [change for change in written.changes if present.get(change.after.number) == change.after]
        _restore(as_applied, was_published=_published_since(row))
        for source in written.sources:
            _restore_source(source)
        row.state, row.undone_at = ImportState.UNDONE, timezone.now()
        row.save()
    kept = {change.after.number for change in written.changes} - {change.after.number for change in as_applied}
    return Undone(len(as_applied), tuple(sorted(kept)))


def _present(numbers: Any) -> Mapping[int, draft.Entry]:
    return {row.number: read_entry(POINT_SHAPES["points"], row) for row in rows_of(numbers)}


def _published_since(row: models.PointImport) -> bool:
    return models.Release.objects.filter(kind=ReleaseKind.POINTS, published_at__gte=row.applied_at).exists()


def _restore(changes: list[Change], *, was_published: bool) -> None:
    write_points([change.before for change in changes if change.before is not None])
    created = [change.after for change in changes if change.before is None]
    if was_published:
        # Their numbers may be in printed addresses.
        write_points([msgspec.structs.replace(point, is_listed=False) for point in created])
    else:
        delete_points(point.number for point in created)


def _restore_source(change: SourceChange) -> None:
    row = models.PointSource.objects.filter(key=change.after.key).first()
    if row is None or read_entry(POINT_SHAPES["sources"], row) != change.after:
        return
    if change.before is not None:
        _write_source(change.before)
    elif not (row.points.exists() or row.services.exists() or row.mappings.exists() or row.is_published):
        row.delete()
