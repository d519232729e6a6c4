"""Workbooks into rows: every kind that is read, sheets and titles, and what is refused or bounded."""

from datetime import datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from guides.offices.formats import workbooks, zus
from guides.offices.formats.rows import BadTable, Row
from guides.offices.formats.tables import read_table
from tests.offices.formats import books
from tests.offices.formats.books import workbook
from tests.offices.formats.samples import ZUS

TWO_ROWS = (("nazwa", "miasto"), ("Urząd Źródła", "Łódź"))
KINDS = {
    "xlsx": workbook(*TWO_ROWS),
    "Strict xlsx": books.strict(workbook(*TWO_ROWS)),
    "xlsb": books.xlsb(*TWO_ROWS),
    "ods": books.ods(*TWO_ROWS),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_workbook_is_read(kind: str) -> None:
    table = read_table(KINDS[kind])
    assert (table.header, table.rows) == (TWO_ROWS[0], [Row(2, TWO_ROWS[1])])


def coloured(row: int, column: int = 1, value: str = "") -> bytes:
    """Two rows, and a cell far from them that has a colour, perhaps a value too."""
    book = Workbook()
    sheet = book.active
    for cells in TWO_ROWS:
        sheet.append(cells)
    cell = sheet.cell(row, column)
    cell.fill = PatternFill("solid", fgColor="FFFF00")
    cell.value = value or None
    return books.saved(book)


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@pytest.mark.parametrize(
    "data", [coloured(LAST_ROW), coloured(LAST_ROW, LAST_COLUMN), books.ods(*TWO_ROWS, repeated_last=LAST_ROW - 2)]
)
def test_a_colour_in_the_last_row_is_no_row(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_MEMORY", 60 * 1024 * 1024)
    monkeypatch.setattr(workbooks, "MOST_SECONDS", 1)
    assert len(read_table(data).rows) == 1


def test_a_value_in_the_last_row_is_a_row() -> None:
    assert [row.line for row in read_table(coloured(LAST_ROW, value="x")).rows] == [2, LAST_ROW]


def test_a_value_in_the_last_corner_is_refused_with_the_reason() -> None:
    with pytest.raises(BadTable, match="daleko"):
        read_table(coloured(LAST_ROW, LAST_COLUMN, "x"))


def test_a_workbook_with_a_password_is_refused_with_the_reason() -> None:
    encrypted = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(BadTable, match="hasłem"):
        read_table(encrypted)


def test_a_cover_sheet_is_passed_over() -> None:
    rows = [line.split(",") for line in ZUS.splitlines()]
    data = workbook(("Wykaz jednostek",), ("stan na 2025-12-23",), Dane=rows)
    assert len(zus.read(read_table(data)).offices) == 3


def test_each_sheet_with_rows_can_be_chosen() -> None:
    table = read_table(workbook(*TWO_ROWS, Pusty=[], Drugi=[("a", "b"), (1, 2), (3, 4)]))
    assert [one.sheet for one in (table, *table.others)] == ["Sheet", "Drugi"]
    assert [row.cells for row in table.at("Drugi", None).rows] == [("1", "2"), ("3", "4")]


def test_names_of_columns_are_found_below_a_title() -> None:
    table = read_table(workbook(("Wykaz urzędów",), (), *TWO_ROWS)).at("", None)
    assert (table.header, table.header_line, table.rows) == (TWO_ROWS[0], 3, [Row(4, TWO_ROWS[1])])


def test_the_row_with_the_names_can_be_chosen() -> None:
    table = read_table(workbook(("A", "B", "C"), ("nazwa", "miasto", "nazwa"), (1, 2, 3)))
    assert table.at("", 2).header == ("nazwa", "miasto", "nazwa [3]")


def test_columns_that_were_chosen_are_found_again_on_their_sheet() -> None:
    table = read_table(workbook(*TWO_ROWS, Drugi=[("Tytuł",), *TWO_ROWS, ("Drugi", "Ełk")]))
    assert len(table.under(["nazwa", "miasto"], "Drugi").rows) == 2


def test_empty_rows_and_columns_before_the_table_keep_its_places() -> None:
    book = Workbook()
    for row, cells in ((3, ("a", "b")), (4, ("1", "2"))):
        for column, text in enumerate(cells, 3):
            book.worksheets[0].cell(row, column).value = text
    table = read_table(books.saved(book)).under(["a", "b"])
    assert (table.header, table.rows) == (("[1]", "[2]", "a", "b"), [Row(4, ("", "", "1", "2"))])


def test_too_many_rows_of_a_workbook_are_refused() -> None:
    with pytest.raises(BadTable, match="10"):
        read_table(workbook(("a", "b"), *[(1, 2)] * 12), most_rows=10)


def test_numbers_and_dates_of_a_workbook_are_read_as_people_see_them() -> None:
    table = read_table(workbook(("a", "b", "c", "d"), (8, 8.5, datetime(2026, 1, 31), time(8, 30))))
    assert table.rows[0].cells == ("8", "8.5", "2026-01-31", "08:30")


def test_formulas_of_a_workbook_are_not_computed() -> None:
    table = read_table(workbook(("a", "b"), ("x", "=1+1")))
    assert (table.rows[0].cells, table.rows[0].formulas) == (("x",), frozenset({1}))


def test_csv_and_workbook_of_the_same_rows_read_the_same() -> None:
    rows = [tuple(line.split(",")) for line in ZUS.splitlines()]
    as_csv, as_workbook = read_table(ZUS.encode()), read_table(workbook(*rows))
    assert [[cell for cell in row.cells if cell] for row in as_csv.rows] == [
        [cell for cell in row.cells if cell] for row in as_workbook.rows
    ]
