"""How hard a text is to read, measured in words to a sentence, for each language.

The goal (docs/plain-language.md) stands in `settings.SENTENCE_WORDS`. Sentence length is the one measure that
means the same in Polish and in English and that an editor can act on at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext_lazy as _

from guides.publishing.checks import Fault, Severity, texts_of
from guides.publishing.content import Content

_BLOCK_END = re.compile(r"</(?:p|li|h2|h3)>|<br>")
_TAG = re.compile(r"<[^>]+>")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\")]?\s+")
_WORD = re.compile(r"\w[\w’'\-\u2011.@]*")


def sentences(html: str) -> list[str]:
    """The sentences of a compiled text; a paragraph and an item of a list end one."""
    found = []
    for block in _BLOCK_END.split(html):
        text = " ".join(unescape(_TAG.sub("", block)).split())
        found += [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    return found


def words(sentence: str) -> int:
    """The number of words. A number or phone written in groups of digits counts once."""
    return len(_WORD.findall(re.sub(r"(?<=\d)\s(?=\d)", "", sentence)))


@dataclass(frozen=True)
class Reading:
    """What was measured of one language: sentences, words, and sentences over the limit."""

    sentences: int
    words: int
    long: int

    @property
    def average(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def share_long(self) -> float:
        return self.long / self.sentences if self.sentences else 0.0


def measure(content: Content, limits: Mapping[str, int]) -> dict[str, Reading]:
    """Readings of all texts for each language of `limits` (words to a sentence)."""
    counted = {code: [0, 0, 0] for code in limits}
    for _kind, _key, _place, code, sentence in _all_sentences(content, limits):
        length = words(sentence)
        counted[code][0] += 1
        counted[code][1] += length
        counted[code][2] += length > limits[code]
    return {code: Reading(*numbers) for code, numbers in counted.items()}


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
        for kind, key, place, code, sentence in _all_sentences(content, limits)
        if words(sentence) > limits[code]
    ]


def _all_sentences(content: Content, limits: Mapping[str, int]) -> Iterator[tuple[str, str, str, str, str]]:
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
