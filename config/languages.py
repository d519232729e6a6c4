"""What the site knows of each language: one structure for each, the source first. Plain data, read by the settings.

A further language is one more structure here, its forms of words (guides/search), a migration and its texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`address_words` are part of addresses that people have saved and printed, so they never change."""

    code: str
    name: str  # in itself
    address_words: Mapping[str, str]
    hanging_words: str = ""  # one-letter words that may not stand at the end of a line
    own_letters: str = ""  # that only this language has: a word with one of them is marked as its word in a translation
    share_locale: str = ""  # as Open Graph names it, with a territory
    sentence_words: int = 20  # the most that a sentence should have; the gate warns about longer ones


LANGUAGES: tuple[Language, ...] = (
    Language(
        code="pl",
        name="polski",
        hanging_words="aiouwz",
        own_letters="ąćęłńóśźż",
        share_locale="pl_PL",
        address_words={
            "help": "pomoc",
            "change": "zmien",
            "guides": "poradniki",
            "methods": "sposoby",
            "points": "punkty",
            "search": "szukaj",
            "report": "zglos",
            "helped": "czy-pomoglo",
            "municipality": "gmina",
            "contact": "kontakt",
            "sheet": "kartka",
            "large": "duzy-druk",
            "phone": "na-telefon",
            "helping": "pomagam",
            "tree": "pytania",
            "write": "napisz",
            "for_site": "na-twoja-strone",
            "poster": "plakat",
            "api": "api",
            "changes": "zmiany",
        },
    ),
    Language(
        code="en",
        name="English",
        share_locale="en_GB",
        address_words={
            "help": "help",
            "change": "change",
            "guides": "guides",
            "methods": "methods",
            "points": "points",
            "search": "search",
            "report": "report",
            "helped": "did-this-help",
            "municipality": "municipality",
            "contact": "contact",
            "sheet": "sheet",
            "large": "large-print",
            "phone": "to-phone",
            "helping": "helping",
            "tree": "questions",
            "write": "write",
            "for_site": "for-your-site",
            "poster": "poster",
            "api": "api",
            "changes": "changes",
        },
    ),
)


def in_language(words: str, code: str) -> str:
    """The words of a field with the language that it is in, as the reader calls it: “title (Polish)”."""
    from django.utils.translation import get_language_info  # knows the settings, which read this module

    return f"{words} ({get_language_info(code)['name_translated']})"
