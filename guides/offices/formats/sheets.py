"""The sheets of a workbook as JSON, read in a process of its own: a program for `workbooks.read_sheets`.

The library lays a sheet out whole, up to its last cell that holds something: one stray cell in the last corner would
take hundreds of gigabytes, and ends the process. So it is not the site's.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import python_calamine


def main() -> None:
    """Read a workbook from standard input; write its sheets, or a word for why it can't be read.

    Arguments: most rows, most columns, most bytes of addresses, most seconds of the processor.
    """
    most_rows, most_columns, memory, seconds = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        answer = {"sheets": _sheets(data, most_rows, most_columns)}
    except python_calamine.PasswordError:
        answer = {"refused": "protected"}
    except MemoryError:
        answer = {"refused": "large"}
    except Exception:  # the library raises whatever its readers stumble over
        answer = {"refused": "unreadable"}
    json.dump(answer, sys.stdout)


def _sheets(data: bytes, most_rows: int, most_columns: int) -> list[dict[str, Any]]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    formulas = _formulas(data)
    sheets, left = [], most_rows
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        of_sheet = formulas.get(place, {})
        rows: list[Any] = []
        for line, cells in _lines(workbook.get_sheet_by_index(place)):
            texts = [_text(cell) for cell in cells[: most_columns + 1]]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows.append([line, texts, of_sheet.get(line, [])])
            if len(rows) > left:  # enough to tell that it is too much
                break
        left -= len(rows)
        sheets.append({"name": about.name, "rows": rows})
        if left < 0:
            break
    return sheets


def _lines(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Each row with its number. The library leaves out empty columns before the first one that holds something."""
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    for line, cells in enumerate(sheet.iter_rows(), 1):
        yield line, indent + cells


_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\w+:id="([^"]+)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CELL_WITH_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<f')


def _formulas(data: bytes) -> dict[int, dict[int, list[int]]]:
    """Places of the cells with formulas: by sheet, then by row. The library gives the values saved with them only."""
    found: dict[int, dict[int, list[int]]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            relations = _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
            targets = {_attribute(one, b"Id"): _attribute(one, b"Target") for one in relations}
            for place, identity in enumerate(_SHEET.findall(archive.read("xl/workbook.xml"))):
                target = targets.get(identity, b"").decode()
                sheet = archive.read(target[1:] if target.startswith("/") else f"xl/{target}")
                for letters, line in _CELL_WITH_FORMULA.findall(sheet):
                    found.setdefault(place, {}).setdefault(int(line), []).append(_column(letters))
    except (zipfile.BadZipFile, KeyError):  # no XLSX, or one that only the library understands
        return {}
    return found


def _attribute(element: bytes, name: bytes) -> bytes:
    match = re.search(rb"\s" + name + rb'="([^"]*)"', element)
    return match[1] if match else b""


def _column(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _text(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


if __name__ == "__main__":
    main()
