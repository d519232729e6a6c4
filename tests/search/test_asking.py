"""What was typed: searched for, or told apart with what may be shown again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.search.asking import LONGEST, AskingState, looks_secret, read_query


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (None, AskingState.FRESH),
        ("", AskingState.EMPTY),
        ("  \t\n ", AskingState.EMPTY),
        ("\x00\x07", AskingState.EMPTY),
        ("\u200b\u202e", AskingState.EMPTY),
        ("🙂🙂", AskingState.NO_WORDS),
        ("?!…", AskingState.NO_WORDS),
        ("zgubiłam telefon 😢", AskingState.READY),
        ("<script>alert(1)</script>", AskingState.READY),
        ("zgubi\ufffdam", AskingState.UNREADABLE),
        ("a" * LONGEST, AskingState.READY),
        ("ab " * 100, AskingState.TOO_LONG),
        ("x" * 10_000, AskingState.TOO_LONG),
    ],
)
def test_what_can_be_searched_for(typed: str | None, state: AskingState) -> None:
    assert read_query(typed).state == state


def test_the_field_keeps_what_was_typed_up_to_the_limit() -> None:
    assert read_query("  nowy   telefon ").text == "nowy telefon"
    assert read_query("słowo " * 100).text == ("słowo " * 100)[:LONGEST]
    assert read_query("zgubi\ufffdam").text == "zgubiam"


@pytest.mark.parametrize(
    "typed",
    [
        "44051401359",
        "mój pesel 44051401359",
        "440514 01359",
        "4405140 1359",
        "+44051401359",
        "0044051401359",
        "+48 44051401359",
        "440514, 01359",
        "(440514) 01359",
        "haslo: kotek",
        "hasło=Kotek",
        "password: kitty",
        "pin 1234",
        "PIN to 1234",
        "my code is 123456",
        "puk 12345678",
        "Kotek123!",
        "nie działa Zima2024#",
    ],
)
def test_a_secret_is_neither_searched_for_nor_shown(typed: str) -> None:
    query = read_query(typed)
    assert query.state == AskingState.SECRET
    assert query.text == ""


@pytest.mark.parametrize(
    "typed",
    [
        "80-001",
        "kod 80001",
        "800 190 590",
        "+48 42 253 54 50",
        "19 239",
        "+48422535450",
        "0048422535450",
        "dowód z 2019",
        "e-dowód2019",
        "https://pz.gov.pl/pz2024/",
        "jan.kowalski1980@poczta.pl",
        "nie pamiętam hasła",
        "pin1",
        "PIN do dowodu z 2019 roku",
        "zapomniałam PIN-u!",
        "mObywatel 3.0",
        "4 marca 2019",
    ],
)
def test_ordinary_words_and_numbers_are_no_secret(typed: str) -> None:
    assert not looks_secret(typed)


@given(st.integers(0, 10**11 - 1), st.sampled_from(["{}", "pesel {}", "{} nie działa", "numer:{}"]))
def test_eleven_digits_are_always_a_secret(number: int, around: str) -> None:
    assert read_query(around.format(f"{number:011}")).text == ""


@given(st.text())
def test_whatever_is_typed_the_field_is_bounded_and_printable(typed: str) -> None:
    text = read_query(typed).text
    assert len(text) <= LONGEST
    assert not any(ord(char) < 32 for char in text)
