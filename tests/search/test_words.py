"""Words of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.search.words import found_under, joined, mark, split, split_as_written, split_lines, split_widely
from guides.text import fold


def test_folding_takes_off_case_and_marks() -> None:
    assert fold("ZAŻÓŁĆ Gęślą Jaźń") == "zazolc gesla jazn"


@pytest.mark.parametrize("written", ["e-dowód", "e‑dowód", "E-DOWOD", "edowód"])
def test_a_word_with_a_letter_before_its_hyphen_is_one_word(written: str) -> None:
    assert split(written) == ["edowod"]


def test_other_hyphens_part_words() -> None:
    assert split("Bielsko-Biała, PIN-u") == ["bielsko", "biala", "pin", "u"]


def test_a_word_is_also_found_without_what_stands_before_or_after_it() -> None:
    assert found_under("e-dowod") == ("edowod", "dowod")
    assert found_under("pin1") == ("pin1", "pin")


@given(st.lists(st.text(max_size=30), max_size=8))
def test_many_lines_are_split_as_each_alone(lines: list[str]) -> None:
    assert list(split_lines(lines)) == ([split(line) for line in lines] or [[]])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_split_into_words_without_spaces(text: str) -> None:
    assert all(word and word.isalnum() and word == fold(word) for word in split(text))


def test_words_are_marked_in_texts_and_not_in_tags_or_entities() -> None:
    html = '<a href="haslo">Twoje hasło</a>&nbsp;i&nbsp;e‑dowód'
    marked = mark(html, {"haslo", "dowod", "nbsp"})
    assert marked == '<a href="haslo">Twoje <mark>hasło</mark></a>&nbsp;i&nbsp;<mark>e‑dowód</mark>'


@pytest.mark.parametrize("text", ["e‑dowód i PIN1", "Can’t read “mObywatel”", "Bielsko-Biała, PIN-u", "SMS‑y"])
def test_words_as_written_are_those_that_are_compared(text: str) -> None:
    assert {joined(fold(word)) for word in split_as_written(text)} == {*split_widely(text)}
