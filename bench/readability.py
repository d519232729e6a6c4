"""Readability indices, in years of school that a reader needs.

Polish: FOG-PL of the Plain Polish Workshop (Pracownia Prostej Polszczyzny, University of Wrocław), Gunning's index with
words of four syllables or more as the difficult ones: 0.4 × (words to a sentence + difficult words in a hundred).
English: the Flesch–Kincaid grade level (Kincaid and others, 1975):
0.39 × words to a sentence + 11.8 × syllables to a word − 15.59.
"""

import re
from collections.abc import Sequence

NAMES = {"pl": "FOG-PL", "en": "Flesch–Kincaid"}
GOALS = {"pl": 9.0, "en": 6.0}  # at most; see docs/plain-language.md
DIFFICULT_SYLLABLES = 4
_POLISH_SYLLABLE = re.compile(r"[aąeęoóuy]|i(?![aąeęoóu])", re.IGNORECASE)
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SILENT_END = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeiouytd])ed$", re.IGNORECASE)


def polish_syllables(word: str) -> int:
    """Vowels, without the i that only softens the consonant before another vowel."""
    return len(_POLISH_SYLLABLE.findall(word))


def english_syllables(word: str) -> int:
    """Groups of vowels, without a silent end; at least one. Right for nine words in ten, which an average needs."""
    return max(1, len(_ENGLISH_VOWELS.findall(_SILENT_END.sub("", word))))


def index(language: str, sentences: int, words: Sequence[str]) -> float:
    """The index of `language` for a text of so many sentences and these words; 0 for an empty one."""
    if not sentences or not words:
        return 0.0
    length = len(words) / sentences
    if language == "pl":
        difficult = sum(polish_syllables(word) >= DIFFICULT_SYLLABLES for word in words)
        return 0.4 * (length + 100 * difficult / len(words))
    return 0.39 * length + 11.8 * sum(map(english_syllables, words)) / len(words) - 15.59
