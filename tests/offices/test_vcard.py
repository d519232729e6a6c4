"""An office as an entry for an address book, read by another program's parser."""

import vobject
from hypothesis import given
from hypothesis import strategies as st

from guides.offices.vcard import vcard
from tests.offices.samples import office

ADDRESS = "https://example.org/pl/punkty/1-urzad-1/"
# What a name may hold: no control characters but the line break.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120)


def test_the_entry_holds_what_one_needs_on_the_way() -> None:
    point = office(
        1, name="Urząd; „Prosty”, Łódź", phones=("42 111 22 33", "42 111 22 34"), email="u@example.org",
        website="https://example.org/",
    )  # fmt: skip
    entry = vobject.readOne(vcard(point, ADDRESS, "Sprawdź, zanim pójdziesz").decode())
    assert entry.fn.value == "Urząd; „Prosty”, Łódź"
    assert [each.value for each in entry.tel_list] == ["+48421112233", "+48421112234"]
    assert (entry.adr.value.street, entry.adr.value.code, entry.adr.value.city) == ("ul. Prosta 1", "90-001", "Łódź")
    assert (entry.email.value, entry.url.value) == ("u@example.org", "https://example.org/")
    assert (entry.note.value, entry.source.value) == ("Sprawdź, zanim pójdziesz", ADDRESS)


def test_what_a_phone_can_not_dial_stands_in_the_note() -> None:
    phones = ("22 123 45 67 wew. 12", "42 111 22 33", "48 66 110 do 113", "brak")
    entry = vobject.readOne(vcard(office(1, phones=phones), ADDRESS, "Sprawdź").decode())
    assert [each.value for each in entry.tel_list] == ["+48221234567", "+48421112233"]
    assert entry.note.value == "22 123 45 67 wew. 12; 48 66 110 do 113; Sprawdź"


def test_coordinates_are_given_only_where_the_building_is_known() -> None:
    assert b"GEO" not in vcard(office(1), ADDRESS, "")
    assert b"GEO:51.77;19.46\r\n" in vcard(office(1, precision="building"), ADDRESS, "")


@given(NAMES, NAMES)
def test_any_name_and_street_come_back_as_they_were(name: str, street: str) -> None:
    data = vcard(office(1, name=name, street=street), ADDRESS, "n")
    entry = vobject.readOne(data.decode())
    assert (entry.fn.value, entry.adr.value.street) == (name, street)


@given(NAMES)
def test_no_line_is_too_long_or_broken_inside_a_character(name: str) -> None:
    lines = vcard(office(1, name=name), ADDRESS, name).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)


def test_a_line_break_starts_no_line_of_the_card() -> None:
    data = vcard(office(1, name="A\r\nTEL:666"), ADDRESS, "")
    assert b"\nTEL:666" not in data
