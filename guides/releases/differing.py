"""How much of the working copy visitors do not read yet: the count of the publish page, kept until a side changes."""

from guides.enums import ReleaseKind
from guides.models import Release
from guides.releases.candidates import prepare
from guides.releases.stored import decode_source
from guides.schema.content import Damaged
from guides.schema.draft import Draft, PointsDraft
from guides.working_copy.diff import difference

_kept: dict[tuple[ReleaseKind, str, str], int] = {}


def rows_that_differ(kind: ReleaseKind) -> int:
    """How many rows a publication would change; each of them, where what is live can't be read or nothing is live."""
    candidate = prepare(kind)
    active = Release.objects.of_kind(kind).filter(is_active=True).values_list("pk", "source_checksum").first()
    key = (kind, active[1] if active else "", candidate.draft_checksum)
    if key not in _kept:
        for old in [old for old in _kept if old[0] == kind]:
            del _kept[old]
        _kept[key] = len(difference(_source(kind, active and active[0]), candidate.draft))
    return _kept[key]


def _source(kind: ReleaseKind, active: int | None) -> Draft | PointsDraft:
    """What the active release was made from; an empty draft where there is none."""
    try:
        if active is not None:
            return decode_source(Release.objects.defer("payload").get(pk=active))
    except Damaged:
        pass
    return Draft() if kind == ReleaseKind.CONTENT else PointsDraft()
