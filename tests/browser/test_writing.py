"""Writing to a helpdesk in Chromium: with and without JavaScript, every state of the page, and on paper."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_every_page import DOUBLED_SPACING, DOUBLED_TEXT, RESTYLE, too_wide
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

ADDRESSES = {"pl": "/pl/napisz/", "en": "/en/write/"}
SEND = "main form button[type=submit]"


def fill(page: Page, language: str, happened: str) -> None:
    page.goto(ADDRESSES[language])
    page.check('input[value="ikp"]')
    page.fill("#happened", happened)
    page.fill("#since", "24.11.2026 10:30")
    page.select_option("#way-pz", "refused")


def states(page: Page, language: str) -> Iterator[str]:
    """The page as it looks after the form was sent, in each of its states."""
    page.goto(ADDRESSES[language])
    page.click(SEND)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    yield "errors"
    fill(page, language, "PESEL 44051401359, kod 482199. " + "Konstantynopolitańczykowianeczka" * 4)
    page.fill("#message", "x" * 600)
    page.click(SEND)
    expect(page.locator("body")).to_have_attribute("data-key", "letter")
    yield "a short mail with secrets"
    fill(page, language, "Nic się nie dzieje. " * 90)
    page.click(SEND)
    yield "a long mail"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Server, language: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, base_url=site.url, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    for state in states(page, language):
        results = Axe().run(
            page,
            options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]},
        )
        found = [
            f"{violation['id']}: {violation['nodes'][0]['html'][:150]}" for violation in results.response["violations"]
        ]
        assert found == [], state
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_state_is_wider_than_a_small_screen(browser: Browser, site: Server, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=site.url)
    page = context.new_page()
    for state in states(page, language):
        assert too_wide(page) == [], state
        for change in (DOUBLED_SPACING, DOUBLED_TEXT):
            page.evaluate(RESTYLE, change)
            assert too_wide(page) == [], f"{state} with {change}"
    context.close()


def test_it_works_without_javascript(browser: Browser, site: Server) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    fill(page, "en", "An empty page.")
    page.click(SEND)
    assert "An empty page." in page.input_value("#letter")
    assert "An empty page." in unquote(page.get_attribute('main a[href^="mailto:"]', "href") or "")
    page.click("main form button")
    expect(page.locator("#happened")).to_have_value("An empty page.")
    expect(page.locator("#way-pz")).to_have_value("refused")
    context.close()


def test_the_error_summary_leads_to_its_field(page: Page) -> None:
    page.goto("/en/write/")
    page.click(SEND)
    page.click('.govuk-error-summary a[href="#since"]')
    expect(page.locator("#since")).to_be_focused()


def test_the_browsers_back_button_keeps_what_was_typed(page: Page) -> None:
    fill(page, "en", "An empty page.")
    page.click(SEND)
    expect(page.locator("body")).to_have_attribute("data-key", "letter")
    page.go_back()
    expect(page.locator("#happened")).to_have_value("An empty page.")


def test_the_device_is_filled_in_only_when_asked_for(browser: Browser, site: Server) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.104 Mobile Safari/537.36"
    context = browser.new_context(user_agent=agent, base_url=site.url)
    page = context.new_page()
    page.goto("/en/write/")
    expect(page.locator("#device")).to_have_value("")
    page.get_by_role("button", name="Fill in for me").click()
    expect(page.locator("#device")).to_have_value("android")
    expect(page.locator("#browser")).to_have_value("chrome")
    expect(page.locator("#version")).to_have_value("131.0.6778.104")
    expect(page.get_by_role("status")).to_contain_text("Filled in")
    context.close()


def test_the_mail_is_copied_whole(browser: Browser, site: Server) -> None:
    context = browser.new_context(base_url=site.url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    fill(page, "pl", "Pusta strona.")
    page.click(SEND)
    page.get_by_role("button", name="Skopiuj treść").click()
    expect(page.get_by_role("status").first).to_contain_text("Skopiowano")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#letter")
    context.close()


def test_only_the_mail_goes_on_paper(page: Page) -> None:
    fill(page, "en", "An empty page.")
    page.click(SEND)
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert printed.startswith("ikp-pomoc@cez.gov.pl")
    assert "An empty page." in printed
    assert "What it says" not in printed
    assert "Klucz do IKP" not in printed


def test_what_is_sent_gets_neither_into_the_log_nor_to_another_site(page: Page, site: Server) -> None:
    fill(page, "pl", "TAJEMNICA")
    page.click(SEND)
    expect(page.locator("body")).to_have_attribute("data-key", "letter")
    assert "TAJEMNICA" not in site.log()
    # A page of another origin that sends the same form.
    page.goto(
        "data:text/html,<form method=post action='"
        + site.url
        + "/en/write/'><input name=happened value=TAJEMNICA><button>"
    )
    page.click("button")
    expect(page.locator("body")).to_have_attribute("data-key", "403")
    assert "TAJEMNICA" not in page.content() + site.log()
