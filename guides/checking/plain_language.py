"""How hard a text is to read, measured in words to a sentence, for each language.

The goal (docs/plain-language.md) stands in `settings.SENTENCE_WORDS`. Sentence length is the one measure that
means the same in Polish and in English and that an editor can act on at once.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape

from django.utils.translation import gettext_lazy as _

from guides.checking.checks import texts_of
from guides.schema.content import Content
from guides.schema.faults import Fault, Severity
from guides.schema.markup import OF_EACH_TEXT

_BLOCK_END = re.compile(r"</(?:p|li|h2|h3)>|<br>")
_TAG = re.compile(r"<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\")]?\s+")
_WORD = re.compile(r"\w[\w’'\-\u2011.@]*")


@lru_cache(maxsize=OF_EACH_TEXT)
def sentences(html: str) -> tuple[str, ...]:
    """The sentences of a compiled text; a paragraph and an item of a list end one."""
    found = []
    for block in _BLOCK_END.split(html):
        text = " ".join(unescape(_TAG.sub("", block)).split())
        found += [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    return tuple(found)


def words_of(sentence: str) -> list[str]:
    """Its words. A number or phone written in groups of digits is one."""
    return _WORD.findall(re.sub(r"(?<=\d)\s(?=\d)", "", sentence))


@lru_cache(maxsize=4 * OF_EACH_TEXT)
def words(sentence: str) -> int:
    """The number of its words."""
    return len(words_of(sentence))


def check_plain_language(content: Content, limits: Mapping[str, int]) -> list[Fault]:
    """A warning for each text with a sentence of more words than the limit of its language."""
    return [
        Fault(
            Severity.WARNING,
            kind,
            key,
            _("A sentence has %(number)s words; the goal is %(limit)s (%(language)s): “%(sentence)s”"),
            {"number": words(sentence), "limit": limits[code], "language": code, "sentence": sentence[:80]},
            place,
        )
        for kind, key, place, code, sentence in all_sentences(content, limits)
        if words(sentence) > limits[code]
    ]


def all_sentences(content: Content, limits: Mapping[str, int]) -> Iterator[tuple[str, str, str, str, str]]:
    """(kind, key, place, language, sentence) of every text, in the languages of `limits`."""
    for kind, items in (
        ("method", content.methods),
        ("guide", content.guides),
        ("question", content.questions),
        ("outcome", content.outcomes),
        ("helpdesk", content.helpdesks),
        ("page", content.pages),
    ):
        for item in items:
            for place, text in texts_of(item):
                for code in limits:
                    for sentence in sentences(text.html.get(code, "")):
                        yield kind, item.key, place, code, sentence
