"""Any other table of offices, by saying which column holds what."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext
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
from guides.offices.formats.reading import Cells, Note, Reading, ReadRow, SetAside, read_rows
from guides.offices.formats.rows import BadTable, Row, Table
from guides.offices.formats.sources import services_of
from guides.text import fold, single_line

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


# The fields of an office in which each is kept, where they are called otherwise.
KEPT_IN = {"house": ("street",), "hours": ("opening_hours", "hours_text"), "latitude": ("latitude", "precision")}


@dataclass(frozen=True)
class Meaning:
    """A cell, and what is understood by it."""

    field: str
    cell: str
    value: str


@dataclass(frozen=True)
class Understood:
    """A row as it would be taken; or the reason for which it would not."""

    line: int
    meanings: list[Meaning]
    notes: list[Note]
    aside: Note | None


def read(table: Table, kind: str, columns: Mapping[str, str], sheet: str = "") -> Reading:
    """`columns` maps what is held, of FIELDS, to the name of its column. Raise rows.BadTable when one is missing."""
    table = table.under(tuple(columns.values()), sheet)
    _refuse_registers(table, columns)
    return read_rows(table, tuple(columns.values()), _reader(table, kind, columns))


def understand(table: Table, kind: str, columns: Mapping[str, str], number: int) -> list[Understood]:
    """What the first rows would become. Raise rows.BadTable."""
    table = table.under(tuple(columns.values()), table.sheet)
    _refuse_registers(table, columns)
    read_row = _reader(table, kind, columns)
    return [_understood(table, row, columns, read_row) for row in table.rows[:number]]


def _understood(table: Table, row: Row, columns: Mapping[str, str], read_row: ReadRow) -> Understood:
    reading = read_rows(replace(table, rows=[row]), tuple(columns.values()), read_row)
    cells = dict(zip(table.header, row.cells, strict=False))
    office = reading.offices[0] if reading.offices else None
    values = office.values if office else {}
    meanings = [
        Meaning(field, cells.get(column, ""), " ".join(str(values[one]) for one in _kept_in(field) if values.get(one)))
        for field, column in columns.items()
    ]
    return Understood(row.line, meanings, office.notes if office else [], None if office else reading.aside[0].note)


def _kept_in(field: str) -> tuple[str, ...]:
    return (field,) if field == "latitude" else KEPT_IN.get(field, (field,))


def _reader(table: Table, kind: str, columns: Mapping[str, str]) -> ReadRow:
    digits = _digits_of_codes(table, columns["teryt"]) if "teryt" in columns else 0

    def read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
        held = {field: cells[column] for field, column in columns.items()}
        if digits:
            held["teryt"] = _with_zero(held["teryt"], digits, notes)
        return _read_row(held, PointKind(kind), notes)

    return read_row


_LOOKED_AT = 200  # first rows by which a register is known
_VOIVODESHIPS = {f"{code:02}" for code in range(2, 33, 2)}  # of TERYT


def _refuse_registers(table: Table, columns: Mapping[str, str]) -> None:
    """Raise BadTable for a register of places or postcodes: its names are towns, and it holds nothing of an office."""
    name, town = table.header.index(columns["name"]), table.header.index(columns["town"])
    first = [row.cells for row in table.rows[:_LOOKED_AT] if len(row.cells) > max(name, town)]
    alike = sum(fold(cells[name]) == fold(cells[town]) for cells in first)
    if len(first) > 2 and alike > 0.9 * len(first) and not {"phone", "email", "website", "hours"} & columns.keys():
        raise BadTable(
            gettext("These are places, not offices: each name is that of its town. Places are loaded by themselves.")
        )


def _digits_of_codes(table: Table, column: str) -> int:
    """Whether the TERYT codes of a column have seven digits or six, where a spreadsheet took noughts from the front."""
    place = table.header.index(column)
    codes = {single_line(row.cells[place]) for row in table.rows if len(row.cells) > place}
    digits = [code for code in codes if re.fullmatch(r"[0-9]{5,7}", code)]
    if any(len(code) == 7 or (len(code) == 6 and code[:2] not in _VOIVODESHIPS) for code in digits):
        return 7
    return 6


def _with_zero(cell: str, digits: int, notes: list[Note]) -> str:
    code = single_line(cell)
    if not re.fullmatch(r"[1-9][0-9]{4,5}", code) or len(code) != digits - 1:
        return cell
    note(notes, "teryt_mended", f"{code} → 0{code}")
    return f"0{code}"


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
        precision = _precision(cells["latitude"], cells["longitude"])
        values |= {"latitude": place[0], "longitude": place[1], "precision": precision.value}
    return values


def _precision(*cells: str) -> Precision:
    """What the digits can say; the list does not say how exact they are, so no house is promised."""
    digits = min(len(re.split(r"[.,]", cell.strip())[-1]) if re.search(r"[.,]", cell) else 0 for cell in cells)
    if digits > 2:
        return Precision.STREET
    return Precision.POSTCODE_AREA if digits == 2 else Precision.TOWN


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
