"""Texts as the words that are compared: without case and marks."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from guides.text import fold

# “e-dowód” and “can't” are one word each.
_WORD = re.compile(r"(?:(?<![^\W_])[eim][-\u2010\u2011])?[^\W_]+(?:'[^\W_]+)?")
_IN_HTML = re.compile(r"<[^>]*>|&#?\w+;|(?:(?<![^\W_])[eimEIM][-\u2010\u2011])?[^\W_]+(?:['’][^\W_]+)?")
_AS_WRITTEN = re.compile(r"(?:(?<![^\W_])[eimEIM][-\u2010\u2011])?[^\W_]+(?:['’][^\W_]+)?")
_HYPHENS = re.compile("[\u2010\u2011]")
_LETTERS_THEN_DIGITS = re.compile(r"([^\W\d_]{2,})\d+")


def split(text: str) -> list[str]:
    """The folded words of `text`; “e‑dowód” is “edowod”, “can’t” is “cant”."""
    return [joined(word) for word in _WORD.findall(fold(text))]


def split_lines(lines: Iterable[str]) -> Iterator[list[str]]:
    """The words of each of many short lines, as `split` gives them; folds them all at once."""
    for line in fold("\n".join(" ".join(line.split()) for line in lines)).split("\n"):
        yield [joined(word) for word in _WORD.findall(line)]


@lru_cache(8192)
def split_as_written(text: str) -> tuple[str, ...]:
    """The words of `text` with their marks and capitals, each followed by what it is also found under."""
    return tuple(_split_as_written(text))


def _split_as_written(text: str) -> Iterator[str]:
    for word in _AS_WRITTEN.findall(unicodedata.normalize("NFC", text)):
        plain = _HYPHENS.sub("-", word)
        yield plain
        if "-" in plain:
            yield plain.partition("-")[2]
        elif match := _LETTERS_THEN_DIGITS.fullmatch(plain):
            yield match[1]


def split_widely(text: str) -> Iterator[str]:
    """The words of `text` as `split` gives them, each followed by what it is also found under: “pin” after PIN1."""
    for match in _WORD.finditer(fold(text)):
        yield from found_under(match[0])


@lru_cache(8192)
def words_of(text: str) -> frozenset[str]:
    """All that `split_widely` finds in a text of the content, worked out once: what was typed is kept by nobody."""
    return frozenset(split_widely(text))


@lru_cache(16384)
def found_under(word: str) -> tuple[str, ...]:
    """A folded word of the content and what else it is found under."""
    whole = joined(word)
    if len(word) > 2 and word[1] in "-\u2010\u2011":
        return whole, word[2:].replace("'", "")
    match = _LETTERS_THEN_DIGITS.fullmatch(whole)
    return (whole, match[1]) if match else (whole,)


def mark(html: str, words: Collection[str]) -> str:
    """`html`, a text of the content, with its words that are found under one of `words` between <mark> and </mark>."""
    known = frozenset(words)
    parts = _parts_of(html)
    return "".join([part if known.isdisjoint(forms) else f"<mark>{part}</mark>" for part, forms in parts])


@lru_cache(4096)
def _parts_of(html: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A text in parts: its words, each with what it is found under, and what stands between them."""
    parts: list[tuple[str, tuple[str, ...]]] = []
    last = 0
    for match in _IN_HTML.finditer(html):
        if match[0][0] in "<&":
            continue
        parts += ((html[last : match.start()], ()), (match[0], found_under(fold(match[0]))))
        last = match.end()
    return (*parts, (html[last:], ()))


def joined(word: str) -> str:
    """A folded word without its hyphen or apostrophe."""
    return word if word.isalnum() else "".join(filter(str.isalnum, word))
