"""By keyboard alone: the order of reading is the order of focus, what has the focus shows it, and nothing traps it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, each_kind_once, pages_of_every_kind
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

# Notes each element that receives the focus, and whether one can see that it has it. Frames have a test of their own.
WATCH = """() => {
    for (const frame of document.querySelectorAll("iframe")) frame.remove();
    for (const details of document.querySelectorAll("details")) details.open = true;
    const shadow = new Map([...document.querySelectorAll("*")].map((each) => [each, getComputedStyle(each).boxShadow]));
    const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && !/^rgba\\(.*, 0\\)$|transparent/.test(style.outlineColor);
    const shows = (element) => [element, element.parentElement].some((each) => outlined(getComputedStyle(each))
        || outlined(getComputedStyle(each, "::after")) || getComputedStyle(each).boxShadow !== shadow.get(each));
    window.visited = [];
    document.addEventListener("focusin", ({ target }) => visited.push([target, shows(target)]));
}"""
# What the keyboard should reach, in the order of the document; of each set of radios one, and of two links to the same
# page side by side the one that is not hidden from readers of the screen.
EXPECTED = """() => {
    const groups = new Set();
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
        .filter((element) => element.tabIndex >= 0 || element.ariaHidden !== "true")
        .filter(({ type, name, form }) => {
            if (type !== "radio") return true;
            if (groups.has(name)) return false;
            return groups.add(name);
        }).length;
}"""
ORDER = """() => {
    const elements = visited.map(([element]) => element);
    const follows = (a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
    return {
        count: elements.length,
        first: elements[0]?.className,
        invisible: visited.filter(([, shown]) => !shown).map(([element]) => element.outerHTML.slice(0, 120)),
        backwards: elements.filter((element, index) => index && !follows(elements[index - 1], element))
            .map((element) => element.outerHTML.slice(0, 120)),
    };
}"""


def test_the_focus_goes_through_the_page_in_its_order_and_is_seen(browser: Browser, site: Server) -> None:
    context = browser.new_context(base_url=site.url, bypass_csp=True)
    page = context.new_page()
    for address in each_kind_once():
        page.goto(address)
        page.evaluate(WATCH)
        expected = page.evaluate(EXPECTED)
        for _ in range(expected):
            page.keyboard.press("Tab")
        order = page.evaluate(ORDER)
        # A sheet of paper begins with three links only, which nobody needs to skip; in a frame there is nothing to skip.
        if not page.locator("header.bar, body.embedded").count():
            assert order["first"] == "govuk-skip-link", address
        assert order["invisible"] == [], address
        assert order["backwards"] == [], address
        # Each once: what one can't leave would be counted again, or keep the rest from being reached.
        assert order["count"] == expected, address
    context.close()


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/pl/poradniki/pz-punkt/")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_radios_are_chosen_with_space_and_arrows_and_sent_with_enter(page: Page) -> None:
    page.goto("/pl/pomoc/")
    page.locator('input[type="radio"]').first.focus()
    page.keyboard.press("Space")
    expect(page.locator('input[type="radio"]').first).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator('input[type="radio"]').nth(1)).to_be_checked()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-key", "czym")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_details_open_and_close(page: Page, key: str) -> None:
    page.goto("/pl/poradniki/pz-punkt/")
    details = page.locator(".steps details").first
    details.locator("summary").focus()
    page.keyboard.press(key)
    expect(details).to_have_attribute("open", "")
    page.keyboard.press(key)
    expect(details).not_to_have_attribute("open", "")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_buttons_send_their_form(page: Page, key: str) -> None:
    page.goto("/pl/punkty/")
    page.fill("#near", "18-400")
    page.locator("#finder form button").first.focus()
    page.keyboard.press(key)
    expect(page.locator("#finder .results").first).to_be_visible()


@pytest.mark.parametrize(("language", "word"), [("pl", "Błąd:"), ("en", "Error:")])
def test_an_error_is_in_the_title_and_its_summary_leads_to_the_field(page: Page, language: str, word: str) -> None:
    page.goto(pages_of_every_kind(language)[3])
    assert page.title().startswith(word)
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    summary.get_by_role("link").focus()
    page.keyboard.press("Enter")
    field = page.locator('input[type="radio"]').first
    expect(field).to_be_focused()
    # The field's own message is read with it.
    message = page.locator(".govuk-error-message")
    described = page.locator("fieldset").get_attribute("aria-describedby") or ""
    assert message.get_attribute("id") in described.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_place_is_an_error_of_its_field_and_of_the_title(page: Page, language: str) -> None:
    address = next(each for each in pages_of_every_kind(language) if "Nigdzie" in each)
    page.goto(address.replace("Nigdzie", "99-99"))
    assert page.title().startswith({"pl": "Błąd:", "en": "Error:"}[language])
    field = page.locator("#near")
    expect(field).to_have_value("99-99")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "near-error" in (field.get_attribute("aria-describedby") or "").split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_change_link_has_a_name_of_its_own(page: Page, language: str) -> None:
    page.goto(next(each for each in pages_of_every_kind(language) if each.endswith("numer.tak/")))
    names = [" ".join(link.inner_text().split()) for link in page.locator(".change a").all()]
    assert len(names) > 2
    assert len(set(names)) == len(names)
