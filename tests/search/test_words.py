"""Words of a text and their roots."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from guides.search.words import Analyser, fold, forms, grammars, mark, split, split_lines

GRAMMARS = grammars(settings.SEARCH_GRAMMARS)
POLISH, ENGLISH = Analyser(GRAMMARS["pl"]), Analyser(GRAMMARS["en"])


def test_every_language_of_the_site_has_a_grammar() -> None:
    assert list(GRAMMARS) == [code for code, _name in settings.LANGUAGES]


def test_folding_takes_off_case_and_marks() -> None:
    assert fold("ZAŻÓŁĆ Gęślą Jaźń") == "zazolc gesla jazn"


@pytest.mark.parametrize("written", ["e-dowód", "e‑dowód", "E-DOWOD", "edowód"])
def test_a_word_with_a_letter_before_its_hyphen_is_one_word(written: str) -> None:
    assert split(written) == ["edowod"]


def test_other_hyphens_part_words() -> None:
    assert split("Bielsko-Biała, PIN-u") == ["bielsko", "biala", "pin", "u"]


def test_a_word_is_also_found_without_what_stands_before_or_after_it() -> None:
    assert forms("e-dowod") == ("edowod", "dowod")
    assert forms("pin1") == ("pin1", "pin")


@pytest.mark.parametrize(
    "same",
    [
        "zgubiłam zgubilem zgubiony zgubić zgubione",
        "zapomniałam zapomnialem zapomniane zapomnieć",
        "hasło hasla haslem hasłu",
        "działa działają dzialac",
        "zablokowany zablokowałam zablokowac",
        "Gdańsk Gdańsku gdanska",
        "Łódź lodzi Łodzi",
        "Warszawa w Warszawie".replace(" w ", " "),
    ],
)
def test_inflected_polish_words_share_a_root(same: str) -> None:
    assert len({POLISH.root(fold(word)) for word in same.split()}) == 1


def test_english_words_share_a_root() -> None:
    assert ENGLISH.root("passwords") == ENGLISH.root("password")


def test_different_words_keep_different_roots() -> None:
    words = ["haslo", "telefon", "numer", "dowod", "bank", "dziecko", "recepta", "mail", "konto", "profil"]
    assert len({POLISH.root(word) for word in words}) == len(words)


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


def test_threads_do_not_mix_up_their_words() -> None:
    words = [
        "zgubiony",
        "zapomniane",
        "potwierdzenie",
        "zablokowany",
        "warszawie",
        "telefonie",
        "hasla",
        "dowodem",
    ] * 200
    alone = [POLISH.root(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(POLISH.root, words)) == alone
