"""Numbers of identity cards and dates of birth in what people write."""

import pytest

from guides.privacy.identity import find_birth_dates, find_identity_cards, is_identity_card


def test_the_check_digit_of_an_identity_card() -> None:
    assert is_identity_card("ABA300000")
    assert not is_identity_card("ABA400000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABA300000 nie działa", ["ABA300000"]),
        ("mam ABA 300000", ["ABA 300000"]),
        ("numer dowodu to abc 123 456", ["abc 123 456"]),
        ("my identity card number is XYZ123456", ["XYZ123456"]),
        ("błąd ERR123457", []),
        ("w wersji 123456", []),
    ],
)
def test_numbers_of_identity_cards_are_found(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_identity_cards(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urodzona 12.05.1950", ["12.05.1950"]),
        ("data urodzenia: 1950-05-12", ["1950-05-12"]),
        ("ur. 12 maja 1950", ["12 maja 1950"]),
        ("date of birth: 12/05/50", ["12/05/50"]),
        ("born on May 12, 1950", ["May 12, 1950"]),
        ("urodziłam się w szpitalu, a 12.05.2026 kod nie przyszedł", []),
        ("od 12.05.2026", []),
    ],
)
def test_dates_of_birth_are_found(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_birth_dates(text)] == expected
