"""Syllables are counted well enough for an average, and the indices are the published formulas."""

import pytest
from django.conf import settings

from bench.readability import GOALS, english_syllables, index, polish_syllables
from guides.checking.plain_language import all_sentences, words_of
from guides.schema.content import Content


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("niania", 2), ("miejscowość", 3), ("internetowe", 5), ("konto", 2), ("w", 0), ("PIN", 1), ("linia", 2)],
)
def test_polish_syllables(word: str, syllables: int) -> None:
    assert polish_syllables(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("phone", 1), ("code", 1), ("password", 2), ("table", 2), ("asked", 1), ("waited", 2), ("the", 1), ("account", 2)],
)
def test_english_syllables(word: str, syllables: int) -> None:
    assert english_syllables(word) == syllables


def test_the_polish_index_adds_length_and_difficult_words() -> None:
    # Ten words in one sentence, one of them of five syllables: 0.4 × (10 + 10).
    assert index("pl", 1, ["kot"] * 9 + ["internetowe"]) == pytest.approx(8.0)


def test_the_english_index_is_flesch_kincaid() -> None:
    assert index("en", 2, ["cat"] * 10) == pytest.approx(0.39 * 5 + 11.8 - 15.59)


def test_an_empty_text_needs_no_school() -> None:
    assert index("pl", 0, []) == 0


@pytest.mark.parametrize("language", GOALS)
def test_every_guide_is_as_easy_as_the_goal(content: Content, language: str) -> None:
    texts: dict[str, list[list[str]]] = {}
    for kind, key, _place, code, sentence in all_sentences(content, settings.SENTENCE_WORDS):
        if kind == "guide" and code == language:
            texts.setdefault(key, []).append(words_of(sentence))
    found = {key: index(language, len(text), [word for words in text for word in words]) for key, text in texts.items()}
    assert {key: value for key, value in found.items() if value > GOALS[language]} == {}
    assert len(found) == len(content.guides)
