"""The list of offices of local government (JST). It does not say which of them confirm Profil Zaufany."""

import re
from typing import Any

from guides.enums import PointKind
from guides.offices.formats.cleaning import (
    clean_text,
    join_street,
    note,
    read_email,
    read_phones,
    read_postcode,
    read_voivodeship,
    read_website,
)
from guides.offices.formats.reading import Cells, Note, Reading, SetAside, read_rows
from guides.offices.formats.rows import Table
from guides.offices.formats.sources import services_of
from guides.text import single_line

_CODE, _KIND, _NAME, _AREA = "Kod_TERYT", "typ_JST", "nazwa_urzędu_JST", "telefon kierunkowy"
_EMAIL = "ogólny adres poczty elektronicznej gminy/powiatu/województwa"
COLUMNS = (
    _CODE,
    "nazwa_samorządu",
    "Województwo",
    "Powiat",
    _KIND,
    _NAME,
    "miejscowość",
    "Kod pocztowy",
    "poczta",
    "Ulica",
    "Nr domu",
    _AREA,
    "telefon",
    "telefon 2",
    _EMAIL,
    "adres www jednostki",
)
COUNTY, MARSHAL = "P", "W"
_GMINAS = {"GW", "GM", "GMW", "MNP", "DZIELNICA"}
_DISTRICTS = ("8", "9")  # the seventh digit: districts of Warszawa, and of other cities


def read(table: Table) -> Reading:
    """Raise rows.BadTable when a column is missing."""
    return read_rows(table, COLUMNS, _read_row)


def _read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
    kind = single_line(cells[_KIND]).upper()
    if kind == MARSHAL:
        raise SetAside("marshal_office", faulty=False)
    if kind not in _GMINAS and kind != COUNTY:
        raise SetAside("not_a_point", kind or "–")
    name = clean_text(cells[_NAME], notes, 200)
    town = clean_text(re.sub(r"\s*–\s*", "-", cells["miejscowość"]), notes, 100)
    if not name:
        raise SetAside("no_name")
    if not town:
        raise SetAside("no_town")
    office = PointKind.STAROSTY if kind == COUNTY else PointKind.GMINA
    code = _read_code(cells[_CODE], kind, notes)
    return {
        "kind": office.value,
        "name": _with_place(name, kind, town),
        "street": clean_text(join_street(cells["Ulica"], cells["Nr domu"], town), notes, 200),
        "postcode": _postcode(cells["Kod pocztowy"], notes),
        "town": town,
        "voivodeship": read_voivodeship(cells["Województwo"], notes),
        # A county office serves many gminas, and belongs to none.
        "teryt": "" if kind == COUNTY else _gmina(code),
        "phone": read_phones([cells["telefon"], cells["telefon 2"]], cells[_AREA], notes),
        "email": read_email(cells[_EMAIL], notes),
        "website": read_website(cells["adres www jednostki"], notes),
        "reference": code,
        "services": services_of(office),
    }


def _postcode(cell: str, notes: list[Note]) -> str:
    """Sometimes the town stands behind it."""
    match = re.fullmatch(r"([0-9]{2}-[0-9]{3})\s+\D+", single_line(cell))
    if match is None:
        return read_postcode(cell, notes)
    note(notes, "postcode_mended", f"{single_line(cell)} → {match[1]}")
    return match[1]


def _with_place(name: str, kind: str, town: str) -> str:
    """“Urząd Dzielnicy Ochota” alone does not say of which city."""
    return f"{name}, {town}" if kind == "DZIELNICA" and town not in name else name


def _read_code(cell: str, kind: str, notes: list[Note]) -> str:
    """Seven digits. Counties often lack the three noughts of their end; spreadsheets take one from the front."""
    digits = re.sub(r"\s", "", cell)
    if kind == COUNTY and re.fullmatch(r"[0-9]{3,4}", digits):
        digits = f"{digits:0>4}000"
    if re.fullmatch(r"[0-9]{6}", digits):
        digits = f"0{digits}"
    if not re.fullmatch(r"[0-9]{7}", digits):
        note(notes, "teryt_bad", cell)
        return ""
    if digits != cell:
        note(notes, "teryt_mended", f"{cell} → {digits}")
    return digits


def _gmina(code: str) -> str:
    """Six digits. A district stands for its city, which is number 01 of its county."""
    return f"{code[:4]}01" if code.endswith(_DISTRICTS) else code[:6]
