"""What is covered in the words of readers before they are stored."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.privacy.masking import MASK, mask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mój numer 44051401359", f"mój numer {MASK}"),
        ("440514 01359", MASK),
        ("zadzwońcie 501 234 567", f"zadzwońcie {MASK}"),
        ("call +48 501-234-567 please", f"call {MASK} please"),
        ("tel. (85) 742 12 34 rano", f"tel. {MASK} rano"),
        ("telefon 742 12 34", f"telefon {MASK}"),
        ("501234567, 502345678", f"{MASK}, {MASK}"),
        ("+44 20 7946 0958", MASK),
        ("piszcie na jan.kowalski@poczta.example.pl!", f"piszcie na {MASK}!"),
        ("jan @ poczta.pl", MASK),
        ("mój PIN to 1234", f"mój PIN to {MASK}"),
        ("hasło: Kot12345", f"hasło: {MASK}"),
    ],
)
def test_what_tells_of_a_person_is_covered(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Otwarte pn-pt 8:00-16:00, w środy do 18:00",
        "Przeniesiony na ul. Długą 12/34, 15-123 Białystok",
        "Od 2026-11-28 albo 28.11.2026",
        "W kroku 3 przycisk nazywa się „Zaloguj się”",
        "błąd 500 na pz.gov.pl/ikp",
        "Dz.U. 2024 poz. 307",
    ],
)
def test_what_editors_need_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("written", ["22 591 19 14", "225911914", "+48 22 591 19 14", "(22) 591-19-14"])
def test_the_phone_of_an_office_stays_however_it_is_written(written: str) -> None:
    assert mask(f"numer {written} nie działa", ["22 591 19 14"]) == f"numer {written} nie działa"


def test_a_private_phone_beside_that_of_an_office_is_covered() -> None:
    assert mask("22 591 19 14 to nie to, mój: 501 234 567", ["22 591 19 14"]) == f"22 591 19 14 to nie to, mój: {MASK}"


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 9999))
def test_no_pesel_is_left(born: date, serial: int) -> None:
    digits = f"{born:%y%m%d}{serial:04}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    pesel = digits + str(-weighed % 10)
    assert mask(f"PESEL: {pesel}.") == f"PESEL: {MASK}."
