"""Any other table of offices, by saying which column holds what."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from guides.enums import PointKind, Precision
from guides.offices.formats.cleaning import (
    clean_text,
    join_street,
    note,
    read_degrees,
    read_email,
    read_opening,
    read_phones,
    read_postcode,
    read_voivodeship,
    read_website,
)
from guides.offices.formats.reading import Cells, Note, Reading, SetAside, read_rows
from guides.offices.formats.rows import Table
from guides.offices.formats.sources import services_of
from guides.text import single_line

# What a column may hold. The first two are needed.
FIELDS: dict[str, Any] = {
    "name": _("name"),
    "town": _("town"),
    "postcode": _("postcode"),
    "street": _("street, or street and number"),
    "house": _("number of the house"),
    "voivodeship": _("voivodeship"),
    "teryt": _("TERYT code of the gmina"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "website": _("website"),
    "hours": _("opening hours"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "reference": _("identifier in this list"),
    "country": _("country (two letters)"),
}
NEEDED = ("name", "town")


def read(table: Table, kind: str, columns: Mapping[str, str]) -> Reading:
    """`columns` maps what is held, of FIELDS, to the name of its column. Raise rows.BadTable when one is missing."""

    def read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
        return _read_row({field: cells[column] for field, column in columns.items()}, PointKind(kind), notes)

    return read_rows(table, tuple(columns.values()), read_row)


def _read_row(cells: Cells, kind: PointKind, notes: list[Note]) -> dict[str, Any]:
    name = clean_text(cells["name"], notes, 200)
    town = clean_text(cells["town"], notes, 100)
    if not name:
        raise SetAside("no_name")
    if not town:
        raise SetAside("no_town")
    values: dict[str, Any] = {"kind": kind.value, "name": name, "town": town, "services": services_of(kind)}
    country = single_line(cells.get("country", "")).upper() or "PL"
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise SetAside("bad_value", f"{FIELDS['country']}: {country}"[:160])
    if "country" in cells:
        values["country"] = country
    if "postcode" in cells:
        at_home = country == "PL"
        values["postcode"] = (read_postcode if at_home else _foreign_postcode)(cells["postcode"], notes)
    if "street" in cells or "house" in cells:
        values["street"] = clean_text(join_street(cells.get("street", ""), cells.get("house", ""), town), notes, 200)
    for field, read_cell in _READERS.items():
        if field in cells:
            values[field] = read_cell(cells[field], notes)
    if "hours" in cells:
        values |= _hours(cells["hours"], notes)
    place = read_degrees((cells.get("latitude", ""), cells.get("longitude", "")), notes)
    if place is not None:
        # The list does not say how exact they are, so no house is promised.
        values |= {"latitude": place[0], "longitude": place[1], "precision": Precision.STREET.value}
    return values


def _foreign_postcode(cell: str, notes: list[Note]) -> str:
    return clean_text(cell, notes, 10)


def _teryt(cell: str, notes: list[Note]) -> str:
    digits = single_line(cell)
    if re.fullmatch(r"\d{6,7}", digits, re.ASCII):
        return digits[:6]
    if digits:
        note(notes, "teryt_bad", digits)
    return ""


def _phone(cell: str, notes: list[Note]) -> str:
    return read_phones([cell], "", notes)


def _reference(cell: str, notes: list[Note]) -> str:
    return clean_text(cell, notes, 80)


_READERS: dict[str, Callable[[str, list[Note]], str]] = {
    "voivodeship": read_voivodeship,
    "teryt": _teryt,
    "phone": _phone,
    "email": read_email,
    "website": read_website,
    "reference": _reference,
}


def _hours(cell: str, notes: list[Note]) -> dict[str, str]:
    """OSM syntax, or else the text as it is."""
    hours, text = read_opening(clean_text(cell, notes, 255), notes)
    return {"opening_hours": hours, "hours_text": text}
