"""The working copy compiled and checked, not stored: what would be published.

It is compiled once in each process for each state of the working copy, known by the number of its newest version.
Preview, publish page, flow picture and publication share it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock

from django.conf import settings
from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.checking import checks
from guides.checking.compiled_parts import site_languages
from guides.checking.compiling import compile_content
from guides.checking.compiling_offices import compile_points
from guides.checking.opening import check_hours
from guides.checking.plain_language import check_plain_language
from guides.checking.sketches import has_sketches, without_sketches
from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import Release
from guides.models.release import checksum
from guides.releases.stored import decode, decode_source
from guides.schema.content import Content, Damaged, Picture, PointSet, encode
from guides.schema.draft import Draft, PointsDraft
from guides.schema.faults import Fault, Severity, errors
from guides.search.compiling import points_with_forms, with_forms
from guides.text import slugify_name
from guides.working_copy import rows
from guides.working_copy.versions import numbers


@dataclass(frozen=True)
class Seen:
    """What an editor had before them when they decided: what was live, and the working copy."""

    active: int  # number of the active release, 0 without one
    draft: str  # hash of the draft


@dataclass(frozen=True)
class Candidate:
    """The working copy, compiled and checked, not stored. Only `preview` has guides in it that are not ready yet."""

    draft: Draft | PointsDraft
    compiled: Content | PointSet
    faults: list[Fault]
    preview: Content | PointSet

    @property
    def errors(self) -> list[Fault]:
        return errors(self.faults)

    @cached_property
    def payload(self) -> bytes:
        return encode(self.compiled)

    @cached_property
    def draft_checksum(self) -> str:
        """A hash of the draft, by which two moments of the working copy are told apart."""
        return rows.checksum(self.draft)

    def seen_beside(self, active: Release | None) -> Seen:
        return Seen(active.number if active else 0, self.draft_checksum)

    def differs_from(self, active: Release | None) -> bool:
        """Whether publishing would change what visitors read, or mend a damaged release."""
        return active is None or active.checksum != checksum(self.payload) or not active.is_whole()


@dataclass(frozen=True)
class _Key:
    """All on which a candidate depends."""

    working_copy: str
    newest_release: int | None
    today: date
    settings: str


def _keys() -> dict[ReleaseKind, _Key]:
    """Of each kind the key of this moment. Two queries."""
    now = numbers()
    releases: dict[str, int] = dict(Release.objects.order_by().values_list("kind").annotate(newest=Max("pk")))
    depends = f"{settings.CHECK_DUE_DAYS} {settings.SENTENCE_WORDS} {site_languages()}"
    today = timezone.localdate()
    return {kind: _Key(now[kind], releases.get(kind), today, depends) for kind in EDITED_KINDS}


@dataclass
class _Kept:
    """The newest candidate of a kind that this process has made, with its key."""

    made: tuple[_Key, Candidate] | None = None
    lock: Lock = field(default_factory=Lock)  # of those who want the same, one compiles and the others wait for it

    def at(self, key: _Key) -> Candidate | None:
        return self.made[1] if self.made is not None and self.made[0] == key else None


_kept = {kind: _Kept() for kind in EDITED_KINDS}


def prepare(kind: str) -> Candidate:
    """The working copy as it is now, compiled and checked; once for all who ask until it changes."""
    return prepare_all([kind])[0]


def prepare_all(kinds: Sequence[str]) -> list[Candidate]:
    """The working copy of each of these kinds, as `prepare` gives it."""
    keys = _keys()
    return [_kept[kind].at(keys[kind]) or _make(kind) for kind in map(ReleaseKind, kinds)]


def _make(kind: ReleaseKind) -> Candidate:
    kept = _kept[kind]
    with kept.lock:
        key = _keys()[kind]
        candidate = kept.at(key)
        if candidate is None:
            candidate = COMPILERS[kind]()
            if _keys()[kind] == key:  # nothing was saved while it was read
                kept.made = (key, candidate)
        return candidate


def note_published(kind: str, candidate: Candidate, release: Release) -> None:
    """Keep the candidate just published: compiling it again, after its release, would give the same."""
    kept = _kept[ReleaseKind(kind)]

    def note() -> None:
        made = kept.made
        if made is not None and made[1] is candidate and not any(fault.kind == "release" for fault in candidate.faults):
            kept.made = (replace(made[0], newest_release=release.pk), candidate)

    transaction.on_commit(note)


def forget() -> None:
    """Drop what was compiled, as a new process has nothing."""
    for kept in _kept.values():
        kept.made = None


def _prepare_content() -> Candidate:
    newest = _newest_whole()
    draft = whole = rows.read_content()
    faults = list(newest.damage)
    compiled = preview = _compile(whole, newest)
    if has_sketches(whole):
        draft, kept_back = without_sketches(whole, newest.guides, newest.source())
        faults += kept_back
        compiled = _compile(draft, newest)
    faults += checks.check_content(compiled, timezone.localdate(), settings.CHECK_DUE_DAYS)
    faults += checks.check_draft(draft, site_languages().codes)
    faults += check_hours(draft, timezone.localdate())
    faults += check_plain_language(compiled, settings.SENTENCE_WORDS)
    return Candidate(draft, compiled, faults, preview)


def _compile(draft: Draft, newest: "_Newest") -> Content:
    return with_forms(compile_content(draft, site_languages(), newest.content, find_picture))


@dataclass(frozen=True)
class _Newest:
    """The newest release of the content that can be read, if there is one."""

    release: Release | None
    content: Content | None
    damage: list[Fault]  # a warning for each damaged one that is newer

    @property
    def guides(self) -> Collection[str]:
        return self.content.guide if self.content else ()

    def source(self) -> Draft | None:
        """What it was made from; None where that can't be read."""
        try:
            source = decode_source(self.release) if self.release else None
        except Damaged:
            return None
        assert source is None or isinstance(source, Draft)
        return source


def _newest_whole() -> _Newest:
    """The newest release of the content that can be read.

    Not the active one: what any release retired stays retired after a rollback.
    """
    damage: list[Fault] = []
    for identity in Release.objects.of_kind(ReleaseKind.CONTENT).order_by("-number").values_list("pk", flat=True):
        release = Release.objects.get(pk=identity)
        try:
            compiled = decode(release)
        except Damaged:
            message = _(
                "Release %(number)s is damaged. Old links go on working as far as an earlier release knows them."
            )
            params = {"number": release.number}
            damage.append(Fault(Severity.WARNING, "release", str(identity), message, params))
        else:
            assert isinstance(compiled, Content)
            return _Newest(release, compiled, damage)
    return _Newest(None, None, damage)


def _prepare_points() -> Candidate:
    draft = rows.read_points()
    compiled = points_with_forms(compile_points(draft, site_languages(), slugify_name), site_languages().codes)
    faults = checks.check_points(compiled) + checks.check_draft(draft, site_languages().codes)
    faults += check_hours(draft, timezone.localdate())
    return Candidate(draft, compiled, faults, compiled)


COMPILERS: dict[ReleaseKind, Callable[[], Candidate]] = {
    ReleaseKind.CONTENT: _prepare_content,
    ReleaseKind.POINTS: _prepare_points,
}


def find_picture(name: str) -> Picture | None:
    """Where the uploaded picture `name` is served, with its size; None when it is missing or no image."""
    path = f"pictures/{name}"
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        width, height = get_image_dimensions(file)
    return Picture(url=f"/{path}", width=width, height=height) if width and height else None
