"""The sheet of a guide, and the page that hands it over to a phone."""

from typing import Any

import pytest
from django.test import Client

from guides.serving.live import Snapshot
from guides.views import keeping, paper
from tests.conftest import LANGUAGES
from tests.html import Element, kind, parse
from tests.shipped import links_of
from tests.site_pages import SitePages

POINT_GUIDE = "/pl/poradniki/profil-zaufany-w-urzedzie/"
OUTCOME = "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/"
POINT_OUTCOME = "/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/"


def hrefs(page: Element) -> list[str]:
    return [link["href"] for link in page.all("a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_has_the_whole_procedure(pages: SitePages, serving: Snapshot, language: str) -> None:
    for guide in serving.content.guides:
        sheet = pages.document(links_of(serving).sheet(language, guide.key)).one("main")
        assert len(sheet.one("ol", class_="steps").children) >= len(guide.steps)
        words = sheet.text.replace("\u00a0", " ").replace("\u2011", "-")
        for step in guide.steps:
            assert step.title.plain_in(language).value in words
        for need in serving.content.needs_of(guide):
            assert need.thing.name.plain_in(language).value in words
        for address in guide.addresses:
            assert address.address in words


def test_a_sheet_names_the_helpdesk_that_outcomes_of_its_guide_name(visitor: Client, serving: Snapshot) -> None:
    sheet = parse(visitor.get(links_of(serving).sheet("pl", "mobywatel-haslo")))
    assert "+48 42 253 54 74" in sheet.one("main").text.replace("\u00a0", " ")


def test_a_sheet_gives_the_short_address_of_the_setting_and_not_of_the_host(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    for address in (f"{POINT_GUIDE}kartka/", f"{POINT_OUTCOME}kartka/"):
        sheet = parse(visitor.get(address, headers={"host": "localhost"})).one("main").text
        assert "klucz.example/s/pz-punkt" in sheet
        assert "localhost" not in sheet


def test_the_sheet_of_an_outcome_does_not_tell_the_answers(visitor: Client) -> None:
    sheet = parse(visitor.get(f"{POINT_OUTCOME}kartka/")).one("main")
    assert "dokument.paszport" not in str(sheet)


def test_a_sheet_has_the_three_nearest_points_with_hours(visitor: Client) -> None:
    sheet = parse(visitor.get(f"{POINT_GUIDE}kartka/", {"near": "Białystok"})).one("main")
    points = [each for each in sheet.one("section", class_="points").all("li") if each.all("h3")]
    assert len(points) == 3
    assert all(point.all(class_="clock") or "godzin" in point.text for point in points)
    assert any(point.all(class_="clock") for point in points)


def test_a_place_that_is_not_known_is_told_on_the_page_of_the_sheet(visitor: Client) -> None:
    page = parse(visitor.get(f"{POINT_GUIDE}kartka/", {"near": "Nigdzie"}))
    assert "Nie znamy" in page.one(class_="note").text
    assert page.one("input", id="near")["value"] == "Nigdzie"
    assert not page.one("main").all("section", class_="points")


def test_guide_and_outcome_lead_to_their_sheets_with_the_place(visitor: Client) -> None:
    for address in (POINT_GUIDE, POINT_OUTCOME):
        page = parse(visitor.get(address, {"near": "18-400"}))
        assert f"{address}kartka/?near=18-400" in hrefs(page)


def test_a_sheet_leads_back_to_where_it_was_made_with_the_place(visitor: Client) -> None:
    for address in (POINT_GUIDE, POINT_OUTCOME):
        page = parse(visitor.get(f"{address}kartka/", {"near": "18-400"}))
        assert f"{address}?near=18-400" in hrefs(page)


def test_both_prints_lead_to_each_other_and_keep_the_place(visitor: Client) -> None:
    for address in (POINT_GUIDE, POINT_OUTCOME):
        ordinary, large = f"{address}kartka/", f"{address}kartka/duzy-druk/"
        assert f"{large}?near=18-400" in hrefs(parse(visitor.get(ordinary, {"near": "18-400"})))
        assert f"{ordinary}?near=18-400" in hrefs(parse(visitor.get(large, {"near": "18-400"})))


def test_the_language_switch_of_a_sheet_keeps_the_place(visitor: Client) -> None:
    page = parse(visitor.get(f"{POINT_OUTCOME}kartka/duzy-druk/", {"near": "18-400"}))
    (switch,) = [link for link in page.all("a") if link.get("hreflang") == "en"]
    assert switch["href"] == "/en/help/start.nowy/dokument.paszport/dojscie.tak/sheet/large-print/?near=18-400"


def test_what_only_the_outcome_brings_is_on_its_sheet(visitor: Client, serving: Snapshot) -> None:
    warning = serving.content.outcome["pz-punkt"].warning
    assert warning is not None
    words = warning.plain_in("pl").value[:20]
    assert words in parse(visitor.get(f"{POINT_OUTCOME}kartka/")).one("main").text.replace("\u00a0", " ")
    assert words not in parse(visitor.get(f"{POINT_GUIDE}kartka/")).one("main").text.replace("\u00a0", " ")


@pytest.mark.parametrize("end", ["kartka/", "kartka/duzy-druk/", "na-telefon/"])
def test_papers_are_not_for_search_engines(visitor: Client, end: str) -> None:
    for address in (f"{POINT_GUIDE}{end}", f"{OUTCOME}{end}"):
        page = parse(visitor.get(address))
        assert page.one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize("end", ["kartka/", "kartka/duzy-druk/", "na-telefon/"])
def test_answers_that_do_not_end_yet_lead_to_their_question(visitor: Client, end: str) -> None:
    assert visitor.get(f"/pl/pomoc/start.login/{end}")["Location"] == "/pl/pomoc/start.login/"
    assert visitor.get(f"/pl/pomoc/start.login/x.y/{end}")["Location"] == "/pl/pomoc/start.login/?changed=1"


@pytest.mark.parametrize("end", ["kartka/", "kartka/duzy-druk/", "na-telefon/"])
def test_the_slug_of_another_language_leads_to_the_same_paper(visitor: Client, end: str) -> None:
    response = visitor.get(f"/pl/poradniki/new-password-profil-zaufany/{end}")
    assert (response.status_code, response["Location"]) == (301, f"/pl/poradniki/nowe-haslo-profil-zaufany/{end}")


def test_a_guide_goes_to_a_phone_by_its_short_address(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    page = parse(visitor.get("/en/guides/new-password-profil-zaufany/to-phone/", headers={"host": "localhost"}))
    assert kind(page) == ("phone", "pz-haslo")
    assert "klucz.example/s/pz-haslo" in page.one("main").text
    (mail,) = [href for href in hrefs(page) if href.startswith("mailto:?")]
    assert "https%3A//klucz.example/en/guides/new-password-profil-zaufany/" in mail
    assert page.one("main").one("svg", class_="qr")


def test_more_answers_than_a_code_holds_give_the_code_of_the_guide(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_guide = parse(visitor.get("/pl/poradniki/nowe-haslo-profil-zaufany/na-telefon/")).one("svg", class_="qr")
    of_outcome = parse(visitor.get(f"{OUTCOME}na-telefon/")).one("svg", class_="qr")
    assert str(of_outcome) != str(of_guide)
    keeping.forget()
    monkeypatch.setattr(paper, "LONGEST_IN_CODE", 20)
    assert str(parse(visitor.get(f"{OUTCOME}na-telefon/")).one("svg", class_="qr")) == str(of_guide)


def test_guide_and_outcome_lead_to_their_page_for_phones_and_back(visitor: Client) -> None:
    for address in (POINT_GUIDE, OUTCOME):
        assert f"{address}na-telefon/" in hrefs(parse(visitor.get(address)))
        assert address in hrefs(parse(visitor.get(f"{address}na-telefon/")))
