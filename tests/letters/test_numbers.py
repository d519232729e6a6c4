"""Numbers that say who somebody is, in any grouping."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.letters.numbers import find_long_numbers, is_card, is_iban, is_pesel

WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
MONTH_OF_CENTURY = {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}

born = st.dates(date(1800, 1, 1), date(2299, 12, 31))


def make_pesel(day: date, serial: int) -> str:
    month = day.month + MONTH_OF_CENTURY[day.year // 100]
    digits = f"{day.year % 100:02}{month:02}{day.day:02}{serial:04}"
    return digits + str(-sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 10)


pesels = st.builds(make_pesel, born, st.integers(0, 9999))


@given(pesels)
def test_every_pesel_is_known(pesel: str) -> None:
    assert is_pesel(pesel)


@given(pesels, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(pesel: str, place: int, change: int) -> None:
    wrong = pesel[:place] + str((int(pesel[place]) + change) % 10) + pesel[place + 1 :]
    assert not is_pesel(wrong)


@pytest.mark.parametrize("digits", ["00000000000", "44133101359", "99999999999", "44023000009"])
def test_a_day_that_does_not_exist_is_no_pesel(digits: str) -> None:
    assert not is_pesel(digits)


@pytest.mark.parametrize(("digits", "expected"), [("4111111111111111", True), ("4111111111111112", False)])
def test_cards_are_known_by_their_check_digit(digits: str, expected: bool) -> None:
    assert is_card(digits) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PL61109010140000071219812874", True),
        ("DE89 3704 0044 0532 0130 00", True),
        ("PL62109010140000071219812874", False),
    ],
)
def test_accounts_are_known_by_their_check_digits(text: str, expected: bool) -> None:
    assert is_iban(text) is expected


@given(st.text(alphabet="0123456789 -.\n", max_size=300))
def test_what_is_found_does_not_overlap_and_begins_and_ends_with_a_digit(text: str) -> None:
    found = sorted((start, end) for _kind, start, end in find_long_numbers(text))
    assert all(text[start].isdigit() and text[end - 1].isdigit() for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
