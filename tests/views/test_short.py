"""Short addresses, as they are printed and drawn in QR codes."""

import pytest
from django.test import Client

from guides.schema.content import Content, GonePoint
from tests.html import kind, parse
from tests.offices.samples import office, serve

STATE = "start.login/czym.pz/pz.haslo/mail.tak/numer.tak"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("pl", "/pl/poradniki/nowe-haslo-profil-zaufany/"),
        ("en-GB,en;q=0.9", "/en/guides/new-password-profil-zaufany/"),
        ("uk", "/pl/poradniki/nowe-haslo-profil-zaufany/"),
    ],
)
def test_a_guide_opens_in_the_language_of_the_browser(visitor: Client, accepted: str, expected: str) -> None:
    response = visitor.get("/s/pz-haslo", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, expected)
    assert response["Vary"] == "Accept-Language"


@pytest.mark.parametrize("typed", ["/s/PZ-HASLO", "/s/pz-haslo/", "/s//pz-haslo"])
def test_what_is_typed_from_paper_may_differ_a_little(visitor: Client, typed: str) -> None:
    assert visitor.get(typed)["Location"] == "/pl/poradniki/nowe-haslo-profil-zaufany/"


def test_a_question_opens_by_the_shortest_way_to_it(visitor: Client) -> None:
    response = visitor.get("/s/pz", follow=True)
    assert kind(parse(response)) == ("question", "pz")


def test_answers_open_where_they_lead(visitor: Client) -> None:
    assert visitor.get(f"/s/{STATE}")["Location"] == f"/pl/pomoc/{STATE}/"


def test_answers_that_have_gone_since_are_told(visitor: Client) -> None:
    assert visitor.get("/s/start.login/czym.golab")["Location"] == "/pl/pomoc/start.login/?changed=1"


@pytest.mark.parametrize("address", ["/s/nie-ma", "/s/%0d%0aSet-Cookie:x", f"/s/{'x' * 9000}", "/p/999999", "/p/0"])
def test_an_unknown_one_is_told_in_the_language_of_the_browser(visitor: Client, address: str) -> None:
    response = visitor.get(address, headers={"accept-language": "en"})
    assert response.status_code == 404
    assert parse(response).one("html")["lang"] == "en"


@pytest.mark.parametrize("address", ["/s/a.b//evil.example/", "/s/%5C%5Cevil.example.x", "/s//evil.example/"])
def test_no_short_address_leads_elsewhere(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 404 or response["Location"].startswith("/pl/pomoc/")


def test_a_point_opens_by_its_number(visitor: Client) -> None:
    response = visitor.get("/p/1", headers={"accept-language": "en"})
    assert (response.status_code, response["Location"]) == (302, "/en/points/1-zus-oddzial-w-bialymstoku/")


@pytest.mark.parametrize("typed", ["/P/1", "/p/1/", "/p/001", "/p/1.", "/p/1),"])
def test_the_number_of_a_point_may_be_written_a_little_differently(visitor: Client, typed: str) -> None:
    assert visitor.get(typed)["Location"] == visitor.get("/p/1")["Location"]


def test_a_point_that_is_no_longer_listed_is_explained(content: Content, visitor: Client) -> None:
    serve(content, [office(1)], gone=[GonePoint(number=7, name="ZUS w Łodzi", town="Łódź")])
    response = visitor.get("/p/7", headers={"accept-language": "en"})
    assert response["Location"] == "/en/points/?near=%C5%81%C3%B3d%C5%BA&gone=7"
    assert "“ZUS w Łodzi” is no longer on our list" in parse(visitor.get(response["Location"])).text


def test_a_number_that_no_point_has_is_told_with_the_finder(visitor: Client) -> None:
    response = visitor.get("/p/99999", headers={"accept-language": "en"})
    page = parse(response)
    assert (response.status_code, kind(page)) == (404, ("error", "404"))
    assert "Check the number 99999" in page.text
    assert page.one("input", name="near")


def test_only_reading_is_allowed(visitor: Client) -> None:
    assert visitor.post("/s/pz-haslo").status_code == 405


def test_nothing_is_served_before_the_first_release(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guides.views.short.live.current", lambda: None)
    assert client.get("/s/pz-haslo").status_code == 503
    assert client.get("/p/1").status_code == 503
