"""What says who somebody is besides a PESEL: numbers of Polish identity cards, and dates of birth."""

import re
from collections.abc import Iterator

_WEIGHTS = (7, 3, 1, 9, 7, 3, 1, 7, 3)
_CARD = re.compile(r"(?<!\w)([A-Z]{3})[ \u00a0-]?(\d{3})[ \u00a0]?(\d{3})(?!\w)", re.I)
_CARD_NAMED = re.compile(
    r"(?<!\w)(?:dow[oó]d\w*|identity card|id card)"
    r"(?:\W+(?:osobist\w+|to|jest|nr|numer\w*|seri\w+|i|o|is|number|no))*\W*$",
    re.I,
)
_MONTHS = (
    r"(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|pa[źz]|list|grud|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
)
_BIRTH = re.compile(
    r"(?<!\w)(?:urodz\w*|ur\.|birth\w*|born|DOB)(?:\W+(?:się|sie|to|jest|dnia|w|dniu|on|is|date|day|the|of)(?!\w))*\W{0,4}"
    rf"(?P<day>\d{{1,2}}[./ -]\d{{1,2}}[./ -](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}"
    rf"|\d{{1,2}}\.? {_MONTHS} (?:19|20)\d\d|{_MONTHS} \d{{1,2}},? (?:19|20)\d\d)(?!\d)",
    re.I,
)
_REACH = 45  # characters from a word such as “dowód” to its number


def is_identity_card(signs: str) -> bool:
    """Whether three letters and six digits have the check digit of a Polish identity card."""
    values = [int(sign, 36) for sign in signs]
    return sum(value * weight for value, weight in zip(values, _WEIGHTS, strict=True)) % 10 == 0


def find_identity_cards(text: str) -> Iterator[tuple[int, int]]:
    """Numbers in capitals with the right check digit, and any after the name of the card."""
    for match in _CARD.finditer(text):
        is_named = _CARD_NAMED.search(text[max(0, match.start() - _REACH) : match.start()]) is not None
        if is_named or (match[1].isupper() and match[0].isascii() and is_identity_card("".join(match.groups()))):
            yield match.span()


def find_birth_dates(text: str) -> Iterator[tuple[int, int]]:
    """Dates right after a word that says that somebody was born."""
    return (match.span("day") for match in _BIRTH.finditer(text))
