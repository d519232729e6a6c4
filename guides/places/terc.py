"""TERC, the register of territorial units (GUS): semicolons, a BOM, and each municipality in up to three rows.

RODZ: 1 urban, 2 rural, 3 urban-rural, 4 and 5 the town and the countryside of an urban-rural one, 8 and 9 districts.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guides.enums import GminaKind

LARGEST_FILE = 5 * 1024 * 1024  # bytes; the whole register has 0.2 million
COLUMNS = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")
_KINDS = {
    "1": GminaKind.URBAN,
    "2": GminaKind.RURAL,
    "3": GminaKind.URBAN_RURAL,
    "4": GminaKind.URBAN_RURAL,
    "5": GminaKind.URBAN_RURAL,
}
_DISTRICTS = ("8", "9")
_FIRST = "01"  # the code within its powiat of a city that TERC knows by its districts only


class BadTerc(Exception):
    """Raised when a file is no TERC."""


@dataclass(frozen=True)
class Unit:
    """A municipality; `teryt` has six digits, `kind` is None where it is not known."""

    teryt: str
    name: str
    kind: GminaKind | None
    powiat: str


def read_file(path: Path) -> dict[str, Unit]:
    """The municipalities in the file at `path`, by their codes. Raise BadTerc or OSError."""
    if path.stat().st_size > LARGEST_FILE:
        raise BadTerc(f"{path.name} is larger than TERC can be ({LARGEST_FILE:,} bytes).")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read(lines)
    except UnicodeDecodeError as error:
        raise BadTerc(f"{path.name} is not UTF-8: {error}") from error


def read(lines: Iterable[str]) -> dict[str, Unit]:
    """The municipalities in `lines`, by their codes; districts make one city. Raise BadTerc."""
    powiats: dict[str, str] = {}
    units: dict[str, Unit] = {}
    for number, (powiat_code, gmina, kind, name) in _rows(lines):
        if not gmina:
            powiats[powiat_code] = name
            continue
        powiat = powiats.get(powiat_code)
        if powiat is None:
            raise BadTerc(f"Line {number}: the powiat {powiat_code} of {name} is not named before it.")
        if kind in _DISTRICTS:
            unit = Unit(powiat_code + _FIRST, powiat, GminaKind.URBAN, powiat)
        elif kind in _KINDS:
            unit = Unit(powiat_code + gmina, name, _KINDS[kind], powiat)
        else:
            raise BadTerc(f"Line {number}: RODZ {kind!r} of {name} is not known.")
        units.setdefault(unit.teryt, unit)
    if not units:
        raise BadTerc("There is no municipality in this file.")
    return units


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, tuple[str, str, str, str]]]:
    """Line number and (code of the powiat, GMI, RODZ, name) of each powiat and below."""
    table = csv.DictReader(lines, delimiter=";")
    if tuple((table.fieldnames or ())[: len(COLUMNS)]) != COLUMNS:
        raise BadTerc(f"The first line must be {';'.join(COLUMNS)}.")
    for number, row in enumerate(table, start=2):
        woj, powiat, gmina, kind, name = ((row[column] or "").strip() for column in COLUMNS[:5])
        if not powiat:
            continue  # a voivodeship, or the empty line at the end
        code = woj + powiat
        if not (len(code) == 4 and code.isdigit() and (not gmina or (len(gmina) == 2 and gmina.isdigit())) and name):
            raise BadTerc(f"Line {number}: {woj};{powiat};{gmina};{kind};{name} is no row of TERC.")
        yield number, (code, gmina, kind, name)
