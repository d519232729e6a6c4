"""Posters as they come out of the printer, and the page that makes them, under a public address of the site."""

import io
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import zxingcpp
from django.conf import settings as site_settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from guides.schema.content import Content
from tests.browser.test_suggestions import offer

pytestmark = pytest.mark.browser

SITE = "https://pomoc.example.pl"
POSTER = f"{SITE}/pl/na-twoja-strone/plakat/"
PAPER = {"a4": (595, 842), "a5": (420, 595)}  # points


@pytest.fixture
def public_site(page: Page, visitor: Client, settings: Any) -> Page:
    """The site under an address that it has only here: answered by Django's client."""
    settings.SITE_URL = SITE

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.path.startswith("/static/"):
            route.fulfill(path=site_settings.BASE_DIR / parts.path.lstrip("/"))
            return
        response = visitor.get(f"{parts.path}?{parts.query}")
        route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)

    page.route(f"{SITE}/**", answer)
    return page


def printed(page: Page, **chosen: str) -> PdfReader:
    page.goto(f"{POSTER}?{urlencode(chosen)}")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))


def codes_on(page: Page) -> list[str]:
    picture = Image.open(io.BytesIO(page.locator("main").screenshot()))
    return sorted(code.text for code in zxingcpp.read_barcodes(picture))


@pytest.mark.parametrize("ink", ["colour", "black"])
@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("language", ["pl", "en", "both"])
def test_a_poster_is_one_page_and_its_codes_are_read(public_site: Page, size: str, ink: str, language: str) -> None:
    paper = printed(public_site, near="18-400", lang=language, size=size, ink=ink)
    assert [tuple(map(round, sheet.mediabox[2:])) for sheet in paper.pages] == [PAPER[size]]
    leads = {"pl": f"{SITE}/pl/pomoc/?near=18-400", "en": f"{SITE}/en/help/?near=18-400"}
    assert codes_on(public_site) == sorted(leads.values() if language == "both" else [leads[language]])


@pytest.mark.parametrize("size", ["a4", "a5"])
@pytest.mark.parametrize("language", ["pl", "both"])
def test_the_longest_title_leaves_everything_on_the_poster(
    public_site: Page, content: Content, size: str, language: str
) -> None:
    longest = max(content.guides, key=lambda guide: len(guide.title.plain_in("pl").value))
    paper = printed(public_site, what=longest.key, near="Łomża", lang=language, size=size)
    assert len(paper.pages) == 1
    cut = "main => [...main.querySelectorAll('*')].some(e => e.getBoundingClientRect().bottom > main.getBoundingClientRect().bottom + 1)"
    assert not public_site.locator("main").evaluate(cut)
    assert codes_on(public_site)


def test_a_code_is_copied_by_a_button(public_site: Page) -> None:
    public_site.context.grant_permissions(["clipboard-read", "clipboard-write"])
    public_site.goto(f"{SITE}/en/for-your-site/?what=points")
    section = public_site.locator("section.share").first
    section.get_by_role("button", name="Copy").first.click()
    expect(section.get_by_role("status").first).to_have_text("Copied.")
    copied = public_site.evaluate("navigator.clipboard.readText()")
    assert copied == section.get_by_role("textbox").first.input_value()
    assert f'href="{SITE}/en/points/"' in copied


def test_a_webmaster_is_served_in_few_steps(public_site: Page) -> None:
    public_site.goto(f"{SITE}/en/for-your-site/")
    public_site.route("**/api/v1/places**", offer)
    public_site.locator("#near").focus()  # with the focus comes what suggests
    field = public_site.get_by_role("combobox", name="Your municipality, town or postcode")
    field.press_sequentially("ło")
    expect(public_site.locator(".suggestions li")).to_have_count(2)
    offered = public_site.locator(".suggestions").bounding_box()
    typed = field.bounding_box()
    assert offered and typed and abs(offered["x"] - typed["x"]) < 2 and offered["y"] > typed["y"] + typed["height"] - 2
    field.fill("18-400")
    public_site.get_by_label("What to start with").select_option("points")
    public_site.get_by_role("button", name="Show").click()
    public_site.wait_for_url("**near=18-400**")
    expect(public_site.get_by_role("heading", name="Ready to take")).to_be_in_viewport()
    expect(public_site.get_by_label("Code of the frame")).to_contain_text("/embed/en/points/?near=18-400")
