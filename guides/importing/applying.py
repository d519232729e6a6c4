"""Imports in the working copy: proposed, applied all or nothing, undone."""

import hashlib
import re
from collections.abc import Iterable, Set
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
    Conflict,
    OfficeChange,
    Proposal,
    Said,
    decode_proposal,
    encode,
)
from guides.importing.registry import FORMATS, OWN
from guides.importing.writing import delete_points, rows_of, write_points
from guides.jobs.kinds import Progress, unheard
from guides.models.base import KEY_LENGTH
from guides.models.locking import after_collisions, lock_tables
from guides.models.offices import MAPPED
from guides.models.point import first_free_number
from guides.offices.formats import mapped
from guides.offices.formats.reading import Reading
from guides.offices.formats.rows import BadTable, Table
from guides.offices.formats.tables import check_size, read_table
from guides.places.gazetteer import Gazetteer
from guides.schema import draft
from guides.text import slugify_name
from guides.working_copy import files
from guides.working_copy.kinds import POINT_SHAPES
from guides.working_copy.recording import begin_history, newest_of, recording
from guides.working_copy.rows import EntryWriter, read_entry, read_points
from guides.working_copy.versions import bring_back, entry_of, number_of

# Kinds of versions.
POINT, POINT_SOURCE = "point", "pointsource"


class ImportRefused(Exception):
    """The import is not in the state that this needs, or the working copy has changed since it was proposed."""


class Clash(ImportRefused):
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

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has to say first what the columns hold."""
        return self.format == MAPPED and self.mapping is None


def date_in(name: str) -> date | None:
    """The day that a file's name gives."""
    match = re.search(r"(\d{4})[-_]?(\d\d)[-_]?(\d\d)", name)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and date(2000, 1, 1) <= day <= timezone.localdate() else None


def state_of_points() -> str:
    """What changes whenever a row of the points does."""
    return number_of(ReleaseKind.POINTS)


def start(upload: Upload, user: Any, gazetteer: Gazetteer) -> models.PointImport:
    """Read the file and store it with what it would change. Raise rows.BadTable; then nothing is stored."""
    row = _unsaved(upload, user)
    if row.needs_columns:
        # Somebody has to say first what the columns hold.
        _table(row)
        row.save()
    else:
        propose(row, gazetteer)
    return row


def store(upload: Upload, user: Any) -> models.PointImport:
    """Store the file unread, for a job that proposes it later. Raise rows.BadTable where it is larger than is read."""
    check_size(upload.content, settings.IMPORT_LARGEST_FILE)
    row = _unsaved(upload, user)
    row.save()
    return row


def _unsaved(upload: Upload, user: Any) -> models.PointImport:
    return models.PointImport(
        state=ImportState.UPLOADED,
        format=upload.format,
        mapping=upload.mapping,
        listed_on=upload.listed_on,
        file_name=upload.file_name[-200:],
        origin=upload.origin[:500],
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        made_by=user,
    )


def propose(row: models.PointImport, gazetteer: Gazetteer, progress: Progress = unheard) -> Proposal:
    """Make, or make anew, the proposal of an import. Raise BadTable; ImportRefused when it is too late for that."""
    if not row.is_in(ImportState.UPLOADED, ImportState.PROPOSED):
        raise ImportRefused
    progress(0, 0, _("Reading the file"))
    reading, source_key, kinds = _read(row)
    with transaction.atomic():
        row.seen = state_of_points()
        points = read_points()
    occasion = _occasion(row, points, gazetteer, source_key, kinds)
    proposal = proposing.propose(reading, occasion, progress)
    row.source, row.proposal, row.counts = source_key, encode(proposal), proposal.counts()
    row.state = ImportState.PROPOSED
    row.save()
    return proposal


def take_back_proposal(row: models.PointImport) -> None:
    """A file whose proposal is to be made anew. Raise ImportRefused when it is too late for that."""
    if not row.is_in(ImportState.UPLOADED, ImportState.PROPOSED):
        raise ImportRefused
    row.state = ImportState.UPLOADED
    row.save()


def _table(row: models.PointImport) -> Table:
    return read_table(bytes(row.content), largest=settings.IMPORT_LARGEST_FILE, most_rows=settings.IMPORT_MOST_ROWS)


def _read(row: models.PointImport) -> tuple[Reading, str, tuple[str, ...]]:
    table = _table(row)
    if row.format == MAPPED:
        if row.mapping is None:  # thrown away since
            raise ImportRefused
        reading = mapped.read(table, row.mapping.kind, row.mapping.columns, row.mapping.sheet)
        return _few(reading), _source_of(row.mapping), (row.mapping.kind,)
    known = FORMATS[row.format]
    return _few(known.read(table)), known.source, known.kinds


def _source_of(mapping: models.ImportMapping) -> str:
    """The key of the list that such tables are; of one that is not there yet, the key that it gets."""
    if mapping.source is not None:
        return mapping.source.key
    base = slugify_name(mapping.new_source)[: KEY_LENGTH - 4].strip("-") or "spis"
    taken = set(models.PointSource.objects.values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}-{number}" for number in range(2, 1000))) if key not in taken)


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
    mapping = row.mapping if row.format == MAPPED else None
    source = sources.get(source_key) or shipped.get(source_key)
    if source is None and mapping is not None:
        source = draft.PointSource(key=source_key, name={settings.LANGUAGE_CODE: mapping.new_source})
    return proposing.Occasion(
        points=points.points,
        sources=sources,
        known_sources=shipped,
        gazetteer=gazetteer,
        source=source,
        kinds=kinds,
        listed_on=row.listed_on,
        said=_said(source_key),
        unchanged=_unchanged_fields(mapping.unchanged) if mapping is not None else frozenset(),
        first_free_number=first_free_number(),
        untouched=_untouched(points.points),
    )


def _unchanged_fields(chosen: Iterable[str]) -> Set[str]:
    return {name for field in chosen for name in mapped.KEPT_IN.get(field, (field,))}


def _said(source: str) -> Said:
    """What the last applied import of this list said."""
    last = models.PointImport.objects.filter(state=ImportState.APPLIED, source=source).exclude(format=OWN.key)
    newest = last.order_by("-applied_at").first() if source else None
    return decode_proposal(newest.proposal).said if newest else {}


def _untouched(points: list[draft.Point]) -> Set[int]:
    """Offices that are as the shipped files made them, or as an import that was undone left them."""
    reasons: dict[str, list[str]] = {}
    of_points = models.Version.objects.filter(kind=POINT, key__in=[str(point.number) for point in points])
    for key, reason in of_points.order_by("pk").values_list("key", "reason"):
        known = reasons.setdefault(key, [])
        if reason == ChangeReason.OFFICES_UNDONE:
            # The import before it has not been, and neither has this.
            del known[-1:]
        else:
            known.append(reason)
    return {int(key) for key, known in reasons.items() if not known or known[-1] == ChangeReason.FILES}


@dataclass(frozen=True)
class ApplyOptions:
    """What an editor decides when applying."""

    take: Set[str] = frozenset()  # conflicts (their keys) in which the list wins
    unlist_gone: bool = False  # nothing is taken off a list without somebody's tick


def apply(row: models.PointImport, user: Any, choice: ApplyOptions | None = None) -> int:
    """Bring the proposal into the working copy, all or nothing. Give how many offices changed; raise ImportRefused."""
    try:
        return after_collisions(lambda: _apply(row, user, choice or ApplyOptions()))
    except IntegrityError as error:
        raise Clash from error


@transaction.atomic
def _apply(row: models.PointImport, user: Any, choice: ApplyOptions) -> int:
    lock_tables(models.Point)
    row = models.PointImport.objects.select_for_update().get(pk=row.pk)
    if row.state != ImportState.PROPOSED or row.seen != state_of_points():
        raise ImportRefused
    proposal = decode_proposal(row.proposal)
    changes = _to_write(proposal, choice)
    begin_history(POINT, [one.pk for one in rows_of(change.after.number for change in changes)])
    with recording(ChangeReason.OFFICES, user) as moment:
        for source in proposal.sources:
            _write_source(source.after)
        write_points([change.after for change in changes])
    if row.mapping is not None and row.mapping.source is None:
        row.mapping.source = models.PointSource.objects.get(key=row.source)
        row.mapping.save()
    row.state, row.applied_at, row.applied_by = ImportState.APPLIED, moment, user
    row.content, row.proposal = b"", encode(proposal)
    row.save()
    return len(changes)


def _to_write(proposal: Proposal, choice: ApplyOptions) -> list[OfficeChange]:
    changes = {change.after.number: change for change in (*proposal.new, *proposal.changed)}
    presents = {change.after.number: change for change in proposal.changed}
    for conflict in proposal.conflicts:
        if conflict.key in choice.take:
            change = presents.get(conflict.number) or _unchanged(conflict)
            changes[conflict.number] = presents[conflict.number] = _with(change, conflict)
            proposal.said[str(conflict.number)][conflict.field] = conflict.offered
    for change in proposal.gone if choice.unlist_gone else ():
        number = str(change.after.number)
        changes[change.after.number] = change
        proposal.said[number] = {**proposal.said.get(number, {}), "is_listed": False}
    return sorted(changes.values(), key=lambda change: change.after.number)


def _unchanged(conflict: Conflict) -> OfficeChange:
    """An office of which nothing but conflicts is in question."""
    point = read_entry(POINT_SHAPES["points"], rows_of([conflict.number])[0])
    assert isinstance(point, draft.Point)
    return OfficeChange(conflict.line, point, point)


def _with(change: OfficeChange, conflict: Conflict) -> OfficeChange:
    after = msgspec.structs.replace(change.after, **{conflict.field: conflict.offered})
    return OfficeChange(change.line, change.before, after)


def _write_source(source: draft.PointSource) -> None:
    row = models.PointSource.objects.filter(key=source.key).first()
    highest = models.PointSource.objects.aggregate(highest=Max("order"))["highest"] or 0
    EntryWriter().write_row(POINT_SHAPES["sources"], source, row.order if row else highest + 10)


@dataclass(frozen=True)
class Undone:
    restored: int
    kept: tuple[int, ...]  # numbers of offices that were changed since, and stay as they are


def undo(row: models.PointImport, user: Any = None) -> Undone:
    """Make it as if an import had not been, save for what was changed since. Raise ImportRefused."""
    return after_collisions(lambda: _undo(row, user))


@transaction.atomic
def _undo(row: models.PointImport, user: Any) -> Undone:
    lock_tables(models.Point)
    row = models.PointImport.objects.select_for_update().get(pk=row.pk)
    if row.state != ImportState.APPLIED:
        raise ImportRefused
    with recording(ChangeReason.OFFICES_UNDONE, user):
        points = _written(row, POINT)
        as_applied = [one for one in points if one.is_newest]
        _restore(as_applied, was_published=_published_since(row))
        for source in _written(row, POINT_SOURCE):
            if source.is_newest:
                _restore_source(source)
    row.state, row.undone_at = ImportState.UNDONE, timezone.now()
    row.save()
    kept = {int(one.version.key) for one in points if not one.is_newest}
    return Undone(len(as_applied), tuple(sorted(kept)))


@dataclass(frozen=True)
class _Written:
    """What an import made of one entry, what was there before it, and whether nobody has changed that since."""

    version: models.Version
    before: models.Version | None
    is_newest: bool


def _written(row: models.PointImport, kind: str) -> list[_Written]:
    assert row.applied_at is not None
    of_import = models.Version.objects.filter(kind=kind, reason=ChangeReason.OFFICES, moment=row.applied_at)
    versions = {version.row: version for version in of_import}
    newest = newest_of(kind, versions)
    first = min((version.pk for version in versions.values()), default=0)
    before = newest_of(kind, versions, before=first)
    return [_Written(version, before.get(pk), newest[pk].entry == version.entry) for pk, version in versions.items()]


def _published_since(row: models.PointImport) -> bool:
    return models.Release.objects.filter(kind=ReleaseKind.POINTS, published_at__gte=row.applied_at).exists()


def _restore(written: list[_Written], *, was_published: bool) -> None:
    write_points([point for one in written if isinstance(point := entry_of(one.before), draft.Point)])
    created = [entry_of(one.version) for one in written if one.before is None or one.before.is_deleted]
    points = [point for point in created if isinstance(point, draft.Point)]
    if was_published:
        # Their numbers may be in printed addresses.
        write_points([msgspec.structs.replace(point, is_listed=False) for point in points])
    else:
        delete_points(point.number for point in points)


def _restore_source(written: _Written) -> None:
    if written.before is not None and not written.before.is_deleted:
        bring_back(written.before)
        return
    row = models.PointSource.objects.filter(pk=written.version.row).first()
    if row and not (row.points.exists() or row.services.exists() or row.mappings.exists() or row.is_published):
        row.delete()
