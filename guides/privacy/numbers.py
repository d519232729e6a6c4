"""Long numbers that say who somebody is or open an account: PESEL, payment cards, bank accounts."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

# What stands between the digits of one number, however it is grouped.
GAP = r"[\s\-‐‑–—−_/.]{0,3}"
# What may stand there too, where the check digit of a PESEL fits.
RARE_GAP_SIGNS = ",:()…"
_RUN = re.compile(rf"\d(?:{GAP}\d)*")
_WIDE_RUN = re.compile(rf"\d(?:{GAP.replace(']', RARE_GAP_SIGNS + ']')}\d)*")
_DIGITS = re.compile(r"\d+")
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
# The month also says the century: 81–92 are of 1800–1899, 1–12 of 1900–1999, and so on.
_CENTURIES = {80: 1800, 0: 1900, 20: 2000, 40: 2100, 60: 2200}
_PESEL_LENGTH, _CARD_LENGTH, _ACCOUNT_LENGTH = 11, 16, 26
# No number in Poland begins with 0, 10 or 11, as a PESEL of 1948 may go on.
_POLISH = r"48(?=[\s().-]{0,2}(?!0|1[01])\d)"
_PHONE = re.compile(
    rf"(?<!\w)(?:(?:\+|00)(?P<polish>{_POLISH})(?:[\s().-]{{0,2}}\d){{9}}"
    rf"|\+(?!{_POLISH})\d{{1,3}}(?:[ ().-]{{0,2}}\d){{6,12}})(?!\d)"
)
_PESEL_BEHIND = re.compile(rf"(?:{GAP}\d){{11}}(?!\d)")
_ONE_PIECE = re.compile(
    r"(?:(?<!\d)|(?<=\+48)|(?<=(?<!\d)00)|(?<=(?<!\d)0048))"
    rf"(?!(?:(?<=\+)|(?<=(?<!\d)00)){_POLISH})\d{{11}}(?!\d)"
)
_TIME_OF_DAY = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d{2}(?:[ -]?[A-Z\d]){11,30}(?!\w)")


def is_pesel(digits: str) -> bool:
    """Whether 11 digits are a PESEL number: a day that exists, and the check digit."""
    numbers = [int(digit) for digit in digits]
    century = _CENTURIES.get(int(digits[2:4]) // 20 * 20)
    if century is None or sum(number * weight for number, weight in zip(numbers, _WEIGHTS, strict=True)) % 10:
        return False
    try:
        date(century + int(digits[:2]), int(digits[2:4]) % 20, int(digits[4:6]))
    except ValueError:
        return False
    return True


def is_card(digits: str) -> bool:
    """Whether the last digit is the check digit of a payment card (Luhn)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether letters and digits have the check digits of a bank account (ISO 13616)."""
    signs = re.sub(r"[ -]", "", text)
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def find_accounts(text: str) -> Iterator[tuple[int, int]]:
    """Bank accounts with their country in front; start and end of each."""
    for match in _IBAN.finditer(text):
        if match[0].isascii() and is_iban(match[0]):
            yield match.span()


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Phones with their country in front, unless the digits are a valid PESEL number that stands after a plus."""
    for match in _PHONE.finditer(text):
        digits = "".join(filter(str.isdecimal, match[0]))
        is_foreign = match["polish"] is None
        if not (is_foreign and len(digits) == _PESEL_LENGTH and is_pesel(digits)) and not _goes_on_to_pesel(
            text, match
        ):
            yield match.span()


def _goes_on_to_pesel(text: str, phone: re.Match[str]) -> bool:
    """Whether not nine but eleven digits follow +48, and are a PESEL number."""
    longer = _PESEL_BEHIND.match(text, phone.end("polish")) if phone["polish"] else None
    return longer is not None and is_pesel("".join(filter(str.isdecimal, longer[0])))


def find_pesels_in_one_piece(text: str) -> Iterator[tuple[int, int]]:
    """Valid PESEL numbers written as 11 digits, also after +, 00 or +48; after +48 nine digits would be a phone."""
    for match in _ONE_PIECE.finditer(text):
        if is_pesel(match[0]):
            yield match.span()


def find_pesels(text: str) -> Iterator[tuple[int, int]]:
    """Valid PESEL numbers in any grouping. Phones with their country in front and times of day are none."""
    yield from find_pesels_in_one_piece(text)
    for start, end in [*find_phones(text), *(match.span() for match in _TIME_OF_DAY.finditer(text))]:
        text = text[:start] + "\ufffc" * (end - start) + text[end:]
    for pattern in (_RUN, _WIDE_RUN):
        for run in pattern.finditer(text):
            for kind, start, end in _numbers_in(text, run):
                if kind == "pesel" and is_pesel("".join(filter(str.isdecimal, text[start:end]))):
                    yield start, end


def find_long_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """("account" | "card" | "pesel", start, end) of numbers in any grouping; they do not overlap."""
    for run in _RUN.finditer(text):
        found = list(_numbers_in(text, run))
        yield from found
        if not found and _is_mistyped_pesel(text, run):
            yield "pesel", run.start(), run.end()


def _numbers_in(text: str, run: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    parts = [(run.start() + part.start(), run.start() + part.end()) for part in _DIGITS.finditer(run[0])]
    taken = [False] * len(parts)
    for first, last, kind in _windows(text, parts):
        if not any(taken[first : last + 1]):
            taken[first : last + 1] = [True] * (last + 1 - first)
            yield kind, parts[first][0], parts[last][1]


def _windows(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Neighbouring groups of digits that are one number together: (first, last, kind), the longest number first."""
    found = []
    for first in range(len(parts)):
        digits = ""
        for last in range(first, len(parts)):
            digits += text[slice(*parts[last])]
            if kind := _kind(digits, [end - start for start, end in parts[first : last + 1]]):
                found.append((len(digits), first, last, kind))
            if len(digits) > _ACCOUNT_LENGTH:
                break
    return [(first, last, kind) for _length, first, last, kind in sorted(found, key=lambda each: -each[0])]


def _kind(digits: str, groups: Sequence[int]) -> str:
    if len(digits) == _ACCOUNT_LENGTH or (len(groups) == 1 and len(digits) >= 20):
        return "account"
    if len(digits) == _CARD_LENGTH and (len(groups) == 1 or set(groups) == {4}):
        return "card"
    if 13 <= len(digits) <= 19 and (len(groups) == 1 or list(groups) == [4, 6, 5]) and is_card(digits):
        return "card"
    # A PESEL with a mistake still tells most of itself.
    if len(digits) == _PESEL_LENGTH and (len(groups) == 1 or is_pesel(digits)):
        return "pesel"
    return ""


def _is_mistyped_pesel(text: str, run: re.Match[str]) -> bool:
    """Whether a run of digits on one line, apart from words, is as long as a PESEL."""
    digits = re.sub(r"\D", "", run[0])
    beside = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
    return len(digits) == _PESEL_LENGTH and "\n" not in run[0] and not any(sign.isalnum() for sign in beside)
