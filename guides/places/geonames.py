"""Postal codes of GeoNames (CC BY 4.0): PL.txt or the zip of it, twelve columns with tabs between, no header."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

COLUMNS = 12
MEMBER = "PL.txt"
LARGEST_FILE = 50 * 1024 * 1024  # bytes, unpacked; the real one has 7 million
MOST_ROWS = 500_000
LONGEST_LINE = 2_000
_POSTCODE = re.compile(r"\d\d-\d\d\d")
_SMALL = re.compile(r"(?<= )(Do|Koło|Ku|Na|Nad|Od|Pod|Przed|Przy|W|We|Z|Za|Ze)(?= )")
_KIND_OF_UNIT = re.compile(r"^(gmina miasto|gmina|powiat) | (county|voivodeship)$", re.IGNORECASE)
# Powiats that the file has by an English name, or with a capital.
_COUNTIES = {
    "Bielsko-Biała County": "bielski",
    "Chełm County": "chełmski",
    "Gdańsk County": "gdański",
    "Głogów County": "głogowski",
    "Głubczyce County": "głubczycki",
    "Góra County": "górowski",
    "Jawor County": "jaworski",
    "Jelenia Góra County": "karkonoski",
    "Kamienna Góra County": "kamiennogórski",
    "Konin County": "koniński",
    "Kłodzko County": "kłodzki",
    "Leszno County": "leszczyński",
    "Lubań County": "lubański",
    "Lubin County": "lubiński",
    "Lwówek Śląski County": "lwówecki",
    "Milicz County": "milicki",
    "Oleśnica County": "oleśnicki",
    "Oława County": "oławski",
    "Polkowice County": "polkowicki",
    "Radom County": "radomski",
    "Rzeszów County": "rzeszowski",
    "Staszów County": "staszowski",
    "Strzelin County": "strzeliński",
    "Torun County": "toruński",
    "Trzebnica County": "trzebnicki",
    "Wałbrzych County": "wałbrzyski",
    "Wodzisław County": "wodzisławski",
    "Wołów County": "wołowski",
    "Zduńska Wola County": "zduńskowolski",
    "Zgorzelec County": "zgorzelecki",
    "Ząbkowice Śląskie County": "ząbkowicki",
    "Złotoryja County": "złotoryjski",
    "Łomża County": "łomżyński",
    "Środa Śląska County": "średzki",
    "Świdnica County": "świdnicki",
    "Warsaw West County": "warszawski zachodni",
    "powiat Łowicki": "łowicki",
}
_SHORT = ((re.compile(r"\bN/\s*"), "nad "), (re.compile(r"\bK/\s*"), "koło "), (re.compile(r"(?<= )K\.\s*"), "koło "))


class BadGeoNames(Exception):
    """Raised when a file is not the one of GeoNames."""


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """A postcode in a place. Degrees WGS84; `teryt` has six digits; the names of the units are partly English."""

    line: int
    postcode: str
    name: str
    powiat: str
    gmina: str
    teryt: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class UnusedLine:
    """A line that could not be used."""

    line: int
    reason: str
    text: str


@contextmanager
def open_lines(path: Path) -> Iterator[Iterable[str]]:
    """The lines of PL.txt, or of the only file of that name in a zip. Raise BadGeoNames or OSError."""
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > LARGEST_FILE:
            raise BadGeoNames(f"{path.name} has more than {LARGEST_FILE:,} bytes.")
        with path.open(encoding="utf-8", newline="\n") as lines:
            yield lines
        return
    try:
        with zipfile.ZipFile(path) as archive, _open_member(archive, path) as member:
            yield io.TextIOWrapper(member, encoding="utf-8", newline="\n")
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BadGeoNames(f"{path.name} can't be unpacked: {error}") from error


def _open_member(archive: zipfile.ZipFile, path: Path) -> IO[bytes]:
    if MEMBER not in archive.namelist():
        raise BadGeoNames(f"There is no {MEMBER} in {path.name}.")
    # Reading stops at this size, whatever the packed data would unfold to.
    if archive.getinfo(MEMBER).file_size > LARGEST_FILE:
        raise BadGeoNames(f"{MEMBER} in {path.name} has more than {LARGEST_FILE:,} bytes.")
    try:
        return archive.open(MEMBER)
    except (NotImplementedError, RuntimeError) as error:  # packed in another way, or with a password
        raise BadGeoNames(f"{path.name} can't be unpacked: {error}") from error


def read(lines: Iterable[str]) -> Iterator[PostcodeRow | UnusedLine]:
    """Each line of the file as a row, or set aside with its reason. Raise BadGeoNames for another kind of file."""
    try:
        for number, line in enumerate(lines, start=1):
            if number > MOST_ROWS or len(line) > LONGEST_LINE:
                raise BadGeoNames(f"Line {number}: the file of GeoNames has no so many lines, nor so long ones.")
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise BadGeoNames(f"Line {number} has {len(cells)} columns instead of {COLUMNS}.")
            yield _read_row(number, cells)
    except UnicodeDecodeError as error:
        raise BadGeoNames(f"This is not UTF-8: {error}") from error


def _read_row(number: int, cells: list[str]) -> PostcodeRow | UnusedLine:
    _country, postcode, name, _admin1, _code1, powiat, _code2, gmina, teryt, latitude, longitude, _accuracy = (
        cell.strip() for cell in cells
    )
    text = f"{postcode} {name}"[:100]
    if not _POSTCODE.fullmatch(postcode):
        return UnusedLine(number, "no postcode", text)
    if not name or len(name) > 100:
        return UnusedLine(number, "no name", text)
    if not re.fullmatch(r"\d{6}", teryt):
        return UnusedLine(number, "names no municipality", text)
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return UnusedLine(number, "no coordinates", text)
    if not (48.5 < north < 55.5 and 13.5 < east < 24.5):
        return UnusedLine(number, "not in Poland", text)
    return PostcodeRow(number, postcode, clean_name(name), clean_unit(powiat), clean_unit(gmina), teryt, north, east)


def clean_name(name: str) -> str:
    """A name as Polish writes it: GeoNames begins each word with a capital and shortens “nad” and “koło”."""
    for pattern, word in _SHORT:
        name = pattern.sub(word, name)
    name = " ".join(name.split())
    return re.sub(r"\(([^)]*)\)", lambda found: found[0].lower(), _SMALL.sub(lambda found: found[0].lower(), name))


def clean_unit(name: str) -> str:
    """“Gmina Kłodawa”, “Powiat kolski” without what says the kind; “Oleśnica County” in Polish."""
    name = name.replace("_", " ")
    return _COUNTIES.get(name) or _KIND_OF_UNIT.sub("", name)
