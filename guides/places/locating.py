"""Where an office lies, as importers ask it of the gazetteer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guides.enums import Precision
from guides.places.gazetteer import CITY, Gazetteer, Town
from guides.places.towns import abbreviated, narrowed
from guides.places.typed import fold_name, take_apart
from guides.schema.geography import distance

CLOSE = 5_000  # metres within which rows of one name are one town


@dataclass(frozen=True)
class Located:
    """Where a town lies. Degrees WGS84; `precision` is one of enums.Precision; `teryt` has six digits, or is ""."""

    latitude: float
    longitude: float
    precision: str
    teryt: str
    voivodeship: str


def locate(gazetteer: Gazetteer, postcode: str, town: str, teryt: str = "", voivodeship: str = "") -> Located | None:
    """Where `town` with `postcode` lies; None when nobody can tell.

    By the pair, with the precision of a postcode area; else by the town, where its name is unambiguous in the
    municipality or powiat of `teryt` (four, six or seven digits), else in the voivodeship, else in the country.
    Never by the code alone.
    """
    typed = take_apart(town)
    has_unit = bool(typed.names and (typed.units or typed.gmina))  # “Nowa Wieś (powiat ełcki)”
    names = _names(typed.names[0] if has_unit else town)
    for name in names:
        named = gazetteer.towns_of_postcode(postcode, name) or _short_for(gazetteer, name, postcode)
        named = named or _without_last_words(gazetteer, name, postcode)
        inside = [pair for pair in named if _is_within(pair, teryt, voivodeship)]
        if inside and (found := _one(inside, Precision.POSTCODE_AREA)):
            return found
    for name in names:
        towns = gazetteer.towns_named([name]) or abbreviated(gazetteer, name)
        towns = narrowed(towns, typed) if has_unit else towns
        near = gazetteer.keys_in_area(name, postcode.strip()[:2])
        if len(towns) > 1:
            around = {pair.teryt[:4] for pair in gazetteer.towns_of_postcode(postcode) if pair.gmina}
            near |= {each.key for each in towns if each.teryt[:4] in around}
        for inside in _narrowings(towns, teryt, voivodeship):
            for some in _likelier(inside, town, near):
                if some and (found := _one(some, Precision.TOWN)):
                    return found
    return next(filter(None, (_in_parts(gazetteer, name, teryt) for name in names)), None)


def _in_parts(gazetteer: Gazetteer, name: str, teryt: str) -> Located | None:
    """A village whose parts have names of their own: “Hańsk” is “Hańsk Pierwszy” and “Hańsk Drugi” side by side."""
    if len(teryt) < 6:
        return None
    parts = [town for town in gazetteer.towns_beginning(f"{name} ", 100) if town.teryt == teryt[:6]]
    return _one(parts, Precision.TOWN) if parts else None


def _short_for(gazetteer: Gazetteer, name: str, postcode: str) -> list[Town]:
    """The towns of a postcode that this name, cut short, stands for: “Gorzów Wlkp.”."""
    keys = {town.key for town in abbreviated(gazetteer, name)}
    return [town for town in gazetteer.towns_of_postcode(postcode) if town.key in keys] if keys else []


def _without_last_words(gazetteer: Gazetteer, name: str, postcode: str) -> list[Town]:
    """The towns of a postcode with a name that begins this one: “Oborniki” of “Oborniki Wielkopolskie”."""
    words = name.split()
    shorter = (" ".join(words[:end]) for end in range(len(words) - 1, 0, -1))
    return next((towns for each in shorter if (towns := gazetteer.towns_of_postcode(postcode, each))), [])


def _likelier(inside: list[Town], town: str, near: set[str]) -> Iterable[list[Town]]:
    """All; those spelt so (Kraków is not Krąków); those whose postcodes begin like this one; the city of these."""
    spelt = [each for each in inside if each.name.casefold() in town.casefold()]
    yield inside
    yield spelt
    yield [each for each in inside if each.key in near]
    yield [each for each in spelt if each.key in near]
    yield [each for each in spelt if each.key in near and each.size >= CITY]


def _names(town: str) -> list[str]:
    """The folded name, and that of the town where a district follows it: “Warszawa-Wola”, “Kraków - Łagiewniki”."""
    whole = fold_name(town)
    first = fold_name(town.split("-")[0])
    return [name for name in dict.fromkeys((whole, first)) if name]


def _is_within(town: Town, teryt: str, voivodeship: str) -> bool:
    if voivodeship and voivodeship != town.voivodeship:
        return False
    return not teryt or not town.gmina or town.teryt[:4] == teryt[:4] or not voivodeship


def _narrowings(named: list[Town], teryt: str, voivodeship: str) -> Iterable[list[Town]]:
    if len(teryt) >= 6:
        yield [each for each in named if each.teryt == teryt[:6]]
    if len(teryt) >= 4:
        yield [each for each in named if each.teryt[:4] == teryt[:4]]
    if voivodeship or teryt:
        yield [
            each for each in named if (each.voivodeship == voivodeship if voivodeship else each.teryt[:2] == teryt[:2])
        ]
    else:
        yield named


def _one(towns: Sequence[Town], precision: Precision) -> Located | None:
    """What `towns` say together, unless they are several places."""
    first = towns[0]
    if any(distance(first.latitude, first.longitude, each.latitude, each.longitude) > CLOSE for each in towns[1:]):
        return None
    teryt = first.teryt if first.gmina else ""
    return Located(first.latitude, first.longitude, precision.value, teryt, first.voivodeship)
