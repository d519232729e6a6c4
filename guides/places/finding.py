"""From what somebody typed to a place: a postcode, a town, an area, or what lies abroad."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from guides.enums import Precision, Voivodeship
from guides.places.abroad import country_of
from guides.places.districts import district_in, districts_named
from guides.places.found import MOST_OTHERS, Place, State, at, choose
from guides.places.gazetteer import TOWN, Gazetteer, Town
from guides.places.inflection import nominatives
from guides.places.of_points import find_in_points
from guides.places.towns import find_town
from guides.places.typed import LONGEST_QUERY, TypedPlace, fold_name, take_apart
from guides.schema.content import PointSet
from guides.schema.geography import distance
from guides.text import single_line

WIDE = 20_000  # metres from the middle of a postcode, within which
MOST_OF_THEM = 0.8  # of its places have to lie, or somebody has to choose
_VOIVODESHIPS = {fold_name(name): str(name) for name in Voivodeship.values}

__all__ = ["LONGEST_QUERY", "Place", "State", "find_place"]


def find_place(points: PointSet, query: str, gazetteer: Gazetteer, key: str = "") -> Place:
    """Understand `query` as a postcode, a town or a municipality; `key`: of the town chosen from several.

    By an empty gazetteer only towns and postcodes of the points are known.
    """
    wanted = single_line(query)
    if key and (chosen := gazetteer.town(key)):
        return _in_district(gazetteer, replace(at(chosen), district=_chosen_district(chosen, wanted)))
    if not wanted:
        return Place(State.EMPTY)
    if len(wanted) > LONGEST_QUERY:
        return Place(State.INVALID)
    typed = take_apart(wanted)
    if typed.is_empty:
        return Place(State.INVALID)
    if abroad := _find_abroad(points, gazetteer, typed):
        return abroad
    if gazetteer.is_empty:
        return replace(find_in_points(points, typed), by_gazetteer=False)
    if typed.postcode:
        place = _find_postcode(gazetteer, typed)
        return place if place.state != State.UNKNOWN else _postcode_of_points(points, gazetteer, typed)
    if area := _find_area(gazetteer, typed):
        return area
    place = find_town(gazetteer, typed)
    place = _in_district(gazetteer, place)
    # “Paryż” is a village too.
    return replace(place, country=country_of(typed.names[0])) if typed.names else place


def _chosen_district(town: Town, wanted: str) -> str:
    """The district that was typed beside the town that was chosen."""
    names = take_apart(wanted).names
    beside = tuple(name.removeprefix(town.folded).strip() for name in names)
    found = district_in(town.folded, (*names, *beside)) if town.is_city else None
    return found.name if found else ""


def _in_district(gazetteer: Gazetteer, place: Place) -> Place:
    """A district at the postcode in its middle, where that is known in its city; else at the middle of the city."""
    if not (place.town and place.district):
        return place
    town = replace(place.town, district=place.district)
    known = district_in(town.folded, (fold_name(place.district),))
    inside = gazetteer.towns_of_postcode(known.postcode, town.folded) if known else []
    if not inside:
        return replace(place, town=town)
    latitude, longitude, precision = inside[0].latitude, inside[0].longitude, Precision.POSTCODE_AREA.value
    return replace(place, town=town, latitude=latitude, longitude=longitude, precision=precision)


# Abroad


def _find_abroad(points: PointSet, gazetteer: Gazetteer, typed: TypedPlace) -> Place | None:
    """A country or a city abroad, unless a place in Poland has its name: “Berlin”, “Londyn, Anglia”, “10115 Berlin”."""
    if not typed.names:
        return None

    def is_here(names: Sequence[str]) -> bool:
        is_named = any(districts_named(name) or _has_office(points, name) for name in names)
        return is_named or bool(gazetteer.towns_named(names))

    first = typed.names[0]
    country = country_of(first)
    if country and (not is_here([first]) or country in map(country_of, typed.beside)):
        return Place(State.ABROAD, first, country=country)
    others = [*typed.names[1:], *nominatives(first)]
    country = next(filter(None, map(country_of, others)), "")
    if country and not is_here([first, *others]):
        return Place(State.ABROAD, first, country=country)
    return None


def _has_office(points: PointSet, name: str) -> bool:
    return name in _folded(points.towns)


@lru_cache(maxsize=2)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold_name, names))


# Postcodes


def _postcode_of_points(points: PointSet, gazetteer: Gazetteer, typed: TypedPlace) -> Place:
    """An office may have a postcode of its own that no list of postcodes names."""
    place = find_in_points(points, typed)
    if place.state != State.UNKNOWN:
        return place
    return replace(place, no_such_code=not gazetteer.knows_postcodes_beginning(typed.postcode[:4]))


def _find_postcode(gazetteer: Gazetteer, typed: TypedPlace) -> Place:
    inside = gazetteer.towns_of_postcode(typed.postcode)
    # “80-001 Gdańsk”: the pair is more exact than the code.
    pairs = [town for town in inside if town.folded in typed.names]
    # “02-777 Ursynów”: the district of a city, where its code lies.
    pairs = pairs or [town for town in inside if district_in(town.folded, typed.names)]
    if len(pairs) == 1:
        return replace(at(pairs[0]), name=f"{typed.postcode} {pairs[0].name}", precision=Precision.POSTCODE_AREA.value)
    if typed.names and not pairs:
        by_town = find_town(gazetteer, typed)
        if by_town.state in (State.FOUND, State.CHOOSE) and not (inside and by_town.state == State.CHOOSE):
            return by_town
    inside = pairs or inside
    if not inside:
        return Place(State.UNKNOWN, typed.postcode)
    return _middle_of_postcode(typed.postcode, inside)


def _middle_of_postcode(postcode: str, inside: Sequence[Town]) -> Place:
    """Its town, or the middle of its villages; where they lie far apart nobody can tell without a name."""
    first = inside[0]
    latitude, longitude = first.latitude, first.longitude
    if first.size < TOWN:
        latitude = sum(town.latitude for town in inside) / len(inside)
        longitude = sum(town.longitude for town in inside) / len(inside)
    near = [town for town in inside if distance(latitude, longitude, town.latitude, town.longitude) <= WIDE]
    if len(near) < MOST_OF_THEM * len(inside):
        return choose(postcode, inside)
    return Place(
        State.FOUND,
        postcode if len(inside) > 1 and first.size < TOWN else f"{postcode} {first.name}",
        latitude,
        longitude,
        precision=Precision.POSTCODE_AREA.value,
        town=first,
        towns=tuple(inside[:MOST_OTHERS]) if len(inside) > 1 else (),
    )


# Powiats and voivodeships


def _find_area(gazetteer: Gazetteer, typed: TypedPlace) -> Place | None:
    """The largest towns of a powiat or a voivodeship, to choose from, where nothing smaller was typed."""
    whole = typed.names[:1] if typed.may_be_whole and not typed.beside else ()
    for name in (*typed.areas, *whole):
        if name in _VOIVODESHIPS and not gazetteer.towns_named([name]):
            towns = gazetteer.largest_in(voivodeship=_VOIVODESHIPS[name], count=MOST_OTHERS)
            return Place(State.AREA, _VOIVODESHIPS[name], towns=tuple(towns))
    for name in typed.areas:
        inside, seats = gazetteer.largest_in(powiat=name, count=MOST_OTHERS), _seats(gazetteer, name)
        # The seat of a powiat may be a city of its own, beside it.
        towns = [*(seat for seat in seats if seat.is_city and seat not in inside), *inside] if inside else seats
        return Place(State.AREA, name, towns=tuple(towns))
    return None


def _seats(gazetteer: Gazetteer, powiat: str) -> list[Town]:
    """Towns that a powiat may be named after, where powiats are not known: “suwalski” is of Suwałki."""
    towns = gazetteer.towns_named([powiat])
    stem = powiat.removesuffix("ki").removesuffix("s").removesuffix("c")
    while not towns and len(stem) >= 4:
        towns = gazetteer.towns_beginning(stem, 3)
        stem = stem[:-1]
    return towns
