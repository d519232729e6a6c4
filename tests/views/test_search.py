"""The page of search: what is found, what is told where nothing can be, and that nothing typed stays anywhere."""

import logging
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guides.search.asking import LONGEST
from guides.serving.live import Snapshot, live
from guides.views import keeping
from tests.html import Element, kind, parse

PAGE = {"pl": "/pl/szukaj/", "en": "/en/search/"}


def search(visitor: Client, query: str, language: str = "pl") -> Element:
    response = visitor.get(PAGE[language], {"q": query})
    assert response.status_code == 200
    return parse(response)


def field(page: Element) -> Element:
    return page.one("main").one("input", name="q")


def headings(page: Element) -> list[str]:
    return [heading.text for heading in page.one("div", class_="main").all("h2")]


def test_every_page_leads_to_search(visitor: Client) -> None:
    for address, language in (("/pl/", "pl"), ("/en/points/", "en"), ("/pl/pomoc/", "pl"), ("/en/nie-ma/", "en")):
        links = parse(visitor.get(address)).one("header").all("a", href=PAGE[language])
        assert [link["aria-label"] for link in links] == ["Szukaj" if language == "pl" else "Search"]


@pytest.mark.parametrize("address", ["/pl/poradniki/", "/en/guides/", "/pl/nie-ma/"])
def test_the_list_of_guides_and_the_404_have_a_field(visitor: Client, address: str) -> None:
    form = parse(visitor.get(address)).one("main").one("form", role="search")
    assert form["action"] == PAGE[address[1:3]]
    assert form.one("label")["for"] == form.one("input", name="q")["id"]


def test_the_page_opens_without_an_error_and_may_be_indexed(visitor: Client) -> None:
    page = parse(visitor.get("/pl/szukaj/"))
    assert kind(page) == ("search", "search")
    assert not page.all("", class_="govuk-error-summary")
    assert not page.all("meta", name="robots")


def test_results_are_guides_with_their_words_marked(visitor: Client, shipped: Snapshot) -> None:
    page = search(visitor, "zgubilam telefon")
    first = page.one("div", class_="main").all("a", class_="row")[0]
    assert first["href"] == f"/pl/poradniki/{shipped.content.guide['mobywatel-kradziez'].slug['pl']}/"
    assert [marked.text for marked in first.all("mark")] == ["Telefon", "zgubiony"]


def test_the_title_names_the_query_and_results_are_not_indexed(visitor: Client) -> None:
    page = search(visitor, "nowy telefon")
    assert page.one("title").text.startswith("„nowy telefon”")
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert field(page)["value"] == "nowy telefon"


def test_at_most_ten_are_shown_and_all_are_counted(visitor: Client) -> None:
    page = search(visitor, "profil zaufany")
    rows = page.one("div", class_="main").all("a", class_="row")
    assert len(rows) == 10
    assert "10 najlepszych z" in page.one("main").text


def test_a_question_opens_the_questionnaire_there(visitor: Client) -> None:
    page = search(visitor, "Czy Twój telefon czyta karty zbliżeniowo")
    links = [link["href"] for link in page.one("div", class_="main").all("a", class_="row")]
    assert any(kind(parse(visitor.get(address))) == ("question", "nfc") for address in links if "/pomoc/" in address)


def test_a_town_is_offered_to_the_finder_before_all_else(visitor: Client) -> None:
    page = search(visitor, "w gdańsku")
    links = [link["href"] for link in page.one("div", class_="main").all("a")]
    assert links[0] == f"/pl/punkty/?near={quote('Gdańsk')}"
    assert kind(parse(visitor.get(links[0]))) == ("points", "points")


def test_a_point_is_marked_as_polish_on_an_english_page(visitor: Client) -> None:
    page = search(visitor, "tax office gdansk", "en")
    row = page.one("div", class_="main").all("a", class_="row")[0]
    assert row.one("span", lang="pl").text == "Pierwszy Urząd Skarbowy w Gdańsku"


def test_a_helpline_shows_its_number(visitor: Client) -> None:
    assert "19 239" in search(visitor, "infolinia ikp").one("div", class_="main").text


def test_polish_words_find_guides_on_an_english_page(visitor: Client) -> None:
    page = search(visitor, "zgubiłam telefon", "en")
    assert page.one("div", class_="main").all("a", class_="row")[0].text.startswith("Phone stolen or lost")
    assert "another language" in page.one("main").text


@pytest.mark.parametrize("language", ["pl", "en"])
def test_when_nothing_fits_the_questionnaire_and_the_helplines_are_offered(visitor: Client, language: str) -> None:
    page = search(visitor, "pterodaktyl", language)
    links = [link["href"] for link in page.one("div", class_="main").all("a", class_="row")]
    assert links[:2] == [
        {"pl": "/pl/pomoc/", "en": "/en/help/"}[language],
        f"/{language}/" + {"pl": "kontakt/", "en": "contact/"}[language],
    ]
    assert any("near=pterodaktyl" in link for link in links)


def test_the_language_switch_keeps_the_query(visitor: Client) -> None:
    page = search(visitor, "nowy telefon")
    assert page.one("header").one("a", hreflang="en")["href"] == "/en/search/?q=nowy+telefon"


@pytest.mark.parametrize("query", ["", "   ", "🙂", "?!", "słowo " * 2000, "x" * 10_000])
def test_what_cannot_be_searched_for_is_told_at_the_top_and_at_the_field(visitor: Client, query: str) -> None:
    page = search(visitor, query)
    assert page.one("title").text.startswith("Błąd")
    summary = page.one("", class_="govuk-error-summary")
    assert summary.one("a")["href"] == f"#{field(page)['id']}"
    error = page.one("p", class_="govuk-error-message")
    assert error["id"] in field(page)["aria-describedby"].split()
    assert field(page)["aria-invalid"] == "true"
    assert field(page)["value"] == " ".join(query.split())[:LONGEST]


def test_bytes_that_are_not_utf8_are_told_and_the_rest_is_kept(visitor: Client) -> None:
    page = parse(visitor.get("/pl/szukaj/?q=zgubi%B3am"))
    assert page.one("title").text.startswith("Błąd")
    assert field(page)["value"] == "zgubiam"


def test_html_is_shown_as_text(visitor: Client) -> None:
    response = visitor.get("/pl/szukaj/", {"q": "<script>alert(1)</script>"})
    assert b"<script>alert" not in response.content
    assert field(parse(response))["value"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("secret", ["44051401359", "haslo: Kotek5", "pin 4821"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_secret_is_nowhere_on_the_page(visitor: Client, secret: str, language: str) -> None:
    response = visitor.get(PAGE[language], {"q": secret})
    assert secret not in response.content.decode()
    assert quote(secret) not in response.content.decode()
    page = parse(response)
    assert field(page)["value"] == ""
    assert page.one("div", class_="warn")


def test_results_are_kept_by_nobody(visitor: Client) -> None:
    response = visitor.get("/pl/szukaj/", {"q": "hasło"})
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    assert not len(keeping.pages)


def test_a_query_means_nothing_to_other_pages(visitor: Client) -> None:
    assert visitor.get("/pl/?q=hasło")["ETag"] == visitor.get("/pl/")["ETag"]


def test_two_queries_are_never_answered_alike(visitor: Client) -> None:
    assert visitor.get("/pl/szukaj/?q=puk").content != visitor.get("/pl/szukaj/?q=konsulat").content


def test_the_empty_page_is_kept_as_others_are(visitor: Client) -> None:
    etag = visitor.get("/pl/szukaj/?utm_source=x")["ETag"]
    assert visitor.get("/pl/szukaj/", headers={"if-none-match": etag}).status_code == 304


def test_nothing_that_was_typed_is_logged(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for query in ("wyjątkowesłowo", "wyjątkowesłowo 44051401359", "wyjątkowesłowo " * 500):
            visitor.get("/pl/szukaj/", {"q": query})
    assert "wyj" not in caplog.text and "44051401359" not in caplog.text


def test_search_works_without_any_point(visitor: Client, shipped: Snapshot) -> None:
    from dataclasses import replace

    from guides.schema.content import PointSet

    live._snapshot = replace(shipped, points=PointSet())
    assert visitor.get("/pl/szukaj/", {"q": "zus gdańsk"}).status_code == 200


@given(query=st.text(max_size=250), language=st.sampled_from(["pl", "en"]))
def test_whatever_is_typed_is_answered(shipped: Snapshot, query: str, language: str) -> None:
    live._snapshot = shipped
    response = Client().get(PAGE[language], {"q": query})
    assert response.status_code == 200
    assert kind(parse(response)) == ("search", "search")
