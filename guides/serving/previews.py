"""Previews: what the site would be, for whoever holds a signed link, for some days. Nothing of it is stored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock
from typing import Any

import msgspec
from django.conf import settings
from django.core import signing
from django.utils import timezone

from guides.checking.compiled_parts import site_languages
from guides.checking.laying import lay_over, lay_point_over
from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import PreviewLink, Release
from guides.releases import candidates, stored
from guides.schema.content import Content, PointSet
from guides.schema.draft import Point
from guides.schema.faults import Fault
from guides.schema.kinds import Entry
from guides.serving import notices
from guides.serving.live import Snapshot, Stamp, live
from guides.text import slugify_name

_signer = signing.Signer(salt="guides.preview")
_ACTIVE = 0
_FEW = 3  # snapshots that a process keeps
# One is being drawn and one waits; who comes then would only take threads from those who read the site.
_room, _drawing = BoundedSemaphore(2), Lock()


class BadLink(Exception):
    """A preview link that was changed, or leads to a release that is not there."""


class ExpiredLink(Exception):
    """A preview link that is too old."""


class WithdrawnLink(Exception):
    """A preview link that was taken back, or whose maker has no account any more."""


class Busy(Exception):
    """Others are looking at previews at this moment."""


@dataclass(frozen=True)
class Preview:
    """A site that is not live. `release` is the one that it shows, None for the working copy.

    `notice` is one that is looked at before it is announced. `is_typed`: it shows what somebody types at this moment.
    """

    snapshot: Snapshot
    release: Release | None
    faults: tuple[Fault, ...]
    expires_at: datetime
    notice: notices.CurrentNotice | None = None
    is_typed: bool = False

    def notices(self, now: datetime) -> tuple[notices.CurrentNotice, ...]:
        """Those that are on, and the one that is looked at in the place of its older form."""
        on = self.snapshot.board.on(now)
        if self.notice is None:
            return on
        return (self.notice, *(each for each in on if each.number != self.notice.number))


def make_token(by: Any, release: Release | None = None, notice: notices.CurrentNotice | None = None) -> str:
    """A link to a preview of the working copy, or of a stored release beside what is live; with a notice not yet on."""
    now = timezone.now()
    lifetime = timedelta(hours=settings.PREVIEW_HOURS)
    told = None if notice is None else msgspec.to_builtins(notice)
    link = PreviewLink.objects.create(release=release, notice=told, made_by=by, made_at=now, expires_at=now + lifetime)
    return _signer.sign(str(link.pk))


@contextmanager
def turn() -> Iterator[None]:
    """Wait until this process may draw a preview. Raise Busy when somebody else waits already."""
    if not _room.acquire(blocking=False):
        raise Busy
    try:
        with _drawing:
            yield
    finally:
        _room.release()


def read_token(token: str) -> Preview:
    """The preview behind a token. Raise BadLink, ExpiredLink, WithdrawnLink, or `content.Damaged`."""
    link = _read_link(token)
    snapshot, faults = _of_release(link.release) if link.release else _of_working_copy()
    notice = None if link.notice is None else msgspec.convert(link.notice, notices.CurrentNotice)
    return Preview(snapshot, link.release, faults, link.expires_at, notice)


def of_typed(entry: Entry, instead_of: str) -> Preview:
    """The working copy with `entry` laid over the one of the identity `instead_of`; nothing of it is stored or kept."""
    kept, faults = _of_working_copy()
    languages = site_languages()
    if isinstance(entry, Point):
        laid = replace(kept, points=lay_point_over(kept.points, entry, languages, slugify_name))
    else:
        laid = replace(kept, content=lay_over(kept.content, entry, instead_of, languages, candidates.find_picture))
    return Preview(laid, None, faults, timezone.now(), is_typed=True)


def _read_link(token: str) -> PreviewLink:
    try:
        number = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise BadLink from error
    link = PreviewLink.objects.select_related("made_by").filter(pk=number).first()
    if link is None:
        raise BadLink
    if link.is_withdrawn():
        raise WithdrawnLink
    if link.is_expired(timezone.now()):
        raise ExpiredLink
    return link


def _of_working_copy() -> tuple[Snapshot, tuple[Fault, ...]]:
    content, points = candidates.prepare_all(EDITED_KINDS)
    # The kept snapshot holds them, so that nothing else has their identities.
    key = (id(content.preview), id(points.preview))
    snapshot = _snapshot(key, _ACTIVE, lambda: (content.preview, points.preview))
    return snapshot, (*content.errors, *points.errors)


def _of_release(release: Release) -> tuple[Snapshot, tuple[Fault, ...]]:
    kinds = EDITED_KINDS
    active = dict(Release.objects.filter(is_active=True).values_list("kind", "pk"))
    content, points = (release.pk if release.kind == kind else active.get(kind) for kind in kinds)
    if content is None:
        raise BadLink
    return _snapshot(("release", content, points), release.number, lambda: (_decoded(content), _decoded(points))), ()


def _decoded(pk: int | None) -> Content | PointSet:
    return PointSet() if pk is None else stored.decode(Release.objects.get(pk=pk))


_kept: dict[tuple[Any, ...], Snapshot] = {}  # the one used last at the end


def _snapshot(key: tuple[Any, ...], number: int, make: Callable[[], tuple[Any, Any]]) -> Snapshot:
    """The snapshot of two releases, with the notices and places of this moment; made once for all its pages."""
    now = timezone.now()
    seen, gazetteer = notices.last_seen(), live.gazetteer()
    snapshot = _kept.pop(key, None)
    if snapshot is None:
        content, points = make()
        stamp = Stamp(ReleaseKind.CONTENT, number, "", now)
        snapshot = Snapshot(content, points, (stamp,), notices.load(site_languages(), now), gazetteer)
    elif snapshot.board.seen != seen or snapshot.gazetteer is not gazetteer:
        snapshot = snapshot.beside(notices.load(site_languages(), now), gazetteer)
    _kept[key] = snapshot
    for old in list(_kept)[:-_FEW]:
        _kept.pop(old, None)
    return snapshot


def forget() -> None:
    """Drop what was drawn from, as a new process has nothing."""
    _kept.clear()
