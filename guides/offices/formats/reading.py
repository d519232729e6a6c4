"""What a format makes of a file: offices and rows set aside. Together they are always all rows of the file."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any

import msgspec

from guides.offices.formats.rows import FORMULA, Row, Table

LONGEST_EXCERPT = 160


class Note(msgspec.Struct, frozen=True):
    """Something that an editor should know; `code` is explained by `notes.explain`, `detail` is from the file."""

    code: str
    detail: str = ""


class Office(msgspec.Struct):
    """A row that is an office: the fields of `draft.Point` of which the file says something.

    In `values`, "services" maps the kind of a service to its fields.
    """

    line: int
    values: dict[str, Any]
    notes: list[Note] = []


class Aside(msgspec.Struct):
    """A row that becomes no office. Not `faulty`: the row is right, but is about something else."""

    line: int
    note: Note
    text: str
    faulty: bool = True


class Reading(msgspec.Struct):
    rows: int
    offices: list[Office]
    aside: list[Aside]


class SetAside(Exception):
    """Raised by a format for a row that becomes no office."""

    def __init__(self, code: str, detail: str = "", *, faulty: bool = True) -> None:
        super().__init__(code)
        self.note, self.faulty = Note(code, detail), faulty


Cells = dict[str, str]
ReadRow = Callable[[Cells, list[Note]], dict[str, Any]]


def read_rows(table: Table, columns: Sequence[str], read_row: ReadRow, *, literal: bool = False) -> Reading:
    """Read each row by `read_row`, which gets the cells of `columns` by name and a list for its notes.

    `literal`: the cells mean what stands in them, signs of web pages (“&amp;”) and single accents included.
    Raise rows.BadTable when a column is missing.
    """
    table = table.under(columns)
    reading = Reading(len(table.rows), [], [])
    seen: dict[str, int] = {}
    for row in table.rows:
        notes: list[Note] = []
        try:
            cells = _cells(table, row, notes)
            values = read_row(cells if literal else _plain(cells, notes), notes)
            _refuse_twin(values, row.line, seen)
        except SetAside as reason:
            excerpt = " · ".join(cell for cell in row.cells if cell)[:LONGEST_EXCERPT]
            reading.aside.append(Aside(row.line, reason.note, excerpt, reason.faulty))
        else:
            reading.offices.append(Office(row.line, values, notes))
    return reading


def _cells(table: Table, row: Row, notes: list[Note]) -> Cells:
    if row.is_broken:
        raise SetAside("quote_open")
    if any(row.cells[len(table.header) :]):
        raise SetAside("too_many_cells", str(len(row.cells)))
    cells = dict(zip(table.header, row.cells, strict=False))
    for name in table.header:
        cell = cells.setdefault(name, "")
        if row.is_formula(name, table) or cell.lstrip().startswith(FORMULA):
            notes.append(Note("formula", f"{name}: {cell}"[:LONGEST_EXCERPT]))
            if cell.lstrip().startswith(FORMULA):
                cells[name] = ""
    return cells


_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")


def _plain(cells: Cells, notes: list[Note]) -> Cells:
    """Letters composed with their marks, and what a web page writes for letters (“&oacute;”) read as letters."""
    plain = {}
    for name, cell in cells.items():
        text = unicodedata.normalize("NFC", cell)
        if "&" in text and _ENTITY.search(text):
            text = unescape(text)
            notes.append(Note("entities", f"{name}: {cell} → {text}"[:LONGEST_EXCERPT]))
        plain[name] = text
    return plain


def _refuse_twin(values: dict[str, Any], line: int, seen: dict[str, int]) -> None:
    """One identifier is one office, or one of the two would overwrite the other."""
    identity = str(values.get("number") or "") or values.get("reference", "")
    if identity and identity in seen:
        raise SetAside("twin", f"{identity} = {seen[identity]}")
    if identity:
        seen[identity] = line
