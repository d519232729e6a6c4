"""Pages of municipalities: for each in the gazetteer, in each language, without a query, and never a fault of ours."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from msgspec.structs import replace

from guides.enums import PointKind
from guides.places import geonames, terc
from guides.places.cities import city_of
from guides.places.compiling import compile_places
from guides.places.districts import district_in, district_of_code
from guides.places.gazetteer import Gazetteer
from guides.places.package import PackageRow
from guides.places.typed import fold_name
from guides.serving.live import Snapshot, live
from tests.html import kind, parse
from tests.places.sample import PLACES, REGISTER, sample_gazetteer, serve_places


@pytest.mark.parametrize(
    ("address", "language"), [("/pl/gmina/020101-boleslawiec/", "pl"), ("/en/municipality/020101-boleslawiec/", "en")]
)
def test_a_page_names_its_municipality_and_the_nearest_points(people, address, language):
    page = parse(people.get(address))
    assert kind(page) == ("municipality", "020101")
    assert page.one("html")["lang"] == language
    assert page.one("h1").text == "Bolesławiec"
    assert sum(len(listed.all("li")) for listed in page.all("ol", class_="results")) == 5
    assert next(heading["id"] for heading in page.all("h2") if heading.get("id")) == "near-heading"
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
    "address", ["/pl/gmina/999999-x/", "/en/municipality/320399/", "/g/99", "/g/x%00", "/pl/gmina/atlantyda/"]
)
def test_an_unknown_municipality_is_a_helpful_404(people, address):
    response = people.get(address)
    assert response.status_code == 404
    assert kind(parse(response)) == ("error", "404")


def test_one_that_was_joined_to_another_says_so_and_shows_the_nearest_offices(people):
    response = people.get("/g/3203042", follow=True)
    page = parse(response)
    assert (response.status_code, kind(page)) == (410, ("municipality", "320304"))
    assert "Ostrowice" in page.one("h1").text
    assert page.all("ol", class_="results")


def test_it_leads_to_what_its_own_website_can_show(people):
    page = parse(people.get("/pl/gmina/020101-boleslawiec/"))
    assert "/pl/na-twoja-strone/?gmina=020101" in [link["href"] for link in page.all("a")]


def test_its_page_begins_with_the_nearest_that_confirm(people):
    headings = [each.text for each in parse(people.get("/en/municipality/020101-boleslawiec/")).one("main").all("h2")]
    assert headings.index("The nearest points") == 0 < headings.index("Your municipal office")


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


def test_many_offices_of_a_city_are_folded(people, serving: Snapshot):
    offices = [
        replace(point, number=9000 + number, kind=PointKind.GMINA, teryt="146501")
        for number, point in enumerate(serving.points.points[:3])
    ]
    live._snapshot = live._snapshot.beside(live._snapshot.board, live._snapshot.gazetteer)
    object.__setattr__(live._snapshot, "points", replace(live._snapshot.points, points=tuple(offices)))
    section = parse(people.get("/pl/gmina/146501-warszawa/")).one("section", aria_labelledby="office-heading")
    assert len(section.one("details").all("h3")) == 3


def test_a_link_of_a_district_is_explained_on_the_page_of_its_city(people):
    response = people.get("/pl/gmina/1465138/")
    assert response["Location"] == "/pl/gmina/146501-warszawa/?district=146513"
    assert "Twój odnośnik dotyczy dzielnicy. Urzędy podajemy dla całego miasta" in told(people, response["Location"])


def told(client: Client, address: str) -> str:
    return parse(client.get(address)).one("main").text.replace("\xa0", " ")


def test_where_its_postcode_is_known_offices_are_those_nearest_to_the_district(people):
    with geonames.open_lines(PLACES) as lines:
        package = [PackageRow("02-778", "Warszawa", "14", 52.15, 21.06)]
        serve_places(Gazetteer(compile_places(geonames.read(lines), terc.read_file(REGISTER), package)[0]), 2)
    page = told(people, "/en/municipality/146501-warszawa/?district=146513")
    assert "Your link is of the district Ursynów. These are the points nearest to it." in page
    assert page.index("ZUS III Oddział w Warszawie") < page.index("Mazowiecki Urząd Wojewódzki")
    assert "district Ursynów" not in told(people, "/en/municipality/146501-warszawa/?district=126103")


@pytest.mark.parametrize("typed", ["/G/146501", "/g/146501/", "/g/146501.", "/g/14 65 011", "/g/1465011),"])
def test_a_short_address_may_be_written_a_little_differently(people, typed):
    assert people.get(typed)["Location"] == "/pl/gmina/146501/"


def test_the_lists_lead_to_every_municipality(people):
    page = parse(people.get("/pl/gmina/"))
    regions = [link["href"] for link in page.one("main").all("a") if link["href"].startswith("/pl/gmina/")]
    assert len(regions) == 16
    page = parse(people.get("/pl/gmina/dolnoslaskie/"))
    assert "/pl/gmina/020102-boleslawiec/" in [link["href"] for link in page.all("a")]
    assert kind(page) == ("municipalities", "dolnoslaskie")


@pytest.fixture
def fresh(visitor: Client) -> Client:
    """A visitor of a first start, which knows postcodes and towns but no municipalities."""
    package = [
        PackageRow("00-001", "Warszawa", "14", 52.23, 21.0),
        PackageRow("59-700", "Bolesławiec", "02", 51.26, 15.57),
        PackageRow("50-001", "Wrocław", "02", 51.1, 17.03),
    ]
    serve_places(Gazetteer(compile_places(package=package)[0]))
    return visitor


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/pl/gmina/020101-boleslawiec/", {"near": "Bolesławiec", "place": "020000-boleslawiec"}),
        ("/pl/gmina/146501/", {"near": "Warszawa", "place": "140000-warszawa"}),
        ("/pl/gmina/1465138/", {"near": "Warszawa Ursynów", "place": "140000-warszawa"}),
        ("/pl/gmina/061011-janow/", {"near": "lubelskie", "municipality": "1"}),
        ("/pl/gmina/020102/", {"near": "dolnośląskie", "municipality": "1"}),
        ("/pl/gmina/dolnoslaskie/", {"near": "dolnośląskie", "municipality": "1"}),
        ("/pl/gmina/", {"municipality": "1"}),
    ],
)
def test_before_municipalities_are_loaded_their_pages_lead_to_the_finder(
    fresh: Client, address: str, near: dict[str, str]
) -> None:
    response = fresh.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/pl/punkty/?{urlencode(near)}#finder")
    told = parse(fresh.get(f"/pl/punkty/?{urlencode(near)}")).one("main").text
    assert ("Ten serwis nie ma jeszcze listy gmin" in told) == ("place" not in near)


def test_a_code_of_no_voivodeship_is_unknown_before_municipalities_are_loaded_too(fresh: Client) -> None:
    assert fresh.get("/pl/gmina/990101/").status_code == 404


def test_a_city_is_known_by_the_code_of_each_of_its_districts() -> None:
    assert [city_of(code) for code in ("146513", "106105", "026501", "026301", "326301", "020101", "990101")] == [
        "Warszawa", "Łódź", "Wałbrzych", "", "Świnoujście", "", "",
    ]  # fmt: skip


def test_a_code_of_a_district_has_its_name() -> None:
    codes = ("146513", "146502", "146519", "146501", "146520", "126103", "306406", "061010")
    assert [district_of_code(code) for code in codes] == [
        "Ursynów", "Bemowo", "Żoliborz", "", "", "Nowa Huta", "Wilda", "",
    ]  # fmt: skip
    cities = {"0264": "wroclaw", "1061": "lodz", "1261": "krakow", "1465": "warszawa", "3064": "poznan"}
    for county, city in cities.items():
        registered = [name for number in range(2, 20) if (name := district_of_code(f"{county}{number:02}"))]
        assert registered and all(district_in(city, [fold_name(name)]) for name in registered)


def test_a_link_with_the_code_of_a_district_leads_to_the_district(fresh: Client) -> None:
    page = parse(fresh.get("/pl/punkty/", {"gmina": "1465138"}))
    assert page.one("input", id="near")["value"] == "Warszawa Ursynów"


def test_the_names_of_cities_are_those_of_the_register() -> None:
    gazetteer = sample_gazetteer()
    known = [one for code, _slug in gazetteer.addresses() if (one := gazetteer.municipality(code))]
    assert any(one.is_city for one in known)
    assert [city_of(one.teryt) for one in known] == [one.name if one.is_city else "" for one in known]


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
