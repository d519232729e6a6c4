"""The sitemap, without a database."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import brotli
import msgspec
import pytest
from django.test import Client

from guides.schema.content import PointSet
from guides.serving.live import Snapshot, live
from guides.views import sitemap
from tests.grammars import faults
from tests.site_pages import SitePages, every_address

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
            if address not in listed and kind not in ("question", "outcome", "sheet", "phone", "tree", "poster")
        }
        assert missing == set()


def test_every_listed_page_is_there_and_may_be_indexed(visitor: Client, pages: SitePages) -> None:
    for entry in entries(visitor):
        response = pages.get(urlsplit(located(entry)).path).response
        assert response.status_code == 200, located(entry)
        assert b"noindex" not in response.content, located(entry)


def test_each_entry_names_its_languages_and_itself_among_them(visitor: Client) -> None:
    for entry in entries(visitor):
        others = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", _NAMES)}
        assert set(others) == {"pl", "en"}
        assert located(entry) in others.values()


def test_every_municipality_of_the_gazetteer_is_listed(people: Client) -> None:
    listed = {urlsplit(located(entry)).path for entry in entries(people)}
    assert {"/pl/gmina/", "/en/municipality/020101-boleslawiec/", "/pl/gmina/146501-warszawa/"} <= listed


def test_it_keeps_to_the_grammar_of_sitemaps(people: Client, tmp_path: Path) -> None:
    (file := tmp_path / "sitemap.xml").write_bytes(people.get("/sitemap.xml").content)
    assert faults(Path(__file__).with_name("sitemap.rnc"), file) == []


def test_addresses_come_from_the_setting_not_from_the_host(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    assert all(located(entry).startswith("https://klucz.example/") for entry in entries(visitor))


def test_crawlers_are_told_where_it_is(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    assert "Sitemap: https://klucz.example/sitemap.xml" in visitor.get("/robots.txt").content.decode().splitlines()


def test_it_is_made_once_for_a_release(visitor: Client, serving: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    first = visitor.get("/sitemap.xml").content
    known = sitemap.listed
    monkeypatch.setattr(sitemap, "listed", None)
    assert visitor.get("/sitemap.xml").content == first
    monkeypatch.setattr(sitemap, "listed", known)
    stamps = tuple(msgspec.structs.replace(stamp, number=stamp.number + 1) for stamp in serving.stamps)
    live._snapshot = replace(serving, points=replace_points(serving), stamps=stamps)
    assert len(visitor.get("/sitemap.xml").content) < len(first)


def replace_points(serving: Snapshot) -> PointSet:
    return msgspec.structs.replace(serving.points, points=serving.points.points[:1])


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_it_is_sent_packed(visitor: Client, encoding: str, unpack: Callable[[bytes], bytes]) -> None:
    response = visitor.get("/sitemap.xml", headers={"accept-encoding": encoding})
    assert response["Content-Encoding"] == encoding
    assert response["Vary"] == "Accept-Encoding"
    assert unpack(response.content) == visitor.get("/sitemap.xml").content


def test_it_is_not_sent_again_unchanged(visitor: Client) -> None:
    etag = visitor.get("/sitemap.xml")["ETag"]
    again = visitor.get("/sitemap.xml", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("/sitemap.xml", headers={"if-none-match": etag, "accept-encoding": "br"}).status_code == 200


@pytest.mark.django_db
def test_it_is_unavailable_while_nothing_is_served() -> None:
    assert Client().get("/sitemap.xml").status_code == 503
