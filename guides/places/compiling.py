"""Places compiled from their sources: GeoNames, TERC beside it, and a package of postcodes for what they lack."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from django.utils.text import slugify

from guides.enums import GminaKind, PlaceSource
from guides.places.gazetteer import CITY, FIRST_CITY, SEAT, TOWN, URBAN, VOIVODESHIPS, written
from guides.places.geonames import PostcodeRow, UnusedLine
from guides.places.package import PackageRow
from guides.places.terc import Unit
from guides.places.typed import fold_name
from guides.schema.geography import distance
from guides.schema.places import MunicipalityTable, PlaceSet, PostcodeTable, TownTable

NEAR = 15_000  # metres within which two rows of one name are one town
_MANY_CODES = 4  # from here on a town of the package is a city, with 2 a town: it says no more of their size
_DECIMALS = 5  # of a degree: a metre


class BadPlaces(Exception):
    """Raised when files hold no places; nothing is to be stored then."""


@dataclass
class CompilationReport:
    """What a compilation saw. `asides` are lines of GeoNames that were not used."""

    rows: int = 0
    asides: list[UnusedLine] = field(default_factory=list)
    twins: int = 0  # lines that say what an earlier one has said
    added_codes: int = 0  # rows of the package, whose postcode no other source has
    without_place: list[str] = field(default_factory=list)  # municipalities for which no coordinates are known
    not_in_terc: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)  # municipalities that GeoNames calls otherwise than TERC
    added_seats: list[str] = field(default_factory=list)  # towns of TERC that GeoNames does not have


@dataclass(slots=True)
class _Spot:
    """A place while it is put together: the codes that it has, where, and by which source."""

    name: str
    teryt: str
    codes: dict[str, tuple[float, float, PlaceSource]] = field(default_factory=dict)
    seat: tuple[float, float] | None = None  # of a town without codes

    @property
    def slug(self) -> str:
        return slugify(fold_name(self.name))

    @property
    def middle(self) -> tuple[float, float]:
        if self.seat:
            return self.seat
        places = self.codes.values()
        return fmean(north for north, _east, _source in places), fmean(east for _north, east, _source in places)

    @property
    def is_large(self) -> bool:
        return len(self.codes) >= _MANY_CODES

    def is_near(self, row: PackageRow) -> bool:
        """Whether a row of its name may be of this place, unless it is a city."""
        return not self.is_large and distance(*self.middle, row.latitude, row.longitude) <= NEAR


@dataclass(frozen=True)
class _Gmina:
    name: str
    kind: str
    powiat: str
    middle: tuple[float, float] | None
    is_current: bool = True


def compile_places(
    lines: Iterable[PostcodeRow | UnusedLine] = (),
    units: Mapping[str, Unit] | None = None,
    package: Iterable[PackageRow] = (),
) -> tuple[PlaceSet, CompilationReport]:
    """The places of GeoNames' `lines`, the `units` of TERC (may be missing) and the `package`. Raise BadPlaces.

    Where two sources know a postcode, GeoNames wins; of names and kinds of municipalities TERC does.
    """
    report, units = CompilationReport(), units or {}
    spots, named = _collect(lines, report)
    gminas = _gminas(spots, named, units, report) if spots else {}
    _add_seats(spots, gminas, report)
    every = [*spots.values(), *_add_package(list(spots.values()), package, report)]
    if not every:
        raise BadPlaces("There is no place in this file.")
    report.without_place = sorted(teryt for teryt, gmina in gminas.items() if gmina.middle is None)
    used = {source for spot in every for _north, _east, source in spot.codes.values()}
    used |= {PlaceSource.TERC} if units else set()
    sources = tuple(source for source in PlaceSource if source in used)
    return _tables(every, gminas, sources), report


def _collect(
    lines: Iterable[PostcodeRow | UnusedLine], report: CompilationReport
) -> tuple[dict[str, _Spot], dict[str, tuple[str, str]]]:
    """Places by their keys, and what GeoNames calls each municipality and its powiat."""
    spots: dict[str, _Spot] = {}
    named: dict[str, tuple[str, str]] = {}
    for line in lines:
        report.rows += 1
        if isinstance(line, PostcodeRow) and int(line.teryt[:2]) not in VOIVODESHIPS:
            line = UnusedLine(line.line, "names no voivodeship", f"{line.postcode} {line.name}")
        if isinstance(line, UnusedLine):
            report.asides.append(line)
            continue
        named.setdefault(line.teryt, (line.gmina, line.powiat))
        spot = spots.setdefault(_key(line.teryt, line.name), _Spot(line.name, line.teryt))
        if line.postcode in spot.codes:
            report.twins += 1
        spot.codes[line.postcode] = line.latitude, line.longitude, PlaceSource.GEONAMES
    return spots, named


def _key(teryt: str, name: str) -> str:
    return f"{teryt}-{slugify(fold_name(name))}"


# Municipalities


def _gminas(
    spots: Mapping[str, _Spot],
    named: Mapping[str, tuple[str, str]],
    units: Mapping[str, Unit],
    report: CompilationReport,
) -> dict[str, _Gmina]:
    inside: defaultdict[str, list[_Spot]] = defaultdict(list)
    by_powiat: dict[tuple[str, str], _Spot] = {}
    for spot in spots.values():
        inside[spot.teryt].append(spot)
        by_powiat.setdefault((spot.teryt[:4], fold_name(spot.name)), spot)
    report.not_in_terc = sorted(set(named) - set(units)) if units else []
    of_geonames = _units_of_geonames(named, inside)
    gminas = {}
    for teryt in sorted({*named, *units}):
        unit = units.get(teryt) or of_geonames[teryt]
        if units and teryt in of_geonames and of_geonames[teryt].name != unit.name:
            report.renamed.append(f"{teryt} {of_geonames[teryt].name} → {unit.name}")
        seat = spots.get(_key(teryt, unit.name)) or by_powiat.get((teryt[:4], fold_name(unit.name)))
        # A town that GeoNames leaves out lies in the middle of the rural municipality that has its name.
        around = (
            other for other in units if other[:4] == teryt[:4] and units[other].name == unit.name and inside[other]
        )
        middle = _middle(seat, inside[teryt] or inside[next(around, "")])
        gminas[teryt] = _Gmina(unit.name, unit.kind or "", unit.powiat, middle, teryt in units or not units)
    return gminas


def _middle(seat: _Spot | None, inside: Iterable[_Spot]) -> tuple[float, float] | None:
    """Where a municipality is said to be: its seat, here or in the town that it surrounds, else its middle."""
    if seat:
        return seat.middle
    middles = [spot.middle for spot in inside]
    if not middles:
        return None
    return fmean(north for north, _east in middles), fmean(east for _north, east in middles)


def _units_of_geonames(named: Mapping[str, tuple[str, str]], inside: Mapping[str, list[_Spot]]) -> dict[str, Unit]:
    """What GeoNames alone says of municipalities; of their kinds it says only which are cities.

    Cities have English names there (“Warsaw”): the name of the largest place in one is the city's.
    """
    units = {}
    for teryt, (gmina, powiat) in named.items():
        if int(teryt[2:4]) >= FIRST_CITY:
            city = max(inside[teryt], key=lambda spot: len(spot.codes)).name
            units[teryt] = Unit(teryt, city, GminaKind.URBAN, city)
        else:
            units[teryt] = Unit(teryt, gmina, None, powiat)
    return units


def _add_seats(spots: dict[str, _Spot], gminas: Mapping[str, _Gmina], report: CompilationReport) -> None:
    """Towns that only TERC has."""
    for teryt, gmina in gminas.items():
        key = _key(teryt, gmina.name)
        is_town = gmina.kind in (GminaKind.URBAN, GminaKind.URBAN_RURAL)
        if key not in spots and is_town and gmina.middle is not None:
            report.added_seats.append(teryt)
            spots[key] = _Spot(gmina.name, teryt, seat=gmina.middle)


# The package of postcodes


def _add_package(spots: Iterable[_Spot], package: Iterable[PackageRow], report: CompilationReport) -> list[_Spot]:
    """Give its postcodes to the towns that have none of them; return the towns that no other source has."""
    known = {code for spot in spots for code in spot.codes}
    named: defaultdict[tuple[str, str], list[_Spot]] = defaultdict(list)
    for spot in spots:
        named[spot.teryt[:2], fold_name(spot.name)].append(spot)
    alone: list[_Spot] = []
    for row in sorted(package, key=lambda row: row.postcode):
        if row.postcode in known:
            continue
        report.added_codes += 1
        town = named[row.voivodeship, fold_name(row.name)]
        # The many codes of a city are one town, however far apart.
        near = [each for each in town if each.is_near(row)] or [each for each in town if each.is_large]
        if near:
            spot = near[0]
        else:
            spot = _Spot(row.name, f"{row.voivodeship}0000")
            town.append(spot)
            alone.append(spot)
        spot.codes[row.postcode] = row.latitude, row.longitude, PlaceSource.PACKAGE
    return alone


# Columns


def _tables(spots: list[_Spot], gminas: Mapping[str, _Gmina], sources: tuple[PlaceSource, ...]) -> PlaceSet:
    # Towns of one key keep the order of their lowest postcodes, by which their keys are told apart.
    spots = sorted(spots, key=lambda spot: (spot.teryt, spot.slug))
    sizes = [_size(spot, gminas) for spot in spots]
    middles = [spot.middle for spot in spots]
    codes = sorted(
        (int(code.replace("-", "")), -sizes[town], town, north, east, sources.index(source))
        for town, spot in enumerate(spots)
        for code, (north, east, source) in spot.codes.items()
    )
    return PlaceSet(
        sources=tuple(source.value for source in sources),
        municipalities=_municipalities(gminas),
        towns=TownTable(
            teryt=tuple(int(spot.teryt) for spot in spots),
            name=tuple(spot.name for spot in spots),
            size=tuple(sizes),
            latitude=tuple(round(north, _DECIMALS) for north, _east in middles),
            longitude=tuple(round(east, _DECIMALS) for _north, east in middles),
        ),
        postcodes=PostcodeTable(
            code=tuple(row[0] for row in codes),
            town=tuple(row[2] for row in codes),
            latitude=tuple(round(row[3], _DECIMALS) for row in codes),
            longitude=tuple(round(row[4], _DECIMALS) for row in codes),
            source=tuple(row[5] for row in codes),
        ),
    )


def _municipalities(gminas: Mapping[str, _Gmina]) -> MunicipalityTable:
    rows = [gminas[teryt] for teryt in sorted(gminas)]
    return MunicipalityTable(
        teryt=tuple(int(teryt) for teryt in sorted(gminas)),
        name=tuple(row.name for row in rows),
        kind=tuple(str(row.kind) for row in rows),
        powiat=tuple(row.powiat for row in rows),
        latitude=tuple(round(row.middle[0], _DECIMALS) if row.middle else None for row in rows),
        longitude=tuple(round(row.middle[1], _DECIMALS) if row.middle else None for row in rows),
        is_current=tuple(row.is_current for row in rows),
    )


def _size(spot: _Spot, gminas: Mapping[str, _Gmina]) -> int:
    """The number of its postcodes, and above it its rank; see guides/places/gazetteer.py."""
    count, gmina = len(spot.codes), gminas.get(spot.teryt)
    if gmina is None:
        return count + (CITY if count >= _MANY_CODES else TOWN if count > 1 else SEAT)
    if fold_name(spot.name) != fold_name(gmina.name):
        return count
    if int(spot.teryt[2:4]) >= FIRST_CITY:
        return count + CITY
    return count + {GminaKind.URBAN.value: URBAN, GminaKind.URBAN_RURAL.value: TOWN}.get(str(gmina.kind), SEAT)


# Back to rows


def package_rows(places: PlaceSet) -> list[PackageRow]:
    """The rows of a release that came from the package, to be compiled again beside another edition of GeoNames."""
    if PlaceSource.PACKAGE not in places.sources:
        return []
    source, codes, towns = places.sources.index(PlaceSource.PACKAGE), places.postcodes, places.towns
    return [
        PackageRow(written(code), towns.name[town], f"{towns.teryt[town]:06}"[:2], north, east)
        for code, town, north, east, of in zip(
            codes.code, codes.town, codes.latitude, codes.longitude, codes.source, strict=True
        )
        if of == source
    ]
