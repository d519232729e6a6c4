"""The door: the working copy is compiled, checked and stored as a numbered release; releases are activated.

Everything here is one transaction. What goes wrong leaves the active release as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings
from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.text import slugify

from guides.enums import ReleaseKind
from guides.models import Answer, Guide, Helpdesk, Method, Outcome, Page, Question, Release, Source, Thing, Topic
from guides.models.release import checksum
from guides.publishing import checks, working_copy
from guides.publishing.compiling import Languages, PictureFile, compile_content, compile_points
from guides.publishing.content import Content, Damaged, PointSet, decode_content, decode_points, encode
from guides.publishing.draft import Draft, PointsDraft
from guides.publishing.plain_language import check_plain_language

_KEYED: tuple[type[models.Model], ...] = (
    Source, Topic, Thing, Method, Guide, Helpdesk, Page, Outcome, Question, Answer,
)  # fmt: skip


class Refused(Exception):
    """The working copy may not go live; `faults` says why, and where to mend it."""

    def __init__(self, faults: list[checks.Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class NothingToPublish(Exception):
    """The working copy is what is live already."""


@dataclass(frozen=True)
class Candidate:
    """The working copy, compiled and checked, not stored."""

    draft: Draft | PointsDraft
    compiled: Content | PointSet
    faults: list[checks.Fault]

    @property
    def errors(self) -> list[checks.Fault]:
        return checks.errors(self.faults)


def languages() -> Languages:
    """The site's languages, as the compiler wants them."""
    return Languages(tuple(code for code, _name in settings.LANGUAGES), settings.HANGING_WORDS)


def decode(release: Release) -> Content | PointSet:
    """What `release` holds. Raise Damaged when its bytes are not what was published."""
    if not release.is_whole():
        raise Damaged(f"{release}: the checksum differs")
    payload = release.payload.encode()
    return decode_content(payload) if release.kind == ReleaseKind.CONTENT else decode_points(payload)


def prepare(kind: str) -> Candidate:
    """Compile and check the working copy as it is now."""
    return _PREPARE[ReleaseKind(kind)]()


def _prepare_content() -> Candidate:
    # The newest, not the active one: what any release retired stays retired after a rollback.
    newest = Release.objects.of_kind(ReleaseKind.CONTENT).order_by("-number").first()
    previous = decode_content(newest.payload.encode()) if newest else None
    draft = working_copy.read_content()
    compiled = compile_content(draft, languages(), previous, find_picture)
    faults = checks.check_content(compiled, timezone.localdate(), settings.CHECK_DUE_DAYS)
    faults += check_plain_language(compiled, settings.SENTENCE_WORDS)
    return Candidate(draft, compiled, faults)


def _prepare_points() -> Candidate:
    draft = working_copy.read_points()
    compiled = compile_points(draft, languages(), slugify_name)
    return Candidate(draft, compiled, checks.check_points(compiled))


_PREPARE: dict[ReleaseKind, Callable[[], Candidate]] = {
    ReleaseKind.CONTENT: _prepare_content,
    ReleaseKind.POINTS: _prepare_points,
}


def publish(kind: str, by: Any = None, note: str = "") -> Release:
    """Make the working copy of this kind the active release.

    Raise Refused with every error when it may not go live, NothingToPublish when it equals the active release.
    """
    with _alone():
        candidate = prepare(kind)
        if candidate.errors:
            raise Refused(candidate.errors)
        payload = encode(candidate.compiled)
        active = Release.objects.active(kind)
        if active is not None and active.checksum == checksum(payload):
            raise NothingToPublish
        highest = Release.objects.of_kind(kind).aggregate(highest=models.Max("number"))["highest"] or 0
        release = Release(
            kind=kind,
            number=highest + 1,
            payload=payload.decode(),
            checksum=checksum(payload),
            source=msgspec.json.encode(candidate.draft).decode(),
            note=note,
            published_by=by,
        )
        _make_active(release)
        if kind == ReleaseKind.CONTENT:
            for keyed in _KEYED:
                keyed._default_manager.filter(is_published=False).update(is_published=True)
    return release


def activate(release: Release) -> None:
    """Make an older release the active one. Raise Damaged when it can't be read; the active one then stays."""
    decode(release)
    with _alone():
        _make_active(release)


def _make_active(release: Release) -> None:
    Release.objects.of_kind(release.kind).filter(is_active=True).exclude(pk=release.pk).update(is_active=False)
    release.is_active = True
    release.activated_at = timezone.now()
    release.save()


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction that sees the working copy at one moment, one publication at a time.

    SQLite's write transactions are so by themselves. PostgreSQL would show what others commit between two of our
    queries, and the lock has to be there before the first of them, which fixes the moment.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                if outermost:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(f"LOCK TABLE {Release._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        yield


def slugify_name(name: str) -> str:
    """The readable end of a point's address: letters without their marks, ł included."""
    return slugify(name.translate(str.maketrans("łŁ", "lL")))


def find_picture(name: str) -> PictureFile | None:
    """Where the uploaded picture `name` is served, with its size; None when it is missing or no image."""
    path = f"pictures/{name}"
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        width, height = get_image_dimensions(file)
    return PictureFile(f"/{path}", width, height) if width and height else None
