"""Text folded and tidied for comparing, in one way for search, places, offices and addresses."""

import re
import unicodedata

from django.utils.text import slugify

# Letters that have no mark to take away, and signs that nobody sees.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "’": "'", "\u00ad": None, "\u200b": None, "\u2060": None})
FORMULA_SIGNS = "=+-@\t\r＝＋－＠"  # with which a spreadsheet's formula begins, full-width ones too
_MARKS = re.compile(r"[\u0300-\u036f]+")


def fold(text: str) -> str:
    """`text` in small letters without marks; “Łódź” becomes “lodz”."""
    # Twice: small letters of some signs have marks again.
    small = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKD", small))


def single_line(text: str) -> str:
    """`text` in one line, without control characters, signs that nobody sees, and doubled spaces."""
    if text.isascii() and text.isprintable():  # most are, and lists have many
        return " ".join(text.split())
    return " ".join("".join(map(_visible, text)).split())


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cf":  # of no width, such as a soft hyphen or a mark of bytes' order
        return ""
    return " " if category[0] == "C" else sign


def slugify_name(name: str) -> str:
    """The readable end of an address, from a name: letters without their marks, ł included."""
    return slugify(name.translate(_PLAIN))


def disarm(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before it, as it does before one."""
    if cell.startswith("'") or (cell[:1] and cell[0] in FORMULA_SIGNS and not _is_number(cell)):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None
