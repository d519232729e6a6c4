"""Each kind of page in Chromium: nothing from elsewhere, no violation, nothing wider than a small screen."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, each_kind_once, every_page

pytestmark = pytest.mark.browser

DOUBLED_SPACING = """
* { line-height: 2 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""

DOUBLED_TEXT = "html { font-size: 200% !important; }"
RESTYLE = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    for (const details of document.querySelectorAll("details")) details.open = true;
}"""


def too_wide(page: Page) -> list[str]:
    """What sticks out of the page on the right."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )


def test_no_violation_no_error_and_no_foreign_request(page: Page, site: Server) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: urlsplit(request.url).netloc == urlsplit(site.url).netloc or problems.append(request.url),
    )
    for address in each_kind_once():
        page.goto(address)
    # Chromium reports the 404 page itself as a failed resource.
    assert [problem for problem in problems if "404" not in problem] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize(("width", "addresses"), [(320, every_page()), (390, each_kind_once())], ids=["320", "390"])
def test_no_page_is_wider_than_a_small_screen(browser: Browser, site: Server, width: int, addresses: list[str]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, base_url=site.url)
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        assert too_wide(page) == [], address
        for change in (DOUBLED_SPACING, DOUBLED_TEXT):
            page.evaluate(RESTYLE, change)
            assert too_wide(page) == [], f"{address} with {change}"
    context.close()


def test_what_one_presses_is_large_enough(browser: Browser, site: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=site.url)
    page = context.new_page()
    for address in each_kind_once():
        page.goto(address)
        # Links within a sentence may be as low as its line (WCAG 2.5.5); what stands alone may not.
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, summary, nav a, a.govuk-button, .row, input:not([type=hidden])")]
                .map((element) => element.closest("label, ul.rows > li") ?? element)
                .filter((element) => element.checkVisibility())
                .filter((element) => { const box = element.getBoundingClientRect(); return box.height < 44 || box.width < 24; })
                .map((element) => element.outerHTML.slice(0, 120))"""
        )
        assert small == [], address
    context.close()
