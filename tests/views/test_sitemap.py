"""The sitemap, without a database."""

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from guides.publishing.live import Snapshot
from tests.views.test_pages import every_address

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client: Client) -> list[ElementTree.Element]:
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content.decode()).findall("s:url", _NAMES)  # noqa: S314 - ours


def located(entry: ElementTree.Element) -> str:
    return entry.findtext("s:loc", "", _NAMES)


def test_every_page_that_may_be_indexed_is_listed_in_both_languages(visitor: Client, serving: Snapshot) -> None:
    listed = {urlsplit(located(entry)).path for entry in entries(visitor)}
    for language in ("pl", "en"):
        missing = {
            address
            for address, kind, key in every_address(serving, language)
            if address not in listed and kind not in ("question", "outcome", "sheet", "phone", "tree")
        }
        assert missing == set()


def test_every_listed_page_is_there_and_may_be_indexed(visitor: Client) -> None:
    for entry in entries(visitor):
        response = visitor.get(urlsplit(located(entry)).path)
        assert response.status_code == 200, located(entry)
        assert b"noindex" not in response.content, located(entry)


def test_each_entry_names_its_languages_and_itself_among_them(visitor: Client) -> None:
    for entry in entries(visitor):
        others = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", _NAMES)}
        assert set(others) == {"pl", "en"}
        assert located(entry) in others.values()


def test_addresses_come_from_the_setting_not_from_the_host(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    assert all(located(entry).startswith("https://klucz.example/") for entry in entries(visitor))


def test_crawlers_are_told_where_it_is(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    assert "Sitemap: https://klucz.example/sitemap.xml" in visitor.get("/robots.txt").content.decode().splitlines()


@pytest.mark.django_db
def test_it_is_unavailable_while_nothing_is_served() -> None:
    assert Client().get("/sitemap.xml").status_code == 503
