"""The table of points as this site exports it: reading back what was written changes nothing.

Cells that a spreadsheet would take for formulas are written with an apostrophe before them, and so are those that begin
with one; reading takes one apostrophe off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from guides.enums import HANDED_OUT, Precision
from guides.importing.headings import values_of_words, with_names
from guides.offices.formats.cleaning import note, read_opening
from guides.offices.formats.dates import numbers_of, street_of
from guides.offices.formats.reading import Cells, Note, Reading, SetAside, read_rows
from guides.offices.formats.rows import Table
from guides.schema import draft
from guides.text import FORMULA_SIGNS, disarm, fold
from guides.working_copy import files

NEEDED = ("number", "kind", "name", "town", "source")
_BOM = "\ufeff"  # by which spreadsheets know UTF-8


def handed_out(point: draft.Point) -> draft.Point:
    """An office without coordinates that may be from lists of places; importing it again keeps those that are here."""
    if point.precision in HANDED_OUT:
        return point
    return msgspec.structs.replace(point, latitude=None, longitude=None)


def write(points: Iterable[draft.Point], languages: tuple[str, ...], delimiter: str = ",") -> bytes:
    """All of `points` as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    columns = files.point_columns(languages)
    writer.writerow([column[0] for column in columns])
    for point in points:
        writer.writerow([disarm(_as_shown(point, column, delimiter)) for column in columns])
    return (_BOM + out.getvalue()).encode()


def _as_shown(point: draft.Point, column: files.Column, delimiter: str) -> str:
    """A cell. With semicolons, as in Polish, degrees have a comma: “19.04” would become a date there."""
    cell = files.point_cell(point, column)
    return cell.replace(".", ",") if delimiter == ";" and column[0] in _DEGREES else cell


def _unescape(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] and cell[1] in FORMULA_SIGNS + "'" else cell


def read(table: Table, languages: tuple[str, ...]) -> Reading:
    """Columns that are missing say nothing. Raise rows.BadTable when one of NEEDED is."""
    table = with_names(table, languages)
    present = {fold(name) for name in table.header}
    columns = [column for column in files.point_columns(languages) if column[0] in NEEDED or column[0] in present]

    words = values_of_words()

    def read_row(cells: Cells, notes: list[Note]) -> dict[str, Any]:
        return _read_row(cells, notes, columns, words)

    return read_rows(table, tuple(column[0] for column in columns), read_row, literal=True)


def _read_row(
    cells: Cells, notes: list[Note], columns: Sequence[files.Column], words: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    row = {name: _as_written(name, _unescape(cell), words.get(name, {})) for name, cell in cells.items()}
    for name in _DEGREES:
        if numbers := numbers_of(cells.get(name, "")):
            note(notes, "from_date", f"{name}: {cells[name]} → {numbers[0]}")
    if row.get("street", "") != _unescape(cells.get("street", "")):
        note(notes, "from_date", f"{cells['street']} → {row['street']}")
    try:
        values = files.point_values(row, columns)
        # A new office has no number yet.
        whole = {"number": 0, "precision": Precision.POSTCODE_AREA.value, **values}
        point = msgspec.convert(whole, draft.Point, strict=False)
    except ValueError as error:  # of msgspec, and of the JSON in “outdated”
        raise SetAside("bad_value", str(error)[:160]) from error
    point = _keep_hours(point, notes)
    # Only the columns that the table has.
    spoken = {field for _column, field, _part in columns}
    if "opening_hours" in spoken and point.hours_text:
        spoken.add("hours_text")
    read: dict[str, Any] = {name: value for name, value in msgspec.to_builtins(_full(point)).items() if name in spoken}
    if "services" in read:
        read["services"] = {service.pop("kind"): service for service in read["services"]}
    if not point.number:
        read.pop("number", None)
    return read


def _full(point: draft.Point) -> dict[str, Any]:
    """Every field, those with default values too."""
    return {
        name: [_full_service(service) for service in point.services] if name == "services" else getattr(point, name)
        for name in point.__struct_fields__
    }


def _full_service(service: draft.Service) -> dict[str, Any]:
    return {name: getattr(service, name) for name in service.__struct_fields__}


_POLISH_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_TRUTHS = {"prawda": "True", "fałsz": "False", "1": "True", "0": "False"}
_DEGREES = ("latitude", "longitude")


def _as_written(column: str, cell: str, words: Mapping[str, str]) -> str:
    """A cell as it was before it was put in words, or a Polish spreadsheet made it its own."""
    if column == "is_listed":
        cell = _TRUTHS.get(cell.casefold(), cell)
    if words:
        return words.get(fold(cell), cell)
    if column.endswith(files.DATE_COLUMNS) and _POLISH_DATE.fullmatch(cell):
        try:
            return datetime.strptime(cell, "%d.%m.%Y").date().isoformat()
        except ValueError:
            return cell
    if column == "street":
        return street_of(cell)
    if column in _DEGREES:
        return next(iter(numbers_of(cell)), cell.replace(",", "."))
    if column == "teryt" and re.fullmatch(r"[0-9]{5}", cell):
        return f"0{cell}"
    return cell


def _keep_hours(point: draft.Point, notes: list[Note]) -> draft.Point:
    """Hours that can't be read are kept as text."""
    expression, text = read_opening(point.opening_hours, notes)
    return msgspec.structs.replace(point, opening_hours=expression, hours_text=point.hours_text or text)
