"""This site's own table: what is written is read back the same."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.enums import PointKind, Precision
from guides.importing import merging, own
from guides.importing.validating import set_bad_aside
from guides.offices.formats.reading import Reading
from guides.offices.formats.tables import read_table
from guides.schema import draft

LANGUAGES = ("pl", "en")


def office(**changed: Any) -> draft.Point:
    given: dict[str, Any] = {
        "number": 7,
        "kind": "zus",
        "name": "ZUS",
        "town": "Łódź",
        "source": "zus-list",
        "precision": "town",
    }
    return draft.Point(**(given | changed))


def read(*points: draft.Point, delimiter: str = ",") -> Reading:
    return own.read(read_table(own.write(points, LANGUAGES, delimiter)), LANGUAGES)


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)


@given(
    st.builds(
        draft.Point,
        number=st.integers(1, 10**6),
        kind=st.sampled_from(PointKind.values),
        name=TEXTS,
        street=TEXTS,
        postcode=st.sampled_from(["", "00-950"]),
        town=TEXTS,
        phone=TEXTS | st.sampled_from(["+48 600 100 200", "'71", "''x", "=1+1", "@x", "-"]),
        opening_hours=st.sampled_from(["", "Mo-Fr 08:00-16:00; PH off"]),
        hours_text=TEXTS,
        source=st.just("zus-list"),
        services=st.sampled_from(
            [
                [],
                [
                    draft.Service(kind="confirms", status="by_law", source="ustawa"),
                    draft.Service(kind="edowod", status="no", source="x"),
                ],
            ]
        ),
        latitude=st.just(-89.5),
        longitude=st.just(-1e-7),
        precision=st.sampled_from(Precision.values),
        note=st.dictionaries(st.sampled_from(LANGUAGES), TEXTS),
        is_listed=st.booleans(),
    ),
    st.sampled_from([",", ";"]),
)
def test_writing_and_reading_is_the_identity(point: draft.Point, delimiter: str) -> None:
    reading = read(point, delimiter=delimiter)
    assert not reading.aside
    assert merging.replace(point, reading.offices[0].values).point == point
    assert merging.new_point(point.number, reading.offices[0].values, None) == point


def test_cells_that_look_like_formulas_are_disarmed() -> None:
    written = own.write([office(name='=HYPERLINK("x")', street="+1", phone="@y")], LANGUAGES).decode()
    cells = written.splitlines()[1]
    assert "\"'=HYPERLINK" in cells and ",'+1," in cells and ",'@y," in cells


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t")
def test_every_sign_that_begins_a_formula_is_disarmed(sign: str) -> None:
    written = own.write([office(name=f"{sign}A1")], LANGUAGES).decode()
    assert f"'{sign}A1" in written
    assert read(office(name=f"{sign}A1")).offices[0].values["name"] == f"{sign}A1"


def test_what_excel_in_polish_makes_of_the_table_is_understood() -> None:
    written = own.write([office(latitude=51.5, longitude=19.25)], LANGUAGES, ";").decode("utf-8-sig")
    spoilt = written.replace(";True;", ";PRAWDA;").replace("51.5;19.25", "51,5;19,25")
    values = own.read(read_table(spoilt.encode("cp1250")), LANGUAGES).offices[0].values
    assert (values["is_listed"], values["latitude"], values["longitude"]) == (True, 51.5, 19.25)


def test_columns_that_were_taken_out_say_nothing() -> None:
    reading = own.read(read_table(b"number,kind,name,town,source\n7,zus,Nowa,X,zus-list\n"), LANGUAGES)
    merged = merging.replace(office(phone="71 1"), reading.offices[0].values)
    assert (merged.point.name, merged.point.phone) == ("Nowa", "71 1")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("kind", "kiosk"), ("postcode", "00-00"), ("postcode", "999999"), ("postcode", "🙂"), ("postcode", "x" * 10_000),
        ("latitude", "91"), ("latitude", "nan"), ("latitude", "północ"), ("checked_on", "wczoraj"), ("precision", "palec"),
        ("teryt", "12"), ("website", "javascript:alert(1)"), ("exceptions", "kiedyś"), ("confirms", "by_law"), ("number", "-1"),
        ("name", ""), ("is_listed", "może"), ("outdated", "{"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_sets_its_row_aside(column: str, cell: str) -> None:
    cells = {
        "number": "7",
        "kind": "zus",
        "name": "A",
        "town": "X",
        "source": "zus-list",
        "longitude": "19",
        "latitude": "51",
    }
    cells |= {column: cell}
    text = ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"
    reading = own.read(read_table(text.encode()), LANGUAGES)
    assert not set_bad_aside(reading.offices, reading.aside)
    assert [(one.line, one.note.code) for one in reading.aside] == [(2, "bad_value")]


def test_an_edited_source_text_makes_its_translation_outdated() -> None:
    before = office(note={"pl": "Stary", "en": "Old"})
    after = msgspec.structs.replace(before, note={"pl": "Nowy", "en": "Old"})
    merged = merging.replace(before, read(after).offices[0].values)
    assert merged.point.outdated == {"note.en": "Stary"}


def test_degrees_that_became_dates_are_read_back() -> None:
    written = own.write([office(latitude=51.5, longitude=19.04)], LANGUAGES).decode("utf-8-sig")
    reading = own.read(read_table(written.replace("19.04", "2026-04-19").encode()), LANGUAGES)
    assert reading.offices[0].values["longitude"] == 19.04
    assert [one.code for one in reading.offices[0].notes] == ["from_date"]


@pytest.mark.parametrize("degrees", [19.4, 19.04])
def test_of_the_two_numbers_that_a_date_may_be_the_office_tells(degrees: float) -> None:
    before = office(latitude=51.5, longitude=degrees)
    written = own.write([before], LANGUAGES).decode("utf-8-sig").replace(str(degrees), "2026-04-19")
    values = own.read(read_table(written.encode()), LANGUAGES).offices[0].values
    assert merging.replace(before, values, {"longitude"}).point == before


def test_a_street_that_became_a_date_is_a_street_again() -> None:
    written = own.write([office(street="1 Maja 10")], LANGUAGES).decode("utf-8-sig").replace("1 Maja 10", "2010-05-01")
    assert own.read(read_table(written.encode()), LANGUAGES).offices[0].values["street"] == "1 Maja 10"


def test_noughts_that_a_spreadsheet_took_come_back() -> None:
    whole = office(teryt="020101", reference="0201")
    written = own.write([whole], LANGUAGES).decode("utf-8-sig").replace("020101", "20101").replace("0201", "201")
    values = own.read(read_table(written.encode()), LANGUAGES).offices[0].values
    assert merging.replace(whole, values).point == whole
