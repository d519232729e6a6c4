"""Pages for frames in other sites: who may frame them, where their links lead, what is not in them."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from config.embedding import read_origins
from guides.views.embed import SCRIPT
from tests.html import parse

OUTCOME = "start.login/czym.pz/pz.haslo/mail.tak/numer.tak"
EMBEDS = [
    "/embed/pl/pomoc/",
    "/embed/en/help/",
    f"/embed/pl/pomoc/{OUTCOME}/",
    "/embed/pl/pomoc/start.login/czym.pz/zmien/start/",
    "/embed/pl/punkty/?near=18-400",
    "/embed/en/guides/new-password-profil-zaufany/",
    "/embed/pl/nie-ma/",  # an error, told within the frame
    "/embed/pl/pomoc",  # leads on to the same with a slash
]
# Sites name this hash in their pages. Whoever changes the script gives it another number and keeps this one as it is.
PUBLISHED = "1b1931e150d03fd00fe6f74c9bc7b0f3d57871df7388efd00657ee948bd78cf3"


@pytest.mark.parametrize("address", EMBEDS)
def test_an_embed_may_be_framed_by_anybody(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert "X-Frame-Options" not in response
    assert "frame-ancestors 'self' *" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address", ["/pl/", "/pl/pomoc/", "/pl/punkty/", "/embedding/", "/embed", "/s/pz", "/robots.txt"]
)
def test_nothing_else_may_be_framed(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_a_setting_narrows_who_may_frame(visitor: Client, settings: Any) -> None:
    settings.EMBED_ORIGINS = ["https://bip.example.pl"]
    policy = visitor.get("/embed/pl/pomoc/")["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://bip.example.pl;" in f"{policy};"


@pytest.mark.parametrize(
    "written", ["bip.example.pl", "https://a.pl; script-src *", "https://a.pl/path", "https://a pl"]
)
def test_an_origin_that_no_browser_would_understand_is_refused_at_the_start(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMBED_ORIGINS"):
        read_origins([written])


def test_origins_are_read_as_people_write_them() -> None:
    assert read_origins([" https://a.pl/ ", "", "https://*.b.pl", "http://c:8000", "*"]) == [
        "https://a.pl", "https://*.b.pl", "http://c:8000", "*",
    ]  # fmt: skip


@pytest.mark.parametrize("address", EMBEDS[:6])
def test_links_of_an_embed_stay_in_it_or_take_the_whole_window(visitor: Client, address: str) -> None:
    page = parse(visitor.get(address))
    for element in (*page.all("a"), *page.all("form")):
        leads = element.get("href") or element.get("action") or ""
        stays = leads.startswith(("/embed/", "#", "tel:", "mailto:"))
        assert (element.get("target") == "_top") != stays, leads


@pytest.mark.parametrize("address", EMBEDS[:6])
def test_every_link_within_an_embed_leads_to_a_page(visitor: Client, address: str) -> None:
    for element in parse(visitor.get(address)).all("a"):
        leads = element.get("href", "").partition("#")[0]
        if leads.startswith("/"):
            assert visitor.get(leads, follow=True).status_code == 200, leads


@pytest.mark.parametrize("address", EMBEDS[:6])
def test_an_embed_sets_no_cookie_and_is_not_indexed(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert not response.cookies
    assert parse(response).all("meta", content="noindex")


def test_answers_lead_on_within_the_embed(visitor: Client) -> None:
    assert visitor.get("/embed/pl/pomoc/?start=login&go=1")["Location"] == "/embed/pl/pomoc/start.login/"


def test_an_old_address_of_a_guide_leads_on_within_the_embed(visitor: Client) -> None:
    assert visitor.get("/embed/pl/poradniki/pz-haslo/")["Location"].startswith("/embed/pl/poradniki/nowe-haslo")


def test_what_is_not_there_is_told_in_the_frame_and_in_its_language(visitor: Client) -> None:
    response = visitor.get("/embed/en/guides/no-such-guide/")
    page = parse(response)
    assert (response.status_code, page.one("html")["lang"]) == (404, "en")
    assert not page.all(".masthead")


def test_the_script_comes_from_us_small_and_for_every_site(client: Client) -> None:
    response = client.get(f"/embed/{SCRIPT}")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert len(response.content) <= 1000


def test_a_script_that_was_published_never_changes() -> None:
    body = (Path(site_settings.BASE_DIR) / "static" / "embed" / "ikp-pomoc-1.js").read_bytes()
    assert hashlib.sha256(body).hexdigest() == PUBLISHED
