"""What this process serves: the active releases, loaded once and swapped when others become active.

A request takes one `Snapshot` at its start and uses only that. A poller in each process looks for a new release; each
snapshot is also written to the state folder, from which a process that starts while the database is down can serve.
"""

import hashlib
import logging
import os
import tempfile
import threading
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from guides.checking.compiled_parts import site_languages
from guides.enums import ReleaseKind
from guides.models import Release
from guides.models.release import checksum
from guides.offices.coverage import Coverage, coverage_of
from guides.offices.nearest import NearestIndex
from guides.places.gazetteer import Gazetteer
from guides.questionnaire.replay import Flow
from guides.schema.content import Content, Damaged, PointSet, decode_content, decode_points
from guides.schema.hours import changes_of_day
from guides.schema.kinds import slug_in
from guides.schema.places import decode_places
from guides.schema.schedule import schedule_of
from guides.search.finding import Search
from guides.serving import changes, notices
from guides.serving.changes import ChangeLog
from guides.serving.reviews import last_day

log = logging.getLogger(__name__)

NO_NOTICES = notices.Board()
NO_PLACES = Gazetteer()
NO_CHANGES = ChangeLog()


class Stamp(msgspec.Struct, frozen=True):
    """Which release something is: enough to tell it from any other."""

    kind: str
    number: int
    checksum: str
    activated_at: datetime


@dataclass(frozen=True)
class Loaded:
    """A release as it is served."""

    stamp: Stamp
    payload: bytes


@dataclass(frozen=True)
class Snapshot:
    """The whole site at one moment, immutable."""

    content: Content
    points: PointSet
    stamps: tuple[Stamp, ...]
    board: notices.Board = NO_NOTICES
    gazetteer: Gazetteer = NO_PLACES
    changes: ChangeLog = NO_CHANGES

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.content)

    @cached_property
    def search(self) -> Search:
        return Search(self.content, self.points)

    @cached_property
    def slugs(self) -> dict[tuple[str, str, str], str]:
        """(language, kind, slug) → key, for kinds guide, method and page."""
        return {
            (language, kind, slug_in(item, language)): item.key
            for kind, items in (
                ("guide", self.content.guides),
                ("method", self.content.methods),
                ("page", self.content.pages),
            )
            for item in items
            # The site may have a language that the release lacks, or lack one that it has.
            for language in {*self.content.languages, *site_languages().codes}
        }

    @cached_property
    def validator(self) -> str:
        """A short hash of the releases, notices and log of changes that it holds."""
        stamps = ",".join(f"{stamp.kind}:{stamp.number}:{stamp.checksum}" for stamp in self.stamps)
        return hashlib.sha256(f"{stamps},{self.board.validator},{self.changes.newest}".encode()).hexdigest()[:16]

    def beside(self, board: notices.Board, gazetteer: Gazetteer) -> "Snapshot":
        """The same content and points with these notices and places. What was worked out of them stays."""
        other = replace(self, board=board, gazetteer=gazetteer)
        for name in ("flow", "search", "slugs", "index", "coverage", "_due_days", "_changes"):
            if name in self.__dict__:
                other.__dict__[name] = self.__dict__[name]
        return other

    def number(self, kind: str) -> int | None:
        """The number of the release of this kind."""
        return next((stamp.number for stamp in self.stamps if stamp.kind == kind), None)

    @cached_property
    def _due_days(self) -> list[date]:
        """The days on which a check becomes overdue, in order."""
        content = self.content
        items: tuple[Any, ...] = (
            *content.guides,
            *content.methods,
            *content.helpdesks,
            *self.points.points,
            *self.points.services,
        )
        return sorted({day + timedelta(days=1) for item in items if (day := last_day(item))})

    @cached_property
    def index(self) -> NearestIndex:
        """The offices by where they are."""
        return NearestIndex(self.points.points)

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the country the offices cover."""
        return coverage_of(self.points)

    def changed_at(self, now: datetime, *, with_hours: bool = False) -> datetime:
        """The last moment, up to `now`, at which a page may have changed.

        A release became active, a notice was published, began or ended, a check became overdue; `with_hours`, for
        pages with the hours of offices: one opened or closed, or it was midnight, when a week began.
        """
        return self.span(now, with_hours=with_hours)[0]

    def span(self, now: datetime, *, with_hours: bool = False) -> tuple[datetime, datetime]:
        """`changed_at`, and the next moment at which a page may change: at midnight at the latest."""
        today = timezone.localdate(now)
        passed = [stamp.activated_at for stamp in self.stamps]
        due = bisect_right(self._due_days, today)
        if due:
            passed.append(_midnight(self._due_days[due - 1]))
        if self._helplines_vary(today):
            passed.append(_midnight(today))
        coming = [_midnight(today + timedelta(days=1))]
        for moment in self.board.moments():
            (passed if moment <= now else coming).append(moment)
        if with_hours:
            changes = self._changes_of(today)
            at = bisect_right(changes, now)
            passed += changes[:at][-1:]
            coming += changes[at:][:1]
        return max(passed), min(coming)

    def _helplines_vary(self, today: date) -> bool:
        """Whether what pages say of the usual hours of helplines depends on the day; worked out once for each day."""
        known: tuple[date, bool] | None = self.__dict__.get("_vary")
        if known is None or known[0] != today:
            openings = self.content.openings.values()
            known = today, any(len(schedule_of(opening, today).seasons) != 1 for opening in openings)
            self.__dict__["_vary"] = known
        return known[1]

    def _changes_of(self, today: date) -> list[datetime]:
        """The moments of a day at which an office opens or closes, worked out once for each day."""
        known: tuple[date, list[datetime]] | None = self.__dict__.get("_changes")
        if known is None or known[0] != today:
            expressions = [opening.expression for opening in self.points.openings]
            known = today, changes_of_day(expressions, today, ZoneInfo(settings.TIME_ZONE))
            self.__dict__["_changes"] = known
        return known[1]


def _midnight(day: date) -> datetime:
    """When a day began by the Polish clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


class Live:
    """Holds the snapshot of this process."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._board: notices.Board | None = None  # as the database had it last
        self._lock = threading.Lock()
        self._poller_pid: int | None = None

    def current(self) -> Snapshot | None:
        """The snapshot to serve from; None when nothing was ever published."""
        if self._poller_pid != os.getpid():
            self._start_poller()
        if self._snapshot is None:
            self.refresh()
        return self._snapshot

    def gazetteer(self) -> Gazetteer:
        """The places of the release that is active now, for editors, who may not have published anything yet."""
        self.refresh()
        if self._snapshot is not None:
            return self._snapshot.gazetteer
        places = [_load(stamp) for stamp in _active_stamps() if stamp.kind == ReleaseKind.PLACES]
        return Gazetteer(decode_places(places[0].payload)) if places else NO_PLACES

    def forget(self) -> None:
        """Drop the snapshot, as a new process has none."""
        self._snapshot = None
        self._board = None

    def refresh(self) -> bool:
        """Load what became active since; keep what is there when that fails. Return whether something changed."""
        with self._lock:
            try:
                stamps, seen = _active_stamps(), notices.last_seen()
                board = self._board
                if board is None or board.seen != seen:
                    board = notices.load(site_languages(), timezone.now())
            except DatabaseError as error:
                log.warning("The database does not answer: %s", error)
                return self._fall_back()
            is_new = board is not self._board
            if is_new:
                self._put_up(board)
            if self._snapshot is not None and stamps == self._snapshot.stamps:
                return is_new
            try:
                present = self._snapshot.stamps if self._snapshot else ()
                loaded = [_load(stamp) for stamp in stamps if stamp not in present]
                snapshot = _assemble(stamps, loaded, board, self._snapshot)
                if snapshot is not None:
                    snapshot = replace(snapshot, changes=_followed(self._snapshot))
            except (Damaged, DatabaseError) as error:
                log.error("An active release can't be loaded, the last good one stays: %s", error)
                return self._fall_back()
            if snapshot is None:
                return self._fall_back()
            _ = snapshot.index  # made here, not while the first visitor waits
            self._snapshot = snapshot
        for release in loaded:
            _keep(release)
        return True

    def _put_up(self, board: notices.Board) -> None:
        """Show other notices from now on, beside the releases that are served already."""
        self._board = board
        if self._snapshot is not None:
            self._snapshot = self._snapshot.beside(board, self._snapshot.gazetteer)
        payload = notices.encode(board)
        moment = board.changed_at or timezone.now()
        _keep(Loaded(Stamp(notices.KEPT_AS, board.seen.newest, checksum(payload), moment), payload))

    def _fall_back(self) -> bool:
        """Serve the last good releases from disk, if nothing is served yet."""
        if self._snapshot is not None:
            return False
        kept = [release for kind in ReleaseKind.values if (release := _kept(kind))]
        board = _kept(notices.KEPT_AS)
        try:
            stamps = tuple(release.stamp for release in kept)
            snapshot = _assemble(stamps, kept, notices.decode(board.payload) if board else NO_NOTICES)
            self._snapshot = replace(snapshot, changes=_kept_changes()) if snapshot else None
        except Damaged as error:
            log.error("The state folder can't be read: %s", error)
        return self._snapshot is not None

    def _start_poller(self) -> None:
        # Started by the first request, hence after a server has forked its workers: threads do not survive a fork.
        with self._lock:
            if self._poller_pid == os.getpid():
                return
            self._poller_pid = os.getpid()
        if settings.POLL_SECONDS > 0:
            threading.Thread(target=self._poll, name="release-poller", daemon=True).start()

    def _poll(self) -> None:
        pause = threading.Event()
        while not pause.wait(settings.POLL_SECONDS):
            try:
                self.refresh()
            except Exception:
                log.exception("Looking for a new release failed")
            finally:
                connection.close()


live = Live()


# Of each kind of release: its field in a snapshot, and what reads its payload.
_PARTS: dict[str, tuple[str, Callable[[bytes], Any]]] = {
    ReleaseKind.CONTENT: ("content", decode_content),
    ReleaseKind.POINTS: ("points", decode_points),
    ReleaseKind.PLACES: ("gazetteer", lambda payload: Gazetteer(decode_places(payload))),
}


def _active_stamps() -> tuple[Stamp, ...]:
    active = Release.objects.filter(is_active=True).order_by("kind")
    return tuple(
        Stamp(kind, number, digest, activated_at)
        for kind, number, digest, activated_at in active.values_list("kind", "number", "checksum", "activated_at")
        if activated_at is not None
    )


def _load(stamp: Stamp) -> Loaded:
    payload = Release.objects.values_list("payload", flat=True).get(kind=stamp.kind, number=stamp.number).encode()
    if checksum(payload) != stamp.checksum:
        raise Damaged(f"{stamp.kind} {stamp.number}: the checksum differs")
    return Loaded(stamp, payload)


def _assemble(
    stamps: tuple[Stamp, ...], loaded: list[Loaded], board: notices.Board, present: Snapshot | None = None
) -> Snapshot | None:
    """A snapshot of the releases of `stamps`: what was `loaded` now, beside what the `present` one holds.

    None without content. Raise Damaged.
    """
    kinds = {stamp.kind for stamp in stamps}
    if ReleaseKind.CONTENT not in kinds:
        return None
    parts: dict[str, Any] = {
        kind: getattr(present, _PARTS[kind][0])
        for kind in kinds
        if present and kind not in {release.stamp.kind for release in loaded}
    }
    for release in loaded:
        _name, read = _PARTS[release.stamp.kind]
        parts[release.stamp.kind] = read(release.payload)
    values = {name: parts[kind] for kind, (name, _read) in _PARTS.items() if kind in parts}
    return Snapshot(**{"points": PointSet(), **values}, stamps=stamps, board=board)


def _followed(present: Snapshot | None) -> ChangeLog:
    """What the releases have changed; of those that were compared already nothing is read again."""
    known = present.changes if present else _kept_changes()
    followed = changes.carried_on(known)
    if followed is not known:
        payload = changes.encode(followed)
        _keep(Loaded(Stamp(changes.KEPT_AS, followed.newest, checksum(payload), timezone.now()), payload))
    return followed


def _kept_changes() -> ChangeLog:
    kept = _kept(changes.KEPT_AS)
    try:
        return changes.decode(kept.payload) if kept else NO_CHANGES
    except Damaged:
        return NO_CHANGES


def _file(kind: str) -> Path:
    return Path(settings.STATE_DIR) / f"{kind}.json"


def _keep(release: Loaded) -> None:
    """Write a release to the state folder, so that a reader sees the old file or the new one, whole."""
    try:
        target = _file(release.stamp.kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=target.name, delete=False) as file:
            file.write(msgspec.json.encode(release.stamp) + b"\n" + release.payload)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, target)
    except OSError:
        log.exception("The state folder can't be written; a restart without the database would have nothing to serve")


def _kept(kind: str) -> Loaded | None:
    """The release in the state folder, if it is there and whole."""
    try:
        header, _newline, payload = _file(kind).read_bytes().partition(b"\n")
        stamp = msgspec.json.decode(header, type=Stamp)
    except (OSError, msgspec.DecodeError):
        return None
    if checksum(payload) != stamp.checksum:
        log.error("The release kept in the state folder is damaged: %s", kind)
        return None
    return Loaded(stamp, payload)
