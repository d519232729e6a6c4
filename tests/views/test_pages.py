"""Every kind of page, as a visitor gets it: without a cookie, a query or a foreign request, in each language."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from guides.serving.live import Snapshot
from guides.views import keeping
from tests.conftest import LANGUAGES
from tests.html import kind, parse
from tests.shipped import links_of
from tests.site_pages import SitePages, every_address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_and_says_what_it_is(pages: SitePages, serving: Snapshot, language: str) -> None:
    for address, page_kind, key in every_address(serving, language):
        page = pages.document(address)
        assert kind(page) == (page_kind, key)
        assert page.one("html")["lang"] == language
        assert len(page.all("h1")) == 1, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_descriptions_are_each_pages_own(pages: SitePages, serving: Snapshot, language: str) -> None:
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    for address, _kind, _key in every_address(serving, language):
        # A state of the questionnaire has the title of its question or of its guide.
        if address.startswith(links_of(serving).start(language)):
            continue
        page = pages.document(address)
        assert titles.setdefault(page.one("title").text, address) == address
        description = page.one("meta", **{"name": "description"})["content"]
        assert description and descriptions.setdefault(description, address) == address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_sets_a_cookie_or_varies_by_one(pages: SitePages, serving: Snapshot, language: str) -> None:
    for address, _kind, _key in every_address(serving, language):
        response = pages.get(address).response
        assert not response.cookies, address
        assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_loads_anything_from_elsewhere(pages: SitePages, serving: Snapshot, language: str) -> None:
    for address, _kind, _key in every_address(serving, language):
        page = pages.document(address)
        loaded = [element.get("src") for element in page.all() if element.get("src")]
        loaded += [element["href"] for element in page.all("link") if element["rel"] not in ("canonical", "alternate")]
        assert all(not urlsplit(target).netloc for target in loaded), address
        assert not page.all("style") and not [element for element in page.all() if element.get("style")], address
        # A block of data is no script: browsers do not run it.
        inline = [script for script in page.all("script") if not script.get("src")]
        assert all(script["type"] == "application/ld+json" for script in inline), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_site_leads_to_a_page(pages: SitePages, serving: Snapshot, language: str) -> None:
    checked: set[str] = set()
    for address, _kind, _key in every_address(serving, language):
        for link in pages.document(address).all("a"):
            parts = urlsplit(link["href"])
            assert parts.scheme in ("", "https", "tel", "mailto", "geo"), f"{address} links to {link['href']}"
            if parts.scheme or not parts.path or parts.path in checked:
                continue
            checked.add(parts.path)
            assert pages.get(parts.path).status == 200, f"{address} links to {link['href']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_to_a_place_in_the_page_finds_it(pages: SitePages, serving: Snapshot, language: str) -> None:
    for address, _kind, _key in every_address(serving, language):
        page = pages.document(address)
        identities = [element["id"] for element in page.all() if "id" in element.attributes]
        assert len(identities) == len(set(identities)), address
        for link in page.all("a"):
            if link["href"].startswith("#"):
                assert link["href"][1:] in identities, f"{address} {link['href']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_leads_to_the_same_page(pages: SitePages, serving: Snapshot, language: str) -> None:
    other = next(code for code in LANGUAGES if code != language)
    for address, page_kind, key in every_address(serving, language):
        page = pages.document(address)
        (switch,) = [link for link in page.all("a") if link.get("hreflang") == other]
        assert switch["lang"] == other
        there = pages.document(switch["href"])
        assert kind(there) == (page_kind, key)
        assert there.one("html")["lang"] == other


def test_the_language_switch_keeps_the_answers(visitor: Client, serving: Snapshot) -> None:
    page = parse(visitor.get("/pl/pomoc/start.login/czym.pz/"))
    (switch,) = [link for link in page.all("a") if link.get("hreflang") == "en"]
    assert switch["href"] == "/en/help/start.login/czym.pz/"


def test_canonical_and_alternates_come_from_the_setting_and_not_from_the_host(
    visitor: Client, serving: Snapshot, settings: Any
) -> None:
    settings.SITE_URL = "https://klucz.example"
    page = parse(visitor.get("/pl/poradniki/", headers={"host": "localhost"}))
    assert page.one("link", rel="canonical")["href"] == "https://klucz.example/pl/poradniki/"
    alternates = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate") if link.get("hreflang")}
    assert alternates == {
        "pl": "https://klucz.example/pl/poradniki/",
        "en": "https://klucz.example/en/guides/",
        "x-default": "https://klucz.example/pl/poradniki/",
    }


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("pl", "/pl/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("de,en;q=0.5", "/en/"),
        ("de", "/pl/"),
        ("", "/pl/"),
        ("x" * 5000, "/pl/"),
    ],
)
def test_root_leads_to_the_language_of_the_browser(visitor: Client, accepted: str, expected: str) -> None:
    response = visitor.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, expected)
    assert response["Vary"] == "Accept-Language"


def test_public_pages_have_the_strict_policy(visitor: Client) -> None:
    policy = visitor.get("/pl/")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == directives["form-action"] == "'self'"


def test_a_guide_that_sends_to_an_office_finds_the_nearest_points(visitor: Client, serving: Snapshot) -> None:
    address = links_of(serving).guide("pl", "pz-punkt")
    page = parse(visitor.get(address, {"near": "Łomża"}))
    section = page.one(id="finder")
    assert "Urząd Skarbowy w Łomży" in section.text


def test_a_guide_tells_when_its_check_is_overdue(visitor: Client, serving: Snapshot, settings: Any) -> None:
    address = links_of(serving).guide("pl", "pz-haslo")
    settings.CHECK_DUE_DAYS = 100_000
    fresh = parse(visitor.get(address)).one("main").text
    settings.CHECK_DUE_DAYS = -1
    keeping.forget()
    stale = parse(visitor.get(address)).one("main").text
    assert fresh != stale


def test_admin_address_is_not_linked_from_public_pages(visitor: Client) -> None:
    assert reverse("admin:index") not in [link["href"] for link in parse(visitor.get("/pl/")).all("a")]
