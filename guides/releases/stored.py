"""Releases read back: what was published, and the draft that it was made from."""

import msgspec

from guides.enums import ReleaseKind
from guides.models import Release
from guides.schema.content import Content, Damaged, PointSet, decode_content, decode_points
from guides.schema.draft import Draft, PointsDraft


def check_whole(release: Release) -> None:
    """Raise Damaged when the bytes of `release` are not what was published."""
    if not release.is_whole():
        raise Damaged(f"{release}: the checksum differs")


def decode(release: Release) -> Content | PointSet:
    """What `release`, of one of the edited kinds, holds. Raise Damaged when it is not what was published."""
    check_whole(release)
    payload = release.payload.encode()
    return decode_content(payload) if release.kind == ReleaseKind.CONTENT else decode_points(payload)


def decode_source(release: Release) -> Draft | PointsDraft:
    """The working copy that `release` was made from. Raise Damaged when it is not there any more, as it was."""
    if not release.has_whole_source():
        raise Damaged(f"{release}: there is no whole copy of what it was made from")
    kind: type[Draft | PointsDraft] = Draft if release.kind == ReleaseKind.CONTENT else PointsDraft
    try:
        return msgspec.json.decode(release.source, type=kind)
    except msgspec.DecodeError as error:  # whole, but of an earlier version of the program
        raise Damaged(f"{release}: {error}") from error
