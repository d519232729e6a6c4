"""The official lists: what becomes an office, what is set aside, what is mended."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.importing import own
from guides.importing.registry import FORMATS
from guides.offices.formats import jst, kas, mapped, zus
from guides.offices.formats.cleaning import read_phones, read_postcode, week_to_osm
from guides.offices.formats.notes import MESSAGES, explain
from guides.offices.formats.reading import Note, Reading
from guides.offices.formats.rows import BadTable, Row, Table
from guides.offices.formats.tables import read_table
from guides.schema.hours import read_hours
from tests.offices.formats import samples


def codes(reading: Reading, place: int) -> list[str]:
    return [note.code for note in reading.offices[place].notes]


def values(reading: Reading, place: int) -> dict[str, Any]:
    return reading.offices[place].values


@pytest.fixture
def units() -> Reading:
    return zus.read(read_table(samples.ZUS.encode()))


@pytest.fixture
def tax_offices() -> Reading:
    return kas.read(read_table(samples.kas().encode("cp1250")))


@pytest.fixture
def local() -> Reading:
    return jst.read(read_table(samples.JST.encode()))


def test_hours_of_a_unit_are_in_osm_syntax(units: Reading) -> None:
    assert values(units, 0)["opening_hours"] == "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off"


def test_the_postcode_is_taken_out_of_the_address(units: Reading) -> None:
    assert (values(units, 0)["postcode"], values(units, 0)["town"]) == ("15-404", "Białystok")


def test_a_broken_postcode_is_noticed_and_left_out(units: Reading) -> None:
    assert (values(units, 1)["postcode"], values(units, 1)["town"]) == ("", "Próbowo")
    assert units.offices[1].notes == [Note("postcode_bad", "08.-224")]


def test_hours_that_can_not_be_read_are_kept_as_text(units: Reading) -> None:
    assert values(units, 2)["opening_hours"] == ""
    assert values(units, 2)["hours_text"].endswith("pt. po uzgodnieniu")
    assert codes(units, 2) == ["hours_as_text"]


def test_units_confirm_by_law(units: Reading) -> None:
    assert values(units, 0)["services"] == {"confirms": {"status": "by_law", "source": "ustawa"}}


def test_only_tax_offices_of_the_list_are_points(tax_offices: Reading) -> None:
    assert [one.values["reference"] for one in tax_offices.offices] == ["1817", "1871"]
    assert [(one.note, one.faulty) for one in tax_offices.aside] == [
        (Note("not_a_point", "IAS"), False),
        (Note("not_a_point", "UCS"), False),
    ]


def test_dirt_of_a_tax_office_is_mended_and_noted(tax_offices: Reading) -> None:
    mended = values(tax_offices, 0)
    assert (mended["name"], mended["postcode"], mended["street"]) == (
        "Urząd Skarbowy w Próbowie",
        "37-732",
        "Krótka 24-26",
    )
    assert (mended["phone"], mended["email"]) == ("16 610 91 00", "us.probowo@example.gov.pl")
    assert mended["website"] == "https://www.example.gov.pl/probowo"
    assert set(codes(tax_offices, 0)) == {"postcode_mended", "number_mended", "phone_shortened"}


def test_several_phones_are_all_kept(tax_offices: Reading) -> None:
    assert values(tax_offices, 1)["phone"] == "17 852 52 77; 17 852 52 78"


def test_a_tax_office_for_large_firms_is_marked(tax_offices: Reading) -> None:
    assert values(tax_offices, 0)["note"] == {}
    assert set(values(tax_offices, 1)["note"]) == {"pl", "en"}
    assert values(tax_offices, 1)["note"]["en"].startswith("This tax office serves large firms.")


def test_a_list_says_nothing_of_hours_it_does_not_have(tax_offices: Reading) -> None:
    assert "opening_hours" not in values(tax_offices, 0)


def test_marshal_offices_are_set_aside(local: Reading) -> None:
    assert [(one.note.code, one.faulty) for one in local.aside] == [("marshal_office", False)]


def test_line_breaks_and_dashes_in_cells_are_tidied(local: Reading) -> None:
    office = values(local, 0)
    assert (office["phone"], office["street"], office["email"]) == ("75 738 24 52", "ul. Długa 3/5", "gmina@probno.pl")
    assert office["website"] == "https://www.probno.pl"
    assert codes(local, 0) == ["email_first_of_several"]


def test_a_county_office_belongs_to_no_gmina(local: Reading) -> None:
    county = values(local, 1)
    assert (county["kind"], county["teryt"], county["reference"]) == ("starosty", "", "1201000")
    assert (county["postcode"], county["phone"]) == ("34-210", "18 445 90 33")
    assert set(codes(local, 1)) == {"teryt_mended", "postcode_mended", "email_bad", "website_bad"}


def test_a_gmina_sets_pins_but_may_or_may_not_confirm(local: Reading) -> None:
    assert values(local, 0)["services"] == {
        "confirms": {"status": "unknown"},
        "edowod": {"status": "by_law", "source": "edowod-pin"},
    }
    assert values(local, 1)["services"] == {"confirms": {"status": "unknown"}}


def test_a_code_of_eight_characters_is_mended(local: Reading) -> None:
    assert (values(local, 2)["teryt"], values(local, 2)["reference"]) == ("121615", "1216153")


def test_a_place_without_streets_lends_its_name(local: Reading) -> None:
    assert values(local, 2)["street"] == "Żabki 12"


def test_a_district_stands_for_its_city(local: Reading) -> None:
    assert (values(local, 3)["teryt"], values(local, 3)["reference"]) == ("146501", "1465038")
    assert values(local, 3)["name"] == "Urząd Dzielnicy Białołęka, Warszawa"


@pytest.mark.parametrize("bad", ["00-00", "999999", "🙂", "x" * 10_000, "08.-224", "1-234", "٠٠-٠٠٠"])
def test_a_postcode_that_is_none_is_noted_and_never_kept(bad: str) -> None:
    notes: list[Note] = []
    assert read_postcode(bad, notes) == ""
    assert [note.code for note in notes] == ["postcode_bad"]
    assert len(notes[0].detail) < 200


@pytest.mark.parametrize(
    ("cell", "area", "phone"),
    [
        ("7382452", "75", "75 738 24 52"),
        ("(056) 610-91-00", "", "56 610 91 00"),
        ("+48 600 100 200", "", "600 100 200"),
        ("516 319 439", "", "516 319 439"),
        ("(81) 464-23-10 do 11", "", "81 464 23 10"),
        ("77 407 45 37; 77 453 19 35", "", "77 407 45 37; 77 453 19 35"),
        ("brak", "12", ""),
        ("3743248 (73-85-94)", "18", "18 374 32 48"),
        ("3652015 (16)", "94", "94 365 20 15"),
        ("22 123 45 67 wew. 12", "", "22 123 45 67 wew. 12"),
        ("22 123 45 67 w. 12, 13; 22 765 43 21", "", "22 123 45 67 wew. 12, 13; 22 765 43 21"),
        ("22 123 45 67 do 69", "", "22 123 45 67"),
        ("22 123 45 67 lub 68", "", "22 123 45 67"),
        ("22 123 45 67 (8-16)", "", "22 123 45 67"),
        ("brak", "", ""),
    ],
)
def test_phones_are_written_in_one_way(cell: str, area: str, phone: str) -> None:
    assert read_phones([cell], area, []) == phone


@pytest.mark.parametrize(
    ("week", "osm"),
    [
        (["8.00-16.00"] * 5, "Mo-Fr 08:00-16:00; PH off"),
        (["8-16", "8-16", "-", "8:30 – 18:00", "8-14"], "Mo-Tu 08:00-16:00; Th 08:30-18:00; Fr 08:00-14:00; PH off"),
        (["8.00-12.00, 13.00-17.00", "", "", "", ""], "Mo 08:00-12:00,13:00-17:00; PH off"),
        (["nieczynne"] * 5, None),
        (["17.00-8.00"] * 5, None),
        (["8.00-25.00"] * 5, None),
        (["po uzgodnieniu"] * 5, None),
    ],
)
def test_weeks_are_translated_or_refused(week: list[str], osm: str | None) -> None:
    assert week_to_osm(week) == osm
    if osm:
        read_hours(osm)


MAPPED = {
    "name": "Nazwa",
    "town": "Miasto",
    "postcode": "Kod",
    "latitude": "lat",
    "longitude": "lon",
    "hours": "Godziny",
}


def read_mapped(*rows: str, kind: str = "nfz") -> Reading:
    text = "\n".join(["Nazwa;Miasto;Kod;lat;lon;Godziny", *rows])
    return mapped.read(read_table(text.encode()), kind, MAPPED)


def test_any_table_is_read_by_its_mapping() -> None:
    reading = read_mapped("NFZ w Łodzi;Łódź;90-032;51,76;19,46;Mo-Fr 08:00-16:00")
    office = values(reading, 0)
    assert (office["name"], office["postcode"], office["latitude"]) == ("NFZ w Łodzi", "90-032", 51.76)
    assert office["opening_hours"] == "Mo-Fr 08:00-16:00"


@pytest.mark.parametrize("place", ["51.76;", ";19.456"])
def test_one_coordinate_alone_is_left_out_and_noted(place: str) -> None:
    reading = read_mapped(f"NFZ;Łódź;90-032;{place};")
    assert not {"latitude", "longitude"} & values(reading, 0).keys()
    assert codes(reading, 0) == ["coordinates_half"]


@pytest.mark.parametrize("place", ["95;19", "51;181", "nan;19", "inf;0", "x;y"])
def test_coordinates_off_the_globe_are_left_out_and_noted(place: str) -> None:
    reading = read_mapped(f"NFZ;Łódź;90-032;{place};")
    assert "latitude" not in values(reading, 0)
    assert codes(reading, 0) == ["coordinates_bad"]


@pytest.mark.parametrize(
    ("place", "longitude"),
    [("51,76;2026-04-19", 19.04), ("51,76;19.11.2026", 19.11), ("51,76;19.kwi", 19.04), ("51.76°;19,456°", 19.456)],
)
def test_dates_that_stand_for_degrees_are_read_back(place: str, longitude: float) -> None:
    office = values(read_mapped(f"NFZ;Łódź;90-032;{place};"), 0)
    assert (office["latitude"], office["longitude"]) == (51.76, longitude)


@pytest.mark.parametrize(
    ("place", "precision"),
    [("51,7612;19,4567", "street"), ("51,76;19,46", "postcode_area"), ("51,7612;19,5", "town"), ("52;19", "town")],
)
def test_coordinates_are_no_more_precise_than_their_digits(place: str, precision: str) -> None:
    assert values(read_mapped(f"NFZ;Łódź;90-032;{place};"), 0)["precision"] == precision


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        (["201011", "1465011"], ["020101", "146501"]),
        (["201011", "401011"], ["020101", "040101"]),
        (["201011", "20101"], ["201011", "020101"]),
        (["0201011", "020101"], ["020101", "020101"]),
        (["201011"], ["201011"]),
    ],
)
def test_the_nought_of_a_teryt_code_comes_back(codes: list[str], read: list[str]) -> None:
    text = "Nazwa;Miasto;TERYT\n" + "".join(f"Urząd {code};X;{code}\n" for code in codes)
    columns = {"name": "Nazwa", "town": "Miasto", "teryt": "TERYT"}
    reading = mapped.read(read_table(text.encode()), "gmina", columns)
    assert [one.values["teryt"] for one in reading.offices] == read


def test_noughts_of_codes_in_official_lists_come_back() -> None:
    without = samples.JST.replace("\n0201032;", "\n201032;").replace("\n1201;", "\n201;")
    local = jst.read(read_table(without.encode()))
    assert [values(local, place)["reference"] for place in (0, 1)] == ["0201032", "0201000"]
    taxes = kas.read(read_table(samples.kas().replace("1817", "201").encode()))
    assert values(taxes, 0)["reference"] == "0201"


def test_letters_are_composed_and_entities_read() -> None:
    decomposed = unicodedata.normalize("NFD", "NFZ w Łodzi & Żywcu").replace("&", "&amp;")
    reading = read_mapped(f'"{decomposed}";"&#321;&oacute;d&#378;";90-032;;;')
    assert (values(reading, 0)["name"], values(reading, 0)["town"]) == ("NFZ w Łodzi & Żywcu", "Łódź")
    assert codes(reading, 0) == ["entities", "entities"]


def test_a_broken_row_is_set_aside_as_broken() -> None:
    rows = samples.ZUS.replace("ul. Długa 1,", '"ul. Długa 1,')
    reading = zus.read(read_table(rows.encode()))
    assert [(one.line, one.note.code, one.faulty) for one in reading.aside] == [(3, "quote_open", True)]
    assert len(reading.offices) == 2


def test_a_register_of_places_is_refused_after_its_first_rows() -> None:
    register = "Nazwa;Miasto;Kod\n" + "".join(f"Łódź;Łódź;90-{n:03}\n" for n in range(300))
    columns = {"name": "Nazwa", "town": "Miasto", "postcode": "Kod"}
    with pytest.raises(BadTable, match="miejscowości"):
        mapped.read(read_table(register.encode()), "nfz", columns)


def test_an_address_list_of_nfz_or_banks_never_says_that_they_confirm() -> None:
    for kind in ("nfz", "gmina", "starosty", "post", "bank"):
        reading = read_mapped("X;Łódź;90-032;;;", kind=kind)
        assert values(reading, 0)["services"]["confirms"] == {"status": "unknown"}


def test_a_formula_is_not_taken_for_a_name() -> None:
    reading = read_mapped('=HYPERLINK("http://x");Łódź;90-032;;;')
    assert [one.note.code for one in reading.aside] == ["no_name"]


def test_a_second_row_with_the_same_identifier_is_set_aside() -> None:
    twice = samples.ZUS + samples.ZUS.splitlines()[1] + "\n"
    reading = zus.read(read_table(twice.encode()))
    assert [(one.line, one.note.code) for one in reading.aside] == [(5, "twin")]


def test_half_the_rows_broken_leaves_the_other_half() -> None:
    rows = [f"Urząd {n};Łódź;90-032;;;" if n % 2 else f";;;;;;;;zepsuty{n}" for n in range(20)]
    reading = read_mapped(*rows)
    assert (len(reading.offices), len(reading.aside)) == (10, 10)
    assert all(one.faulty and one.text for one in reading.aside)


def test_wrong_columns_are_refused_as_a_whole() -> None:
    for known in FORMATS.values():
        with pytest.raises(BadTable):
            known.read(read_table(b"a;b\n1;2\n"))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30) | st.sampled_from(
    ["", "US", "W", "P", "GW", "15-404 Łódź", "8.00-15.00", "=1+1", "1201", "🙂", "x" * 10_000, "7;8", "99", "-91"]
)


@given(st.data())
@pytest.mark.parametrize("key", ["zus", "kas", "jst", "own"])
def test_rows_in_are_offices_and_rows_set_aside(key: str, data: st.DataObject) -> None:
    columns = {"zus": zus.COLUMNS, "kas": kas.COLUMNS, "jst": jst.COLUMNS, "own": own.NEEDED}[key]
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(columns) + 1), max_size=6))
    table = Table(columns, [Row(line, tuple(cells)) for line, cells in enumerate(rows, 2)])
    reading = FORMATS[key].read(table)
    assert reading.rows == len(rows)
    lines = sorted([one.line for one in reading.offices] + [one.line for one in reading.aside])
    assert lines == [row.line for row in table.rows]


def test_every_note_can_be_explained() -> None:
    assert all(explain(code) != code for code in MESSAGES)
    assert explain("from-an-older-version") == "from-an-older-version"


@pytest.mark.parametrize(
    ("cell", "hours", "note"),
    [
        ("Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00", None),
        ("pn-pt 8-16", "Mo-Fr 08:00-16:00", "hours_understood"),
        ("poniedziałek 9:00-17:00, wtorek-piątek 7:30-15:30", "Mo 09:00-17:00; Tu-Fr 07:30-15:30", "hours_understood"),
        ("7:30-15:30", "", "hours_without_days"),
        ("Mo-Fr, Sa 08:00-16:00", "", "days_without_hours"),
        ("Mo-Fr 08:00-16:00 SH off", "", "hours_as_text"),
        ("Mo-Fr 08:00-16:00; SH off", "", "hours_not_computed"),
        ("co drugi wtorek", "", "hours_as_text"),
        ("po umówieniu", "", "hours_as_text"),
    ],
)
def test_hours_in_a_column_are_understood_or_kept_as_text(cell: str, hours: str, note: str | None) -> None:
    reading = read_mapped(f'NFZ;Łódź;90-032;;;"{cell}"')
    office = values(reading, 0)
    assert (office["opening_hours"], office["hours_text"]) == (hours, "" if hours else cell)
    assert codes(reading, 0) == ([note] if note else [])
