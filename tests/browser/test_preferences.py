"""What people set in their browser or system: zoom, text spacing, colours of their own, less motion; and long words."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, each_kind_once, pages_of_every_kind
from tests.browser.test_every_page import too_wide

pytestmark = pytest.mark.browser

LENGTHEN = """() => {
    const long = " Konstantynopolitańczykowianeczka dziewięćdziesięciokilkulatkowie-pięćdziesięciogroszówka";
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (const text of [...function* () { while (texts.nextNode()) yield texts.currentNode; }()])
        if (text.data.trim() && !text.parentElement.closest("script, style")) text.data += long;
    for (const details of document.querySelectorAll("details")) details.open = true;
}"""


def test_at_400_percent_nothing_is_lost_to_the_right(browser: Browser, site: Server) -> None:
    # 1280 × 1024 at 400 % is 320 × 256 of larger pixels.
    context = browser.new_context(
        viewport={"width": 320, "height": 256}, device_scale_factor=4, base_url=site.url, bypass_csp=True
    )
    page = context.new_page()
    for address in each_kind_once():
        page.goto(address)
        assert too_wide(page) == [], address
        # Nothing that stays in place leaves too little of the page to read.
        fixed = page.evaluate(
            """() => [...document.querySelectorAll("body *")]
                .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
                .map((element) => element.outerHTML.slice(0, 120))"""
        )
        assert fixed == [], address
        page.evaluate(LENGTHEN)
        assert too_wide(page) == [], f"{address} with very long words"
    context.close()


def moving(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((element) => ["", "::before", "::after"].map((part) => {
                const style = getComputedStyle(element, part || null);
                const moves = parseFloat(style.transitionDuration) || style.animationName !== "none"
                    || style.scrollBehavior === "smooth";
                return moves ? element.outerHTML.slice(0, 100) + part : "";
            })).filter(Boolean)"""
    )


def test_nothing_moves_for_those_who_asked_for_less_motion(browser: Browser, site: Server) -> None:
    context = browser.new_context(reduced_motion="reduce", base_url=site.url)
    page = context.new_page()
    for address in pages_of_every_kind("pl"):  # styles know no language
        page.goto(address)
        assert moving(page) == [], address
    context.close()


@pytest.fixture
def forced(browser: Browser, site: Server):
    """A page in a contrast theme of the system: only the system's few colours are drawn."""
    context = browser.new_context(forced_colors="active", reduced_motion="reduce", base_url=site.url, bypass_csp=True)
    yield context.new_page()
    context.close()


def colour(page: Page, selector: str, property_: str, part: str = "") -> str:
    return page.locator(selector).first.evaluate(
        "(element, [property, part]) => getComputedStyle(element, part || null)[property]", [property_, part]
    )


def test_in_forced_colours_what_one_presses_has_an_edge(forced: Page) -> None:
    forced.goto("/pl/pomoc/")
    paper = colour(forced, "body", "backgroundColor")
    for selector, property_, part in (
        (".govuk-button", "borderTopColor", ""),
        (".govuk-radios__item", "borderTopColor", ""),
        (".govuk-radios__label", "borderTopColor", "::before"),
    ):
        assert colour(forced, selector, property_, part) != paper, selector


def test_in_forced_colours_the_chosen_answer_is_told_from_the_others(forced: Page) -> None:
    forced.goto("/pl/pomoc/")
    forced.locator("input[type=radio]").first.check()
    chosen, other = ".govuk-radios__item:has(:checked)", ".govuk-radios__item:not(:has(:checked))"
    assert colour(forced, chosen, "borderTopColor") != colour(forced, other, "borderTopColor")
    assert colour(forced, f"{chosen} label", "opacity", "::after") == "1"
    assert colour(forced, f"{other} label", "opacity", "::after") == "0"


def test_in_forced_colours_the_focus_is_outlined(forced: Page) -> None:
    forced.goto("/pl/poradniki/pz-punkt/")
    for _ in range(4):
        forced.keyboard.press("Tab")
        outline = forced.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return [style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        assert outline == ["solid", True]


def test_in_forced_colours_drawings_have_the_colour_of_text(forced: Page) -> None:
    forced.goto("/pl/")
    for icon in forced.locator(".icon").all():
        expect(icon).to_have_css("color", icon.evaluate("(icon) => getComputedStyle(icon.parentElement).color"))
