"""Workbooks (XLSX, XLSB, XLS, ODS), read by a process of its own that is bounded in memory and time.

Formulas are never evaluated: what the program had computed is read, and marked in XLSX.
"""

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from guides.offices.formats.rows import MOST_COLUMNS, BadTable, Row

# Bytes, unpacked. The most that sheets of the largest allowed file come to; XML of sheets packs to a tenth or so.
LARGEST_UNPACKED = 150 * 1024 * 1024
_BOMB_FROM, _BOMB_RATIO = 1024 * 1024, 100
_MOST_MEMBERS = 2000
_ARCHIVE, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What reading one may take: bytes of addresses, seconds of the processor. The largest allowed file takes about half.
MOST_MEMORY, MOST_SECONDS = 768 * 1024 * 1024, 60
_READER = Path(__file__).with_name("sheets.py")


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: list[Row]


def is_workbook(data: bytes) -> bool:
    """Whether the file begins as one; it may be damaged, or another archive."""
    return data.startswith((_ARCHIVE, _OLE))


def read_sheets(data: bytes, most_rows: int) -> list[Sheet]:
    """The sheets with their rows that are not empty, as texts; a row more than `most_rows` at most. Raise BadTable."""
    if data.startswith(_ARCHIVE):
        _refuse_bombs(data)
    elif _ENCRYPTED in data:
        raise _protected()
    answer = _ask(data, most_rows)
    if answer.get("refused") == "protected":
        raise _protected()
    if answer.get("refused") == "large":
        raise _too_large()
    if "sheets" not in answer:
        raise BadTable(_("The workbook can’t be read. Open it, save it again as XLSX or CSV, and try that."))
    return [
        Sheet(one["name"], [Row(line, tuple(cells), frozenset(formulas)) for line, cells, formulas in one["rows"]])
        for one in answer["sheets"]
    ]


def _ask(data: bytes, most_rows: int) -> dict[str, Any]:
    limits = (most_rows + 1, MOST_COLUMNS, MOST_MEMORY, MOST_SECONDS)
    command = [sys.executable, "-I", str(_READER), *map(str, limits)]
    try:
        # Our own words only: the file goes in by standard input. By the clock it may take longer: others work too.
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * MOST_SECONDS, env={})  # noqa: S603
        answer: dict[str, Any] = msgspec.json.decode(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise _too_large() from error
    except msgspec.DecodeError as error:  # it was ended for what it took
        raise _too_large() from error
    return answer


def _protected() -> BadTable:
    return BadTable(_("The workbook is protected by a password. Save it without one, and try that."))


def _too_large() -> BadTable:
    return BadTable(
        _(
            "The workbook is too large to be read: perhaps a cell far from the others holds something."
            " Save the sheet that is needed as CSV."
        )
    )


def _refuse_bombs(data: bytes) -> None:
    """By the sizes that the archive states; nothing unpacks more than those."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadTable(_("The workbook is damaged. Open it, save it again, and try that.")) from error
    if not _BOOKS & {member.filename for member in members}:
        raise BadTable(_("This is an archive, not a table. Unpack it and send the file from inside."))
    if (
        len(members) > _MOST_MEMBERS
        or sum(member.file_size for member in members) > LARGEST_UNPACKED
        or any(_is_bomb(member) for member in members)
    ):
        raise BadTable(_("Unpacked, the workbook would be too large. Save the sheet that is needed as CSV."))


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _BOMB_FROM and member.file_size > _BOMB_RATIO * max(member.compress_size, 1)
