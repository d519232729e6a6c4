"""Bytes into rows: encodings, delimiters, workbooks, and files that are no tables."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from guides.offices.formats.rows import BadTable
from guides.offices.formats.tables import decode, read_table
from tests.offices.formats.samples import ZUS

POLISH = "nazwa;miasto\nUrząd Źródła;Łódź\nŚwiątynia Ćmielów;Żyrardów\n"


def workbook(*rows: Any) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
def test_polish_letters_survive_every_usual_encoding(encoding: str) -> None:
    table = read_table(POLISH.encode(encoding))
    assert [row.cells for row in table.rows] == [("Urząd Źródła", "Łódź"), ("Świątynia Ćmielów", "Żyrardów")]


@given(st.lists(st.sampled_from(["ława", "święty", "źródło", "Ącki", "Śrem", "Źle", "miąższ", "„cytat”"]), min_size=1))
def test_the_two_eight_bit_encodings_are_told_apart_by_polish_words(words: list[str]) -> None:
    text = " ".join([*words, "ąśź"])
    assert decode(text.encode("cp1250")) == (text, "cp1250")
    without_typography = text.replace("„", '"').replace("”", '"')
    assert decode(without_typography.encode("iso8859-2")) == (without_typography, "ISO 8859-2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = read_table(f"a{delimiter}b\n1{delimiter}2\n".encode())
    assert (table.header, table.delimiter) == (("a", "b"), delimiter)


def test_commas_inside_cells_do_not_mislead() -> None:
    table = read_table(b'nazwa;telefon\n"A, B, C";"1, 2"\n"D, E";3\n')
    assert table.rows[0].cells == ("A, B, C", "1, 2")


def test_mixed_line_ends_and_line_breaks_in_cells_are_read() -> None:
    table = read_table(b'a;b\r\n1;"2\n3"\n4;5\r\n')
    assert [row.cells for row in table.rows] == [("1", "2\n3"), ("4", "5")]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    assert [row.line for row in read_table(b'a;b\n"1\n1";2\n;\n3;4\n').rows] == [2, 4]


def test_names_of_columns_may_stand_below_a_title() -> None:
    table = read_table(b"Wykaz;\nNAZWA ; Miasto\nx;y\n").under(["nazwa", "miasto"])
    assert (table.header, [row.cells for row in table.rows]) == (("nazwa", "miasto"), [("x", "y")])


def test_wrong_columns_are_named() -> None:
    with pytest.raises(BadTable, match="nadrzedna"):
        read_table(b"a;b\n1;2\n").under(["nazwa", "nadrzedna"])


BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "only white space": lambda: b" \r\n \n",
    "a photo": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20,
    "a photo without its first bytes": lambda: bytes(range(256)) * 20,
    "a web page": lambda: b"<!DOCTYPE html><html><body>1,2</body></html>",
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "one column": lambda: b"a\nb\nc\n",
    "a header alone": lambda: b"a;b\n",
    "a quotation mark left open": lambda: b'a;b\n1;"2\n' + b"3;4\n" * 300,
    "a cell without end": lambda: b"a;b\n1;" + b"x" * 200_000 + b"\n",
    "too many columns": lambda: b";".join([b"a"] * 300) + b"\n" + b";".join([b"1"] * 300) + b"\n",
    "an archive": lambda: zipped({"readme.txt": b"x"}),
    "half an archive": lambda: workbook(("a", "b"), (1, 2))[:300],
    "a workbook of rubbish": lambda: zipped({"xl/workbook.xml": b"<rubbish"}),
    "a zip bomb": lambda: zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 20_000_000}),
    "an XML bomb": lambda: entity_bomb(),
}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def entity_bomb() -> bytes:
    """A real workbook whose sheet is made of entities that grow."""
    out = io.BytesIO()
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    sheet = f'<!DOCTYPE x [{entities}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(io.BytesIO(workbook(("a", "b"), (1, 2)))) as good, zipfile.ZipFile(out, "w") as bad:
        for item in good.infolist():
            content = sheet.encode() if item.filename == "xl/worksheets/sheet1.xml" else good.read(item)
            bad.writestr(item.filename, content)
    return out.getvalue()


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused_with_a_message(name: str) -> None:
    with pytest.raises(BadTable) as refused:
        read_table(BAD[name]())
    assert len(str(refused.value)) > 10


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(data: bytes) -> None:
    with contextlib.suppress(BadTable):
        read_table(data)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(BadTable, match="MB"):
        read_table(b"a;b\n1;2\n" * 1000, largest=1000)


def test_too_many_rows_are_refused() -> None:
    rows = b"a;b\n" + b"1;2\n" * 11
    assert len(read_table(rows, most_rows=11).rows) == 11
    with pytest.raises(BadTable, match="10"):
        read_table(rows, most_rows=10)


def test_too_many_rows_of_a_workbook_are_refused() -> None:
    with pytest.raises(BadTable, match="10"):
        read_table(workbook(("a", "b"), *[(1, 2)] * 12), most_rows=10)


def test_numbers_and_dates_of_a_workbook_are_read_as_people_see_them() -> None:
    from datetime import datetime, time

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
