"""The offices found near a place: what is said of them, and the filters."""

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from guides.schema.content import Content
from guides.templatetags.site import kilometres
from tests.html import Element, parse
from tests.offices.samples import WEEK, office, opening, serve, text
from tests.places.sample import sample_gazetteer, serve_places

HERE = {"lat": "51.77", "lon": "19.46"}
WEDNESDAY = "2026-11-25T10:00:00+01:00"


def found(client: Client, **query: str) -> Element:
    return parse(client.get("/en/points/", {**HERE, **query}))


def names(page: Element) -> list[str]:
    return [item.one("h3").text for listed in page.all("ol", class_="results") for item in listed.all("li")]


@pytest.fixture
def offices(content: Content, visitor: Client) -> Client:
    serve(
        content,
        [
            office(1, kind="tax_office", latitude=51.90, opening=0),
            office(2, latitude=51.80, step_free="yes", phones=("42 111 22 33",)),
            office(3, kind="gmina", latitude=51.78, services=(1,), opening=1, appointment="yes"),
            office(4, kind="gmina", latitude=51.79, services=(2,)),
            office(5, kind="gmina", latitude=51.95, services=(3,)),
            office(6, kind="gmina", latitude=51.99, services=()),
        ],
        [opening(WEEK), opening("Mo-Fr 12:00-16:00")],
    )
    return visitor


def test_only_offices_that_confirm_by_a_source_are_listed_as_such(offices: Client) -> None:
    assert names(found(offices)) == ["Urząd 2", "Urząd 1"]


def test_offices_of_which_it_is_not_known_stand_apart_with_a_caveat(offices: Client) -> None:
    page = found(offices)
    apart = page.one("ul", class_="results")
    assert [heading.text for heading in apart.all("h3")] == ["Urząd 3", "Urząd 5", "Urząd 6"]
    assert "We do not know whether these offices confirm Profil Zaufany." in page.text
    assert "onfirm" not in apart.text


def test_an_office_that_does_not_confirm_is_not_offered(offices: Client) -> None:
    assert "Urząd 4" not in found(offices).text


@time_machine.travel(WEDNESDAY, tick=False)
def test_an_office_says_whether_it_is_open(offices: Client) -> None:
    page = found(offices)
    assert "Open now (until 15:00)" in page.one("ol", class_="results").text
    assert "Opens today at 12:00 · by appointment" in page.one("ul", class_="results").text


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-25T16:00:00+01:00", "Opens tomorrow at 8:00"),
        ("2026-11-27T16:00:00+01:00", "Opens Monday at 8:00"),
        ("2026-11-25T07:00:00+01:00", "Opens today at 8:00"),
        ("2026-12-23T16:00:00+01:00", "Opens Monday at 8:00"),
    ],
)
def test_a_closed_office_says_when_it_opens(offices: Client, moment: str, words: str) -> None:
    with time_machine.travel(moment, tick=False):
        assert words in found(offices).one("ol", class_="results").text


@time_machine.travel("2026-12-30T16:00:00+01:00", tick=False)
def test_after_more_than_a_week_the_day_is_named(content: Content, visitor: Client) -> None:
    serve(content, [office(1, opening=0)], [opening(WEEK, "2026-12-31..2027-01-15 closed")])
    assert "Opens on 18 January at 8:00" in found(visitor).text


@time_machine.travel(WEDNESDAY, tick=False)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "tax_office"}, ["Urząd 1"]),
        ({"open": "1"}, ["Urząd 1"]),
        ({"step-free": "1"}, ["Urząd 2"]),
        ({"service": "edowod"}, ["Urząd 5"]),
        ({"service": "any", "kind": "gmina"}, ["Urząd 3", "Urząd 4", "Urząd 5", "Urząd 6"]),
        ({"kind": "circus", "service": "x"}, ["Urząd 2", "Urząd 1"]),
        ({"open": "1", "step-free": "1"}, []),
    ],
)
def test_filters_leave_what_was_asked_for(offices: Client, query: dict[str, str], expected: list[str]) -> None:
    assert names(found(offices, **query)) == expected


def test_the_form_of_the_filters_keeps_what_was_typed(offices: Client) -> None:
    page = parse(offices.get("/en/points/", {"near": "Łódź", "kind": "tax_office", "open": "1"}))
    form = next(form for form in page.all("form") if form.all("select"))
    assert [(each["name"], each["value"]) for each in form.all("input", type="hidden")] == [("near", "Łódź")]
    assert [each["value"] for each in form.all("option") if "selected" in each.attributes] == ["confirms", "tax_office"]
    assert "checked" in form.one("input", name="open").attributes


def test_when_nothing_fits_there_is_a_way_back_to_all(offices: Client) -> None:
    page = found(offices, **{"kind": "tax_office", "step-free": "1"})
    way = next(link for link in page.all("a") if link.text == "Show the offices without filters")
    assert way["href"] == "/en/points/?lat=51.77&lon=19.46#finder"


@pytest.mark.parametrize("place", [("91", "0"), ("0", "181"), ("x", "1"), ("nan", "nan"), ("inf", "0"), ("", "")])
def test_a_location_off_the_globe_is_told_how_to_go_on(offices: Client, place: tuple[str, str]) -> None:
    response = offices.get("/en/points/", {"lat": place[0], "lon": place[1]})
    assert response.status_code == 200
    assert "We could not read your location" in parse(response).text


def test_half_a_location_is_no_location(offices: Client) -> None:
    assert "We could not read your location" in parse(offices.get("/en/points/", {"lat": "51.77"})).text


def test_a_location_is_used_to_about_a_kilometre_only(offices: Client) -> None:
    exact, rounded = (
        parse(offices.get("/en/points/", {"lat": lat, "lon": lon})).one("ol", class_="results").text
        for lat, lon in (("51.7749", "19.4551"), ("51.77", "19.46"))
    )
    assert exact == rounded


def test_far_from_poland_the_guide_for_people_abroad_is_offered(offices: Client) -> None:
    page = parse(offices.get("/en/points/", {"lat": "40.71", "lon": "-74.0"}))
    assert "This is far from Poland" in page.text


def test_the_map_numbers_the_offices_as_the_list_does(offices: Client) -> None:
    drawing = found(offices).one("svg", class_="map")
    assert [each.text for each in drawing.all("text")] == ["1 Łódź", "2", "5 km"]
    assert drawing["aria-label"]


def test_how_sure_a_list_is_stands_once_above_it(offices: Client) -> None:
    text = found(offices).one(id="finder").text
    assert text.count("By law such offices should confirm Profil Zaufany") == 1
    assert "ask first" not in text


def test_a_list_of_anything_says_of_each_office_what_it_does(offices: Client) -> None:
    listed = found(offices, service="any").one("ol", class_="results").text
    assert "By law it should confirm Profil Zaufany: ask first" in listed
    assert "Does not confirm Profil Zaufany" in listed


def test_what_lies_over_fifty_kilometres_away_is_folded(content: Content, visitor: Client) -> None:
    serve(content, [office(1, latitude=51.9), office(2, latitude=52.2), office(3, latitude=52.9)])
    page = found(visitor)
    folded = page.one(id="finder").one("div", class_="listing").one("details")
    assert "Farther than 50 km: 1 office" in folded.text
    assert [item.one("h3").text for item in folded.all("li")] == ["Urząd 3"]
    assert [item.one("h3").text for item in page.all("ol", class_="results")[0].all("li")] == ["Urząd 1", "Urząd 2"]


def test_the_nearest_is_shown_however_far_it_is(content: Content, visitor: Client) -> None:
    serve(content, [office(1, latitude=52.9), office(2, latitude=53.2)])
    assert [item.one("h3").text for item in found(visitor).all("ol", class_="results")[0].all("li")] == ["Urząd 1"]


def test_offices_to_call_first_stand_after_the_third(content: Content, visitor: Client) -> None:
    certain = [office(number, latitude=51.8 + number / 100) for number in range(1, 11)]
    serve(content, [*certain, office(20, kind="gmina", latitude=51.78, services=(1,))])
    headings = [each.text for each in found(visitor).one("div", class_="listing").all("h3")]
    assert headings[:3] == ["Urząd 1", "Urząd 2", "Urząd 3"]
    assert headings[3:6] == ["Closer, but call first", "Urząd 20", "The next on the list"]
    assert headings[-1] == "Urząd 10"


def test_only_what_is_closer_is_called_so(content: Content, visitor: Client) -> None:
    serve(content, [office(1, latitude=51.80), office(2, kind="gmina", latitude=51.90, services=(1,))])
    headings = [each.text for each in found(visitor).one("div", class_="listing").all("h3")]
    assert headings == ["Urząd 1", "Others near, but call first", "Urząd 2"]


def test_distances_are_said_to_be_straight_lines(offices: Client) -> None:
    assert "Distances are straight lines. By road, or around water, it is farther." in found(offices).text


def test_only_municipal_offices_are_asked_whether_they_set_a_pin(offices: Client) -> None:
    page = found(offices, service="edowod")
    assert [each.text for each in page.one("ul", class_="results").all("h3")] == ["Urząd 3", "Urząd 4", "Urząd 6"]
    assert "Urząd 1" not in page.text


def test_an_office_without_coordinates_stands_under_its_own_town(content: Content, visitor: Client) -> None:
    nowhere = {"latitude": None, "longitude": None}
    serve(
        content,
        [
            office(1, latitude=51.9),
            office(2, town="Łomża", voivodeship="podlaskie", **nowhere),
            office(3, town="Łomża", voivodeship="podlaskie", kind="gmina", services=(1,), **nowhere),
            office(4, town="Łomża", voivodeship="mazowieckie", **nowhere),
        ],
    )
    serve_places(sample_gazetteer())
    listing = parse(visitor.get("/en/points/", {"near": "Łomża"})).one("div", class_="listing")
    apart, unsure = listing.all("ul", class_="results")
    assert [each.text for each in apart.all("h3")] == ["Urząd 2"]
    assert "we do not know how far" in apart.text
    assert [each.text for each in unsure.all("h3")] == ["Urząd 3"]
    assert "Urząd 4" not in listing.text


@time_machine.travel(WEDNESDAY, tick=False)
def test_on_paper_each_office_has_its_hours(offices: Client) -> None:
    listed = found(offices).one("ol", class_="results").all("li")
    printed = [[each.text for each in item.all("p") if "no-print" not in each.get("class")] for item in listed]
    assert "We do not know the opening hours." in printed[0]
    assert "Monday 8:00–17:00, Tuesday–Friday 8:00–15:00" in printed[1]


def test_only_pages_with_the_finder_may_ask_for_the_location(offices: Client) -> None:
    assert "geolocation=(self)" in offices.get("/en/points/").headers["Permissions-Policy"]
    assert "geolocation=()" in offices.get("/en/contact/").headers["Permissions-Policy"]


def test_the_language_switch_keeps_the_search(offices: Client) -> None:
    page = parse(offices.get("/en/points/", {"near": "Łódź", "kind": "zus"}))
    assert any(link["href"] == "/pl/punkty/?near=%C5%81%C3%B3d%C5%BA&kind=zus" for link in page.all("a", hreflang="pl"))


def etag_and_change(client: Client, moment: str, address: str) -> tuple[str, str]:
    with time_machine.travel(moment, tick=False):
        response = client.get(address)
    return response["ETag"], response["Last-Modified"]


@pytest.mark.parametrize("address", ["/en/points/?near=00-002", "/en/points/1-urzad-1/"])
def test_a_page_with_hours_changes_when_an_office_opens_and_not_in_between(offices: Client, address: str) -> None:
    serve_places(sample_gazetteer())
    early, opened, later, closed = (
        etag_and_change(offices, f"2026-11-25T{clock}:00+01:00", address)
        for clock in ("07:59", "08:00", "11:59", "15:00")
    )
    assert len({early[0], opened[0], closed[0]}) == 3
    assert later == opened
    assert opened[1] == "Wed, 25 Nov 2026 07:00:00 GMT"
    assert closed[1] == "Wed, 25 Nov 2026 14:00:00 GMT"


def test_a_kept_point_page_does_not_go_on_saying_that_it_is_open(offices: Client) -> None:
    with time_machine.travel("2026-11-25T14:59:00+01:00", tick=False):
        assert "Open now (until 15:00)" in parse(offices.get("/en/points/1-urzad-1/")).text
    with time_machine.travel("2026-11-25T15:00:00+01:00", tick=False):
        assert "Opens tomorrow at 8:00" in parse(offices.get("/en/points/1-urzad-1/")).text


def test_a_page_without_hours_does_not_change_with_them(offices: Client) -> None:
    morning, noon = (
        etag_and_change(offices, f"2026-11-25T{clock}:00+01:00", "/en/points/") for clock in ("07:00", "12:30")
    )
    assert morning == noon


def test_a_browser_that_knows_the_page_only_by_its_time_gets_the_new_state(offices: Client) -> None:
    with time_machine.travel("2026-11-25T14:59:00+01:00", tick=False):
        changed = offices.get("/en/points/1-urzad-1/")["Last-Modified"]
        asked = {"if-modified-since": changed}
        assert offices.get("/en/points/1-urzad-1/", headers=asked).status_code == 304
    with time_machine.travel("2026-11-25T15:00:00+01:00", tick=False):
        assert offices.get("/en/points/1-urzad-1/", headers=asked).status_code == 200


def test_the_moment_of_change_is_never_in_the_future(offices: Client) -> None:
    for hour in range(24):
        with time_machine.travel(datetime.fromisoformat(f"2026-10-25T{hour:02}:30:00+00:00"), tick=False):
            response = offices.get("/en/points/1-urzad-1/")
            told = datetime.strptime(response["Last-Modified"], "%a, %d %b %Y %H:%M:%S %Z")
            assert told <= datetime.fromisoformat(f"2026-10-25T{hour:02}:30:00")


@pytest.mark.parametrize("key", ["edowod-pierwszy-pin", "edowod-pin", "edowod-puk"])
def test_a_guide_that_sends_for_a_pin_finds_offices_that_set_it(offices: Client, content: Content, key: str) -> None:
    address = f"/en/guides/{content.guide[key].slug['en']}/"
    page = parse(offices.get(address, HERE))
    assert page.one(id="finder-heading").text == "The nearest office that sets the PIN"
    assert names(page) == ["Urząd 5"]


def test_without_such_offices_no_finder_promises_any(content: Content, visitor: Client) -> None:
    page = parse(visitor.get(f"/en/guides/{content.guide['edowod-pin'].slug['en']}/", HERE))
    assert not page.all("section", id="finder")


def test_without_a_server_of_tiles_the_map_asks_nobody(offices: Client) -> None:
    page = found(offices)
    assert not page.all("div", id="street-map")
    assert [script["src"] for script in page.all("script")] == ["/static/dist/site.js"]


def test_a_street_map_draws_each_office_as_large_as_the_area_in_which_it_lies(offices: Client, settings: Any) -> None:
    settings.MAP_TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
    page = found(offices)
    assert page.one("div", id="street-map")["data-tiles"] == settings.MAP_TILES
    places = json.loads(page.one("script", id="street-map-places").text)
    assert [(place["address"], place["radius"]) for place in places] == [
        ("/en/points/2-urzad-2/", 2000),
        ("/en/points/1-urzad-1/", 2000),
    ]


@pytest.mark.parametrize(
    ("template", "origins"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", ["https://tiles.example.org"]),
        ("https://{s}.example.org/{z}/{x}/{y}.png", ["https://*.example.org"]),
        ("", []),
    ],
)
def test_the_policy_lets_in_the_server_of_tiles_and_no_other(template: str, origins: list[str]) -> None:
    code = "from config.settings import CONTENT_SECURITY_POLICY as p; import json; print(json.dumps([str(s) for s in p['DIRECTIVES']['img-src']]))"
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "MAP_TILES": template}, capture_output=True, check=True
    )
    assert json.loads(run.stdout)[1:] == origins


@pytest.mark.parametrize(
    ("metres", "blur", "words"),
    [
        (0, 1, "about 1 km"), (1499, 1, "about 1 km"), (2600, 1, "about 3 km"), (19_600, 1, "about 20 km"),
        (73_000, 1, "about 75 km"), (500, 3, "up to about 3 km"), (2600, 3, "about 3 km"),
        (3000, 30, "up to about 30 km"), (73_000, 30, "about 70 km"),
    ],
)  # fmt: skip
def test_a_distance_is_no_more_exact_than_what_is_known(metres: int, blur: int, words: str) -> None:
    with translation.override("en"):
        assert kilometres(metres, blur) == words


def test_an_office_without_a_number_has_that_of_its_list(content: Content, visitor: Client) -> None:
    serve(content, [office(1, source="helped"), office(2, phones=("42 123 45 67",), source="helped")])
    links = found(visitor).one("ol", class_="results").all("a", class_="tel")
    assert [link["href"] for link in links] == ["tel:+48225601600", "tel:+48421234567"]


def test_a_remark_on_an_office_stands_in_the_list(content: Content, visitor: Client) -> None:
    serve(content, [office(1, note=text("Dla dużych firm"))])
    assert "Dla dużych firm" in found(visitor).one("ol", class_="results").text
