"""The list of offices of the tax administration (KAS). Only tax offices (US, and WUS for large firms) are points."""

import re
from typing import Any

from django.utils.translation import gettext_noop

from guides.enums import PointKind
from guides.offices.formats.cleaning import (
    clean_text,
    in_each_language,
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

_PHONE, _EMAIL = "NR TELEFONU wraz z nr kierunkowym", "ADRES E-MAIL URZĘDU"
_NUMBER, _SITE = "NR BUDYNKU / LOKALU", "ADRESY STRON BIP JEDNOSTEK KAS"
_UNIT = "kod jednostki"
COLUMNS = (
    "WOJEWÓDZTWO",
    "TYP",
    "NAZWA URZĘDU",
    "KOD",
    "MIASTO",
    "ULICA",
    _NUMBER,
    "POCZTA",
    _PHONE,
    "NR FAXU",
    _EMAIL,
    _UNIT,
    _SITE,
)
_POINTS = {"US", "WUS"}
_LARGE_FIRMS = gettext_noop("This tax office serves large firms. Call before you go.")


def read(table: Table) -> Reading:
    """Raise rows.BadTable when a column is missing."""
    return read_rows(table, COLUMNS, _read_row)


def _read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
    kind = single_line(cells["TYP"]).upper()
    name = clean_text(cells["NAZWA URZĘDU"], notes, 200)
    if kind not in _POINTS:
        raise SetAside("not_a_point", kind or "–", faulty=not kind)
    town = clean_text(cells["MIASTO"], notes, 100) or clean_text(cells["POCZTA"], notes, 100)
    if not name:
        raise SetAside("no_name")
    if not town:
        raise SetAside("no_town")
    return {
        "kind": PointKind.TAX_OFFICE.value,
        "name": name,
        "street": clean_text(join_street(cells["ULICA"], _number(cells[_NUMBER], notes), town), notes, 200),
        "postcode": read_postcode(cells["KOD"], notes),
        "town": town,
        "voivodeship": read_voivodeship(cells["WOJEWÓDZTWO"], notes),
        "phone": read_phones([cells[_PHONE]], "", notes),
        "email": read_email(cells[_EMAIL], notes),
        "website": read_website(cells[_SITE], notes),
        "reference": _unit(cells[_UNIT], notes),
        "note": in_each_language(_LARGE_FIRMS) if kind == "WUS" else {},
        "services": services_of(PointKind.TAX_OFFICE),
    }


def _unit(cell: str, notes: list[Note]) -> str:
    """Four digits; a spreadsheet takes the nought from the front."""
    text = clean_text(cell, notes, 80)
    return f"0{text}" if re.fullmatch(r"[0-9]{3}", text) else text


_RANGE = re.compile(r"([0-9]{1,3})\.([0-9]{1,3})")


def _number(cell: str, notes: list[Note]) -> str:
    """A spreadsheet makes “24.26” of the house “24-26”."""
    match = _RANGE.fullmatch(single_line(cell))
    if match is None or int(match[1]) >= int(match[2]):
        return cell
    mended = f"{match[1]}-{match[2]}"
    note(notes, "number_mended", f"{single_line(cell)} → {mended}")
    return mended
