"""The postcodes of the package countrystatecity-postal-codes (ODbL): a JSON list, one town to each code."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from guides.places.gazetteer import VOIVODESHIPS
from guides.schema.geography import in_poland

MEMBER = "countrystatecity_postal_codes/data/by-country/PL/postcodes.json"  # in the package
LARGEST_FILE = 20 * 1024 * 1024  # bytes; the real one has 4 million


class BadPackage(Exception):
    """Raised when a file is not that of the package."""


class PackageRow(NamedTuple):
    """A postcode with its town. Degrees WGS84; `voivodeship` is two digits of TERYT."""

    postcode: str
    name: str
    voivodeship: str
    latitude: float
    longitude: float


class _Line(msgspec.Struct, rename="camel"):
    code: str
    country_code: str
    state_code: str
    locality_name: str
    latitude: float
    longitude: float


def read_file(path: Path) -> list[PackageRow]:
    """The rows of the file at `path`. Raise BadPackage or OSError."""
    if path.stat().st_size > LARGEST_FILE:
        raise BadPackage(f"{path.name} has more than {LARGEST_FILE:,} bytes.")
    return list(read(path.read_bytes()))


def read(content: bytes) -> Iterator[PackageRow]:
    """The rows of the JSON `content`. Raise BadPackage for anything else, or for a row outside Poland."""
    try:
        lines = msgspec.json.decode(content, type=list[_Line])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadPackage(f"This is not the file of the package: {error}") from error
    for line in lines:
        is_code = len(line.code) == 6 and line.code[2] == "-" and line.code.replace("-", "", 1).isdecimal()
        is_there = line.state_code.isdecimal() and int(line.state_code) in VOIVODESHIPS
        if not (is_code and is_there and line.country_code == "PL" and in_poland(line.latitude, line.longitude)):
            raise BadPackage(f"{line.code} {line.locality_name} is no place in Poland.")
        # “Warszawa/Wesoła” is a district behind its city.
        yield PackageRow(line.code, line.locality_name.split("/")[0], line.state_code, line.latitude, line.longitude)
