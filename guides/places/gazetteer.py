"""The gazetteer: the places of a release in memory, and every question that pages and importers ask of them.

What is kept is compact: arrays of numbers, each name once. Towns become objects when they are asked for.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from operator import attrgetter

from django.utils.text import slugify

from guides.enums import Voivodeship
from guides.places.similar import SimilarNames
from guides.places.typed import fold_name
from guides.schema.places import PlaceSet

# Sizes: the number of a place's postcodes, and above it its rank: a city with the rights of a powiat, an urban
# municipality, the town of an urban-rural one, the seat of a rural one.
CITY, URBAN, TOWN, SEAT = 10_000, 3_000, 2_000, 500
FIRST_CITY = 61  # the last two digits of a powiat's code: from here on it is a city
MOST_CODES = 600  # on the page of a municipality: Warszawa has thousands

VOIVODESHIPS: dict[int, str] = {2 * number: name.value for number, name in enumerate(Voivodeship, start=1)}


@dataclass(frozen=True)
class Town:
    """A town, a village or, with `is_gmina`, a whole municipality. Degrees WGS84; larger `size` is listed first.

    `key` is the same after each loading of the gazetteer and stands in addresses. Where only the voivodeship is
    known, `gmina` and `powiat` are "".
    """

    key: str
    name: str
    folded: str
    size: int
    teryt: str
    gmina: str
    powiat: str
    voivodeship: str
    latitude: float
    longitude: float
    gmina_kind: str = ""  # enums.GminaKind
    is_gmina: bool = False
    postcode: str = ""  # its lowest one, where its municipality is not known
    district: str = ""  # the part of a city that was named

    @property
    def is_city(self) -> bool:
        """With the rights of a powiat."""
        return self.size >= CITY

    @property
    def as_typed(self) -> str:
        """The name and the district, as they stand in links."""
        return f"{self.name} {self.district}".strip()


@dataclass(frozen=True)
class Municipality:
    """A municipality as its page shows it; `places` are its places with their postcodes, as many as a page can hold."""

    teryt: str
    name: str
    kind: str
    powiat: str
    voivodeship: str
    latitude: float | None = None
    longitude: float | None = None
    places: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def powiat_code(self) -> str:
        return self.teryt[:4]

    @property
    def slug(self) -> str:
        return slugify(fold_name(self.name))

    @property
    def is_city(self) -> bool:
        """With the rights of a powiat."""
        return int(self.teryt[2:4]) >= FIRST_CITY


def written(code: int) -> str:
    """A postcode as it is written."""
    return f"{code // 1000:02}-{code % 1000:03}"


class Gazetteer:
    """Names are folded. All lists have the largest town first, then go by key. Without places it knows nothing."""

    def __init__(self, places: PlaceSet | None = None) -> None:
        places = places or PlaceSet()
        towns, codes = places.towns, places.postcodes
        self.sources = places.sources
        self._municipalities = places.municipalities
        self._of_teryt = array("I", places.municipalities.teryt)
        self._teryt = array("I", towns.teryt)
        self._size = array("I", towns.size)
        self._latitude, self._longitude = array("d", towns.latitude), array("d", towns.longitude)
        self._code, self._code_town = array("I", codes.code), array("I", codes.town)
        self._code_latitude, self._code_longitude = array("d", codes.latitude), array("d", codes.longitude)
        self._lowest_code = array("I", bytes(4 * len(self._teryt)))
        for code, town in zip(reversed(self._code), reversed(self._code_town), strict=True):
            self._lowest_code[town] = code
        self._index_names(towns.name)
        self._gminas: dict[str, list[int]] = {}
        for row, name in enumerate(self._municipalities.name):
            self._gminas.setdefault(fold_name(name), []).append(row)

    def _index_names(self, names: Sequence[str]) -> None:
        """Each name once, and the towns in the order of their folded names, the largest of a name first."""
        self._names = list(dict.fromkeys(names))
        number = {name: place for place, name in enumerate(self._names)}
        self._name = array("I", map(number.__getitem__, names))
        folded = [fold_name(name) for name in self._names]
        self._folded = sorted(set(folded))
        rank = {name: place for place, name in enumerate(self._folded)}
        self._rank = array("I", (rank[name] for name in folded))  # of a name among the folded ones
        ranks, sizes = [self._rank[name] for name in self._name], self._size
        self._by_name = array("I", sorted(range(len(ranks)), key=lambda town: (ranks[town], -sizes[town], town)))
        self._first = array("I")  # of each folded name: where its towns begin
        for place, town in enumerate(self._by_name):
            if ranks[town] == len(self._first):
                self._first.append(place)
        self._first.append(len(ranks))
        self._similar = SimilarNames(self._folded)

    @property
    def is_empty(self) -> bool:
        """Whether no place is known."""
        return not self._name

    @property
    def has_municipalities(self) -> bool:
        return bool(self._of_teryt)

    # Towns

    def town(self, key: str) -> Town | None:
        """The town with this key, or the municipality whose code it is."""
        code, _dash, slug = key.partition("-")
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            return None
        teryt = int(code)
        if not slug:
            return next((self._gmina(row) for row in self._rows_of(teryt) if self._is_located(row)), None)
        inside = range(bisect_left(self._teryt, teryt), bisect_right(self._teryt, teryt))
        found = next((town for town in inside if self._key(town) == key), None)
        if found is None and teryt % 10_000 == 0:
            found = self._in_voivodeship(code[:2], slug)
        return None if found is None else self._town(found)

    def towns_named(self, names: Sequence[str]) -> list[Town]:
        return self._sorted(self._town(row) for name in dict.fromkeys(names) for row in self._rows_named(name))

    def gminas_named(self, name: str) -> list[Town]:
        rows = self._gminas.get(name, ())
        return [self._gmina(row) for row in rows if self._municipalities.is_current[row] and self._is_located(row)]

    def towns_beginning(self, beginning: str, count: int) -> list[Town]:
        start = bisect_left(self._folded, beginning)
        end = bisect_left(self._folded, beginning + "\U0010ffff")
        rows = self._by_name[self._first[start] : self._first[end]]
        return [self._town(row) for row in nsmallest(count, rows, key=lambda row: (-self._size[row], row))]

    def names_like(self, name: str, mistakes: int) -> list[tuple[str, int]]:
        """Names that may be meant by a misspelt one, with the size of the largest town of each."""
        ranks = self._similar.find(name, mistakes)
        return [(self._folded[rank], self._size[self._by_name[self._first[rank]]]) for rank in ranks]

    def towns_of_postcode(self, postcode: str, name: str = "") -> list[Town]:
        """The towns of a postcode, at the coordinates that it has in each of them; those of a folded name, if given."""
        return [
            self._town(self._code_town[row], self._code_latitude[row], self._code_longitude[row])
            for row in self._codes_of(postcode)
            if not name or self._folded[self._rank[self._name[self._code_town[row]]]] == name
        ]

    def knows_postcode(self, postcode: str) -> bool:
        return bool(self._codes_of(postcode))

    def knows_postcodes_beginning(self, digits: str) -> bool:
        """Whether any postcode begins with these three digits, “99-9”."""
        number = int(digits.replace("-", "")) * 100
        return bisect_left(self._code, number) < bisect_left(self._code, number + 100)

    def largest_in(self, *, voivodeship: str = "", powiat: str = "", count: int) -> list[Town]:
        """The `count` largest towns of a voivodeship, or of a powiat by its folded name."""
        rows: Iterable[int]
        if voivodeship:
            rows = (row for row, teryt in enumerate(self._teryt) if VOIVODESHIPS[teryt // 10_000] == voivodeship)
        else:
            table = self._municipalities
            inside = {teryt for teryt, name in zip(table.teryt, table.powiat, strict=True) if fold_name(name) == powiat}
            rows = (row for row, teryt in enumerate(self._teryt) if teryt in inside) if inside else ()
        return [self._town(row) for row in nsmallest(count, rows, key=lambda row: (-self._size[row], row))]

    def keys_in_area(self, name: str, digits: str) -> set[str]:
        """The keys of the towns of this name that have a postcode which begins with these two digits."""
        if not (digits.isascii() and digits.isdigit()):
            return set()
        begin, end = (bisect_left(self._code, number * 1000) for number in (int(digits), int(digits) + 1))
        return {self._key(row) for row in set(self._code_town[begin:end]).intersection(self._rows_named(name))}

    def _codes_of(self, postcode: str) -> range:
        digits = postcode.strip().replace("-", "")
        if len(digits) != 5 or not (digits.isascii() and digits.isdigit()):
            return range(0)
        return range(bisect_left(self._code, int(digits)), bisect_right(self._code, int(digits)))

    def _rows_named(self, name: str) -> Sequence[int]:
        rank = bisect_left(self._folded, name)
        if rank == len(self._folded) or self._folded[rank] != name:
            return ()
        return self._by_name[self._first[rank] : self._first[rank + 1]]

    def _in_voivodeship(self, code: str, slug: str) -> int | None:
        """The town that a key means which was made before its municipality was known, unless several may be meant."""
        inside = [row for row in self._rows_named(slug.replace("-", " ")) if f"{self._teryt[row]:06}"[:2] == code]
        is_one = len(inside) == 1 or (inside and self._size[inside[0]] >= CITY)
        return inside[0] if is_one else None

    def _slug(self, row: int) -> str:
        folded = self._folded[self._rank[self._name[row]]]
        slug = folded.replace(" ", "-")
        return slug if slug.replace("-", "").isalnum() and slug.isascii() else slugify(folded)

    def _key(self, row: int) -> str:
        """Unique: of two towns of one name with one code, which are neighbours here, the second has a number."""
        slug, teryt, before = self._slug(row), self._teryt[row], row - 1
        while before >= 0 and self._teryt[before] == teryt and self._slug(before) == slug:
            before -= 1
        number = row - before
        return f"{teryt:06}-{slug}" + (f"-{number}" if number > 1 else "")

    def _town(self, row: int, latitude: float | None = None, longitude: float | None = None) -> Town:
        teryt, name = self._teryt[row], self._name[row]
        gmina = next(iter(self._rows_of(teryt)), None)
        table = self._municipalities
        return Town(
            key=self._key(row),
            name=self._names[name],
            folded=self._folded[self._rank[name]],
            size=self._size[row],
            teryt=f"{teryt:06}",
            gmina="" if gmina is None else table.name[gmina],
            powiat="" if gmina is None else table.powiat[gmina],
            voivodeship=VOIVODESHIPS[teryt // 10_000],
            latitude=self._latitude[row] if latitude is None else latitude,
            longitude=self._longitude[row] if longitude is None else longitude,
            gmina_kind="" if gmina is None else table.kind[gmina],
            postcode=written(self._lowest_code[row]) if gmina is None else "",
        )

    def _sorted(self, towns: Iterable[Town]) -> list[Town]:
        return sorted(towns, key=lambda town: (-town.size, town.key))

    # Municipalities

    def municipality(self, teryt: str) -> Municipality | None:
        """The municipality with this code of six digits, if it is not dissolved."""
        row = self._row_of(teryt)
        if row is None or not self._municipalities.is_current[row]:
            return None
        places: dict[str, list[str]] = {}
        for town, code in self._codes_inside(int(teryt)):
            places.setdefault(self._names[self._name[town]], []).append(written(code))
        return self._municipality(row, tuple((name, tuple(codes)) for name, codes in places.items()))

    def dissolved(self, teryt: str) -> Municipality | None:
        """The municipality that had this code and was joined to others, if the lists of places still know it."""
        row = self._row_of(teryt)
        return None if row is None or self._municipalities.is_current[row] else self._municipality(row)

    def municipalities(self, voivodeship: str) -> list[Municipality]:
        """All of a voivodeship, by powiat and name."""
        inside = [
            each
            for row, current in enumerate(self._municipalities.is_current)
            if current and (each := self._municipality(row)).voivodeship == voivodeship
        ]
        return sorted(inside, key=lambda each: (fold_name(each.powiat), each.powiat_code, each.slug, each.teryt))

    def addresses(self) -> list[tuple[str, str]]:
        """Code and slug of every municipality that has a page, by code."""
        current = (row for row, is_current in enumerate(self._municipalities.is_current) if is_current)
        return [attrgetter("teryt", "slug")(self._municipality(row)) for row in current]

    def _row_of(self, teryt: str) -> int | None:
        return next(iter(self._rows_of(int(teryt))), None) if teryt.isascii() and teryt.isdigit() else None

    def _rows_of(self, teryt: int) -> range:
        """The row of the municipality with this code; empty where there is none."""
        return range(bisect_left(self._of_teryt, teryt), bisect_right(self._of_teryt, teryt))

    def _is_located(self, row: int) -> bool:
        return self._municipalities.latitude[row] is not None

    def _codes_inside(self, teryt: int) -> Iterator[tuple[int, int]]:
        """Town and postcode of the largest towns of a municipality."""
        inside = range(bisect_left(self._teryt, teryt), bisect_right(self._teryt, teryt))
        rank = {town: place for place, town in enumerate(sorted(inside, key=lambda town: (-self._size[town], town)))}
        pairs = ((rank[town], self._code[row]) for row, town in enumerate(self._code_town) if town in rank)
        towns = list(rank)
        return ((towns[place], code) for place, code in sorted(pairs)[:MOST_CODES])

    def _municipality(self, row: int, places: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Municipality:
        table = self._municipalities
        teryt = table.teryt[row]
        return Municipality(
            teryt=f"{teryt:06}",
            name=table.name[row],
            kind=table.kind[row],
            powiat=table.powiat[row],
            voivodeship=VOIVODESHIPS[teryt // 10_000],
            latitude=table.latitude[row],
            longitude=table.longitude[row],
            places=places,
        )

    def _gmina(self, row: int) -> Town:
        """A whole municipality as a place."""
        one = self._municipality(row)
        assert one.latitude is not None and one.longitude is not None
        return Town(
            key=one.teryt,
            name=one.name,
            folded=fold_name(one.name),
            size=0,
            teryt=one.teryt,
            gmina=one.name,
            powiat=one.powiat,
            voivodeship=one.voivodeship,
            latitude=one.latitude,
            longitude=one.longitude,
            gmina_kind=one.kind,
            is_gmina=True,
        )
