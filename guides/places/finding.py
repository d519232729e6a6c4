"""From what somebody typed to a place: by the gazetteer, and without one by the towns of the points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from guides.enums import Precision
from guides.places.gazetteer import TOWN, Gazetteer, Town
from guides.places.inflection import nominatives
from guides.places.similar import most_mistakes, rank_similar
from guides.places.typed import LONGEST_QUERY, Typed, fold_name, take_apart
from guides.schema.content import PointSet
from guides.schema.geography import distance
from guides.text import single_line

MOST_CHOICES = 200
_ABBREVIATED = {"wlkp": "wielkopolsk"}  # all others are beginnings
MOST_OTHERS = 12  # beside what was found
MOST_SIMILAR = 6
WIDE = 20_000  # metres from the middle of a postcode, within which
MOST_OF_THEM = 0.8  # of its places have to lie, or somebody has to choose

__all__ = ["LONGEST_QUERY", "Place", "State", "find_place"]


class State(StrEnum):
    EMPTY = "empty"
    FOUND = "found"  # a town, a municipality or a postcode
    CHOOSE = "choose"  # several places have this name
    SIMILAR = "similar"  # none has this name, some are like it
    UNKNOWN = "unknown"
    INVALID = "invalid"  # neither a town nor a postcode


@dataclass(frozen=True)
class Place:
    """What a query was understood as. Coordinates, degrees WGS84, are there for FOUND only.

    `precision` says how exactly they are known; "" for a whole municipality. `choices` are names,
    `towns` come from the gazetteer; for FOUND they are others that may have been meant.
    """

    state: State
    name: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    choices: tuple[str, ...] = ()
    precision: str = ""
    town: Town | None = None
    towns: tuple[Town, ...] = ()
    by_gazetteer: bool = True  # false where only the points were asked

    @property
    def is_located(self) -> bool:
        return self.state == State.FOUND


def find_place(points: PointSet, query: str, gazetteer: Gazetteer, key: str = "") -> Place:
    """Understand `query` as a postcode, a town or a municipality; `key`: of the town chosen from several.

    By an empty gazetteer only towns and postcodes of the points are known.
    """
    wanted = single_line(query)
    if key and (chosen := gazetteer.town(key)):
        return _at(chosen)
    if not wanted:
        return Place(State.EMPTY)
    if len(wanted) > LONGEST_QUERY:
        return Place(State.INVALID)
    typed = take_apart(wanted)
    if typed.is_empty:
        return Place(State.INVALID)
    if gazetteer.is_empty:
        return replace(_find_in_points(points, typed), by_gazetteer=False)
    if typed.postcode:
        place = _find_postcode(gazetteer, typed)
        return place if place.state != State.UNKNOWN else _find_in_points(points, typed)
    return _find_town(gazetteer, typed)


def _at(town: Town, others: Sequence[Town] = ()) -> Place:
    precision = "" if town.is_gmina else Precision.TOWN.value
    return Place(
        State.FOUND,
        town.name,
        town.latitude,
        town.longitude,
        precision=precision,
        town=town,
        towns=tuple(others[:MOST_OTHERS]),
    )


def _choose(name: str, towns: Sequence[Town]) -> Place:
    return Place(State.CHOOSE, name, towns=tuple(towns[:MOST_CHOICES]))


# Postcodes


def _find_postcode(gazetteer: Gazetteer, typed: Typed) -> Place:
    inside = gazetteer.towns_of_postcode(typed.postcode)
    # “80-001 Gdańsk”: the pair is more exact than the code.
    pairs = [town for town in inside if town.folded in typed.names]
    if len(pairs) == 1:
        return replace(_at(pairs[0]), name=f"{typed.postcode} {pairs[0].name}", precision=Precision.POSTCODE_AREA.value)
    if typed.names and not pairs:
        by_town = _find_town(gazetteer, typed)
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
        return _choose(postcode, inside)
    return Place(
        State.FOUND,
        postcode if len(inside) > 1 and first.size < TOWN else f"{postcode} {first.name}",
        latitude,
        longitude,
        precision=Precision.POSTCODE_AREA.value,
        town=first,
        towns=tuple(inside[:MOST_OTHERS]) if len(inside) > 1 else (),
    )


# Towns


def _find_town(gazetteer: Gazetteer, typed: Typed) -> Place:
    if typed.names:
        names = typed.names
        return (
            _by_whole_name(gazetteer, names[0], typed)
            or _by_abbreviation(gazetteer, names[0])
            or _by_part(gazetteer, names, typed)
            or _similar(gazetteer, names)
        )
    forms = [typed.gmina, *nominatives(typed.gmina)]
    inside = next((found for form in forms if (found := gazetteer.gminas_named(form))), None)
    return _decide(typed.gmina, _narrowed(inside, typed)) if inside else _similar(gazetteer, [typed.gmina])


def _by_whole_name(gazetteer: Gazetteer, name: str, typed: Typed) -> Place | None:
    """A town, else a municipality, else a town in another case."""
    if towns := gazetteer.towns_named([name]):
        inside = _narrowed(towns, typed)
        small = inside[0].size < TOWN and len(inside) == len(towns)
        others = [*_longer(gazetteer, name), *_elsewhere(gazetteer, name, inside)] if small else []
        return _choose(name, [*others, *inside]) if others else _decide(name, inside)
    if gminas := gazetteer.gminas_named(name):
        return _decide(name, _narrowed(gminas, typed))
    return _in_another_case(gazetteer, name, typed)


def _longer(gazetteer: Gazetteer, name: str) -> list[Town]:
    """Towns that are often called so for short: who types Gorzów, a village, may mean Gorzów Wielkopolski."""
    return [town for town in gazetteer.towns_beginning(f"{name} ", MOST_SIMILAR) if town.size >= TOWN]


def _elsewhere(gazetteer: Gazetteer, name: str, towns: Sequence[Town]) -> list[Town]:
    """Municipalities of this name in which none of `towns` lies: Masłów by Kielce, beside a village by Trzebnica."""
    known = {town.teryt for town in towns}
    return [gmina for gmina in gazetteer.gminas_named(name) if gmina.teryt not in known]


def _by_abbreviation(gazetteer: Gazetteer, name: str) -> Place | None:
    """A town whose last word is cut short, as in “Gorzów Wlkp.” or “Rawa Maz.”."""
    first, _space, short = name.rpartition(" ")
    if not first or len(short) < 2:
        return None
    beginning = f"{first} {_ABBREVIATED.get(short, short)}"
    longer = [town for town in _longer(gazetteer, first) if town.folded.startswith(beginning)]
    return _decide(name, longer) if longer else None


def _by_part(gazetteer: Gazetteer, names: Sequence[str], typed: Typed) -> Place | None:
    """A town beside a street or a district; a city before others, and what is like the whole name before both."""
    parts = names[1:]
    found = _by_name(gazetteer.towns_named(parts)) if parts else {}
    if not found:
        others = (_in_another_case(gazetteer, name, typed) for name in parts)
        return next((place for place in others if place and place.state == State.FOUND), None)
    named = [name for name in parts if name in found]
    name = next((name for name in named if found[name][0].is_city), named[0])
    place = _decide(name, _narrowed(found[name], typed))
    if found[name][0].is_city or not typed.may_be_whole:
        return place
    like = _similar(gazetteer, names[:1], with_longer=False)
    if like.state != State.SIMILAR:
        return place
    return replace(like, towns=(*like.towns, _for_name(found[name])))


def _in_another_case(gazetteer: Gazetteer, name: str, typed: Typed) -> Place | None:
    forms = nominatives(name)
    found = _by_name(gazetteer.towns_named(forms))
    towns = _narrowed([town for form in forms for town in found.get(form, ())], typed)
    return _decide_inflected(name, sorted(towns, key=lambda town: -town.size)) if towns else None


def _decide_inflected(name: str, towns: Sequence[Town]) -> Place:
    """“Krakowie” is sent to Kraków, but “Ostrowie” is asked whether it is Ostrów or Ostrowo."""
    if len({town.folded for town in towns}) == 1 or towns[0].is_city:
        return _decide(name, towns)
    return Place(State.SIMILAR, name, towns=tuple(_for_name(each) for each in _by_name(towns).values())[:MOST_SIMILAR])


def _by_name(towns: Iterable[Town]) -> dict[str, list[Town]]:
    named: dict[str, list[Town]] = {}
    for town in towns:
        named.setdefault(town.folded, []).append(town)
    return named


def _narrowed(towns: list[Town], typed: Typed) -> list[Town]:
    """Those in the unit that was named beside the town: “Nowa Wieś, powiat ełcki”, “Nowa Wieś, Ełk”."""
    named = {*typed.units, *typed.names, typed.gmina} - {""}
    named |= {form for unit in (*typed.units, typed.gmina) if unit for form in nominatives(unit)}
    inside = [town for town in towns if not town.is_gmina and named & (_units(town) - {town.folded})]
    if typed.units:
        named = {*typed.units} | {form for unit in typed.units for form in nominatives(unit)}
        inside = [town for town in towns if named & _units(town)]
    return inside or towns


def _units(town: Town) -> set[str]:
    return {fold_name(town.gmina), fold_name(town.powiat), fold_name(town.voivodeship)}


def _decide(name: str, towns: Sequence[Town]) -> Place:
    """One town, or a city beside villages of its name, is what was meant; else somebody has to choose."""
    first, *others = towns
    if not others or (first.is_city and not any(other.is_city for other in others)):
        return _at(first, [other for other in others if other.name == first.name])
    return _choose(name, towns)


def _similar(gazetteer: Gazetteer, names: Sequence[str], *, with_longer: bool = True) -> Place:
    """Never a guess for somebody who typed the name of another town: a question."""
    for name in names:
        if len(name) < 3:
            continue
        longer = gazetteer.towns_beginning(name, 5 * MOST_SIMILAR) if with_longer else []
        sizes = {town.folded: town.size for town in reversed(longer)}
        like = gazetteer.names_like(name, most_mistakes(name))
        wanted = rank_similar(name, like, MOST_SIMILAR, sizes.items())
        if wanted:
            found = _by_name(gazetteer.towns_named(wanted))
            return Place(State.SIMILAR, name, towns=tuple(_for_name(found[each]) for each in wanted if each in found))
    return Place(State.UNKNOWN, names[0])


def _for_name(towns: Sequence[Town]) -> Town:
    """The town of a name; without a key where its name has to be asked for once more, to choose from several."""
    is_one = _decide("", towns).state == State.FOUND
    return towns[0] if is_one else replace(towns[0], key="")


# Without a gazetteer


def _find_in_points(points: PointSet, typed: Typed) -> Place:
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
