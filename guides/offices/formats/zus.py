"""The list of ZUS units: postcode and town in one cell, hours of each weekday in a cell of its own."""

import re
from typing import Any

from guides.enums import PointKind
from guides.offices.formats.cleaning import clean_text, join_street, note, read_postcode, week_to_osm
from guides.offices.formats.reading import Cells, Note, Reading, SetAside, read_rows
from guides.offices.formats.rows import Table
from guides.offices.formats.sources import services_of
from guides.text import single_line

_DAYS = {"poniedzialek": "pon.", "wtorek": "wt.", "sroda": "śr.", "czwartek": "czw.", "piatek": "pt."}
COLUMNS = ("nazwa", "adres_1", "adres_2", *_DAYS, "nadrzedna")
# What stands before the name of the town: a postcode, or what a slip has made of one, such as “08.-224”.
_ADDRESS = re.compile(r"(?P<postcode>[0-9][0-9\s.,–—-]*)?(?P<town>\D.*)?")


def read(table: Table) -> Reading:
    """Raise rows.BadTable when a column is missing."""
    return read_rows(table, COLUMNS, _read_row)


def _read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
    name = clean_text(cells["nazwa"], notes, 200)
    match = _ADDRESS.fullmatch(single_line(cells["adres_1"]))
    town = clean_text(match["town"] or "" if match else cells["adres_1"], notes, 100)
    if not name:
        raise SetAside("no_name")
    if not town:
        raise SetAside("no_town", cells["adres_1"])
    return {
        "kind": PointKind.ZUS.value,
        "name": name,
        "street": clean_text(join_street(cells["adres_2"], "", town), notes, 200),
        "postcode": read_postcode((match["postcode"] or "") if match else "", notes),
        "town": town,
        # Units have no number in this list, and no two of them one name.
        "reference": name[:80],
        **_hours(cells, notes),
        "services": services_of(PointKind.ZUS),
    }


def _hours(cells: Cells, notes: list[Note]) -> dict[str, str]:
    week = [cells[day] for day in _DAYS]
    if not any(map(single_line, week)):
        return {"opening_hours": "", "hours_text": ""}
    written = week_to_osm(week)
    if written is not None:
        return {"opening_hours": written, "hours_text": ""}
    text = "; ".join(f"{short} {single_line(cells[day])}" for day, short in _DAYS.items() if single_line(cells[day]))
    note(notes, "hours_as_text", text)
    return {"opening_hours": "", "hours_text": clean_text(text, notes, 255)}
