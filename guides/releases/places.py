"""Places releases: compiled from files, checked beside the one in use, stored; the newest ones are kept."""

from dataclasses import dataclass

from django.db import models

from guides.enums import ReleaseKind
from guides.models import Release
from guides.models.release import checksum
from guides.places.compiling import BadPlaces
from guides.releases.publishing import alone, make_active
from guides.schema.content import Damaged
from guides.schema.places import PlaceSet, decode_places, encode_places

MOST_KEPT = 5  # megabytes each
_FEWEST = 0.5  # of what the release in use has: with fewer a file is hardly whole, or another one than was meant


@dataclass(frozen=True)
class StoredPlaces:
    """What storing did: the release, None where the places are those in use; and codes of municipalities."""

    release: Release | None
    new: list[str]
    gone: list[str]


def active_places() -> PlaceSet:
    """The places in use; an empty set where there are none, or where they are damaged."""
    release = Release.objects.active(ReleaseKind.PLACES)
    if release is None or not release.is_whole():
        return PlaceSet()
    try:
        return decode_places(release.payload.encode())
    except Damaged:
        return PlaceSet()


def store(places: PlaceSet, note: str = "", *, may_shrink: bool = False) -> StoredPlaces:
    """Make `places` the active release, unless they are it already. Raise BadPlaces for far fewer than before."""

    def make() -> StoredPlaces:
        before = active_places()
        new, gone = (
            sorted(f"{teryt:06}" for teryt in set(one.municipalities.teryt) - set(other.municipalities.teryt))
            for one, other in ((places, before), (before, places))
        )
        if before == places:
            return StoredPlaces(None, new, gone)
        if not may_shrink:
            _refuse_fewer(before, places)
        payload = encode_places(places)
        highest = Release.objects.of_kind(ReleaseKind.PLACES).aggregate(highest=models.Max("number"))["highest"] or 0
        release = Release(
            kind=ReleaseKind.PLACES,
            number=highest + 1,
            payload=payload.decode(),
            checksum=checksum(payload),
            note=note[:300],
        )
        make_active(release)
        old = Release.objects.of_kind(ReleaseKind.PLACES).filter(number__lte=release.number - MOST_KEPT)
        old.exclude(is_active=True).delete()
        return StoredPlaces(release, new, gone)

    return alone(make)


def _refuse_fewer(before: PlaceSet, places: PlaceSet) -> None:
    """The package alone has as many postcodes as GeoNames, but no villages and no municipalities."""
    for what, in_use, in_file in (
        ("postcodes", set(before.postcodes.code), set(places.postcodes.code)),
        ("places", before.towns.name, places.towns.name),
        ("municipalities", before.municipalities.teryt, places.municipalities.teryt),
    ):
        if len(in_file) < _FEWEST * len(in_use):
            raise BadPlaces(f"There are {len(in_file):,} {what} in it, and {len(in_use):,} in use. Is the file whole?")
