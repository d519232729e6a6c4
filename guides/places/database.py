"""The gazetteer in the database: what importers ask of it, and what visitors' look-ups do.

Visitors' questions raise django.db.Error when the database does not answer; callers go on without a gazetteer then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q

from guides.enums import Precision
from guides.models import Gmina, Place, PlacesEdition, Postcode
from guides.models.place import HEAD
from guides.places.gazetteer import CITY, FIRST_CITY, Town
from guides.places.typed import fold_name
from guides.schema.geography import distance

CLOSE = 5_000  # metres within which rows of one name are one town for an importer


# What importers ask


@dataclass(frozen=True)
class Located:
    """Where a town lies. Degrees WGS84; `precision` is one of enums.Precision; `teryt` has six digits."""

    latitude: float
    longitude: float
    precision: str
    teryt: str
    voivodeship: str


def locate(postcode: str, town: str, teryt: str = "", voivodeship: str = "") -> Located | None:
    """Where `town` with `postcode` lies; None when nobody can tell. At most two queries.

    By the pair, with the precision of a postcode area; else by the town, where its name is unambiguous in the
    municipality or powiat of `teryt` (four, six or seven digits), else in the voivodeship, else in the country.
    Never by the code alone.
    """
    names = _names(town)
    if not names:
        return None
    pairs = list(
        Postcode.objects.filter(code=postcode.strip(), place__folded__in=names).values_list(
            "latitude", "longitude", "place__gmina_id", "place__gmina__voivodeship", "place__folded"
        )
    )
    for name in names:
        inside = [pair for pair in pairs if pair[4] == name and _is_within(pair[2], pair[3], teryt, voivodeship)]
        if inside and (found := _one(inside, Precision.POSTCODE_AREA)):
            return found
    area = Postcode.objects.filter(place=OuterRef("pk"), code__startswith=postcode.strip()[:2] or "-")
    towns: list[Any] = list(
        Place.objects.filter(folded__in=names)
        .annotate(in_area=Exists(area))
        .values_list("latitude", "longitude", "gmina_id", "gmina__voivodeship", "folded", "name", "in_area", "size")
    )
    for name in names:
        named = [each for each in towns if each[4] == name]
        for inside in _narrowings(named, teryt, voivodeship):
            for some in _likelier(inside, town):
                if some and (found := _one(some, Precision.TOWN)):
                    return found
    return None


def _likelier(inside: list[Any], town: str) -> Iterable[list[Any]]:
    """All; those spelt so (Kraków is not Krąków); those whose postcodes begin like this one; the city of these."""
    spelt = [each for each in inside if each[5].casefold() in town.casefold()]
    yield inside
    yield spelt
    yield [each for each in inside if each[6]]
    yield [each for each in spelt if each[6]]
    yield [each for each in spelt if each[6] and each[7] >= CITY]


def _names(town: str) -> list[str]:
    """The folded name, and that of the town where a district follows it: “Warszawa-Wola”, “Kraków - Łagiewniki”."""
    whole = fold_name(town)
    first = fold_name(town.split("-")[0])
    return [name for name in dict.fromkeys((whole, first)) if name]


def _is_within(found: str, found_voivodeship: str, teryt: str, voivodeship: str) -> bool:
    if voivodeship and voivodeship != found_voivodeship:
        return False
    return not teryt or found[:4] == teryt[:4] or not voivodeship


def _narrowings(named: list[Any], teryt: str, voivodeship: str) -> Iterable[list[Any]]:
    if len(teryt) >= 6:
        yield [each for each in named if each[2] == teryt[:6]]
    if len(teryt) >= 4:
        yield [each for each in named if each[2][:4] == teryt[:4]]
    if voivodeship or teryt:
        yield [each for each in named if (each[3] == voivodeship if voivodeship else each[2][:2] == teryt[:2])]
    else:
        yield named


def _one(rows: Sequence[Any], precision: Precision) -> Located | None:
    """What `rows` say together, unless they are several places."""
    first = rows[0]
    if any(distance(first[0], first[1], row[0], row[1]) > CLOSE for row in rows[1:]):
        return None
    return Located(first[0], first[1], precision.value, first[2], first[3])


def knows_postcode(postcode: str) -> bool:
    return Postcode.objects.filter(code=postcode.strip()).exists()


def is_empty() -> bool:
    return edition() is None


@dataclass(frozen=True)
class Edition:
    """Which gazetteer is loaded, and since when."""

    digest: str
    loaded_at: datetime


def edition() -> Edition | None:
    """What is loaded; None when nothing is. One short query."""
    row = PlacesEdition.objects.values_list("digest", "loaded_at").first()
    return Edition(*row) if row else None


# What visitors look up: a `guides.places.gazetteer.Gazetteer`

_NAMES = ("key", "name", "folded", "size")
_TOWN = (*_NAMES, "gmina_id", "latitude", "longitude")
_OF_GMINA = ("gmina__name", "gmina__powiat", "gmina__voivodeship", "gmina__kind")


def _town(row: Sequence[Any]) -> Town:
    key, name, folded, size, teryt, latitude, longitude, gmina, powiat, voivodeship, kind = row
    return Town(key, name, folded, size, teryt, gmina, powiat, voivodeship, latitude, longitude, kind)


class DatabaseGazetteer:
    """Each question is one query by an index."""

    def town(self, key: str) -> Town | None:
        if len(key) == 6:
            return next(iter(self._gminas(Q(teryt=key))), None)
        return next(iter(self._towns(Q(key=key[:120]))), None)

    def towns_named(self, names: Sequence[str]) -> list[Town]:
        return self._towns(Q(folded__in=names))

    def gminas_named(self, name: str) -> list[Town]:
        return self._gminas(Q(folded=name, is_current=True))

    def towns_beginning(self, beginning: str, count: int) -> list[Town]:
        long = len(beginning) >= HEAD
        by_index = Q(head=beginning[:HEAD]) if long else Q(letter=beginning[:1])
        return self._towns(by_index & Q(folded__startswith=beginning), count)

    def names_like(self, name: str, mistakes: int) -> list[tuple[str, int]]:
        near = Q(length__gte=len(name) - mistakes, length__lte=len(name) + mistakes)
        # Two queries, each by its index: those that begin with the same letter, and those with the same ending.
        names: dict[str, int] = {}
        for condition in (Q(letter=name[:1]), Q(tail=name[-HEAD:])):
            places = Place.objects.filter(condition & near).order_by()
            # In order of size, so that the largest of each name stays.
            names.update(sorted(places.values_list("folded", "size"), key=itemgetter(1)))
        return list(names.items())

    def towns_of_postcode(self, postcode: str) -> list[Town]:
        of_place = (f"place__{field}" for field in (*_NAMES, "gmina_id"))
        of_gmina = (f"place__{field}" for field in _OF_GMINA)
        rows = Postcode.objects.filter(code=postcode).order_by("-place__size", "place_id")
        return [_town(row) for row in rows.values_list(*of_place, "latitude", "longitude", *of_gmina)]

    def _towns(self, condition: Q, count: int | None = None) -> list[Town]:
        rows = Place.objects.filter(condition).order_by("-size", "key").values_list(*_TOWN, *_OF_GMINA)
        return [_town(row) for row in rows[:count]]

    def _gminas(self, condition: Q) -> list[Town]:
        rows: Iterable[Any] = Gmina.objects.filter(condition, latitude__isnull=False).values_list(
            "teryt", "name", "folded", "latitude", "longitude", "powiat", "voivodeship", "kind"
        )
        return [
            Town(teryt, name, folded, 0, teryt, name, powiat, voivodeship, latitude, longitude, kind, is_gmina=True)
            for teryt, name, folded, latitude, longitude, powiat, voivodeship, kind in rows
        ]


# Pages about municipalities

MOST_CODES = 600  # Warszawa has thousands


@dataclass(frozen=True)
class Municipality:
    """A municipality as its page shows it; `places` are its places with their postcodes, as many as a page can hold."""

    teryt: str
    name: str
    kind: str
    powiat: str
    powiat_code: str
    voivodeship: str
    slug: str
    latitude: float | None = None
    longitude: float | None = None
    places: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_city(self) -> bool:
        """With the rights of a powiat."""
        return int(self.powiat_code[2:]) >= FIRST_CITY


_MUNICIPALITY = ("teryt", "name", "kind", "powiat", "powiat_code", "voivodeship", "slug", "latitude", "longitude")


def municipality(teryt: str) -> Municipality | None:
    """The municipality with this code of six digits, in two queries."""
    row: Any = Gmina.objects.filter(teryt=teryt, is_current=True).values_list(*_MUNICIPALITY).first()
    if row is None:
        return None
    places: dict[str, list[str]] = {}
    codes = Postcode.objects.filter(place__gmina_id=teryt).order_by("-place__size", "place__folded", "code")
    for name, code in codes.values_list("place__name", "code")[:MOST_CODES]:
        places.setdefault(name, []).append(code)
    return replace(Municipality(*row), places=tuple((name, tuple(inside)) for name, inside in places.items()))


def municipalities(voivodeship: str) -> list[Municipality]:
    """All of a voivodeship, by powiat and name, whatever order the database has for Polish letters."""
    inside = Gmina.objects.filter(voivodeship=voivodeship, is_current=True).values_list(*_MUNICIPALITY)
    found = [Municipality(*row) for row in inside]
    return sorted(found, key=lambda each: (fold_name(each.powiat), each.powiat_code, fold_name(each.name), each.teryt))


def addresses() -> list[tuple[str, str]]:
    """Code and slug of every municipality that has a page, by code."""
    return list(Gmina.objects.filter(is_current=True).order_by("teryt").values_list("teryt", "slug"))
