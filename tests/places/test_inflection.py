"""Names of towns in a sentence, and in other languages."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.places.exonyms import EXONYMS
from guides.places.inflection import _combinations, nominatives


@pytest.mark.parametrize(
    ("name", "nominative"),
    [
        ("gdansku", "gdansk"),
        ("krakowie", "krakow"),
        ("zielonej gorze", "zielona gora"),
        ("nowym saczu", "nowy sacz"),
        ("bialymstoku", "bialystok"),
        ("ostrowcu swietokrzyskim", "ostrowiec swietokrzyski"),
        ("bielsku bialej", "bielsko biala"),
        ("kielcach", "kielce"),
        ("zakopanem", "zakopane"),
        ("lomzy", "lomza"),
        ("zywcu", "zywiec"),
        ("kedzierzynie kozlu", "kedzierzyn kozle"),
        ("zdunskiej woli", "zdunska wola"),
        ("golnicach", "golnice"),
        ("cracow", "krakow"),
        ("danzig", "gdansk"),
        ("warsaw", "warszawa"),
    ],
)
def test_a_name_is_led_back_to_the_nominative(name: str, nominative: str) -> None:
    assert nominative in nominatives(name)


@pytest.mark.parametrize("name", ["krakow", "xyz", "łódź", "", "zzz", "a", "🙂"])
def test_what_is_no_form_of_a_name_has_no_nominative(name: str) -> None:
    assert nominatives(name) == []


def test_a_long_name_has_a_bounded_number_of_readings() -> None:
    # So many words have more readings together than any machine could list.
    assert len(nominatives("nowym " * 60)) <= 161


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_all_readings_come_the_nearest_first(numbers: list[int]) -> None:
    assert list(_combinations(numbers)) == sorted(product(*map(range, numbers)), key=sum)


def test_names_in_other_languages_are_folded_words() -> None:
    assert all(name.isascii() and name.isalpha() and name == name.lower() for name in EXONYMS)
