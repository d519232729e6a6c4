"""From what somebody typed to a place: a town of the list, or roughly any postcode."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from guides.publishing.content import PointSet

LONGEST_QUERY = 100
_POSTCODE = re.compile(r"(?<!\d)(\d{2})[-–\s]?(\d{3})(?!\d)")
_FOLDED = str.maketrans("łŁ-–'’", "lL    ")


class State(StrEnum):
    EMPTY = "empty"
    FOUND = "found"  # a town of the list, or a postcode that one of the points has
    ROUGH = "rough"  # the area of the first two digits of a postcode
    CHOOSE = "choose"  # several towns fit
    UNKNOWN = "unknown"  # no such town in the list, no such area
    INVALID = "invalid"  # neither a town nor a postcode


@dataclass(frozen=True)
class Place:
    """What a query was understood as. Coordinates, degrees WGS84, are there for FOUND and ROUGH only."""

    state: State
    name: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    choices: tuple[str, ...] = ()

    @property
    def is_located(self) -> bool:
        return self.state in (State.FOUND, State.ROUGH)


def fold(text: str) -> str:
    """`text` as it is compared: without case, Polish marks, hyphens and doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).casefold().split())


def find_place(points: PointSet, query: str) -> Place:
    """Understand `query` as a postcode or as a town in which one of the points lies."""
    wanted = " ".join(query.split())
    if not wanted:
        return Place(State.EMPTY)
    if len(wanted) > LONGEST_QUERY:
        return Place(State.INVALID)
    postcode = _POSTCODE.search(wanted)
    # “Kraków, ul. Długa 5”: what stands after a comma is a street, which we do not know.
    town = fold(re.sub(r"[\d;./]+", " ", wanted.split(",")[0]))
    if not postcode:
        return _find_town(points, town) if town and not re.fullmatch(r"[\d\s-]+", wanted) else Place(State.INVALID)
    by_postcode = _find_postcode(points, *postcode.groups())
    # “80-001 Gdańsk”: the town is more exact than the area of the postcode, unless it is not in the list.
    by_town = _find_town(points, town) if town and by_postcode.state != State.FOUND else by_postcode
    return by_town if by_town.state == State.FOUND else by_postcode


def _find_postcode(points: PointSet, area: str, rest: str) -> Place:
    code = f"{area}-{rest}"
    for point in points.points:
        if point.postcode == code and point.latitude is not None and point.longitude is not None:
            return Place(State.FOUND, code, point.latitude, point.longitude)
    for known in points.areas:
        if known.prefix == area:
            return Place(State.ROUGH, code, known.latitude, known.longitude)
    return Place(State.UNKNOWN, code)


def _find_town(points: PointSet, wanted: str) -> Place:
    towns = {fold(point.town): point.town for point in points.points if point.latitude is not None}
    if not any(char.isalpha() for char in wanted):
        return Place(State.INVALID)
    if wanted in towns:
        return _place_of_town(points, towns[wanted])
    beginning = sorted(name for folded, name in towns.items() if len(wanted) >= 3 and folded.startswith(wanted))
    # Never a guess for somebody who typed the whole name of another town: “Jelcz” is not “Chełm”.
    similar = [towns[folded] for folded in get_close_matches(wanted, towns, n=4, cutoff=0.8)]
    choices = tuple(dict.fromkeys([*beginning, *similar]))
    return Place(State.CHOOSE, wanted, choices=choices) if choices else Place(State.UNKNOWN, wanted)


def _place_of_town(points: PointSet, town: str) -> Place:
    inside = [
        (point.latitude, point.longitude)
        for point in points.points
        if point.town == town and point.latitude is not None and point.longitude is not None
    ]
    latitudes, longitudes = zip(*inside, strict=True)
    return Place(State.FOUND, town, sum(latitudes) / len(inside), sum(longitudes) / len(inside))
