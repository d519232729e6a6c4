"""Finding in a text what nobody should send to a helpdesk: PESEL, passwords, codes, numbers of cards, dates of birth.

It would rather take out too much than too little, but what a helpdesk needs stays: dates, times, versions, phones
of helpdesks, numbers of errors. Check digits tell what a number is, else the words near it, Polish and English.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guides.privacy.identity import find_birth_dates, find_identity_cards
from guides.privacy.numbers import (
    GAP,
    RARE_GAP_SIGNS,
    find_accounts,
    find_long_numbers,
    find_pesels,
    find_pesels_in_one_piece,
    find_phones,
)


class SecretKind(StrEnum):
    PESEL = "pesel"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    CODE = "code"
    PIN = "pin"
    PUK = "puk"
    CAN = "can"
    CARD = "card"
    ACCOUNT = "account"
    IDENTITY_CARD = "identity-card"
    BIRTH = "birth"


@dataclass(frozen=True)
class Secret:
    """What looks like a secret, at text[start:end]."""

    start: int
    end: int
    kind: SecretKind


# Stands in for what was looked at already: neither a digit nor a word, and as long as what it covers.
_BLANK = "\ufffc"

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_ALONE_BEFORE, _ALONE_BEHIND = r"(?<!\d)(?<!\d[./-])", r"(?!\d|[./-]\d)"
_DATE = re.compile(
    rf"{_ALONE_BEFORE}(?:{_DAY}([./-]){_MONTH}\1{_YEAR}|{_YEAR}([./-]){_MONTH}\2{_DAY}){_ALONE_BEHIND}", re.ASCII
)
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
_BARE_PHONE = re.compile(r"(?<!\d)(?<!\d[ -])48[ -](?:\d{3}([ -])\d{3}\1\d{3}|\d\d([ -])\d{3}\2\d\d\2\d\d)(?![ -]?\d)")
_VERSION = re.compile(r"(?<![\d.])\d{1,4}(?:\.\d{1,5}){1,3}(?!\.?\d)")
# Groups in which people write the day of birth of a PESEL with dots.
_DOTTED_PESEL = {(6, 5), (2, 2, 2, 5), (2, 2, 7)}
_SHORT_DATE = re.compile(rf"{_ALONE_BEFORE}{_DAY}[./]{_MONTH}[./]\d\d{_ALONE_BEHIND}")
_POSTCODE = re.compile(r"(?<!\d)\d\d-\d{3}(?!\d)")

# Not a part of a longer one, unless what stands before belongs to a word, as in “PIN1 1234”.
_NUMBER = re.compile(
    r"(?:(?<!\w)(?<!\d[ \u00a0-])|(?<=[^\W\d_]\d[ \u00a0-]))\d(?:[ \u00a0-]?\d){3,7}(?![ \u00a0-]?\d)(?!\w)"
)
_REACH_BEFORE, _REACH_BEHIND = 45, 25  # characters from a word such as “code” to its number
_NEAR = (
    (SecretKind.PIN, re.compile(r"(?<!\w)pin(?:-?[12]|-?u|-?em|ie|y|ów|s|code)?(?!\w)", re.I)),
    (SecretKind.PUK, re.compile(r"(?<!\w)puk(?:-?[12]|-?u|-?iem|i)?(?!\w)", re.I)),
    (SecretKind.CAN, re.compile(r"(?<!\w)CAN(?!\w)|(?<!\w)can\W{0,3}$|(?<!\w)can\s+(?:to|is|nr|numer|number)\W+$")),
    (SecretKind.CODE, re.compile(r"(?<!\w)(?:kod|code|sms|esemes|otp|token|text message)\w*", re.I)),
    (SecretKind.PASSWORD, re.compile(r"(?<!\w)(?:has[łl]|password|passcode)\w*", re.I)),
)
_CODE_OF_SOMETHING_ELSE = re.compile(
    r"(?:error|status|http|response|exit|country|postal|post|zip|qr|bar)[ -]?codes?"
    r"|kod\w*\s+(?:błęd|bled|pocztow|qr|http|odpowiedzi|stanu|kraju|kresk|produktu)\w*",
    re.I,
)
_HARMLESS_BEFORE = re.compile(
    r"(?<!\w)(?:windows|android|ios|chrome|firefox|edge|safari|opera|wersj\w*|version|build|błąd|błęd\w*|blad|bled\w*"
    r"|error|status|http|pocztow\w*|port|tel\.|phone number|rok\w*|year"
    r"|(?:na|pod|z|od|to|from|at|on)\s+(?:numer\w*|nr|number))\W*$",
    re.I,
)
_HARMLESS_BEHIND = re.compile(
    r"\s*(?:zł|pln|eur|%|znak|char|cyfr|digit|minut|min\b|sek|sec|dni|day|raz|times|km\b|r\b|rok|year|godz|hour)", re.I
)
_IN_A_YEAR = re.compile(
    r"(?<!\w)(?:(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paź|paz|list|grud|jan|feb|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)\w*|w|od|do|po|przed|in|since|from|of|until)\W*$",
    re.I,
)
_CARD_CODE = re.compile(r"(?<!\w)cv[cv]2?\W{0,3}(\d{3,4})(?!\d)", re.I)
_PESEL_NAMED = re.compile(
    rf"pesel\w*\W{{0,3}}(?:(?:to|is|nr|numer|number|mam)\W+){{0,3}}(\d(?:{GAP}\d){{8,12}})(?!\d)", re.I
)

_WORD = r"[\"„“”'‘«]?(?P<token>[^\s\"„“”'‘’«»]{4,64})(?P<close>[\"„“”'’»])?"
_NAMED = r"(?<!\w)(?:has[łl](?:o|a|em|u)|password|passwd|pwd|passcode|passphrase)"
_PASSWORD_GIVEN = re.compile(
    rf"(?:{_NAMED}|(?<!\w)pass)(?:[ \t]+(?:to|brzmi|is))?(?:\s*[:=]|[ \t]+[-–—](?=\s))\s*{_WORD}(?P<rest>[^\n]*)", re.I
)
_PASSWORD_IS = re.compile(
    rf"{_NAMED}(?:[ \t]+[\w-]+){{0,4}}?[ \t]+(?:to|brzmi|jest|było|is|was)[ \t]*:?[ \t]*{_WORD}", re.I
)
_PASSWORD_BESIDE = re.compile(rf"{_NAMED}[ \t]+{_WORD}", re.I)
_NO_PASSWORD = re.compile(
    r"m?obywatel\w*|moje-?ikp\w*|ikp|edo|pin\d?|e-?dow\w+|iphone\w*|ipad\w*|ios\d*|windows\d*|android\w*|\d+-\w+"
    r"|\S+@\S+\.\w+|https?:\S*|(?:\w+\.)+(?:pl|com|eu)\S*"
    # What people write of a password that is refused.
    r"|(?:nie)?(?:popraw|prawid|dobr|odrzuc|przyj|dział|dziala|znan|pamięt|pamiet|błęd|bled|błąd|blad|brak|zapomn|wygas)\w*"
    r"|wrong|incorrect|correct|invalid|rejected|refused|accepted|expired|unknown|forgotten|none|lost",
    re.I,
)


def find_secrets(text: str, known_numbers: Iterable[str] = ()) -> list[Secret]:
    """Everything in `text` that looks like a secret, in order, without overlaps.

    `known_numbers` are those of helpdesks, which are none.
    """
    search = _Search(text)
    for pattern in [_as_written(number) for number in known_numbers if any(map(str.isdigit, number))]:
        search.blank(match.span() for match in pattern.finditer(search.view))
    search.take(SecretKind.PESEL, find_pesels_in_one_piece(search.view))
    search.take(SecretKind.ACCOUNT, find_accounts(search.view))
    search.take(SecretKind.IDENTITY_CARD, find_identity_cards(search.view))
    search.take(SecretKind.BIRTH, find_birth_dates(search.view))
    search.blank(find_phones(search.view))
    for pattern in (_BARE_PHONE, _DATE):
        search.blank(match.span() for match in pattern.finditer(search.view))
    search.take(SecretKind.PESEL, _pesels_in_rare_grouping(search.view))
    search.blank(match.span() for match in _TIME.finditer(search.view))
    search.blank(_versions(search.view))
    for kind, start, end in list(find_long_numbers(search.view)):
        search.take(SecretKind(kind), [(start, end)])
    search.take(SecretKind.PESEL, (match.span(1) for match in _PESEL_NAMED.finditer(search.view)))
    search.take(SecretKind.CARD, (match.span(1) for match in _CARD_CODE.finditer(search.view)))
    search.take(SecretKind.PASSWORD, _passwords(search.view))
    for pattern in (_SHORT_DATE, _POSTCODE, _CODE_OF_SOMETHING_ELSE):
        search.blank(match.span() for match in pattern.finditer(search.view))
    for kind, span in list(_named_numbers(search.view)):
        search.take(kind, [span])
    return sorted(search.found, key=lambda secret: secret.start)


def replace_secrets(text: str, secrets: Sequence[Secret], placeholder: Callable[[SecretKind], str]) -> str:
    """`text` with each of its `secrets` (as `find_secrets` gives them) replaced."""
    parts, position = [], 0
    for secret in secrets:
        parts += [text[position : secret.start], placeholder(secret.kind)]
        position = secret.end
    return "".join([*parts, text[position:]])


class _Search:
    """The text with what was understood already blanked out, so that no later rule sees it."""

    def __init__(self, text: str) -> None:
        self.view = text
        self.found: list[Secret] = []

    def blank(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in list(spans):
            self.view = self.view[:start] + _BLANK * (end - start) + self.view[end:]

    def take(self, kind: SecretKind, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in list(spans):
            if _BLANK not in self.view[start:end]:
                self.found.append(Secret(start, end, kind))
                self.blank([(start, end)])


def _as_written(number: str) -> re.Pattern[str]:
    """A number in any grouping, not as a part of a longer one."""
    digits = GAP.join(re.findall(r"\d", number))
    return re.compile(rf"(?<!\d)(?<!\d[\s./-]){digits}(?!{GAP}\d)")


def _pesels_in_rare_grouping(view: str) -> Iterator[tuple[int, int]]:
    """Those that would be taken for times or versions later on."""
    for start, end in find_pesels(view):
        if any(sign in RARE_GAP_SIGNS for sign in view[start:end]):
            yield start, end


def _versions(view: str) -> Iterator[tuple[int, int]]:
    for match in _VERSION.finditer(view):
        if tuple(map(len, match[0].split("."))) not in _DOTTED_PESEL:
            yield match.span()


def _passwords(view: str) -> Iterator[tuple[int, int]]:
    for pattern in (_PASSWORD_GIVEN, _PASSWORD_IS, _PASSWORD_BESIDE):
        for match in pattern.finditer(view):
            token = match["token"].rstrip(".,;:)]?")
            alone = pattern is _PASSWORD_GIVEN and not match["rest"].strip(" .,;!")
            quoted = bool(match["close"]) and view[match.start("token") - 1] in "\"„“”'‘«"
            if len(token) < 4 or _NO_PASSWORD.fullmatch(token):
                continue
            if alone or quoted or _looks_like_password(token):
                yield match.start("token"), match.start("token") + len(token)


def _looks_like_password(token: str) -> bool:
    if not any(map(str.isalpha, token)):
        return False
    mixed = any(map(str.isupper, token[1:])) and any(map(str.islower, token))
    return mixed or any(map(str.isdigit, token)) or bool(re.search(r"[!@#$%^&*+=~?]\S|[!#$%^&*+=~]$", token))


def _named_numbers(view: str) -> Iterator[tuple[SecretKind, tuple[int, int]]]:
    """Numbers of four to eight digits near a word that makes them a secret."""
    for match in _NUMBER.finditer(view):
        before = re.split(r"[.!?;]\s|\n", view[max(0, match.start() - _REACH_BEFORE) : match.start()])[-1]
        behind = re.split(r"[.!?;](?:\s|$)|\n", view[match.end() : match.end() + _REACH_BEHIND])[0]
        kind = _nearest_kind(before, behind)
        if kind and (_is_named(before) or not _is_harmless(match[0], before, behind)):
            yield kind, match.span()


def _nearest_kind(before: str, behind: str) -> SecretKind | None:
    """What the nearest of the words says that the number between them is; the words before it count first."""
    found = [(match.end(), kind) for kind, word in _NEAR for match in word.finditer(before)]
    if found:
        return max(found)[1]
    found = [(match.start(), kind) for kind, word in _NEAR for match in word.finditer(behind)]
    return min(found)[1] if found else None


def _is_named(before: str) -> bool:
    """Whether one of the words stands right before the number."""
    return any(
        not re.search(r"\w|\W{4}", before[match.end() :]) for _kind, word in _NEAR for match in word.finditer(before)
    )


def _is_harmless(number: str, before: str, behind: str) -> bool:
    is_year = re.fullmatch(_YEAR, number) is not None
    return bool(
        _HARMLESS_BEFORE.search(before) or _HARMLESS_BEHIND.match(behind) or (is_year and _IN_A_YEAR.search(before))
    )
