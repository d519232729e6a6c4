"""Bytes into rows: encodings, delimiters, workbooks, and files that are no tables."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.offices.formats.rows import BadTable
from guides.offices.formats.tables import decode, read_table
from tests.offices.formats.books import entity_bomb, workbook, zipped

POLISH = "nazwa;miasto\nUrząd Źródła;Łódź\nŚwiątynia Ćmielów;Żyrardów\n"


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
    "half an old workbook": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "one column": lambda: b"a\nb\nc\n",
    "a header alone": lambda: b"a;b\n",
    "quotation marks left open": lambda: b"a;b;c\n" + b'1;"2;3\n4;5;6\n' * 300,
    "a cell without end": lambda: b"a;b\n1;" + b"x" * 200_000 + b"\n",
    "too many columns": lambda: b";".join([b"a"] * 300) + b"\n" + b";".join([b"1"] * 300) + b"\n",
    "an archive": lambda: zipped({"readme.txt": b"x"}),
    "half an archive": lambda: workbook(("a", "b"), (1, 2))[:300],
    "a workbook of rubbish": lambda: zipped({"xl/workbook.xml": b"<rubbish"}),
    "a zip bomb": lambda: zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 20_000_000}),
    "an XML bomb": lambda: entity_bomb(),
}


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


def test_the_delimiter_that_the_file_names_is_taken() -> None:
    table = read_table(b"sep=;\r\na;b,c,d\r\n1;2,3,4\r\n")
    assert (table.header, table.rows[0].cells) == (("a", "b,c,d"), ("1", "2,3,4"))


def test_a_text_in_utf_8_but_for_a_byte_is_refused_with_its_place() -> None:
    text = POLISH.encode().replace("Łódź".encode(), "Łódź".encode() + b"\xb3")
    with pytest.raises(BadTable, match=r"(?s)2.*Urząd Źródła;Łódź.*B3"):
        read_table(text)


STRAY = "nazwa;ulica;miasto\n" + "".join(f'"Urząd {n}";Długa {n};Ełk\n' for n in range(1, 9)).replace(
    "Długa 3", '"Długa 3'
)


def test_a_stray_quotation_mark_breaks_its_own_row_only() -> None:
    rows = read_table(STRAY.encode()).rows
    assert [(row.line, row.is_broken) for row in rows] == [(n, n == 4) for n in range(2, 10)]
    assert rows[2].cells == ('"Urząd 3";"Długa 3;Ełk',)
    assert rows[3].cells == ("Urząd 4", "Długa 4", "Ełk")


def test_a_mark_that_is_closed_in_the_next_row_breaks_one_row() -> None:
    rows = read_table(b'a;b;c\n1;"2;3\n4;"5";6\n7;8;9\n').rows
    assert [row.is_broken for row in rows] == [True, False, False]


def test_a_mark_that_is_never_closed_breaks_one_row() -> None:
    rows = read_table(b'a;b\n1;"2\n' + b"3;4\n" * 300).rows
    assert (len(rows), [row.line for row in rows if row.is_broken]) == (301, [2])


def test_a_note_of_several_lines_in_a_cell_is_no_broken_row() -> None:
    rows = read_table(b'a;b;c\n1;"2; and\n3; or\n4";5\n').rows
    assert (rows[0].cells, rows[0].is_broken) == (("1", "2; and\n3; or\n4", "5"), False)
