"""From the names in a query to a town of the gazetteer, or to a question."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from guides.places.districts import district_in, districts_named
from guides.places.foreign_names import polish_name
from guides.places.found import Place, State, at, choose, decide
from guides.places.gazetteer import SEAT, TOWN, Gazetteer, Town
from guides.places.inflection import nominatives
from guides.places.similar import most_mistakes, rank_similar
from guides.places.typed import TypedPlace, fold_name
from guides.schema.geography import distance

MOST_SIMILAR = 6
_ABBREVIATED = {"wlkp": "wielkopolsk"}  # all others are beginnings
_BESIDE = 50_000  # metres within which a village lies of the town that was typed beside it


def find_town(gazetteer: Gazetteer, typed: TypedPlace) -> Place:
    """What the names of `typed`, which has some or a municipality, mean."""
    if not typed.names:
        forms = [typed.gmina, *nominatives(typed.gmina)]
        inside = next((found for form in forms if (found := gazetteer.gminas_named(form))), None)
        return decide(typed.gmina, narrowed(inside, typed)) if inside else _similar(gazetteer, [typed.gmina])
    typed = replace(typed, names=_in_polish(gazetteer, typed.names))
    names = typed.names
    return (
        _by_whole_name(gazetteer, names[0], typed)
        or _by_abbreviation(gazetteer, names[0])
        or _by_part(gazetteer, names, typed)
        or _similar(gazetteer, names)
    )


def _in_polish(gazetteer: Gazetteer, names: Sequence[str]) -> tuple[str, ...]:
    """The names, those that only foreigners use in Polish: “Danzig” is “Gdańsk”."""
    return tuple(
        polish if (polish := polish_name(name)) and not gazetteer.towns_named([name]) else name for name in names
    )


def _by_whole_name(gazetteer: Gazetteer, name: str, typed: TypedPlace) -> Place | None:
    """A town or a district, else a municipality, else a town in another case."""
    towns = gazetteer.towns_named([name])
    if towns and typed.beside:
        return _beside(gazetteer, name, towns, typed)
    districts = _cities_with(gazetteer, name, typed)
    if towns:
        inside = narrowed(towns, typed)
        is_small = inside[0].size < TOWN and len(inside) == len(towns)
        others = [*_longer(gazetteer, name), *_elsewhere(gazetteer, name, inside)] if is_small else []
        # A city is meant before the district of another one that has its name; a village is not.
        asked = districts if not inside[0].is_city and len(inside) == len(towns) else []
        return choose(name, [*asked, *others, *inside]) if asked or others else decide(name, inside)
    if districts:
        return at(districts[0]) if len(districts) == 1 else choose(name, districts)
    if gminas := gazetteer.gminas_named(name):
        return decide(name, narrowed(gminas, typed))
    return _in_another_case(gazetteer, name, typed)


def _cities_with(gazetteer: Gazetteer, name: str, typed: TypedPlace) -> list[Town]:
    """The cities that have a district of this name, as that district; the one that was typed beside it alone."""
    if typed.units:
        return []
    found = []
    for district in districts_named(name):
        towns = [town for town in gazetteer.towns_named([district.city]) if town.is_city]
        found += [replace(town, district=district.name) for town in towns[:1]]
    return [town for town in found if town.folded in typed.beside] or found


def _beside(gazetteer: Gazetteer, name: str, towns: list[Town], typed: TypedPlace) -> Place:
    """The town of this name that lies in, or by, the place that stands after the comma: “Nowa Wieś, Ełk”."""
    inside = narrowed(towns, typed)
    if len(inside) < len(towns) or any(typed.beside[0] in _units(town) - {name} for town in inside):
        return decide(name, inside)
    anchors = [town for town in gazetteer.towns_named(_in_polish(gazetteer, typed.beside)) if town.folded != name]
    if district := district_in(name, typed.beside):
        return replace(decide(name, towns), district=district.name)
    if not anchors:
        return replace(decide(name, towns), in_part=True)
    anchor = anchors[0]
    if district := district_in(anchor.folded, (name,)):
        return at(replace(anchor, district=district.name))
    if towns[0].is_city and not anchor.is_city:
        return replace(decide(name, towns), in_part=True)  # “Kraków, Długa”: the rest is a street
    longer = [town for town in gazetteer.towns_beginning(f"{name} ", 50) if {anchor.folded} & _units(town)]
    every = [*towns, *longer, *_elsewhere(gazetteer, name, towns)]
    near = [town for town in every if _metres(town, anchor) <= _BESIDE]
    if near:
        near.sort(key=lambda town: _metres(town, anchor))
        return at(near[0], near[1:])
    return replace(decide(anchor.folded, anchors), in_part=True)


def _metres(one: Town, other: Town) -> float:
    return distance(one.latitude, one.longitude, other.latitude, other.longitude)


def _longer(gazetteer: Gazetteer, name: str) -> list[Town]:
    """Towns that are often called so for short: who types Gorzów, a village, may mean Gorzów Wielkopolski."""
    return [town for town in gazetteer.towns_beginning(f"{name} ", MOST_SIMILAR) if town.size >= TOWN]


def _elsewhere(gazetteer: Gazetteer, name: str, towns: Sequence[Town]) -> list[Town]:
    """Municipalities of this name in which none of `towns` lies: Masłów by Kielce, beside a village by Trzebnica."""
    known = {town.teryt for town in towns}
    return [gmina for gmina in gazetteer.gminas_named(name) if gmina.teryt not in known]


def _by_abbreviation(gazetteer: Gazetteer, name: str) -> Place | None:
    towns = abbreviated(gazetteer, name)
    return decide(name, towns) if towns else None


def abbreviated(gazetteer: Gazetteer, name: str) -> list[Town]:
    """Towns whose last word is cut short in a folded name, as in “Gorzów Wlkp.” or “Rawa Maz.”."""
    first, _space, short = name.rpartition(" ")
    if not first or len(short) < 2:
        return []
    beginning = f"{first} {_ABBREVIATED.get(short, short)}"
    return [town for town in gazetteer.towns_beginning(beginning, MOST_SIMILAR) if town.size >= SEAT]


def _by_part(gazetteer: Gazetteer, names: Sequence[str], typed: TypedPlace) -> Place | None:
    """A town beside a street or a district; a city before others, and what is like the whole name before both."""
    parts = names[1:]
    found = _by_name(gazetteer.towns_named(parts)) if parts else {}
    if not found:
        others = (_in_another_case(gazetteer, name, typed) for name in parts)
        place = next((place for place in others if place and place.state == State.FOUND), None)
        return place and _with_district(place, [form for each in parts for form in (each, *nominatives(each))], typed)
    named = [name for name in parts if name in found]
    name = next((name for name in named if found[name][0].is_city), named[0])
    place = _in_part(name, names, narrowed(found[name], typed), typed)
    if found[name][0].is_city or not typed.may_be_whole:
        return place
    like = _similar(gazetteer, names[:1], with_longer=False)
    if like.state != State.SIMILAR:
        return place
    return replace(like, towns=(*like.towns, _for_name(found[name])))


def _in_another_case(gazetteer: Gazetteer, name: str, typed: TypedPlace) -> Place | None:
    forms = nominatives(name)
    found = _by_name(gazetteer.towns_named(forms))
    towns = narrowed([town for form in forms for town in found.get(form, ())], typed)
    # “na Ursynowie”, “w Nowej Hucie”; “na Woli” may be a village, too.
    if districts := next((inside for form in forms if (inside := _cities_with(gazetteer, form, typed))), []):
        every = [*districts, *towns]
        return at(every[0]) if len(every) == 1 else choose(name, every)
    return _decide_inflected(name, sorted(towns, key=lambda town: -town.size)) if towns else None


def _in_part(name: str, names: Sequence[str], towns: Sequence[Town], typed: TypedPlace) -> Place:
    """The town that was named beside a district, a street or something that nobody knows."""
    return _with_district(decide(name, towns), _others(name, names), typed)


def _with_district(place: Place, names: Sequence[str], typed: TypedPlace) -> Place:
    """A city with the district that one of `names` is; without one only a part of what was typed was used."""
    known = district_in(place.town.folded, names) if place.town and place.town.is_city else None
    if known:
        return replace(place, district=known.name)
    return replace(place, in_part=not place.district and bool(typed.may_be_whole or typed.beside))


def _others(name: str, names: Sequence[str]) -> tuple[str, ...]:
    """What stands beside `name` in the readings of a query."""
    beside = [each.removeprefix(name).removesuffix(name).strip() for each in names if each != name and name in each]
    return (*names, *beside)


def _decide_inflected(name: str, towns: Sequence[Town]) -> Place:
    """“Krakowie” is sent to Kraków, but “Ostrowie” is asked whether it is Ostrów or Ostrowo."""
    if len({town.folded for town in towns}) == 1 or towns[0].is_city:
        return decide(name, towns)
    return Place(State.SIMILAR, name, towns=tuple(_for_name(each) for each in _by_name(towns).values())[:MOST_SIMILAR])


def _by_name(towns: Iterable[Town]) -> dict[str, list[Town]]:
    named: dict[str, list[Town]] = {}
    for town in towns:
        named.setdefault(town.folded, []).append(town)
    return named


def narrowed(towns: list[Town], typed: TypedPlace) -> list[Town]:
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
    is_one = decide("", towns).state == State.FOUND
    return towns[0] if is_one else replace(towns[0], key="")
