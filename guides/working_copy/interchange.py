"""Texts on their way to a translator and back: XLIFF 1.2 for translation programs, CSV for spreadsheets. Pure.

A row is known by the address of its text and a hash of the translation as it was given away. A row that comes back
unchanged therefore changes nothing, and one whose text was edited here meanwhile is told from the others.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree  # writes; what comes back is read by defusedxml

from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from guides.checking.translations import Translation
from guides.enums import TranslationState

LARGEST_FILE = 3 * 1024 * 1024
CSV_COLUMNS = ("id", "state", "language", "source_before", "source", "translation")
_NEEDED_COLUMNS = {"id", "source", "translation"}
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_NAMED = re.compile(r'^"?sep=[,;\t]"?\r?\n')  # Excel writes it above the table

_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "http://www.w3.org/XML/1998/namespace"
_STATES = {
    TranslationState.MISSING: "needs-translation",
    TranslationState.OUTDATED: "needs-review-translation",
    TranslationState.CURRENT: "translated",
}
_CONFIRMED = {"translated", "signed-off", "final"}

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a spreadsheet takes for a formula. An apostrophe before it is what spreadsheets themselves use.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


class BadTranslationFile(Exception):
    """A file that can't be read; the message says why, for the editor."""


@dataclass(frozen=True)
class ReturnedText:
    """A text as it came back. `seen` is the hash of its translation when it was given away."""

    identity: str
    source: str
    text: str
    confirmed: bool = False  # says of itself that it is right as it stands

    @property
    def address(self) -> str:
        return self.identity.rpartition("#")[0]

    @property
    def seen(self) -> str:
        return self.identity.rpartition("#")[2]


def plain(text: str) -> str:
    """`text` as it survives both kinds of file: one kind of line end, nothing around it, no control characters."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def hash_of(text: str) -> str:
    """By which a translation is known to be the one that was given away."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:12]


def identity_of(text: Translation) -> str:
    """Such as “guide/pz-haslo/steps[open-the-page].title/en#0f3c…”."""
    return f"{text.address}#{hash_of(text.text)}"


def write_csv(texts: Iterable[Translation], separator: str = ",") -> bytes:
    """UTF-8 with a byte order mark, by which spreadsheets know it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(CSV_COLUMNS)
    for text in texts:
        cells = (identity_of(text), text.state.value, text.language, text.made_from or "", text.source, text.text)
        writer.writerow(_escape(plain(cell)) for cell in cells)
    return out.getvalue().encode("utf-8-sig")


def _escape(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescape(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def write_xliff(texts: Iterable[Translation], source_language: str) -> bytes:
    """XLIFF 1.2, one <file> for each language."""
    root = ElementTree.Element("xliff", {"xmlns": _XLIFF, "version": "1.2"})
    for language, group in groupby(sorted(texts, key=attrgetter("language")), attrgetter("language")):
        names = {"original": "working-copy", "datatype": "plaintext"}
        languages = {"source-language": source_language, "target-language": language}
        file = ElementTree.SubElement(root, "file", names | languages)
        body = ElementTree.SubElement(file, "body")
        for text in group:
            _write_unit(body, text)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _write_unit(body: ElementTree.Element, text: Translation) -> None:
    unit = ElementTree.SubElement(body, "trans-unit", {"id": identity_of(text), f"{{{_XML}}}space": "preserve"})
    ElementTree.SubElement(unit, "source").text = plain(text.source)
    ElementTree.SubElement(unit, "target", {"state": _STATES[text.state]}).text = plain(text.text)
    if text.made_from:
        ElementTree.SubElement(unit, "note", {"from": "source before"}).text = plain(text.made_from)


def read(data: bytes, name: str = "") -> list[ReturnedText]:
    """The rows of a file of either kind, told by its name or by how it begins. Raise BadTranslationFile."""
    if len(data) > LARGEST_FILE:
        raise BadTranslationFile(_("The file is too large: at most 3 MB are read."))
    if not data.strip():
        raise BadTranslationFile(_("The file is empty."))
    begins_as_xml = data.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n").startswith((b"<", b"\0<"))
    is_xliff = begins_as_xml or name.lower().endswith((".xlf", ".xliff", ".xml"))
    return _read_xliff(data) if is_xliff else _read_csv(data)


def _read_csv(data: bytes) -> list[ReturnedText]:
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("This is not text in UTF-8. Save it as “CSV UTF-8” and send it again.")
        raise BadTranslationFile(message) from error
    lines = [cells for cells in _split(content) if "".join(cells).strip()]
    # A spreadsheet adds empty columns at the end.
    header = [cell.strip() for cell in _without_empty_end(lines[0])]
    rows = []
    for number, all_cells in enumerate(lines[1:], 2):
        cells = all_cells if "".join(all_cells[len(header) :]).strip() else all_cells[: len(header)]
        if len(cells) != len(header):
            message = _("Row %(number)s has %(found)s cells, but there are %(expected)s columns.")
            values = {"number": number, "found": len(cells), "expected": len(header)}
            raise BadTranslationFile(message % values)
        row = dict(zip(header, map(_unescape, cells), strict=True))
        confirmed = row.get("state", "").strip() == TranslationState.CURRENT
        rows.append(ReturnedText(row["id"].strip(), plain(row["source"]), plain(row["translation"]), confirmed))
    return rows


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _split(content: str) -> list[list[str]]:
    """The cells of each line. The separator is the one that finds the columns."""
    content = _SEPARATOR_NAMED.sub("", content.lstrip())
    first = content.partition("\n")[0]
    try:
        for separator in _SEPARATORS:
            named = _without_empty_end(next(csv.reader([first], delimiter=separator), []))
            header = [cell.strip() for cell in named]
            if set(header) >= _NEEDED_COLUMNS and len(set(header)) == len(header):
                return list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise BadTranslationFile(_("The table can’t be read: %(reason)s.") % {"reason": error}) from error
    message = _("The first row has to name the columns %(columns)s, as the export does.")
    raise BadTranslationFile(message % {"columns": ", ".join(sorted(_NEEDED_COLUMNS))})


def _read_xliff(data: bytes) -> list[ReturnedText]:
    root = _parse(data)
    if root.tag != f"{{{_XLIFF}}}xliff":
        raise BadTranslationFile(_("This is not XLIFF 1.2. Save it as XLIFF 1.2 and send it again."))
    rows = []
    for unit in root.iter(f"{{{_XLIFF}}}trans-unit"):
        source, target = unit.find(f"{{{_XLIFF}}}source"), unit.find(f"{{{_XLIFF}}}target")
        if source is None or "id" not in unit.attrib:
            raise BadTranslationFile(_("A <trans-unit> has no id or no <source>."))
        text = "" if target is None else "".join(target.itertext())
        confirmed = target is not None and target.get("state") in _CONFIRMED
        rows.append(ReturnedText(unit.attrib["id"].strip(), plain("".join(source.itertext())), plain(text), confirmed))
    return rows


def _parse(data: bytes) -> ElementTree.Element:
    """XML without a document type, so without entities of its own: none to blow up, none to fetch."""
    try:
        root: ElementTree.Element = fromstring(data, forbid_dtd=True)
    except DTDForbidden as error:
        raise BadTranslationFile(_("XML with a document type (<!DOCTYPE …>) is not read.")) from error
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise BadTranslationFile(_("The XML is broken: %(reason)s.") % {"reason": error}) from error
    return root


def by_address(rows: Sequence[ReturnedText]) -> dict[str, list[ReturnedText]]:
    """The rows that speak of each text. More than one is a mistake."""
    found: dict[str, list[ReturnedText]] = {}
    for row in rows:
        found.setdefault(row.address, []).append(row)
    return found
