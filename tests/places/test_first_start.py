"""On a first start: every kind of place that people type, understood alike in both languages."""

import pytest
from django.test import Client

from guides.places.districts import districts_of_cities
from guides.places.finding import find_place
from guides.places.gazetteer import Gazetteer
from guides.schema.content import PointSet
from guides.schema.places import PlaceSet
from tests.html import Element, parse
from tests.places.first_start import FIRST_START, Query, answer_of, first_start_gazetteer
from tests.places.sample import serve_places

QUERIES = [query for listed in FIRST_START.values() for query in listed]
ADDRESSES = {"pl": "/pl/punkty/", "en": "/en/points/"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return first_start_gazetteer()


@pytest.fixture
def visitor_of(visitor: Client, gazetteer: Gazetteer) -> Client:
    serve_places(gazetteer)
    return visitor


def section(client: Client, typed: str, language: str = "en") -> Element:
    return parse(client.get(ADDRESSES[language], {"near": typed})).one(id="finder")


def test_sixty_places_of_every_kind_are_on_the_list() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.typed)
def test_a_place_is_understood(gazetteer: Gazetteer, query: Query) -> None:
    assert answer_of(find_place(PointSet(), query.typed, gazetteer)) == query._replace(typed="")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.typed)
def test_both_languages_answer_alike(visitor_of: Client, query: Query) -> None:
    pages = [section(visitor_of, query.typed, language) for language in ADDRESSES]
    shown = [[heading.text for heading in page.all("h3")] for page in pages]
    assert len(shown[0]) == len(shown[1])
    assert bool(pages[0].all("ol", class_="results")) == bool(pages[1].all("ol", class_="results"))
    assert bool(pages[0].all("ol", class_="results")) == (query.state == "found")


def test_a_district_is_measured_from_its_postcode(visitor_of: Client, gazetteer: Gazetteer) -> None:
    place = find_place(PointSet(), "Ursynów", gazetteer)
    assert (place.latitude, place.longitude, place.precision) == (52.1, 21.1, "postcode_area")
    for typed in ("Ursynów", "Warszawa Ursynów", "na Ursynowie"):
        found = section(visitor_of, typed)
        assert found.one("strong").text == "Warszawa, district Ursynów"
        assert "middle of the city" not in found.text


def test_a_link_with_a_district_leads_to_the_same_place(visitor_of: Client, gazetteer: Gazetteer) -> None:
    key = find_place(PointSet(), "Warszawa", gazetteer).town
    assert key is not None
    assert find_place(PointSet(), "Warszawa Ursynów", gazetteer, key.key).latitude == 52.1


def test_every_postcode_of_a_district_is_one_of_its_city_and_none_stands_for_two_cities() -> None:
    cities: dict[str, set[str]] = {}
    for district in districts_of_cities():
        if district.postcode:
            cities.setdefault(district.postcode[:2], set()).add(district.city)
    assert len(cities) >= 30
    assert {digits for digits, inside in cities.items() if len(inside) > 1} == {"41"}  # cities of Silesia


def test_a_district_whose_postcode_is_not_known_is_measured_from_the_middle_of_its_city(visitor_of: Client) -> None:
    found = section(visitor_of, "Mokotów")
    assert found.one("strong").text == "Warszawa, district Mokotów"
    assert "not from the district Mokotów" in found.text


def test_what_was_left_out_is_said(visitor_of: Client) -> None:
    assert "we could use only “Kraków”" in section(visitor_of, "Kraków, ul. Długa").text


def test_a_postcode_that_does_not_exist_is_said_not_to_exist(visitor_of: Client) -> None:
    assert "There is no postcode 99-999 in Poland" in section(visitor_of, "99-999").one(id="near-error").text


def test_an_unknown_village_is_asked_for_its_postcode(visitor_of: Client) -> None:
    assert "our list has towns, not every village" in section(visitor_of, "Xyzzyczki").one("div", class_="note").text
    assert "Type your postcode" in section(visitor_of, "Golnice").text


def test_a_small_town_may_be_another_place_of_its_name(visitor_of: Client) -> None:
    assert "another place of this name" in section(visitor_of, "Hel").text
    assert "another place of this name" not in section(visitor_of, "Warszawa").text


def test_a_place_abroad_leads_to_the_guide_for_people_abroad(visitor_of: Client, serving: object) -> None:
    found = section(visitor_of, "Berlin")
    assert "This place is abroad (Germany)" in found.text
    assert [link for link in found.all("a") if "/guides/" in link["href"]]


def test_a_whole_region_is_no_error(visitor_of: Client) -> None:
    found = section(visitor_of, "województwo podlaskie")
    assert not found.all(id="near-error")
    assert "Białystok" in [link.text for link in found.all("a")]


def test_places_of_the_package_are_credited_as_its_licence_asks(visitor_of: Client) -> None:
    found = section(visitor_of, "Hel")
    assert "ODbL 1.0" in found.text and "GeoNames" not in found.text


def test_places_of_one_name_tell_their_voivodeships_and_postcodes(visitor_of: Client) -> None:
    links = [link.text for link in section(visitor_of, "Radzanów").all("a") if "place=" in link["href"]]
    assert links == ["Radzanów, voivodeship mazowieckie (06-540)", "Radzanów, voivodeship mazowieckie (26-807)"]


def test_a_choice_leads_to_its_own_place(visitor_of: Client) -> None:
    choices = [link["href"] for link in section(visitor_of, "Radzanów").all("a") if "place=" in link["href"]]
    lists = [parse(visitor_of.get(address.split("#")[0])).one("div", class_="listing").text for address in choices]
    assert lists[0] != lists[1]


def test_a_code_of_a_municipality_asks_for_a_town_of_its_voivodeship(visitor_of: Client) -> None:
    page = parse(visitor_of.get("/g/200201", follow=True, headers={"accept-language": "en"}))
    assert "This site has no list of municipalities yet" in page.one("main").text
    assert "podlaskie" in page.one(id="finder").text
    assert page.one("input", name="near")


def test_a_code_of_a_city_answers_by_its_name(visitor_of: Client) -> None:
    page = parse(visitor_of.get("/g/206301", follow=True, headers={"accept-language": "en"}))
    assert page.one(id="finder").one("strong").text == "Suwałki"


def test_the_address_of_a_municipality_answers_by_its_name(visitor_of: Client) -> None:
    response = visitor_of.get("/en/municipality/206301-suwalki/")
    assert response.status_code == 302
    assert response["Location"] == "/en/points/?near=Suwa%C5%82ki&place=200000-suwalki#finder"


def test_without_any_place_nothing_is_credited(visitor: Client) -> None:
    serve_places(Gazetteer(PlaceSet()))
    assert "ODbL" not in section(visitor, "Łomża").text
