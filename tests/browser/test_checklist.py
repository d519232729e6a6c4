"""What one needs, to tick: kept in the browser, by guide, and never in the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server

pytestmark = pytest.mark.browser

GUIDE = "/pl/poradniki/nowe-haslo-profil-zaufany/"
SAME_GUIDE = (
    "/en/guides/new-password-profil-zaufany/",
    "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
)
OTHER_GUIDE = "/pl/poradniki/profil-zaufany-w-urzedzie/"
REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


def ticked(page: Page) -> list[bool]:
    return [box.is_checked() for box in page.locator(".needs input").all()]


def test_ticks_are_there_again_in_each_language_and_on_the_outcome(page: Page) -> None:
    page.goto(GUIDE)
    page.get_by_role("checkbox").nth(1).check()
    for address in (GUIDE, *SAME_GUIDE):
        page.goto(address)
        assert ticked(page) == [False, True, False, False], address


def test_each_guide_has_ticks_of_its_own(page: Page) -> None:
    page.goto(GUIDE)
    page.get_by_role("checkbox").first.check()
    page.goto(OTHER_GUIDE)
    assert not any(ticked(page))


def test_the_whole_row_is_the_target_and_large_enough(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(GUIDE)
    page.locator(".ready summary").first.click()
    for label in page.locator(".needs label").all():
        box = label.bounding_box()
        assert box is not None and box["height"] >= 44 and box["width"] >= 200
    page.locator(".needs label").nth(2).click(position={"x": 150, "y": 12})
    assert ticked(page) == [False, False, True, False]


def test_a_box_is_ticked_by_keyboard_and_named_by_its_words(page: Page) -> None:
    page.goto(GUIDE)
    box = page.get_by_role("checkbox", name="numer PESEL")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()


def test_ticks_can_be_cleared_and_the_keyboard_stays_in_the_list(page: Page) -> None:
    page.goto(GUIDE)
    clear = page.get_by_role("button", name="Usuń zaznaczenia")
    expect(clear).to_be_hidden()
    page.get_by_role("checkbox").nth(3).check()
    clear.focus()
    page.keyboard.press("Enter")
    expect(clear).to_be_hidden()
    expect(page.get_by_role("checkbox").first).to_be_focused()
    page.reload()
    assert not any(ticked(page))
    assert page.evaluate("localStorage.length") == 0


def test_a_browser_that_refuses_to_store_still_ticks(page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(REFUSE)
    page.goto(GUIDE)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Usuń zaznaczenia").click()
    assert not any(ticked(page)) and errors == []


def test_what_somebody_else_stored_under_the_name_does_no_harm(page: Page) -> None:
    page.goto(GUIDE)
    page.evaluate("localStorage.setItem('ticks:pz-haslo', '{not json')")
    page.reload()
    assert ticked(page) == [False, False, False, False]


@pytest.fixture
def without_script(browser: Browser, site: Server) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    yield context.new_page()
    context.close()


def test_without_a_script_it_is_a_list_with_boxes_for_a_pen(without_script: Page) -> None:
    without_script.goto(GUIDE)
    expect(without_script.locator(".needs li")).to_have_count(4)
    expect(without_script.locator(".needs input")).to_have_count(0)
    expect(without_script.get_by_role("button", name="Usuń zaznaczenia")).to_be_hidden()
