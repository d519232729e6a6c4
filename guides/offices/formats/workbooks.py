"""Workbooks of spreadsheets (XLSX). Formulas are never evaluated: what the program had computed is read and marked."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from guides.offices.formats.rows import MOST_COLUMNS, BadTable, Row

# Bytes, unpacked. The most that sheets of the largest allowed file come to; XML of sheets packs to a tenth or so.
LARGEST_UNPACKED = 150 * 1024 * 1024
_BOMB_FROM, _BOMB_RATIO = 1024 * 1024, 100
_MOST_MEMBERS = 2000


def read_rows(data: bytes, most_rows: int) -> list[Row]:
    """The rows of the first sheet that has any, as texts. Raise BadTable."""
    _refuse_bombs(data)
    try:
        rows = _read_sheet(data, most_rows, values=False)
        if any(row.formulas for row in rows):
            # With the formulas, their values are not in reach; so those rows are taken from a second reading.
            computed = _read_sheet(data, most_rows, values=True)
            rows = [Row(row.line, values.cells, row.formulas) for row, values in zip(rows, computed, strict=True)]
    except BadTable:
        raise
    except Exception as error:  # openpyxl raises whatever its readers stumble over
        raise BadTable(_("The workbook can’t be read. Open it, save it again as XLSX or CSV, and try that.")) from error
    return rows


def _refuse_bombs(data: bytes) -> None:
    """By the sizes that the archive states; zipfile never unpacks more than those."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadTable(_("The workbook is damaged. Open it, save it again, and try that.")) from error
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise BadTable(_("This is an archive, not a table. Unpack it and send the file from inside."))
    if (
        len(members) > _MOST_MEMBERS
        or sum(member.file_size for member in members) > LARGEST_UNPACKED
        or any(_is_bomb(member) for member in members)
    ):
        raise BadTable(_("Unpacked, the workbook would be too large. Save the sheet that is needed as CSV."))


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _BOMB_FROM and member.file_size > _BOMB_RATIO * max(member.compress_size, 1)


def _read_sheet(data: bytes, most_rows: int, *, values: bool) -> list[Row]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            # What a sheet says of its size may be wrong, or huge.
            sheet.reset_dimensions()
            if rows := list(_rows(sheet, most_rows)):
                return rows
    finally:
        workbook.close()
    return []


def _rows(sheet: Any, most_rows: int) -> Iterator[Row]:
    number = 0
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
        texts = [_text(cell.value) for cell in cells]
        formulas = frozenset(place for place, cell in enumerate(cells) if cell.data_type == "f")
        while texts and not texts[-1]:
            texts.pop()
        number += bool(texts)
        yield Row(line, tuple(texts), formulas)
        if number > most_rows + 1:  # enough to tell that it is too much
            return


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
