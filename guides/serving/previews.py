"""Previews: what the site would be, for whoever holds a signed link that expires. Nothing of it is stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from guides.checking.compiled_parts import site_languages
from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import Release
from guides.releases import publishing
from guides.schema.content import Content, PointSet
from guides.schema.faults import Fault
from guides.serving import notices
from guides.serving.live import Snapshot, Stamp, live

_SALT = "guides.preview"
_ACTIVE = 0


class BadLink(Exception):
    """A preview link that was changed, or leads to a release that is not there."""


class ExpiredLink(Exception):
    """A preview link that is too old."""


@dataclass(frozen=True)
class Preview:
    """A site that is not live. `release` is the older release that it shows, None for the working copy."""

    snapshot: Snapshot
    release: Release | None
    faults: tuple[Fault, ...]
    expires_at: datetime


def make_token(release: Release | None = None) -> str:
    """A token for a preview of the working copy, or of a stored release together with what is live beside it."""
    return signing.dumps({"release": release.pk if release else None}, salt=_SALT, compress=False)


def read_token(token: str) -> Preview:
    """The preview behind a token, compiled now. Raise BadLink, ExpiredLink, or `content.Damaged`."""
    signer = signing.TimestampSigner(salt=_SALT)
    lifetime = timedelta(hours=settings.PREVIEW_HOURS)
    try:
        asked = signing.loads(token, salt=_SALT, max_age=lifetime)
    except signing.SignatureExpired as error:
        raise ExpiredLink from error
    except signing.BadSignature as error:
        raise BadLink from error
    made_at = datetime.fromtimestamp(signing.b62_decode(token.rsplit(signer.sep, 2)[1]), UTC)
    identity = asked.get("release")
    release = Release.objects.filter(pk=identity).first() if identity else None
    if identity and release is None:
        raise BadLink
    parts: dict[str, Content | PointSet] = {}
    faults: list[Fault] = []
    for kind in EDITED_KINDS:
        if release is None:
            candidate = publishing.prepare(kind)
            parts[kind] = candidate.compiled
            faults += candidate.errors
        else:
            shown = release if release.kind == kind else Release.objects.active(kind)
            parts[kind] = publishing.decode(shown) if shown else PointSet()
    content, points = parts[ReleaseKind.CONTENT], parts[ReleaseKind.POINTS]
    if not isinstance(content, Content) or not isinstance(points, PointSet):
        raise BadLink
    stamps = (Stamp(ReleaseKind.CONTENT, release.number if release else _ACTIVE, "", made_at),)
    board = notices.load(site_languages(), timezone.now())
    snapshot = Snapshot(content, points, stamps, board, live.gazetteer())
    return Preview(snapshot, release, tuple(faults), made_at + lifetime)
