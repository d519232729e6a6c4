"""Publication: the working copy is compiled, checked and stored as a numbered release; releases are activated.

Everything here is one transaction. What goes wrong leaves the active release as it was.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from guides.enums import ReleaseKind
from guides.models import Answer, Approval, Release
from guides.models.locking import Result, after_collisions, lock_tables
from guides.models.release import checksum
from guides.releases.candidates import Candidate, Seen, note_published, prepare
from guides.releases.stored import check_whole, decode
from guides.schema.draft import Draft
from guides.schema.faults import Fault
from guides.schema.places import decode_places
from guides.working_copy.kinds import CONTENT_SHAPES


class Refused(Exception):
    """The working copy may not go live; `faults` says why, and where to mend it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class NothingToPublish(Exception):
    """The working copy is what is live already."""


class NeedsApproval(Exception):
    """The site asks for a second editor, and nobody else has asked for this publication."""


class Outrun(Exception):
    """Something else is live, or the working copy is another one, than the editor saw."""

    def __init__(self, active: Release | None, seen: Seen) -> None:
        super().__init__()
        self.active = active
        self.was_published = (active.number if active else 0) != seen.active


def publish(kind: str, by: Any = None, note: str = "", seen: Seen | None = None) -> Release:
    """Make the working copy of this kind the active release.

    Raise Refused with every error when it may not go live, NothingToPublish when it equals the active release,
    Outrun when it is not what was `seen`, and NeedsApproval when the site asks for a second editor and `by` is none.
    Without `by` it is the command line, whose user holds the server and needs no approval.
    """

    def make() -> Release:
        candidate = _prepare_to_publish(kind, seen)
        approval = open_approval(kind)
        seconded = approval is not None and is_seconded(approval, candidate, by)
        if settings.PUBLISH_NEEDS_APPROVAL and by is not None and not seconded:
            raise NeedsApproval
        release = _make_release(kind, candidate, by, note)
        make_active(release)
        note_published(kind, candidate, release)
        if approval is not None and seconded:
            approval.release = release
            approval.save(update_fields=["release"])
        elif approval is not None:
            approval.delete()
        if isinstance(candidate.draft, Draft):
            mark_published(candidate.draft)
        return release

    prepare(kind)  # compiled before the tables are locked, and kept for `make`
    return alone(make)


def ask_for_approval(kind: str, by: Any, note: str, seen: Seen) -> Approval:
    """Note that `by` wants exactly this working copy to go live; another editor may now publish it.

    Raise as `publish` does when it could not be published.
    """

    def ask() -> Approval:
        candidate = _prepare_to_publish(kind, seen)
        _forget_requests(kind, by, activates=None)
        return Approval.objects.create(kind=kind, draft=candidate.draft_checksum, note=note, asked_by=by)

    return alone(ask)


def ask_to_activate(release: Release, by: Any, note: str) -> Approval:
    """Note that `by` wants an older release to be live again; another editor may now do so."""

    def ask() -> Approval:
        _forget_requests(release.kind, by, activates__isnull=False)
        return Approval.objects.create(kind=release.kind, activates=release, note=note, asked_by=by)

    return alone(ask)


def _forget_requests(kind: str, by: Any, **which: Any) -> None:
    """Take away what is open of a kind, and what was sent back to who asks anew."""
    asked = Approval.objects.filter(kind=kind, release=None, **which)
    asked.filter(models.Q(returned_at=None) | models.Q(asked_by=by)).delete()


def _open(kind: str) -> models.QuerySet[Approval]:
    return Approval.objects.filter(kind=kind, release=None, returned_at=None).select_related("asked_by", "activates")


def open_approval(kind: str) -> Approval | None:
    """What somebody asked to have published and nobody has published yet. It may be void by now."""
    return _open(kind).filter(activates=None).first()


def open_activation(kind: str) -> Approval | None:
    """The request to go back to an older release of a kind."""
    return _open(kind).filter(activates__isnull=False).first()


def send_back(approval: Approval, by: Any, answer: str) -> None:
    """Return a request to who asked, with the reason; only one that is open, and not one’s own."""
    Approval.objects.filter(pk=approval.pk, release=None, returned_at=None).exclude(asked_by=by).update(
        returned_at=timezone.now(), returned_by=by, answer=answer
    )


def returned_to(user: Any) -> models.QuerySet[Approval]:
    """The requests of an editor that were sent back, the newest first."""
    sent = Approval.objects.filter(asked_by=user, release=None, returned_at__isnull=False)
    return sent.select_related("returned_by", "activates").order_by("-returned_at")


def may_activate(release: Release, by: Any) -> bool:
    """Whether `by` may make an older release live: alone, or as the second editor where the site asks for one."""
    if not settings.PUBLISH_NEEDS_APPROVAL or by is None:
        return True
    asked = open_activation(release.kind)
    return (
        asked is not None
        and asked.activates_id == release.pk
        and asked.asked_by_id is not None
        and asked.asked_by_id != by.pk
    )


def is_seconded(approval: Approval, candidate: Candidate, by: Any) -> bool:
    """Whether `by` is the second editor for exactly this working copy."""
    return (
        by is not None
        and approval.draft == candidate.draft_checksum
        and approval.asked_by_id is not None
        and approval.asked_by_id != by.pk
    )


def _prepare_to_publish(kind: str, seen: Seen | None) -> Candidate:
    """The working copy, if it may go live and is what was seen."""
    candidate = prepare(kind)
    # Its source, as large again, is not asked for.
    active = Release.objects.of_kind(kind).filter(is_active=True).defer("source").first()
    if seen is not None and seen != candidate.seen_beside(active):
        raise Outrun(active, seen)
    if candidate.errors:
        raise Refused(candidate.errors)
    if not candidate.differs_from(active):
        raise NothingToPublish
    return candidate


def _make_release(kind: str, candidate: Candidate, by: Any, note: str) -> Release:
    newest = Release.objects.of_kind(kind).order_by("-number").only("number", "first_published").first()
    days = newest.first_published if newest else {}
    if isinstance(candidate.draft, Draft):
        today = timezone.localdate().isoformat()
        days = dict.fromkeys((guide.key for guide in candidate.draft.guides), today) | days
    source = msgspec.json.encode(candidate.draft)
    return Release(
        kind=kind,
        number=newest.number + 1 if newest else 1,
        payload=candidate.payload.decode(),
        checksum=checksum(candidate.payload),
        source=source.decode(),
        source_checksum=checksum(source),
        first_published=days,
        note=note,
        published_by=by,
    )


def mark_published(source: Draft) -> None:
    """Freeze every key of a release made from `source`, also of a row that was deleted and is back."""
    for name, shape in CONTENT_SHAPES.items():
        keys = [entry.identity for entry in getattr(source, name)]
        shape.model._default_manager.filter(key__in=keys, is_published=False).update(is_published=True)
    published = {(question.key, answer.key) for question in source.questions for answer in question.answers}
    new = Answer.objects.filter(is_published=False).values_list("pk", "question__key", "key")
    Answer.objects.filter(pk__in=[pk for pk, question, key in new if (question, key) in published]).update(
        is_published=True
    )


def activate(release: Release, by: Any = None) -> None:
    """Make an older release the active one. Raise Damaged when it can't be read; the active one then stays.

    Raise NeedsApproval when the site asks for a second editor and `by` is none. Without `by` it is the command line.
    """
    if release.kind == ReleaseKind.PLACES:
        check_whole(release)
        decode_places(release.payload.encode())
    else:
        decode(release)

    def make() -> None:
        if not may_activate(release, by):
            raise NeedsApproval
        make_active(release)
        _open(release.kind).filter(activates__isnull=False).delete()

    alone(make)


def make_active(release: Release) -> None:
    """Store `release` as the active one of its kind, in the transaction of the caller."""
    Release.objects.of_kind(release.kind).filter(is_active=True).exclude(pk=release.pk).update(is_active=False)
    release.is_active = True
    release.activated_at = timezone.now()
    release.save()


def alone(action: Callable[[], Result], *locked: type[models.Model]) -> Result:
    """Do `action` in a transaction that sees the working copy at one moment, one publication at a time.

    Tables of `locked` models wait for its end. Others can be written meanwhile; where that was to a row which `action`
    writes too, everything it did is undone and `action` is called again, for what is there by then.
    """
    outermost = not connection.in_atomic_block
    return after_collisions(lambda: _do_alone(action, outermost, locked))


def _do_alone(action: Callable[[], Result], outermost: bool, locked: tuple[type[models.Model], ...]) -> Result:
    """SQLite's write transactions see one moment and exclude each other by themselves.

    PostgreSQL would show what others commit between two of our queries, and the lock has to be there before the first
    of them, which fixes the moment.
    """
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        lock_tables(Release, *locked)
        return action()
