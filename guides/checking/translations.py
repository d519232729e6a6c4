"""The texts of the working copy beside their translations: what is missing, outdated, or says something else. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guides.enums import TranslationState
from guides.schema import draft
from guides.schema.kinds import Entry, Origins, Words, fields_of
from guides.schema.markup import OF_EACH_TEXT


@dataclass(frozen=True)
class Translation:
    """One text and its translation into one language. `kind` and `key` name the row, `place` the text in it.

    `made_from` is the source text that an outdated translation was made from, "" where that is not known; None says
    that the translation is not outdated.
    """

    kind: str
    key: str
    place: str
    language: str
    source: str
    text: str
    made_from: str | None = None

    @property
    def state(self) -> TranslationState:
        if not self.text.strip():
            return TranslationState.MISSING
        return TranslationState.CURRENT if self.made_from is None else TranslationState.OUTDATED

    @property
    def address(self) -> str:
        """Such as “guide/pz-haslo/steps[open-the-page].title/en”."""
        return "/".join((self.kind, self.key, self.place, self.language))


def translations(working_copy: draft.Draft | draft.PointsDraft, languages: Sequence[str]) -> Iterator[Translation]:
    """Every text that there is, for each language but the first, which is the source; in the order of display."""
    for name in working_copy.__struct_fields__:
        for entry in getattr(working_copy, name):
            key = str(getattr(entry, "key", "") or getattr(entry, "number", ""))
            for place, words, made_from in _texts_of(entry):
                source = words.get(languages[0], "")
                for code in languages[1:]:
                    text = words.get(code, "")
                    if source.strip() or text.strip():
                        kind = type(entry).__name__.lower()
                        yield Translation(kind, key, place, code, source, text, made_from(code))


def _texts_of(entry: Entry, above: str = "") -> Iterator[tuple[str, Words, Callable[[str], str | None]]]:
    outdated: Origins = getattr(entry, "outdated", {})
    fields = fields_of(type(entry))
    for name in fields.texts:

        def made_from(code: str, name: str = name) -> str | None:
            return outdated.get(f"{name}.{code}")

        yield f"{above}{name}", getattr(entry, name) or {}, made_from
    for name in fields.parts:
        for part in getattr(entry, name):
            yield from _texts_of(part, f"{above}{name}[{part.identity}].")


class Disagreement(NamedTuple):
    """What a text has and its translation has otherwise."""

    message: Promise
    params: dict[str, str]

    def __str__(self) -> str:
        return str(self.message) % self.params


@lru_cache(maxsize=OF_EACH_TEXT)
def disagreements(source: str, text: str) -> tuple[Disagreement, ...]:
    """Where a translation does not say the same as its source in what needs no translating."""
    found = []
    for message, read in _COMPARED:
        ours, theirs = read(source), read(text)
        if ours != theirs:
            found.append(Disagreement(message, {"source": _listed(ours), "translation": _listed(theirs)}))
    ours, theirs = _numbers_that_differ(_numbers(source), _numbers(text))
    if ours or theirs:
        message = _("Different numbers: source %(source)s, translation %(translation)s.")
        found.append(Disagreement(message, {"source": _listed(ours), "translation": _listed(theirs)}))
    return tuple(found)


def _listed(things: frozenset[str] | int) -> str:
    return str(things) if isinstance(things, int) else ", ".join(sorted(things)) or "–"


# Each stops at its own first sign, so that a megabyte of them takes no longer than a megabyte of words.
_LABEL = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_ADDRESS = re.compile(r"`([^`\n]+)`")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?<!\[)\[[^\[\]\n]+\]\(([^()\s]*)\)")
_STRONG = re.compile(r"\*\*[^*\n]+\*\*")
_ITEM = re.compile(r"^- ", re.MULTILINE)
_HEADING = re.compile(r"^#{2,3} ", re.MULTILINE)


def _labels(text: str) -> frozenset[str]:
    return frozenset(" ".join(label.split()) for label in _LABEL.findall(text))


def _addresses(text: str) -> frozenset[str]:
    emails = _EMAIL.findall(text) if "@" in text else ()
    return frozenset(address.strip() for address in (*_ADDRESS.findall(text), *emails))


def _links(text: str) -> frozenset[str]:
    return frozenset(_LINK.findall(text))


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda text: len(pattern.findall(text))


_COMPARED: tuple[tuple[Any, Callable[[str], frozenset[str] | int]], ...] = (
    (_("Different button labels: source %(source)s, translation %(translation)s."), _labels),
    (_("Different addresses to type: source %(source)s, translation %(translation)s."), _addresses),
    (_("Different link targets: source %(source)s, translation %(translation)s."), _links),
    (_("Different numbers of list items: source %(source)s, translation %(translation)s."), _count(_ITEM)),
    (_("Different numbers of headings: source %(source)s, translation %(translation)s."), _count(_HEADING)),
    (_("Different numbers of words in bold: source %(source)s, translation %(translation)s."), _count(_STRONG)),
)

# Languages write one number in several ways. Each is brought to one form before numbers are compared.
_SPACE = "[ \u00a0\u2009\u202f]"
_MARKED = re.compile(f"{_LABEL.pattern}|{_ADDRESS.pattern}|{_EMAIL.pattern}|(?<=\\])\\([^()\\s]*\\)")
# The month stands in words in one language and in digits in the other, so it is left out.
_DATE = re.compile(r"(?<![\d.-])(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2}))(?![\d-])")
_PHONE = re.compile(rf"(?:(?:\+|\b00)48(?:{_SPACE}|-)?)?(?<!\d)\(?\d(?:(?:{_SPACE}|[()-]){{0,2}}\d){{8,}}")
_AFTER_NOON = re.compile(rf"(?<!\d)(\d{{1,2}})(?:[:.](\d{{2}}))?{_SPACE}?([ap])\.?m\b", re.IGNORECASE)
_THOUSANDS = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|(?<![\d.,])\d{{1,3}}(?:[.,]\d{{3}})+(?![\d.,])"
)
_FRACTION = re.compile(r"(\d+)[.,:](\d+)")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A number up to this may be written as a word in one of the languages.
_LAST_WORD = 12


def _numbers(text: str) -> frozenset[str]:
    if not _DIGIT.search(text):
        return frozenset()
    found: set[str] = set()

    def take_phone(match: re.Match[str]) -> str:
        digits = re.sub(r"^(?:\+|00)48", "", re.sub(r"[^\d+]", "", match[0]))
        found.add(digits)
        return " ; "

    text = _MARKED.sub(" ; ", text)
    text = _DATE.sub(lambda date: f" {int(date[1] or date[6])} ; {date[3] or date[4]} ; ", text)
    text = _AFTER_NOON.sub(_in_24_hours, text)
    text = _PHONE.sub(take_phone, text)
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = _FRACTION.sub(_in_short, text)
    return frozenset(found | set(_NUMBER.findall(text)))


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2] or '00'}"


def _in_short(match: re.Match[str]) -> str:
    """“18:00” as 18, “2,50” as 2.5."""
    fraction = match[2].rstrip("0")
    return f"{match[1]}.{fraction}" if fraction else match[1]


def _numbers_that_differ(ours: frozenset[str], theirs: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    left, right = ours - theirs, theirs - ours
    if left and right:
        return left, right
    return frozenset(filter(_is_no_word, left)), frozenset(filter(_is_no_word, right))


def _is_no_word(number: str) -> bool:
    return not (number.isdecimal() and len(number) <= 2 and int(number) <= _LAST_WORD)
