"""What somebody typed into the search field: whether it can be searched for, and what of it may be shown again."""

import re
from dataclasses import dataclass
from enum import StrEnum

from guides.privacy.numbers import find_pesels

LONGEST = 200  # characters
UNREADABLE = "\ufffd"  # what stands for bytes that are not UTF-8

# Zero-width signs and controls, directions of writing among them: never part of a word, and confusing where shown.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_ELEVEN_DIGITS = re.compile(r"(?<![\d+])(?:\d[ .-]?){10}\d(?![ .-]?\d)")
# A code after its name (five digits are a postcode, and an error code is no secret), and anything after “password:”.
_NAMED_SECRET = re.compile(
    r"(?<!error )\b(?:pin\d?|puk|can|kod\w*|code|has[lł]\w*|password)\b"
    r"\s*(?:(?:to|is)\s+|[:=]\s*)?(?<!\d)(?:\d{4}|\d{6,8})(?!\d)"
    r"|\b(?:has[lł]o|password)\s*[:=]\s*\S",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)|[@<>]|^[\w.-]+$")


class AskingState(StrEnum):
    FRESH = "fresh"  # nothing was sent
    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"  # not UTF-8
    NO_WORDS = "no_words"  # signs only
    SECRET = "secret"  # noqa: S105 - looks like a PESEL, a password or a code
    READY = "ready"


@dataclass(frozen=True)
class Query:
    """`text` is what the field shows again: at most LONGEST characters, and never a secret."""

    state: AskingState
    text: str = ""


def read_query(typed: str | None) -> Query:
    """Understand what was sent; None when the page was merely opened."""
    if typed is None:
        return Query(AskingState.FRESH)
    text = " ".join(_INVISIBLE.sub(" ", typed).split())
    shown = text[:LONGEST]
    if not text:
        return Query(AskingState.EMPTY)
    # Before all else, so that no message shows it again.
    if looks_secret(text):
        return Query(AskingState.SECRET)
    if UNREADABLE in text:
        return Query(AskingState.UNREADABLE, shown.replace(UNREADABLE, ""))
    if len(text) > LONGEST:
        return Query(AskingState.TOO_LONG, shown)
    if not any(char.isalnum() for char in text):
        return Query(AskingState.NO_WORDS, shown)
    return Query(AskingState.READY, text)


def looks_secret(text: str) -> bool:
    """Whether `text` has eleven digits like a PESEL, a code beside its name, or a word made like a password."""
    if _ELEVEN_DIGITS.search(text) or _NAMED_SECRET.search(text) or any(True for _span in find_pesels(text)):
        return True
    return any(map(_is_like_a_password, text.split()))


def _is_like_a_password(word: str) -> bool:
    """Eight signs or more, with a small letter, a digit, and a capital or another sign; no web or e-mail address."""
    if len(word) < 8 or _ADDRESS.search(word):
        return False
    core = word.strip("„”\"'().,:;?")
    kinds = (str.islower, str.isdigit, lambda char: char.isupper() or not char.isalnum())
    return any(not char.isalnum() and char not in "-–/." for char in core) and all(
        any(kind(char) for char in core) for kind in kinds
    )
