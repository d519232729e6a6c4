"""Offices as JSON, GeoJSON and CSV."""

import csv
import io
import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from guides.api.offices import HANDED_OUT
from guides.places.locating import locate
from guides.schema.content import PointSet
from tests.api.conftest import PLACES
from tests.places.sample import sample_gazetteer

OFFICES = "/api/v1/offices"


def numbers(client: Client, **query: Any) -> list[int]:
    response = client.get(OFFICES, query)
    assert response.status_code == 200, response.content
    return [office["number"] for office in response.json()["offices"]]


def rows(client: Client, **query: Any) -> list[dict[str, str]]:
    text = client.get(f"{OFFICES}.csv", query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_coordinates_that_may_come_from_lists_of_places_are_handed_out_nowhere(caller: Client) -> None:
    known = {1, 2}
    listed = caller.get(OFFICES).json()["offices"]
    assert {office["number"] for office in listed if office["coordinates"]} == known
    one = [caller.get(f"{OFFICES}/{number}").json()["office"] for number in PLACES]
    assert {office["number"] for office in one if office["coordinates"]} == known
    features = caller.get(f"{OFFICES}.geojson").json()["features"]
    assert {feature["id"] for feature in features if feature["geometry"]} == known
    assert {int(row["number"]) for row in rows(caller) if row["latitude"] or row["longitude"]} == known
    for address in (OFFICES, f"{OFFICES}.geojson", f"{OFFICES}.csv", f"{OFFICES}/3", f"{OFFICES}?near=50.54,22.72"):
        body = caller.get(address).content.decode()
        assert "50.5412" not in body and "18.0084" not in body, address


def test_what_lists_of_places_give_is_never_exact_enough_to_be_handed_out() -> None:
    gazetteer = sample_gazetteer()
    towns = [(town.postcode, town.name) for town in gazetteer.towns_beginning("w", 50)]
    found = {place.precision for town in towns if (place := locate(gazetteer, *town))}
    assert found and found.isdisjoint(HANDED_OUT)


def test_no_coordinates_of_the_shipped_offices_are_handed_out(people: Client, point_set: PointSet) -> None:
    body = people.get(OFFICES, {"per_page": 100}).json()
    assert body["total"] == len(point_set.points)
    assert all(office["coordinates"] is None for office in body["offices"])


def test_geojson_has_longitude_first(caller: Client) -> None:
    response = caller.get(f"{OFFICES}.geojson")
    assert response["Content-Type"] == "application/geo+json"
    body = response.json()
    assert body["type"] == "FeatureCollection"
    first = body["features"][0]
    assert first["type"] == "Feature" and first["properties"]["number"] == 1
    assert first["geometry"] == {"type": "Point", "coordinates": [23.1601, 53.1325]}


def test_the_nearest_come_first_with_whole_kilometres(caller: Client) -> None:
    body = caller.get(OFFICES, {"near": "53.13,23.16"}).json()
    assert [office["number"] for office in body["offices"]] == [1, 3, 4, 2]
    distances = [office["distance_km"] for office in body["offices"]]
    assert distances[0] == 1 and distances == sorted(distances)
    assert body["near"] == {"name": "53.13,23.16", "precise": True}


@pytest.mark.parametrize("near", ["18-400", "Łomża", "w Łomży"])
def test_a_place_and_a_postcode_are_understood_as_by_the_finder(caller: Client, near: str) -> None:
    body = caller.get(OFFICES, {"near": near}).json()
    assert "Łomża" in body["near"]["name"]
    assert body["offices"][0]["number"] == 1


def test_offices_are_filtered(caller: Client) -> None:
    assert numbers(caller, kind="zus") == [1, 2, 3, 4]
    assert numbers(caller, kind="post") == []
    assert numbers(caller, service="confirms", kind="zus") == [1, 2, 3, 4]
    assert numbers(caller, service="edowod") == []
    assert numbers(caller, teryt="146501") == numbers(caller, teryt="1465011") == [4]


def test_a_district_stands_for_its_city(caller: Client) -> None:
    assert numbers(caller, teryt="1465138") == [4]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T10:00:00+01:00", True),
        ("2026-11-23T10:00:00 01:00", True),  # a plus sign that nobody has encoded
        ("2026-11-23T09:00:00Z", True),
        ("2026-11-23T10:00", True),
        ("2026-11-23T20:00:00+01:00", False),
        ("2026-11-11T10:00:00+01:00", False),  # a public holiday
    ],
)
def test_offices_open_at_a_moment(caller: Client, moment: str, is_open: bool) -> None:
    assert bool(numbers(caller, open_at=moment)) is is_open


def test_offices_open_now(caller: Client) -> None:
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        assert numbers(caller, open_at="now") == [1, 2, 3, 4]
        before = caller.get(OFFICES, {"open_at": "now"})["ETag"]
    with time_machine.travel("2026-11-23T20:00:00Z", tick=False):
        assert numbers(caller, open_at="now") == []
        assert caller.get(OFFICES, {"open_at": "now"})["ETag"] != before


def test_pages_are_linked_and_their_addresses_are_stable(caller: Client) -> None:
    seen: list[int] = []
    address: str | None = f"{OFFICES}?per_page=3&kind=zus&lang=en"
    while address:
        body = caller.get(address.removeprefix("http://localhost:8000")).json()
        seen += [office["number"] for office in body["offices"]]
        address = body["links"]["next"]
    assert seen == [1, 2, 3, 4]
    links = caller.get(f"{OFFICES}?lang=en&page=1&kind=zus&per_page=3").json()["links"]
    assert links["self"] == links["first"] == "http://localhost:8000/api/v1/offices?kind=zus&lang=en&per_page=3"
    assert links["last"] == links["next"] == links["self"].replace("lang=en&", "lang=en&page=2&")
    assert links["previous"] is None


def test_an_office_has_its_texts_in_the_language_asked_for(caller: Client) -> None:
    polish, english = (caller.get(f"{OFFICES}/1", {"lang": code}).json()["office"] for code in ("pl", "en"))
    assert polish["page"] == "http://localhost:8000/pl/punkty/1-zus-oddzial-w-bialymstoku/"
    assert english["page"] == "http://localhost:8000/en/points/1-zus-oddzial-w-bialymstoku/"
    assert polish["source"]["name"] == "Wykaz jednostek ZUS" and english["source"]["name"] == "ZUS list of units"
    assert english["short_address"] == "http://localhost:8000/p/1"
    assert english["opening_hours"] == "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off"


def test_the_table_has_licence_and_day_in_each_line_and_in_its_name(caller: Client) -> None:
    response = caller.get(f"{OFFICES}.csv", {"lang": "en"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="offices-2026-11-23.csv"'
    found = rows(caller, lang="en")
    assert [row["number"] for row in found] == ["1", "2", "3", "4"]
    assert {row["published_on"] for row in found} == {"2026-11-23"}
    assert {row["checked_on"] for row in found} == {"2025-12-23"}
    assert all("name the source" in row["licence"] and row["source"] == "ZUS list of units" for row in found)
    assert found[3]["step_free"] == "no" and found[0]["step_free"] == ""


def test_no_cell_of_the_table_is_a_formula(caller: Client) -> None:
    text = caller.get(f"{OFFICES}.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert rows(caller)[2]["name"] == '\'=HYPERLINK("https://example.org")'


def test_answers_say_on_what_terms_the_data_may_be_used(caller: Client) -> None:
    licence = caller.get(OFFICES, {"lang": "en"}).json()["licence"]
    assert licence["published"] == "2026-11-23"
    assert licence["attribution"] == ["ZUS list of units", "TERYT codes: GeoNames (CC BY 4.0)"]
    assert json.dumps(licence).count("2021 poz. 1641") == 1
