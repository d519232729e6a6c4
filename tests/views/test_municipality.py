"""Pages of municipalities: for each in the gazetteer, in each language, without a query, and never a fault of ours."""

import pytest
from django.test import Client
from msgspec.structs import replace

from guides.enums import PointKind
from guides.serving.live import Snapshot, live
from tests.html import kind, parse
from tests.places.sample import sample_gazetteer, serve_places


@pytest.mark.parametrize(
    ("address", "language"), [("/pl/gmina/020101-boleslawiec/", "pl"), ("/en/municipality/020101-boleslawiec/", "en")]
)
def test_a_page_names_its_municipality_and_the_nearest_points(people, address, language):
    page = parse(people.get(address))
    assert kind(page) == ("municipality", "020101")
    assert page.one("html")["lang"] == language
    assert page.one("h1").text == "Bolesławiec"
    assert len(page.one("ol", class_="results").all("li")) == 5
    assert "GeoNames" in page.one("main").text


def test_namesakes_have_titles_of_their_own(people):
    titles = {parse(people.get(f"/pl/gmina/{code}-boleslawiec/")).one("title").text for code in ("020101", "020102")}
    assert len(titles) == 2


def test_the_language_switch_leads_to_the_same_municipality(people):
    page = parse(people.get("/pl/gmina/020101-boleslawiec/"))
    (switch,) = [link for link in page.all("a") if link.get("hreflang") == "en"]
    assert switch["href"] == "/en/municipality/020101-boleslawiec/"


@pytest.mark.parametrize("address", ["/pl/gmina/020101/", "/pl/gmina/0201011/", "/pl/gmina/0201011-old-name/"])
def test_other_ways_to_write_its_address_lead_to_it(people, address):
    response = people.get(address)
    assert (response.status_code, response["Location"]) == (301, "/pl/gmina/020101-boleslawiec/")


@pytest.mark.parametrize(
    ("code", "accepted", "expected"),
    [("020101", "en", "/en/municipality/020101/"), ("0201011", "pl", "/pl/gmina/020101/")],
)
def test_the_short_address_leads_on_in_the_browsers_language(people, code, accepted, expected):
    response = people.get(f"/g/{code}", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, expected)
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    "address", ["/pl/gmina/999999-x/", "/en/municipality/320304-ostrowice/", "/g/99", "/g/x%00", "/pl/gmina/atlantyda/"]
)
def test_an_unknown_municipality_is_a_helpful_404(people, address):
    response = people.get(address)
    assert response.status_code == 404
    assert kind(parse(response)) == ("error", "404")


def test_a_municipality_without_an_office_on_the_list_says_so(people):
    assert "nie wiemy, czy potwierdza" in parse(people.get("/pl/gmina/020101-boleslawiec/")).one("main").text


def test_its_own_office_is_shown_with_what_is_known_of_it(people, serving: Snapshot):
    first = serving.points.points[0]
    office = replace(
        first, number=9999, kind=PointKind.GMINA.value, name="Urząd Miasta Bolesławiec", teryt="020101", services=()
    )
    points = replace(serving.points, points=(*serving.points.points, office))
    live._snapshot = Snapshot(serving.content, points, serving.stamps, gazetteer=sample_gazetteer())
    section = parse(people.get("/en/municipality/020101-boleslawiec/")).one("section", aria_labelledby="office-heading")
    assert "Urząd Miasta Bolesławiec" in section.text
    assert "We do not know" in section.text


def test_one_that_nobody_can_place_still_has_a_page_with_the_finder(people):
    page = parse(people.get("/pl/gmina/260304-opatowiec/"))
    assert not page.all("ol", class_="results")
    assert page.one("input", name="near")


def test_the_lists_lead_to_every_municipality(people):
    page = parse(people.get("/pl/gmina/"))
    regions = [link["href"] for link in page.one("main").all("a") if link["href"].startswith("/pl/gmina/")]
    assert len(regions) == 16
    page = parse(people.get("/pl/gmina/dolnoslaskie/"))
    assert "/pl/gmina/020102-boleslawiec/" in [link["href"] for link in page.all("a")]
    assert kind(page) == ("municipalities", "dolnoslaskie")


@pytest.mark.parametrize("address", ["/pl/gmina/", "/pl/gmina/020101-boleslawiec/", "/pl/gmina/dolnoslaskie/"])
def test_without_a_gazetteer_the_page_says_that_it_can_not_be_shown(visitor: Client, address):
    response = visitor.get(address)
    assert response.status_code == 503
    assert kind(parse(response)) == ("error", "503")


def test_a_new_edition_of_the_gazetteer_changes_the_validator(people):
    before = people.get("/pl/gmina/146501-warszawa/")["ETag"]
    assert people.get("/pl/gmina/146501-warszawa/")["ETag"] == before
    serve_places(sample_gazetteer(with_terc=False), number=2)
    assert people.get("/pl/gmina/146501-warszawa/")["ETag"] != before


@pytest.mark.parametrize(
    "address", ["/g/44051401359", "/g/Kowalska", "/g/12345", "/g/12345678", "/pl/gmina/44051401359/"]
)
def test_what_is_no_code_of_a_municipality_is_not_repeated(people: Client, address: str) -> None:
    response = people.get(address)
    assert response.status_code == 404
    assert address.strip("/").rpartition("/")[2] not in response.content.decode()
