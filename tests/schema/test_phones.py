"""Phone numbers as people write them, and what their links dial."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.schema.phones import Phone, read_phone, split_phones

READ = [
    ("22 123 45 67", Phone("22 123 45 67", "+48221234567")),
    ("22 123 45 67 wew. 12", Phone("22 123 45 67", "+48221234567", extension="12")),
    ("22 123 45 67, wewn. 12, 13", Phone("22 123 45 67", "+48221234567", extension="12, 13")),
    ("22 123 45 67 do 69", Phone("22 123 45 67", "+48221234567", rest="do 69")),
    ("22 123 45 67 lub 68", Phone("22 123 45 67", "+48221234567", rest="lub 68")),
    ("22 123 45 67 (8-16)", Phone("22 123 45 67", "+48221234567", rest="(8-16)")),
    ("(22) 123-45-67", Phone("(22) 123-45-67", "+48221234567")),
    ("0 22 123 45 67", Phone("0 22 123 45 67", "+48221234567")),
    ("48221234567", Phone("48221234567", "+48221234567")),
    ("tel. 601 234 567", Phone("tel. 601 234 567", "+48601234567")),
    ("+48 (22) 123 45 67", Phone("+48 (22) 123 45 67", "+48221234567")),
    ("0048 22 123 45 67", Phone("0048 22 123 45 67", "+48221234567")),
    ("+48 42 253 54 50", Phone("+48 42 253 54 50", "+48422535450")),
    ("+44 (0)20 7291 3520", Phone("+44 (0)20 7291 3520", "+442072913520")),
    # Short and free numbers are dialled as they are.
    ("112", Phone("112", "112")),
    ("116 111", Phone("116 111", "116111")),
    ("19 239", Phone("19 239", "19239")),
    ("+48 19 239", Phone("+48 19 239", "19239")),
    ("8080", Phone("8080", "8080")),
    ("800 190 590", Phone("800 190 590", "800190590")),
    # What is no number that can be dialled is shown without a link.
    ("48 66 110 do 113", Phone("48 66 110 do 113")),
    ("365 20 15 (16)", Phone("365 20 15 (16)")),
    ("48 366 11 02 12", Phone("48 366 11 02 12")),
    ("zadzwoń", Phone("zadzwoń")),
    # Nothing
    ("brak", None),
    ("–", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "phone"), READ)
def test_a_link_dials_the_number_and_nothing_else(text: str, phone: Phone | None) -> None:
    assert read_phone(text) == phone


def test_several_numbers_in_one_text_are_told_apart() -> None:
    text = "22 123 45 67; brak; 22 123 45 68 lub 22 123 45 69 wew. 3, 22 123 45 70 do 72"
    assert list(split_phones(text)) == ["22 123 45 67", "22 123 45 68", "22 123 45 69 wew. 3", "22 123 45 70 do 72"]


@given(st.text(alphabet="0123456789 ()+-/;,.wewdolub ") | st.text())
def test_whatever_is_written_a_link_dials_digits(text: str) -> None:
    for part in split_phones(text):
        phone = read_phone(part)
        assert phone is not None and re.fullmatch(r"(\+?\d{3,15})?", phone.dial)
