"""Bytes of a table, as spreadsheets and offices write them, into rows of cells."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guides.offices.formats import workbooks
from guides.offices.formats.rows import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, BadTable, Row, Table, tidy

MOST_LINES_IN_A_CELL = 100
DELIMITERS = ";,\t"


def check_size(data: bytes, largest: int) -> None:
    """Raise BadTable for a file of more bytes than are read."""
    if len(data) > largest:
        raise BadTable(_("The file is larger than %(size)s MB.") % {"size": largest // (1024 * 1024)})


def read_table(data: bytes, *, largest: int = LARGEST_FILE, most_rows: int = MOST_ROWS) -> Table:
    """Read CSV (comma, semicolon or tab; UTF-8, UTF-16, cp1250 or ISO 8859-2) or XLSX. Raise BadTable."""
    check_size(data, largest)
    if not data.strip():
        raise BadTable(_("The file is empty."))
    if data.startswith(b"PK\x03\x04"):
        return _whole(workbooks.read_rows(data, most_rows), "", "", most_rows)
    _refuse_other_files(data)
    text, encoding = decode(data)
    if "\0" in text:
        raise BadTable(_("This is not a table: it holds bytes that no text has. Save the table as CSV or XLSX."))
    delimiter = _guess_delimiter(text)
    return _whole(_csv_rows(text, delimiter), encoding, delimiter, most_rows)


_OTHER_FILES = {
    b"\xff\xd8\xff": gettext_noop("a picture"),
    b"\x89PNG": gettext_noop("a picture"),
    b"GIF8": gettext_noop("a picture"),
    b"RIFF": gettext_noop("a picture or a sound"),
    b"%PDF": gettext_noop("a PDF document"),
    b"\xd0\xcf\x11\xe0": gettext_noop("an old Excel file (.xls)"),
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
    """The text and the name of its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise BadTable(_("The text can’t be read. Save the table as CSV in UTF-8.")) from error
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        # Not UTF-8. Every byte means something in both of the others, so plausibility decides.
        windows, latin2 = data.decode("cp1250", "replace"), data.decode("iso8859-2")
        if _plausibility(latin2) > _plausibility(windows):
            return latin2, "ISO 8859-2"
        return windows, "cp1250"


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


def _guess_delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have the same number of cells, more than one."""
    best, most = DELIMITERS[0], 0
    for delimiter in DELIMITERS:
        counts = [len(cells) for cells in _first(_reader(text[:200_000], delimiter), 50) if any(cells)]
        if not counts:
            continue
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        weight = counts.count(usual) * (usual - 1)
        if weight > most:
            best, most = delimiter, weight
    if not most:
        raise BadTable(_("This is not a table: its rows are not divided by commas, semicolons or tabs."))
    return best


def _first(rows: Iterable[list[str]], number: int) -> Iterable[list[str]]:
    try:
        for _place, row in zip(range(number), rows, strict=False):
            yield row
    except csv.Error:
        return


def _reader(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _csv_rows(text: str, delimiter: str) -> Iterable[Row]:
    line = 0
    try:
        for line, cells in enumerate(_reader(text, delimiter), 1):
            if any(cell.count("\n") > MOST_LINES_IN_A_CELL for cell in cells):
                raise BadTable(_("In row %(line)s a quotation mark is not closed.") % {"line": line})
            yield Row(line, tuple(cells))
    except csv.Error as error:
        raise BadTable(_("The file can’t be read after row %(line)s.") % {"line": line}) from error


def _whole(rows: Iterable[Row], encoding: str, delimiter: str, most_rows: int) -> Table:
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
    if len(kept) < 2:
        raise BadTable(_("The file has no rows below its header."))
    return Table(tuple(map(tidy, kept[0].cells)), kept[1:], encoding, delimiter)
