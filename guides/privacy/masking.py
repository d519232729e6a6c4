"""Covering in a text what may tell who wrote it: PESEL, phones, mail addresses, and all that is secret anyway."""

import re
from collections.abc import Iterable

from guides.privacy.numbers import find_phones
from guides.privacy.secrets import find_secrets, replace_secrets

MASK = "[…]"
_MAIL = re.compile(r"[^\s@<>()\[\],;:\"“”„]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_BETWEEN = r"[\s().\-–/]{0,2}"
# Nine digits in any grouping, as all phones of Poland have; not a part of a longer number.
_PHONE = re.compile(rf"(?<!\d)(?<!\d[\s.\-–/])(?:(?:\+|00)?48{_BETWEEN})?\(?0?\d(?:{_BETWEEN}\d){{8}}(?![\s.\-–/]?\d)")
_PHONE_NAMED = re.compile(
    rf"(?<!\w)(?:tel\.?|telefon\w*|kom\.?|kom[oó]rk\w*|phone|mobile|cell|call me)\W{{0,3}}"
    rf"(?:(?:to|nr|numer|is|number|on|at|pod)\W+){{0,2}}(\+?\d(?:{_BETWEEN}\d){{5,11}})(?!\d)",
    re.I,
)


def mask(text: str, known_numbers: Iterable[str] = ()) -> str:
    """`text` with everything covered that looks like somebody's own data; `known_numbers`, of offices, stay."""
    known = {_local(number) for number in known_numbers}
    text = _MAIL.sub(MASK, text)
    text = replace_secrets(text, find_secrets(text, _known_as_written(known)), lambda _kind: MASK)
    for start, end in reversed(list(find_phones(text))):
        text = text[:start] + _covered(text[start:end], known) + text[end:]
    text = _PHONE.sub(lambda found: _covered(found[0], known), text)
    return _PHONE_NAMED.sub(lambda found: found[0].replace(found[1], _covered(found[1], known)), text)


def _covered(number: str, known: set[str]) -> str:
    return number if _local(number) in known else MASK


def _local(number: str) -> str:
    """The digits of a phone without what stands for Poland."""
    digits = re.sub(r"\D", "", number)
    return digits[-9:] if len(digits) > 9 and digits.lstrip("0").startswith("48") else digits


def _known_as_written(known: Iterable[str]) -> list[str]:
    return [number for number in known if number]
