"""Numbers that say who somebody is, in any grouping."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.privacy.numbers import find_long_numbers, find_pesels, is_card, is_iban, is_pesel

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


HIDDEN = ["+{}", "00{}", "+48{}", "0048{}", "+48 {}", "tel. +{}", "({}"]


@pytest.mark.parametrize("before", HIDDEN)
@given(pesel=pesels.filter(lambda pesel: not pesel.startswith("48")))
def test_a_valid_pesel_is_one_whatever_stands_before(before: str, pesel: str) -> None:
    text = before.format(pesel)
    assert [text[start:end] for start, end in find_pesels(text)][:1] == [pesel]


@pytest.mark.parametrize("form", ["{}, {}", "{}: {}", "({}) {}", "{}…{}", "+{} {}", "+48 {} {}", "{}({})"])
@pytest.mark.parametrize("cut", [2, 4, 6, 9])
def test_a_valid_pesel_is_found_in_rare_groupings(form: str, cut: int) -> None:
    assert any(True for _span in find_pesels(form.format("44051401359"[:cut], "44051401359"[cut:])))


@pytest.mark.parametrize(
    "text",
    [
        "+48 12 305 14 06", "+48123051406", "0048123051406", "+48 500 123 456", "+48500123456, +48500123457",
        "8:00-15:00, 7:30-15:30, 8:00-16:00", "61 1090 1014 0000 0712 1981 2874", "+44 20 7946 0958",
    ],
)  # fmt: skip
def test_ordinary_numbers_are_no_pesel(text: str) -> None:
    assert not list(find_pesels(text))


def test_nine_digits_after_the_polish_prefix_are_a_phone_though_they_fit() -> None:
    numbers = [str(number) for number in range(48121232300, 48121232310)]
    assert any(map(is_pesel, numbers))
    phones = [f"+48{number[2:]}, +48 {number[2:4]} {number[4:]}" for number in numbers]
    assert not any(True for phone in phones for _span in find_pesels(phone))
