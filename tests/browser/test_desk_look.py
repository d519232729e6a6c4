"""What the desk looks like: axe in both themes, and no page wider than a small phone."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.test_admin import desk, editors_site, problems

pytestmark = pytest.mark.browser

__all__ = ["desk", "editors_site", "problems"]

GUIDES = "/admin/guides"
# One of each kind of page.
PAGES = (
    "/admin/",
    f"{GUIDES}/guide/?is_sketch__exact=0",
    f"{GUIDES}/guide/{{guide}}/change/",
    f"{GUIDES}/guide/{{guide}}/history/",
    f"{GUIDES}/point/",
    f"{GUIDES}/topic/add/",
    f"{GUIDES}/guide/{{guide}}/delete/",
    f"{GUIDES}/release/publish/",
    f"{GUIDES}/question/flow/map/",
    f"{GUIDES}/dailycount/",
    "/admin/translations/",
    "/admin/imports/",
    "/admin/imports/new/",
    "/admin/manual/",
    "/admin/mail/",
    "/admin/sessions/",
    f"{GUIDES}/link/",
    f"{GUIDES}/release/",
    f"{GUIDES}/notice/add/",
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/password_change/",
    "/admin/nothing/",
)
# Widgets of others, whose insides are not ours.
RULES = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const found = await axe.run({ exclude: [[".select2-container"]] }, { runOnly: tags, resultTypes: ["violations"] });
    return found.violations.map((result) => `${result.id}: ${result.nodes[0].html.slice(0, 200)}`);
}"""
COLOURS = """async () => {
    const found = await axe.run(document, { runOnly: { type: "rule", values: ["color-contrast"] } });
    return found.violations.map((result) => result.nodes.slice(0, 2).map((node) => node.html.slice(0, 200)).join(" | "));
}"""
FONT_SIZES = """() => [...document.querySelectorAll("#container *")]
    .filter((one) => !one.closest("svg") && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16
        || getComputedStyle(one).textTransform === "uppercase")
    .map((one) => one.outerHTML.slice(0, 120)).slice(0, 3)"""


def faults_of(page: Page) -> list[str]:
    """What is wrong with the look of the open page, at its width: axe in both themes, small letters, a scroll sideways."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = [] if width <= page.viewport_size["width"] else [f"{width} px wide"]  # type: ignore[index]
    faults = [*page.evaluate(RULES), *page.evaluate(FONT_SIZES), *wide]
    page.emulate_media(color_scheme="dark")
    return faults + [str(fault) for fault in page.evaluate(COLOURS)]


def test_every_kind_of_page_is_legible_in_both_themes_and_fits_a_phone(desk: Page) -> None:
    desk.goto(f"{GUIDES}/guide/?q=pz-haslo")
    link = str(desk.locator("#result_list tbody th a").first.get_attribute("href"))
    number = link.split("/")[4]
    found: dict[str, object] = {}
    desk.set_viewport_size({"width": 320, "height": 800})
    for address in (page.format(guide=number) for page in PAGES):
        response = desk.goto(address)
        assert response is not None and (response.ok or "nothing" in address), address
        faults = faults_of(desk)
        if faults:
            found[address] = faults
    assert found == {}, json.dumps(found, indent=1)


def test_a_list_shows_its_columns_on_a_desk_and_names_them_on_a_phone(desk: Page) -> None:
    desk.goto(f"{GUIDES}/guide/")
    table = desk.locator("#result_list")
    assert table.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    desk.set_viewport_size({"width": 390, "height": 800})
    label = "cell => getComputedStyle(cell, '::before').content"
    assert table.locator("td.field-key").first.evaluate(label) == '"Klucz"'


def test_on_paper_the_desk_is_white_in_the_dark_and_has_no_buttons(desk: Page) -> None:
    desk.goto(f"{GUIDES}/release/publish/")
    desk.emulate_media(media="print", color_scheme="dark")
    assert desk.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    expect(desk.locator(".desk-everywhere")).to_be_hidden()
    expect(desk.locator("button:visible")).to_have_count(0)
