"""Opening hours as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.schema.hours import BadHours, Doubt, read_hours
from guides.schema.typed_hours import understand

UNDERSTOOD = [
    ("pn–pt 8–16, śr 8–18", "Mo-Fr 08:00-16:00; We 08:00-18:00"),
    ("pn-pt 8-16, wt nieczynne", "Mo-Fr 08:00-16:00; Tu off"),
    ("pn-pt 8-16", "Mo-Fr 08:00-16:00"),
    ("poniedziałek 9:00-17:00, wtorek-piątek 7:30-15:30", "Mo 09:00-17:00; Tu-Fr 07:30-15:30"),
    ("Pn.–Pt. 8.00–16.00", "Mo-Fr 08:00-16:00"),
    ("od poniedziałku do piątku w godz. 8:00 - 16:00", "Mo-Fr 08:00-16:00"),
    ("pon., śr.: 8-18; wt, czw, pt: 7.30-15.30", "Mo,We 08:00-18:00; Tu,Th,Fr 07:30-15:30"),
    ("Poniedziałek: 8:00-17:00 wtorek: 8:00-15:00", "Mo 08:00-17:00; Tu 08:00-15:00"),
    ("pn-pt 8-12 i 13-16, sob. nieczynne", "Mo-Fr 08:00-12:00,13:00-16:00; Sa off"),
    ("pn - czw 7:30-15:30, święta: nieczynne", "Mo-Th 07:30-15:30; PH off"),
    ("w dni robocze 8-16 oraz w soboty 9-13", "Mo-Fr 08:00-16:00; Sa 09:00-13:00"),
    ("codziennie od 8 do 20", "Mo-Su 08:00-20:00"),
    ("całodobowo", "24/7"),
    ("pn-pt 8-16 (po umówieniu)", 'Mo-Fr 08:00-16:00 "po umówieniu"'),
    ("Mo-Fr 8-16", "Mo-Fr 08:00-16:00"),
    ("Mo-Fr 08.00-16.00;", "Mo-Fr 08:00-16:00"),
    ("Mon–Fri 8:00–16:00, Saturday 9–12", "Mo-Fr 08:00-16:00; Sa 09:00-12:00"),
    # OSM syntax stays as it is.
    ("Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off", "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off"),
    ('We[1] 08:00-16:00 "sala 2"', 'We[1] 08:00-16:00 "sala 2"'),
]


@pytest.mark.parametrize(("typed", "expression"), UNDERSTOOD)
def test_words_become_osm_syntax(typed: str, expression: str) -> None:
    assert understand(typed) == expression


@pytest.mark.parametrize(
    "typed",
    [
        "co drugi wtorek", "pn-pt", "8-16 pn-pt x", "pn 8-16, pn-pt 9-17", "pn-pt 8-12, śr 13-17", "pn-pt 8-25", "pn-pt 8:75-16", "pn-pt 16-8",
        "pt-pn 8-16", "wtorek 10:00", "sobota po umówieniu", "pn-pt 8am-4pm", "",
    ],
)  # fmt: skip
def test_what_can_not_be_understood_whole_is_not_understood(typed: str) -> None:
    with pytest.raises(BadHours):
        understand(typed)


@pytest.mark.parametrize("typed", ["7:30-15:30", "8-16", "8.00–16.00"])
def test_hours_without_days_are_asked_about(typed: str) -> None:
    with pytest.raises(BadHours) as caught:
        understand(typed)
    assert caught.value.doubt == Doubt.DAYS_MISSING
    assert caught.value.suggestion.startswith("Mo-Fr ")


PARTS = [
    "pn",
    "pt",
    "-",
    "8",
    "16",
    ":00",
    " ",
    ",",
    ";",
    '"',
    "(",
    ")",
    "x",
    "Mo",
    "i",
    "do",
    "off",
    "24/7",
    "[1]",
    "święta",
    "PH",
]


@given(st.lists(st.sampled_from(PARTS)).map("".join) | st.text())
def test_anything_is_understood_in_osm_syntax_or_refused(typed: str) -> None:
    try:
        read_hours(understand(typed))
    except BadHours as error:
        assert not error.suggestion or read_hours(error.suggestion)
