"""Places by the offices alone, where no places were loaded."""

from collections.abc import Sequence
from difflib import get_close_matches

from guides.enums import Precision
from guides.places.found import Place, State
from guides.places.inflection import nominatives
from guides.places.typed import TypedPlace, fold_name
from guides.schema.content import PointSet


def find_in_points(points: PointSet, typed: TypedPlace) -> Place:
    """What `typed` means among the towns and postcodes of the offices."""
    by_postcode = _postcode_of_points(points, typed.postcode) if typed.postcode else None
    if by_postcode and by_postcode.state == State.FOUND:
        return by_postcode
    by_town = _town_of_points(points, typed.names or (typed.gmina,)) if typed.names or typed.gmina else None
    # The town is more exact than the area of the postcode, unless it is not in the list.
    if by_town and (by_town.state == State.FOUND or by_postcode is None):
        return by_town
    assert by_postcode is not None
    return by_postcode


def _postcode_of_points(points: PointSet, code: str) -> Place:
    for point in points.points:
        if point.postcode == code and point.latitude is not None and point.longitude is not None:
            return Place(State.FOUND, code, point.latitude, point.longitude, precision=Precision.POSTCODE_AREA.value)
    return Place(State.UNKNOWN, code)


def _town_of_points(points: PointSet, names: Sequence[str]) -> Place:
    towns = {fold_name(point.town): point.town for point in points.points if point.latitude is not None}
    for name in names:
        for form in (name, *nominatives(name)):
            if form in towns:
                return _place_of_town(points, towns[form])
    wanted = names[0]
    beginning = sorted(name for folded, name in towns.items() if len(wanted) >= 3 and folded.startswith(wanted))
    similar = [towns[folded] for folded in get_close_matches(wanted, towns, n=4, cutoff=0.8)]
    choices = tuple(dict.fromkeys([*beginning, *similar]))
    return Place(State.SIMILAR, wanted, choices=choices) if choices else Place(State.UNKNOWN, wanted)


def _place_of_town(points: PointSet, town: str) -> Place:
    inside = [
        (point.latitude, point.longitude)
        for point in points.points
        if point.town == town and point.latitude is not None and point.longitude is not None
    ]
    latitudes, longitudes = zip(*inside, strict=True)
    middle = sum(latitudes) / len(inside), sum(longitudes) / len(inside)
    return Place(State.FOUND, town, *middle, precision=Precision.TOWN.value)
