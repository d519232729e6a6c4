"""The table of points as a workbook for people: headings and choices in their language, numbers and codes that survive.

Codes are texts, so that no program takes a nought from them; degrees are numbers and dates are dates, so that each
program shows them in its own way and keeps what they are.
"""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from guides.importing.headings import choices, headings
from guides.schema import draft
from guides.text import disarm
from guides.working_copy import files

_NUMBERS = {"number": int, "latitude": float, "longitude": float}
_CODES = {"postcode", "teryt", "phone", "reference"}
_AS_TEXT, _AS_DATE = "@", "yyyy-mm-dd"
_WIDE = {"name": 45, "street": 30, "town": 22, "opening_hours": 40, "email": 30, "website": 30}
_USUAL_WIDTH = 16


def write(points: Iterable[draft.Point], languages: tuple[str, ...]) -> bytes:
    """All of `points` as XLSX, in the language that is active."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    columns = files.point_columns(languages)
    for place, (column, _field, _part) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDE.get(column, _USUAL_WIDTH)
    sheet.freeze_panes = "D2"
    heads = headings(languages)
    sheet.append([_styled(sheet, heads[column], bold=True) for column, _field, _part in columns])
    words = {column: choices(column) for column, _field, _part in columns}
    for point in points:
        sheet.append([_cell(sheet, point, column, words[column[0]]) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, point: draft.Point, column: files.Column, words: dict[str, str]) -> Any:
    name, text = column[0], files.point_cell(point, column)
    if not text:
        return None
    if name in _NUMBERS:
        return _NUMBERS[name](text)
    if name.endswith(files.DATE_COLUMNS):
        return _styled(sheet, date.fromisoformat(text), form=_AS_DATE)
    if name in _CODES:
        return _styled(sheet, disarm(text), form=_AS_TEXT)
    return words.get(text) or disarm(text)


def _styled(sheet: Any, value: Any, *, form: str = "", bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if form:
        cell.number_format = form
    if bold:
        cell.font = Font(bold=True)
    return cell
