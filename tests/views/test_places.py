"""The finder on pages, with a gazetteer and without, and what is offered while somebody types."""

import pytest
from django.test import Client

from tests.html import parse

POINTS = "/pl/punkty/"


def finder(client: Client, **query: str):
    return parse(client.get(POINTS, query)).one(id="finder")


def test_several_places_of_one_name_are_a_list_of_links_that_each_lead_to_points(people):
    links = [link for link in finder(people, near="nowa wies").all("a") if "place=" in link["href"]]
    assert "gmina Kęty, powiat oświęcimski" in " ".join(link.text for link in links)
    address = next(link["href"] for link in links if "121304" in link["href"])
    section = parse(people.get(address.split("#")[0])).one(id="finder")
    assert section.all("ol", class_="results")
    assert section.one("strong").text == "Nowa Wieś, gmina Kęty, powiat oświęcimski"


def test_a_misspelt_name_is_a_question(people):
    section = finder(people, near="Wraszawa")
    assert "Warszawa" in section.text
    assert not section.all("ol", class_="results")


def test_what_was_found_names_its_municipality_and_the_source_of_places(people):
    section = finder(people, near="Łomża")
    assert "/pl/gmina/206201-lomza/" in [link["href"] for link in section.all("a")]
    assert "CC BY 4.0" in section.text


@pytest.mark.parametrize("typed", ["00-00", "999999", "🙂", "1" * 10_000, "\x00\x01?", "79-999"])
def test_bad_input_gets_a_message_at_the_field_and_keeps_what_was_typed(people, typed):
    section = finder(people, near=typed)
    assert section.one(id="near-error").text
    assert section.one("input", name="near")["value"] == typed.replace("\x00\x01", "")[:100]


def test_a_place_that_we_do_not_know_is_no_mistake_of_the_reader(people):
    page = parse(people.get(POINTS, {"near": "xyzzyq"}))
    assert "Nie znamy miejscowości o tej nazwie" in page.one("div", class_="note").text
    assert page.one("input", name="near")["value"] == "xyzzyq"
    assert not page.all(id="near-error")
    assert not page.one("title").text.startswith("Błąd")


@pytest.mark.parametrize("query", [{"place": "x" * 5000, "near": "Łomża"}, {"place": "'\x00", "near": "Łomża"}])
def test_a_made_up_choice_in_the_address_is_left_aside(people, query):
    assert finder(people, **query).one("strong").text == "Łomża"


def test_without_a_gazetteer_no_list_of_municipalities_is_offered(visitor):
    assert "/pl/gmina/" not in [link["href"] for link in finder(visitor).all("a")]


def test_with_a_gazetteer_the_list_of_municipalities_is_offered(people):
    assert "/pl/gmina/" in [link["href"] for link in finder(people).all("a")]


def suggested(client: Client, **query: str):
    return client.get("/api/v1/places", query).json()["places"]


def test_places_are_suggested_by_the_beginning_of_their_names(people):
    places = suggested(people, q="nowa w")
    assert len(places) == 8
    assert all(place["near"].startswith("Nowa W") and place["place"] for place in places)
    assert suggested(people, q="lodz")[0] == {"label": "Łódź", "near": "Łódź", "place": "106101-lodz"}
    assert suggested(people, q="80-001")[0]["near"] == "Gdańsk"


def test_a_district_is_suggested_before_villages_of_its_name(people):
    district = {"label": "Warszawa, district Mokotów", "near": "Warszawa Mokotów", "place": "146501-warszawa"}
    assert suggested(people, q="mokot", lang="en")[0] == district
    assert suggested(people, q="wars", lang="en")[0]["near"] == "Warszawa"


def test_suggestions_speak_the_language_of_the_page(people):
    assert "gmina" in suggested(people, q="golnice", lang="pl")[0]["label"]
    assert "municipality" in suggested(people, q="golnice", lang="en")[0]["label"]


@pytest.mark.parametrize("typed", ["", "a", "%", "_a", "🙂🙂", "\x00\x00", "1" * 10_000, "'; --"])
def test_nothing_is_suggested_for_what_begins_no_name(people, typed):
    assert suggested(people, q=typed) == []


def test_suggestions_are_kept_by_nobody_and_set_no_cookie(people):
    response = people.get("/api/v1/places", {"q": "lodz"})
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_suggestions_are_only_read(people):
    assert people.post("/api/v1/places").status_code == 405
