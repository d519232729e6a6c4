"""Bytes of a table, as spreadsheets and offices write them, into rows of cells."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guides.offices.formats import workbooks
from guides.offices.formats.rows import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, BadTable, Row, Table
from guides.text import single_line

MOST_LINES_IN_A_CELL = 100
MOST_BROKEN = 200  # lines with a stray quotation mark; after so many it is another kind of file
DELIMITERS = ";,\t"
_SAMPLE = 200_000  # signs by which the delimiter is guessed


def check_size(data: bytes, largest: int) -> None:
    """Raise BadTable for a file of more bytes than are read."""
    if len(data) > largest:
        raise BadTable(_("The file is larger than %(size)s MB.") % {"size": largest // (1024 * 1024)})


def read_table(data: bytes, *, largest: int = LARGEST_FILE, most_rows: int = MOST_ROWS) -> Table:
    """Read CSV (comma, semicolon or tab; UTF-8, UTF-16, cp1250 or ISO 8859-2) or a workbook. Raise BadTable."""
    check_size(data, largest)
    if not data.strip():
        raise BadTable(_("The file is empty."))
    if workbooks.is_workbook(data):
        return _read_workbook(data, most_rows)
    _refuse_other_files(data)
    text, encoding = decode(data)
    if "\0" in text:
        raise BadTable(_("This is not a table: it holds bytes that no text has. Save the table as CSV or XLSX."))
    named = _NAMED_DELIMITER.match(text)
    text = text[named.end() :] if named else text
    delimiter, columns = _guess_delimiter(text, named[1] if named else DELIMITERS)
    rows = _kept(_csv_rows(text, delimiter, columns), most_rows)
    return replace(_table(rows), encoding=encoding, delimiter=delimiter)


# What Excel writes above the table, so that it reads its own file.
_NAMED_DELIMITER = re.compile(r'"?sep=([;,\t])"?\r?\n')


def _read_workbook(data: bytes, most_rows: int) -> Table:
    tables, header_alone = [], False
    for sheet in workbooks.read_sheets(data, most_rows):
        rows = _kept(sheet.rows, most_rows)
        if len(rows) > 1:
            tables.append(replace(_table(rows), sheet=sheet.name))
        header_alone |= bool(rows)
    if not tables:
        raise BadTable(_("The file has no rows below its header.") if header_alone else _("The file is empty."))
    return replace(tables[0], others=tuple(tables[1:]))


_OTHER_FILES = {
    b"\xff\xd8\xff": gettext_noop("a picture"),
    b"\x89PNG": gettext_noop("a picture"),
    b"GIF8": gettext_noop("a picture"),
    b"RIFF": gettext_noop("a picture or a sound"),
    b"%PDF": gettext_noop("a PDF document"),
}


def _refuse_other_files(data: bytes) -> None:
    for start, what in _OTHER_FILES.items():
        if data.startswith(start):
            raise BadTable(
                _("This is %(what)s, whatever its name says. Save the table as CSV or XLSX.") % {"what": _(what)}
            )
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"{", b"<head")):
        raise BadTable(_("This is a web page or another file for programs, not a table. Take the file itself."))
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and (b"\0" in data or _share_of_controls(data[:10_000]) > 0.02):
        raise BadTable(_("This is not a table: it holds bytes that no text has. Save the table as CSV or XLSX."))


def _share_of_controls(data: bytes) -> float:
    return sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c" for byte in data) / max(len(data), 1)


# The letters at which the two Polish encodings differ. Each is a sign or a letter of another language in the wrong one.
_TELLING = frozenset("ąĄśŚźŹ")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raise BadTable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise BadTable(_("The text can’t be read. Save the table as CSV in UTF-8.")) from error
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error)
        # Not UTF-8. Every byte means something in both of the others, so plausibility decides.
        windows, latin2 = data.decode("cp1250", "replace"), data.decode("iso8859-2")
        if _plausibility(latin2) > _plausibility(windows):
            return latin2, "ISO 8859-2"
        return windows, "cp1250"


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> None:
    """Raise BadTable for a text in UTF-8 but for some bytes: in another encoding every letter of it would be wrong."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= sign <= "\udcff" for sign in text)
    good = sum(sign > "\x7f" for sign in text) - bad
    if good <= bad and not data.startswith(b"\xef\xbb\xbf"):
        return
    before = data[: error.start]
    line = before.count(b"\n") + 1
    beside = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")[-20:]
    place = {"line": line, "byte": f"{data[error.start]:02X}", "beside": single_line(beside)}
    raise BadTable(
        _("In line %(line)s, after “%(beside)s”, stands a byte that is no letter (%(byte)s). Mend it and try again.")
        % place
    ) from error


def _plausibility(text: str) -> int:
    """How many of the telling letters stand beside a letter, less the control characters and signs inside words."""
    score = 0
    for place, sign in enumerate(text):
        if sign < "\x7f":
            continue
        beside = text[place - 1 : place] + text[place + 1 : place + 2]
        if sign in _TELLING:
            score += any(neighbour.isalpha() for neighbour in beside)
        elif "\x80" <= sign <= "\x9f" or sign == "\ufffd":
            score -= 1
    return score


def _guess_delimiter(text: str, possible: str) -> tuple[str, int]:
    """The delimiter by which most of the first rows have the same number of cells, more than one; and that number."""
    best, columns, most = "", 0, 0
    for delimiter in possible:
        counts = [len(cells) for cells in _first(_reader(text[:_SAMPLE], delimiter), 50) if any(cells)]
        if not counts:
            continue
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        weight = counts.count(usual) * (usual - 1)
        if weight > most:
            best, columns, most = delimiter, usual, weight
    if not best:
        raise BadTable(_("This is not a table: its rows are not divided by commas, semicolons or tabs."))
    return best, columns


def _first(rows: Iterable[list[str]], number: int) -> Iterable[list[str]]:
    try:
        for _place, row in zip(range(number), rows, strict=False):
            yield row
    except csv.Error:
        return


def _reader(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _csv_rows(text: str, delimiter: str, columns: int) -> Iterator[Row]:
    """Rows of a CSV. A line whose quotation mark swallows those below it is a broken row, and they are read."""
    lines = list(io.StringIO(text, newline=""))
    place = number = broken = 0
    while place < len(lines):
        reader, start = csv.reader(lines[place:], delimiter=delimiter), place
        for cells in _until_error(reader):
            number += 1
            end = start + reader.line_num
            if cells is None and end - place <= 1:
                raise BadTable(_("The file can’t be read after row %(line)s.") % {"line": number - 1})
            if cells is None or (end - place > 1 and _swallows(cells, lines[place:end], delimiter, columns)):
                broken += 1
                yield Row(number, (lines[place].rstrip("\r\n"),), is_broken=True)
                place += 1
                break
            yield Row(number, tuple(cells))
            place = end
        if broken > MOST_BROKEN:
            raise BadTable(_("In row %(line)s a quotation mark is not closed.") % {"line": number})


def _until_error(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Rows, and None for one that the reader can't take."""
    try:
        yield from reader
    except csv.Error:
        yield None


def _swallows(cells: list[str], lines: list[str], delimiter: str, columns: int) -> bool:
    """Whether a row of several lines holds lines that are rows themselves."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:  # its quotation mark was closed by the one that opens a cell further down, or never
        return True
    whole = 0
    for cell in cells:
        below = cell.splitlines()[1:]
        if len(below) > MOST_LINES_IN_A_CELL or (below and len(cells) != columns and delimiter in cell):
            return True
        whole += sum(line.count(delimiter) >= columns - 1 for line in below)
    # In a table of two columns one delimiter in a cell says little.
    return whole > (columns == 2)


def _kept(rows: Iterable[Row], most_rows: int) -> list[Row]:
    """The rows that hold something. Raise BadTable when they are too many, or too wide."""
    kept: list[Row] = []
    for row in rows:
        if len(row.cells) > MOST_COLUMNS:
            raise BadTable(_("Row %(line)s has more than %(most)s columns.") % {"line": row.line, "most": MOST_COLUMNS})
        if any(cell.strip() for cell in row.cells):
            kept.append(row)
        if len(kept) > most_rows + 1:
            raise BadTable(
                _("The file has more than %(most)s rows. Divide it, or take out what is no office.")
                % {"most": most_rows}
            )
    return kept


def _table(rows: list[Row]) -> Table:
    if len(rows) < 2:
        raise BadTable(_("The file has no rows below its header."))
    return Table(tuple(map(single_line, rows[0].cells)), rows[1:], header_line=rows[0].line)
