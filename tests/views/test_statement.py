"""The accessibility statement and the privacy notice: in the law's form, honest about who can be reached."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.test import Client

from guides.serving.live import Snapshot, live
from tests.conftest import LANGUAGES
from tests.html import Element, parse

STATEMENT = {"pl": "/pl/deklaracja-dostepnosci/", "en": "/en/accessibility-statement/"}
PRIVACY = {"pl": "/pl/prywatnosc/", "en": "/en/privacy/"}
# What the official form names (Warunki techniczne publikacji deklaracji dostępności), as far as it applies here.
NAMES = [
    "a11y-wstep", "a11y-url", "a11y-data-publikacja", "a11y-data-aktualizacja", "a11y-status", "a11y-data-sporzadzenie",
    "a11y-data-przeglad", "a11y-wykonawca-badania", "a11y-kontakt", "a11y-procedura", "a11y-architektura", "a11y-aplikacje",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_has_the_parts_of_the_laws_form(visitor: Client, language: str) -> None:
    page = parse(visitor.get(STATEMENT[language]))
    for name in NAMES:
        assert page.one(id=name).text, name
    for name in ("a11y-data-publikacja", "a11y-data-sporzadzenie"):
        day = page.one("time", id=name)
        assert day["datetime"] == day.text


def test_the_statement_does_not_claim_what_was_not_tested(visitor: Client) -> None:
    page = parse(visitor.get(STATEMENT["pl"]))
    assert page.one(id="a11y-status").text == "częściowo zgodny"
    assert "Nie było badania z udziałem osób z niepełnosprawnościami." in page.one("main").text


@pytest.mark.parametrize("addresses", [STATEMENT, PRIVACY, {"pl": "/pl/o-serwisie/", "en": "/en/about/"}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_runs_the_site_is_shown_where_it_is_set(
    visitor: Client, settings: Any, addresses: dict[str, str], language: str
) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_EMAIL = "Fundacja <Przykład>", "pomoc@przyklad.pl"
    page = parse(visitor.get(addresses[language]))
    assert page.one(id="a11y-podmiot").text == "Fundacja <Przykład>"
    assert page.one("a", id="a11y-email")["href"] == "mailto:pomoc@przyklad.pl"


@pytest.mark.parametrize(
    ("language", "words"), [("pl", "nie ma jeszcze adresu kontaktowego"), ("en", "has no contact address yet")]
)
def test_that_nobody_can_be_reached_is_said(visitor: Client, language: str, words: str) -> None:
    page = parse(visitor.get(STATEMENT[language]))
    assert words in page.one("main").text
    assert not page.all(id="a11y-email")


def footer_links(page: Element) -> list[str]:
    return [link["href"] for link in page.one("footer").all("a")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["", "nie-ma/"])
def test_both_are_linked_from_every_page(visitor: Client, language: str, address: str) -> None:
    links = footer_links(parse(visitor.get(f"/{language}/{address}")))
    assert STATEMENT[language] in links
    assert PRIVACY[language] in links


def test_a_release_from_before_these_pages_is_served_without_the_links(visitor: Client, serving: Snapshot) -> None:
    pages = tuple(page for page in serving.content.pages if page.key not in ("accessibility", "privacy"))
    live._snapshot = replace(serving, content=msgspec.structs.replace(serving.content, pages=pages))
    response = visitor.get("/pl/")
    assert response.status_code == 200
    assert not {STATEMENT["pl"], PRIVACY["pl"]} & set(footer_links(parse(response)))


def test_the_privacy_notice_is_true_of_this_page(visitor: Client) -> None:
    response = visitor.get(PRIVACY["pl"])
    assert "plików cookie" in parse(response).one("main").text
    assert not response.cookies
    assert "Set-Cookie" not in response
