"""A place that a link of another website brings goes through the whole journey."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from guides.views.kept_place import NOWHERE, KeptPlace, keep_place, placed
from tests.html import Element, parse

OUTCOME = "/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/"
# Of the sample of places: a municipality beside a town of the same name.
RURAL = {"near": ["Bolesławiec"], "place": ["020102"]}
HERE = KeptPlace((("near", "Łomża"), ("place", "206201")), "Łomża")


def journey(page: Element) -> dict[str, dict[str, list[str]]]:
    """The query of each link on a page that belongs to the journey, by path."""
    return {
        parts.path: parse_qs(parts.query)
        for link in page.all("a")
        if (parts := urlsplit(link["href"])).path.startswith(("/pl/pomoc/", "/pl/poradniki/", "/embed/pl/p"))
    }


@pytest.mark.parametrize("code", ["020102", "0201022"])
@pytest.mark.parametrize("prefix", ["", "/embed"])
def test_a_municipality_goes_from_the_first_question_to_the_offices(people: Client, prefix: str, code: str) -> None:
    page = parse(people.get(f"{prefix}/pl/pomoc/?gmina={code}"))
    form = page.one("main").all("form")[0]
    fields = {field["name"]: [field["value"]] for field in form.all("input", type="hidden") if field["name"] != "go"}
    assert fields == RURAL
    assert "Bolesławiec" in page.one("main").text
    end = parse(people.get(f"{prefix}{OUTCOME}?gmina={code}"))
    assert "Punkty najbliżej miejsca: Bolesławiec (gmina wiejska)" in end.text.replace("\xa0", " ")
    assert all({**RURAL, **query} == query for query in journey(end).values() if "near" not in query or query["near"])


@pytest.mark.parametrize("path", ["/pl/", "/pl/poradniki/", "/pl/kontakt/", "/pl/poradniki/nowe-haslo-profil-zaufany/"])
def test_pages_without_offices_lead_on_with_it_too(people: Client, path: str) -> None:
    links = journey(parse(people.get(f"{path}?gmina=020102")))
    assert links and all({**query, **RURAL} == query for query in links.values())


def test_the_language_switch_and_the_paper_keep_it(people: Client) -> None:
    page = parse(people.get(f"{OUTCOME}?gmina=020102"))
    kept = [link["href"] for link in page.all("a") if link.get("hreflang") == "en" or "kartka" in link["href"]]
    assert len(kept) >= 2 and all(parse_qs(urlsplit(address).query) == RURAL for address in kept)
    sheet = parse(people.get(kept[-1]))
    assert sheet.one("section", class_="points").all("li")


def test_an_old_address_of_a_guide_keeps_it(people: Client) -> None:
    response = people.get("/pl/poradniki/pz-haslo/?gmina=020102")
    assert parse_qs(urlsplit(response["Location"]).query) == RURAL


@pytest.mark.parametrize("short", ["/s/pz-haslo", "/s/pz", "/"])
def test_a_short_address_keeps_it(people: Client, short: str) -> None:
    assert people.get(f"{short}?gmina=0201022")["Location"].endswith("?gmina=020102")


def test_the_page_of_a_municipality_leads_on_with_it(people: Client) -> None:
    links = journey(parse(people.get("/pl/gmina/020102-boleslawiec/")))
    assert links and all(query == RURAL for query in links.values())


def test_what_was_typed_goes_on_as_the_town_that_it_means(people: Client) -> None:
    links = journey(parse(people.get("/pl/kontakt/?near=w+warszawie")))
    assert all(query == {"near": ["Warszawa"], "place": ["146501-warszawa"]} for query in links.values())


@pytest.mark.parametrize("asked", ["gmina=999999", "gmina=0201"])
def test_a_code_that_nobody_has_stops_nobody_and_is_told(people: Client, asked: str) -> None:
    response = people.get(f"/pl/pomoc/?{asked}")
    assert response.status_code == 200
    assert ("999999" in parse(response).one("main").text) == ("999999" in asked)
    assert not any(journey(parse(response)).values())


def test_the_place_can_be_left_out(people: Client) -> None:
    page = parse(people.get("/pl/pomoc/?gmina=020102"))
    (without,) = [link["href"] for link in page.one("main").all("a") if link["href"].endswith("?near=")]
    assert "Bolesławiec" not in parse(people.get(without)).one("main").text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/pl/pomoc/", "/pl/pomoc/?near=%C5%81om%C5%BCa&place=206201"),
        ("/pl/poradniki/x/#steps", "/pl/poradniki/x/?near=%C5%81om%C5%BCa&place=206201#steps"),
        ("/en/points/?kind=zus", "/en/points/?kind=zus&near=%C5%81om%C5%BCa&place=206201"),
        ("/preview/a:b/pl/pomoc/", "/preview/a:b/pl/pomoc/?near=%C5%81om%C5%BCa&place=206201"),
        ("/pl/punkty/?near=18-400", "/pl/punkty/?near=18-400"),
        ("/pl/punkty/7-zus/", "/pl/punkty/7-zus/"),
        ("https://www.gov.pl/pl/pomoc/", "https://www.gov.pl/pl/pomoc/"),
        ("/pl/o-serwisie/", "/pl/o-serwisie/"),
    ],
)
def test_links_of_the_journey_get_the_place_and_no_others(address: str, expected: str) -> None:
    assert placed(address, HERE) == expected
    escaped = expected.replace("&", "&amp;")
    assert keep_place(f'<a class="x" href="{address}">', HERE) == f'<a class="x" href="{escaped}">'
    assert keep_place(f'<a href="{address}">', NOWHERE) == f'<a href="{address}">'
