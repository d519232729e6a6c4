"""Phone numbers as people write them: the number that a link dials, and the words around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_NOTHING = re.compile(r"[-–—_.\s]*|brak|nie dotyczy|n/?d|none", re.IGNORECASE)
_GROUP = re.compile(r"[\s.\-–\u00a0/]*\(?(\d+)\)?")
_START = re.compile(r"(\+|\b00)?\(?\d")
_EXTENSION = re.compile(r"[\s,;]*\(?(?:wew(?:n(?:ętrzny)?)?\.?|w\.|ext\.?)\s*(\d[\d, ]*?)\)?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:;|,|/|\blub\b|\boraz\b)\s*")
_POLAND = "48"
_NATIONAL = 9  # digits
# Free and shared-cost numbers, which can't always be reached with +48.
_AT_HOME = re.compile(r"80[0-9]\d{6}|70[0-9]\d{6}")
_SHORT = re.compile(r"112|9\d\d|116\d{3}|19\d{3}|[2-8]\d{3}")
_LONGEST = 15  # digits, E.164


@dataclass(frozen=True)
class Phone:
    """A number that is shown, what its link dials (“+48221234567”), and the words after it; no `dial`: no link."""

    number: str
    dial: str = ""
    extension: str = ""
    rest: str = ""


@lru_cache(maxsize=4096)
def read_phone(text: str) -> Phone | None:
    """The first number of `text`; None where the text says that there is none."""
    text = " ".join(text.split())
    if _NOTHING.fullmatch(text):
        return None
    start = _START.search(text)
    if start is None:
        return Phone(text)
    digits, end = _digits(text, start)
    dial = _dialled(digits, start[1])
    if not dial:
        return Phone(text)
    after = text[end:]
    number = text[:end].strip()
    if extension := _EXTENSION.fullmatch(after):
        return Phone(number, dial, extension=extension[1].strip())
    return Phone(number, dial, rest=after.strip(" ,;"))


def _digits(text: str, start: re.Match[str]) -> tuple[str, int]:
    """The digits of the number that begins at `start`, as many as belong to it, and where it ends."""
    international = start[1] is not None
    groups = list(_groups(text, start.end(1) if international else start.start()))
    ends = ["".join(digits for digits, _end in groups[: count + 1]) for count in range(len(groups))] or [""]
    whole = _NATIONAL + (len(_POLAND) if international else 0)
    # “48 22 123 45 67” may be a number of Radom, whose prefix is 48, with two more digits: not for us to tell.
    if not international and len(groups) > 1 and ends[-1].startswith(_POLAND) and len(ends[-1]) == whole + len(_POLAND):
        return "", start.end()
    for digits, (_group, end) in zip(ends, groups, strict=False):
        if len(digits) == whole and (digits.startswith(_POLAND) if international else digits[0] != "0"):
            return digits, end
    return ends[-1], groups[-1][1] if groups else start.end()


def _groups(text: str, place: int) -> Iterator[tuple[str, int]]:
    """Groups of digits that follow each other, each with where it ends; of brackets only those round a prefix."""
    count = 0
    while group := _GROUP.match(text, place):
        place = group.end()
        if group[0].strip() == "(0)" and count:  # “+44 (0)20”
            continue
        if "(" in group[0] and (count > len(_POLAND) or ")" not in group[0]):
            return
        count += len(group[1])
        yield group[1], place


def _dialled(digits: str, prefix: str | None) -> str:
    """What a link to these digits dials; nothing where they are no number that can be dialled from anywhere."""
    if prefix is not None and not digits.startswith(_POLAND):
        return f"+{digits}" if 7 <= len(digits) <= _LONGEST else ""
    if prefix is not None or (len(digits) == len(_POLAND) + _NATIONAL and digits.startswith(_POLAND)):
        digits = digits.removeprefix(_POLAND)
    elif len(digits) == _NATIONAL + 1:
        digits = digits.removeprefix("0")
    if _SHORT.fullmatch(digits) or _AT_HOME.fullmatch(digits):
        return digits
    return f"+{_POLAND}{digits}" if len(digits) == _NATIONAL and digits[0] != "0" else ""


# As lists are imported: nine digits in their usual groups. Of thousands of offices most have one such number.
_USUAL = re.compile(r"[1-9]\d (?:\d{3} \d\d \d\d)|[1-9]\d{2} \d{3} \d{3}", re.ASCII)


def split_phones(text: str) -> Iterator[str]:
    """Each number of a text that holds several, with the words that follow it; what says “none” is left out."""
    if not text:
        return
    if _USUAL.fullmatch(text):
        yield text
        return
    present = ""
    for part, end in _cut(text):
        phone = read_phone(part)
        whole = phone is not None and len(phone.dial) >= _NATIONAL
        if present and (whole or ";" in end):
            yield present
            present = ""
        if phone is not None:
            present = f"{present}{end}{part}" if present else part
    if present:
        yield present


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text, each with what stands between it and the one before."""
    place, end = 0, ""
    for match in _BETWEEN.finditer(text):
        yield text[place : match.start()].strip(), end
        place, end = match.end(), match[0]
    yield text[place:].strip(), end
