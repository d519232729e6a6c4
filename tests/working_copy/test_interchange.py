"""Texts to a translator and back: what is given away comes back as it was, and hostile files are refused."""

import csv
import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.checking.translations import Translation
from guides.working_copy.interchange import (
    LARGEST_FILE,
    BadTranslationFile,
    ReturnedText,
    identity_of,
    plain,
    read,
    write_csv,
    write_xliff,
)

Write = Callable[[list[Translation]], bytes]


def as_xliff(texts: list[Translation]) -> bytes:
    return write_xliff(texts, "pl")


def as_semicolons(texts: list[Translation]) -> bytes:
    return write_csv(texts, ";")


WRITERS = [as_xliff, write_csv, as_semicolons]


def text(source: str = "Tytuł", target: str = "Title", made_from: str | None = None) -> Translation:
    return Translation("guide", "g", "steps[1].title", "en", source, target, made_from)


def xliff(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    namespace = "urn:oasis:names:tc:xliff:document:1.2"
    return f'{head}<xliff xmlns="{namespace}" version="1.2"><file><body>{body}</body></file></xliff>'.encode()


# Whatever stands in a database: control characters, formulas, quotes, line ends of every sort.
any_text = st.text(max_size=60) | st.text("=+-@'\t\r\n\",; aą<&]", max_size=30)


@pytest.mark.parametrize("write", WRITERS)
@given(source=any_text, target=any_text)
def test_what_is_given_away_comes_back_as_it_was(write: Write, source: str, target: str) -> None:
    given_away = text(source, target)
    (row,) = read(write([given_away]))
    assert (row.identity, row.source, row.text) == (identity_of(given_away), plain(source), plain(target))


@pytest.mark.parametrize("write", WRITERS)
def test_only_a_current_translation_says_that_it_is_right(write: Write) -> None:
    texts = [text(), text(made_from="Stary"), text(target="")]
    assert [row.confirmed for row in read(write(texts))] == [True, False, False]


def test_a_table_is_utf8_with_a_byte_order_mark() -> None:
    assert write_csv([text()]).startswith("\ufeffid,".encode())


def test_empty_columns_at_the_end_and_a_named_separator_do_not_matter() -> None:
    lines = write_csv([text()], ";").decode("utf-8-sig").splitlines()
    widened = "sep=;\r\n" + "".join(f"{line};;\r\n" for line in lines)
    assert read(widened.encode()) == read(write_csv([text()]))


@pytest.mark.parametrize("formula", ["=1+1", "+48 42", "-2", "@SUM(A1)", "'=1", "- raz\n- dwa", "＝1"])
def test_a_table_holds_no_formula(formula: str) -> None:
    data = write_csv([text(formula, formula, formula)]).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(data, newline="")))[1]
    assert [cell[0] for cell in cells[3:]] == ["'"] * 3


def test_a_text_typed_without_an_apostrophe_is_read_as_typed() -> None:
    data = f'id,source,translation\n{identity_of(text())},Tytuł,"- one\n- two"\n'.encode()
    assert read(data)[0].text == "- one\n- two"


def test_columns_may_stand_in_another_order_beside_others() -> None:
    data = b"note,translation,id,source\nhm,Title,guide/g/title/en#1,Zdanie\n"
    assert read(data) == [ReturnedText("guide/g/title/en#1", "Zdanie", "Title")]


def test_empty_lines_of_a_table_say_nothing() -> None:
    assert len(read(b"id,source,translation\n\na/b/c/d#1,x,y\n,,\n\n")) == 1


def test_xliff_shows_the_source_before() -> None:
    root = ElementTree.fromstring(as_xliff([text(made_from="Dawny")]))  # noqa: S314
    assert [note.text for note in root.iter("{urn:oasis:names:tc:xliff:document:1.2}note")] == ["Dawny"]


def test_xliff_has_a_file_for_each_language() -> None:
    other = Translation("guide", "g", "title", "uk", "Tytuł", "")
    root = ElementTree.fromstring(as_xliff([text(), other, text()]))  # noqa: S314
    assert [file.get("target-language") for file in root] == ["en", "uk"]


def test_marks_that_translation_programs_put_into_a_target_are_read_through() -> None:
    unit = '<trans-unit id="a/b/c/d#1"><source>Raz dwa</source><target><mrk mtype="seg" mid="1">One</mrk> two</target></trans-unit>'
    assert read(xliff(unit))[0].text == "One two"


def test_a_unit_without_a_target_is_empty() -> None:
    assert read(xliff('<trans-unit id="a/b/c/d#1"><source>Raz</source></trans-unit>'))[0].text == ""


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UNIT = '<trans-unit id="a"><source>{}</source></trans-unit>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"x" * (LARGEST_FILE + 1), "The file is too large"),
        (b"a" * (5 * 1024 * 1024), "The file is too large"),
        ("id,source,translation\nx,ż,y".encode("cp1250"), "not text in UTF-8"),
        ("id,source,translation\nx,ż,y".encode("utf-16"), "not text in UTF-8"),
        (b"PK\x03\x04\x14\x00\xff\xff", "not text in UTF-8"),
        (b"id,text\n1,2", "The first row has to name the columns"),
        (b"id,id,source,translation\n1,2,3,4", "The first row has to name the columns"),
        (b"id,source,translation\nx,y", "Row 2 has 2 cells"),
        (b'id,source,translation\nx,"y,z', "The table can’t be read"),
        (b"id,source,translation\nx,y," + b"z" * 200_000, "The table can’t be read"),
        (b"<xliff", "The XML is broken"),
        (b"<html/>", "not XLIFF 1.2"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "not XLIFF 1.2"),
        (b'<?xml version="1.0" encoding="no-such"?><xliff/>', "The XML is broken"),
        (b'<?xml version="1.0" encoding="UTF-8"?><xliff>\xff</xliff>', "The XML is broken"),
        (xliff("<trans-unit><source>x</source></trans-unit>"), "has no id or no <source>"),
        (xliff('<trans-unit id="1"/>'), "has no id or no <source>"),
        (xliff(UNIT.format("&c;"), BOMB), "with a document type"),
        (xliff(UNIT.format("&a;"), EXTERNAL), "with a document type"),
        (xliff(UNIT.format("x"), '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'), "with a document type"),
        (xliff(UNIT.format("x"), BOMB).decode().encode("utf-16"), "with a document type"),
        (xliff(UNIT.format("&a;")), "The XML is broken"),
    ],
    ids=range(24),
)
def test_a_bad_file_is_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(BadTranslationFile, match=message.replace("(", r"\(")):
        read(data)


@given(st.binary(max_size=300) | st.text("<>/xliff id,;\n\"'&!", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data)
    except BadTranslationFile as error:
        assert str(error)


def test_deeply_nested_xml_does_no_harm() -> None:
    deep = 200_000
    with pytest.raises(BadTranslationFile, match=r"not XLIFF 1\.2"):
        read(b"<a>" * deep + b"</a>" * deep)
