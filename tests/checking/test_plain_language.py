"""Sentences are counted as a reader would count them, and long ones are named."""

import pytest
from django.conf import settings

from guides.checking.plain_language import all_sentences, check_plain_language, sentences, words
from guides.schema.content import Content
from tests.entries import put
from tests.graphs import compiled, frame, guide, question
from tests.graphs import words as both


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Jedno zdanie. Drugie zdanie!</p><p>Trzecie</p>", ["Jedno zdanie.", "Drugie zdanie!", "Trzecie"]),
        ("<ul><li>dowód</li><li>PESEL</li></ul>", ["dowód", "PESEL"]),
        ('Wejdź na <span class="address">pz.gov.pl</span> i czekaj.', ["Wejdź na pz.gov.pl i czekaj."]),
        ("", []),
    ],
)
def test_a_paragraph_and_an_item_end_a_sentence(html: str, expected: list[str]) -> None:
    assert [*sentences(html)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("Zadzwoń: 19 239.", 2), ("Otwórz e\u2011mail.", 2), ("Zadzwoń pod +48 42 253 54 50!", 3), ("–", 0)],
)
def test_a_phone_number_and_a_hyphened_word_count_once(sentence: str, expected: int) -> None:
    assert words(sentence) == expected


def test_a_long_sentence_is_named_with_its_place() -> None:
    working_copy = frame([question("q0", ("outcome", "o0"), first=True)], ["o0"])
    put(working_copy, guides=[guide("g", result=both(" ".join(["słowo"] * 21) + "."))])
    found = check_plain_language(compiled(working_copy), {"pl": 20, "en": 30})
    assert [(fault.kind, fault.key, fault.place) for fault in found] == [("guide", "g", "result")]


def test_no_shipped_sentence_is_longer_than_the_goal(content: Content) -> None:
    assert [str(fault) for fault in check_plain_language(content, settings.SENTENCE_WORDS)] == []
    languages = [language for *_place, language, _sentence in all_sentences(content, settings.SENTENCE_WORDS)]
    assert min(languages.count(language) for language in settings.SENTENCE_WORDS) > 1000
