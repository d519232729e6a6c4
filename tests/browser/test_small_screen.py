"""A small phone: what breaks over two lines, what is shown there alone, and what is too wide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from guides.serving.live import Snapshot
from tests.browser.conftest import Server
from tests.shipped import links_of

pytestmark = pytest.mark.browser

LINES_OF = """(link) => {
    const range = document.createRange();
    range.selectNodeContents(link);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
}"""


@pytest.fixture(scope="module")
def asking(browser: Browser, site: Server, shipped: Snapshot) -> Iterator[Page]:
    """The guide that says whom to ask, with the e-mail address of each helpdesk."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, base_url=site.url)
    page = context.new_page()
    page.goto(links_of(shipped).guide("pl", "pomoc-ikp"))
    yield page
    context.close()


def test_an_email_address_stands_on_one_line(asking: Page) -> None:
    links = asking.locator("main [href^='mailto:']").all()
    assert len(links) >= 3
    lines = {link.inner_text(): link.evaluate(LINES_OF) for link in links if link.is_visible()}
    assert set(lines.values()) == {1}, lines


def test_a_guide_is_shared_from_a_phone_and_not_sent_to_it(asking: Page) -> None:
    place = asking.locator("[data-share]")
    assert place.get_by_role("button").is_visible()
    assert not place.get_by_role("link").is_visible()


def test_nothing_is_wider_than_the_screen_where_text_is_twice_as_large(asking: Page) -> None:
    asking.set_viewport_size({"width": 320, "height": 640})
    asking.evaluate("document.documentElement.style.fontSize = '200%'")
    try:
        assert asking.evaluate("document.documentElement.scrollWidth") <= 320
    finally:
        asking.evaluate("document.documentElement.style.fontSize = ''")
        asking.set_viewport_size({"width": 360, "height": 640})
