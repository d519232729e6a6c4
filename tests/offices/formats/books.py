"""Workbooks made for the tests, of kinds that no library here writes too."""

import io
import struct
import zipfile
from typing import Any

from openpyxl import Workbook


def workbook(*rows: Any, **sheets: list[Any]) -> bytes:
    """An XLSX whose first sheet holds `rows`; others by their names."""
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entity_bomb() -> bytes:
    """A real workbook whose sheet is made of entities that grow."""
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    sheet = f'<!DOCTYPE x [{entities}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row></sheetData></worksheet>'
    return zipped(members(workbook(("a", "b"), (1, 2))) | {"xl/worksheets/sheet1.xml": sheet.encode()})


_STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def strict(data: bytes) -> bytes:
    """An XLSX as “Strict Open XML” writes it, with namespaces of its own."""
    made = members(data)
    for name, content in made.items():
        for usual, of_strict in _STRICT:
            content = content.replace(usual, of_strict)
        made[name] = content
    return zipped(made)


def ods(*rows: tuple[str, ...], repeated_last: int = 0) -> bytes:
    """An OpenDocument sheet; `repeated_last`: that many empty rows with a colour follow."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(map(cell.format, row)) for row in rows)
    written = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    if repeated_last:
        written += f'<table:table-row table:number-rows-repeated="{repeated_last}"><table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/></table:table-row>'
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet><table:table table:name="Arkusz1">{written}</table:table></office:spreadsheet></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:media-type="{kind}" manifest:full-path="/"/></manifest:manifest>'
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record of XLSB: its kind in one or two bytes, its length in one, its content."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(content)]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(*rows: tuple[str, ...]) -> bytes:
    """A binary workbook of one sheet with short texts."""
    sheet = _record(0x81) + _record(0x94, struct.pack("<4I", 0, len(rows) - 1, 0, len(rows[0]) - 1)) + _record(0x91)
    for line, row in enumerate(rows):
        sheet += _record(0, struct.pack("<I", line) + bytes(13))
        for place, cell in enumerate(row):
            sheet += _record(6, struct.pack("<II", place, 0) + _wide(cell))
    sheet += _record(0x92) + _record(0x82)
    book = _record(0x8F) + _record(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Arkusz1")) + _record(0x90)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>'
    return zipped(
        {
            "xl/workbook.bin": _record(0x83) + book + _record(0x84),
            "xl/_rels/workbook.bin.rels": relations.encode(),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
