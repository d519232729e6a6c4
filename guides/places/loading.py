"""The gazetteer made of GeoNames' postal codes and TERC, and written to the database in one transaction."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from statistics import fmean
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from guides.enums import GminaKind, Voivodeship
from guides.models import Gmina, Place, PlacesEdition, Postcode
from guides.models.place import HEAD
from guides.places.gazetteer import CITY, FIRST_CITY, SEAT, TOWN, URBAN
from guides.places.geonames import Aside, Row
from guides.places.terc import Unit
from guides.places.typed import fold_name

BATCH = 2_000
_VOIVODESHIPS = dict(
    zip(
        ("02", "04", "06", "08", "10", "12", "14", "16", "18", "20", "22", "24", "26", "28", "30", "32"),
        Voivodeship,
        strict=True,
    )
)


class BadPlaces(Exception):
    """Raised when files hold no gazetteer; nothing was written."""


@dataclass
class Report:
    """What a loading did. `asides` are lines of GeoNames that were not used; `gone` and `new` are codes of gminas."""

    rows: int = 0
    asides: list[Aside] = field(default_factory=list)
    twins: int = 0  # lines that say what an earlier one has said
    gminas: int = 0
    places: int = 0
    postcodes: int = 0
    without_place: list[str] = field(default_factory=list)  # municipalities for which no coordinates are known
    not_in_terc: list[str] = field(default_factory=list)
    added_seats: list[str] = field(default_factory=list)  # towns of TERC that GeoNames does not have
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: bool = False


@dataclass(slots=True)
class _Spot:
    """A place while it is put together: the codes that it has and where."""

    name: str
    teryt: str
    codes: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def middle(self) -> tuple[float, float]:
        return fmean(north for north, _east in self.codes.values()), fmean(east for _north, east in self.codes.values())


def load(lines: Iterable[Row | Aside], units: Mapping[str, Unit]) -> Report:
    """Replace the gazetteer by what `lines` and `units` (from TERC; may be empty) say. Raise BadPlaces."""
    report = Report()
    spots, named = _collect(lines, report)
    if not spots:
        raise BadPlaces("There is no place in this file.")
    gminas = _gminas(spots, named, units, report)
    places = dict(_places(spots, gminas, report))
    report.without_place = sorted(teryt for teryt, gmina in gminas.items() if gmina.latitude is None)
    _write(gminas, places, spots, report)
    return report


def _collect(lines: Iterable[Row | Aside], report: Report) -> tuple[dict[str, _Spot], dict[str, tuple[str, str]]]:
    """Places by their keys, and what GeoNames calls each municipality and its powiat."""
    spots: dict[str, _Spot] = {}
    named: dict[str, tuple[str, str]] = {}
    for line in lines:
        report.rows += 1
        if isinstance(line, Row) and line.teryt[:2] not in _VOIVODESHIPS:
            line = Aside(line.line, "names no voivodeship", f"{line.postcode} {line.name}")
        if isinstance(line, Aside):
            report.asides.append(line)
            continue
        named.setdefault(line.teryt, (line.gmina, line.powiat))
        spot = spots.setdefault(_key(line.teryt, line.name), _Spot(line.name, line.teryt))
        if line.postcode in spot.codes:
            report.twins += 1
        spot.codes[line.postcode] = line.latitude, line.longitude
    return spots, named


def _key(teryt: str, name: str) -> str:
    return f"{teryt}-{slugify(fold_name(name))}"


def _gminas(
    spots: Mapping[str, _Spot], named: Mapping[str, tuple[str, str]], units: Mapping[str, Unit], report: Report
) -> dict[str, Gmina]:
    inside: defaultdict[str, list[_Spot]] = defaultdict(list)
    by_powiat: dict[tuple[str, str], _Spot] = {}
    for spot in spots.values():
        inside[spot.teryt].append(spot)
        by_powiat.setdefault((spot.teryt[:4], fold_name(spot.name)), spot)
    report.not_in_terc = sorted(set(named) - set(units)) if units else []
    powiats = _powiats_of_geonames(named, inside)
    gminas = {}
    for teryt in sorted({*named, *units}):
        unit = units.get(teryt)
        name = unit.name if unit else _name_of_geonames(named[teryt][0], inside[teryt])
        powiat = unit.powiat if unit else powiats[teryt[:4]]
        seat = spots.get(_key(teryt, name)) or by_powiat.get((teryt[:4], fold_name(name)))
        # A town that GeoNames leaves out lies in the middle of the rural municipality that has its name.
        around = (other for other in units if other[:4] == teryt[:4] and units[other].name == name and inside[other])
        middle = _middle(seat, inside[teryt] or inside[next(around, "")])
        gminas[teryt] = Gmina(
            teryt=teryt,
            name=name,
            folded=fold_name(name),
            kind=unit.kind if unit else "",
            powiat=powiat,
            powiat_code=teryt[:4],
            voivodeship=_VOIVODESHIPS[teryt[:2]],
            slug=slugify(fold_name(name)),
            latitude=middle[0] if middle else None,
            longitude=middle[1] if middle else None,
            is_current=unit is not None or not units,
        )
    return gminas


def _middle(seat: _Spot | None, inside: Iterable[_Spot]) -> tuple[float, float] | None:
    """Where a municipality is said to be: its seat, here or in the town that it surrounds, else its middle."""
    if seat:
        return seat.middle
    middles = [spot.middle for spot in inside]
    if not middles:
        return None
    return fmean(north for north, _east in middles), fmean(east for _north, east in middles)


def _name_of_geonames(name: str, inside: Iterable[_Spot]) -> str:
    """Cities have English names there (“Warsaw”): then the name of the largest place is the one to take."""
    largest = max(inside, key=lambda spot: len(spot.codes))
    names = {fold_name(spot.name) for spot in inside}
    return largest.name if fold_name(name) not in names and len(largest.codes) > 1 else name


def _powiats_of_geonames(named: Mapping[str, tuple[str, str]], inside: Mapping[str, list[_Spot]]) -> dict[str, str]:
    powiats: dict[str, str] = {}
    for teryt, (gmina, powiat) in named.items():
        is_city = int(teryt[2:4]) >= FIRST_CITY
        powiats.setdefault(teryt[:4], _name_of_geonames(gmina, inside[teryt]) if is_city else powiat)
    return powiats


def _places(spots: Mapping[str, _Spot], gminas: Mapping[str, Gmina], report: Report) -> Iterator[tuple[str, Place]]:
    for key, spot in spots.items():
        gmina = gminas[spot.teryt]
        yield key, _place(key, spot.name, gmina, len(spot.codes), spot.middle)
    for gmina in gminas.values():
        key = f"{gmina.teryt}-{gmina.slug}"
        is_missing = key not in spots and gmina.kind in (GminaKind.URBAN, GminaKind.URBAN_RURAL)
        if is_missing and gmina.latitude is not None and gmina.longitude is not None:
            report.added_seats.append(gmina.teryt)
            yield key, _place(key, gmina.name, gmina, 0, (gmina.latitude, gmina.longitude))


def _place(key: str, name: str, gmina: Gmina, codes: int, middle: tuple[float, float]) -> Place:
    folded = fold_name(name)
    return Place(
        key=key,
        name=name,
        folded=folded,
        head=folded[:HEAD],
        tail=folded[-HEAD:],
        letter=folded[:1],
        length=len(folded),
        size=codes + (_rank(gmina) if folded == gmina.folded else 0),
        gmina=gmina,
        latitude=middle[0],
        longitude=middle[1],
    )


def _rank(gmina: Gmina) -> int:
    if int(gmina.powiat_code[2:]) >= FIRST_CITY:
        return CITY
    return {GminaKind.URBAN.value: URBAN, GminaKind.URBAN_RURAL.value: TOWN}.get(str(gmina.kind), SEAT)


def _write(
    gminas: Mapping[str, Gmina], places: Mapping[str, Place], spots: Mapping[str, _Spot], report: Report
) -> None:
    digest = hashlib.sha256()
    counts: Counter[str] = Counter()
    with transaction.atomic():
        before = set(Gmina.objects.values_list("teryt", flat=True))
        edition = PlacesEdition.objects.first()
        for model in (Postcode, Place, Gmina):
            model.objects.all()._raw_delete("default")
        for name, model, rows in (
            ("gminas", Gmina, gminas.values()),
            ("places", Place, places.values()),
            ("postcodes", Postcode, _postcodes(spots)),
        ):
            for batch in _batches(rows):
                model.objects.bulk_create(batch)
                counts[name] += len(batch)
                for row in batch:
                    fields = [each.attname for each in row._meta.concrete_fields if each.name != "id"]
                    digest.update(repr([str(getattr(row, name)) for name in fields]).encode())
        report.changed = edition is None or edition.digest != digest.hexdigest()
        if report.changed:
            values = {"digest": digest.hexdigest(), "loaded_at": timezone.now(), **counts}
            PlacesEdition.objects.update_or_create(pk=1, defaults=values)
    report.gminas, report.places, report.postcodes = counts["gminas"], counts["places"], counts["postcodes"]
    report.new, report.gone = sorted(set(gminas) - before), sorted(before - set(gminas))


def _postcodes(spots: Mapping[str, _Spot]) -> Iterator[Postcode]:
    for key, spot in spots.items():
        for code, (latitude, longitude) in spot.codes.items():
            yield Postcode(code=code, place_id=key, latitude=latitude, longitude=longitude)


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch
