"""Texts as the words that are compared: without case and marks, inflected forms under one root."""

import re
import threading
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import snowballstemmer

# Letters that do not decompose, and marks that are no part of a word: soft hyphen, zero-width signs.
_PLAIN = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "’": "'", "\u00ad": None, "\u200b": None, "\u2060": None})
_MARKS = re.compile("[\u0300-\u036f]")
# “e-dowód” and “can't” are one word each.
_WORD = re.compile(r"(?:(?<![^\W_])[eim][-\u2010\u2011])?[^\W_]+(?:'[^\W_]+)?")
_IN_HTML = re.compile(r"<[^>]*>|&#?\w+;|(?:(?<![^\W_])[eimEIM][-\u2010\u2011])?[^\W_]+(?:['’][^\W_]+)?")
_LETTERS_THEN_DIGITS = re.compile(r"([^\W\d_]{2,})\d+")
_SHORTEST_ROOT = 3
_LAYERS = 3  # endings that can stand behind one another: “resetowanie” is reset-ow-an-ie


@dataclass(frozen=True)
class Grammar:
    """What searching has to know of a language.

    `stemmer` names an algorithm of Snowball, `endings` are taken off what it leaves, `ignored` says nothing in a query.
    """

    stemmer: str
    ignored: frozenset[str]
    endings: str = ""


def grammars(settings: Mapping[str, Mapping[str, str]]) -> dict[str, Grammar]:
    """Grammars by language, as the settings write them: `ignored` with spaces between the words."""
    return {
        code: Grammar(given["stemmer"], frozenset(given["ignored"].split()), given["endings"])
        for code, given in settings.items()
    }


def fold(text: str) -> str:
    """`text` in small letters without marks; “Łódź” becomes “lodz”."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_PLAIN))).casefold()


def split(text: str) -> list[str]:
    """The folded words of `text`; “e‑dowód” is “edowod”, “can’t” is “cant”."""
    return [_joined(word) for word in _WORD.findall(fold(text))]


def split_lines(lines: Iterable[str]) -> Iterator[list[str]]:
    """The words of each of many short lines, as `split` gives them; folds them all at once."""
    for line in fold("\n".join(" ".join(line.split()) for line in lines)).split("\n"):
        yield [_joined(word) for word in _WORD.findall(line)]


def split_widely(text: str) -> Iterator[str]:
    """The words of `text` as `split` gives them, each followed by what it is also found under: “pin” after PIN1."""
    for match in _WORD.finditer(fold(text)):
        yield from forms(match[0])


def forms(word: str) -> tuple[str, ...]:
    """A folded word and what else it is found under."""
    joined = _joined(word)
    if len(word) > 2 and word[1] in "-\u2010\u2011":
        return joined, word[2:].replace("'", "")
    match = _LETTERS_THEN_DIGITS.fullmatch(joined)
    return (joined, match[1]) if match else (joined,)


def mark(html: str, words: Container[str]) -> str:
    """`html` with those of its words that are found under one of `words` between <mark> and </mark>."""

    def marked(match: re.Match[str]) -> str:
        part = match[0]
        if part[0] in "<&" or not any(form in words for form in forms(fold(part))):
            return part
        return f"<mark>{part}</mark>"

    return _IN_HTML.sub(marked, html)


def _joined(word: str) -> str:
    return word if word.isalnum() else "".join(filter(str.isalnum, word))


@dataclass
class Analyser:
    """Finds the root of folded words. Words that Snowball knows with Polish marks only need the endings as well."""

    grammar: Grammar
    _known: dict[str, str] = field(default_factory=dict)
    # A stemmer holds the word that it works on: each thread of a server needs its own.
    _of_thread: threading.local = field(default_factory=threading.local)

    @property
    def _stemmer(self) -> Any:
        if not hasattr(self._of_thread, "stemmer"):
            self._of_thread.stemmer = snowballstemmer.stemmer(self.grammar.stemmer)
        return self._of_thread.stemmer

    @cached_property
    def _endings(self) -> re.Pattern[str] | None:
        return re.compile(rf"(?<=.{{4}})(?:{self.grammar.endings})$") if self.grammar.endings else None

    def root(self, word: str) -> str:
        """The root that inflected forms of a folded word share."""
        stem = str(self._stemmer.stemWord(word))
        if self._endings:
            for _layer in range(_LAYERS):
                stem = self._endings.sub("", stem)
        return stem if len(stem) >= _SHORTEST_ROOT else word

    def root_once(self, word: str) -> str:
        """`root`, remembered. For what a release holds, never for what a visitor typed."""
        root = self._known.get(word)
        if root is None:
            root = self._known[word] = self.root(word)
        return root
