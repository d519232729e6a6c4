"""The journey in real Chromium: with and without JavaScript, by keyboard alone, with the browser's own back button.

Each situation is walked through the HTML in tests/journeys; here as many as it takes to meet every question, in the
drill all.
"""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.journeys.situations import SITUATIONS, answers, meeting_every_question

pytestmark = pytest.mark.browser


def choose(page: Page, question: str, answer: str) -> None:
    page.check(f'input[name="{question}"][value="{answer}"]')
    page.click("main form button")


@pytest.mark.parametrize("situation", SITUATIONS if os.environ.get("DRILL") else meeting_every_question())
def test_situation_reaches_its_outcome_without_javascript(browser: Browser, site: Server, situation: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto("/pl/")
    page.click("main a.govuk-button")
    for question, answer in answers(situation):
        expect(page.locator("body")).to_have_attribute("data-key", question)
        choose(page, question, answer)
    expect(page.locator("body")).to_have_attribute("data-page", "outcome")
    expect(page.locator("body")).to_have_attribute("data-key", SITUATIONS[situation][1])
    context.close()


def test_whole_journey_by_keyboard_alone(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a.govuk-button")).to_be_focused()
    page.keyboard.press("Enter")
    for key, presses in (("start", 0), ("czym", 0), ("pz", 0), ("mail", 0), ("numer", 0)):
        expect(page.locator("body")).to_have_attribute("data-key", key)
        page.locator("main").focus()
        while page.evaluate("document.activeElement.type") != "radio":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-key", "pz-haslo")


def test_the_browsers_back_button_breaks_nothing(page: Page) -> None:
    page.goto("/pl/pomoc/")
    choose(page, "start", "login")
    choose(page, "czym", "pz")
    page.go_back()
    expect(page.locator("body")).to_have_attribute("data-key", "czym")
    choose(page, "czym", "bank")
    expect(page.locator("body")).to_have_attribute("data-key", "bank")
    assert page.url.endswith("/pl/pomoc/start.login/czym.bank/")


def test_the_back_link_shows_the_chosen_option(page: Page) -> None:
    page.goto("/pl/pomoc/start.login/czym.pz/")
    page.click("a.govuk-back-link")
    expect(page.locator('input[name="czym"][value="pz"]')).to_be_checked()


def test_the_language_is_switched_on_the_same_step(page: Page) -> None:
    page.goto("/pl/pomoc/start.login/czym.pz/")
    page.click('a[hreflang="en"]')
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_have_attribute("data-key", "pz")


def test_the_error_summary_leads_to_the_first_option(page: Page) -> None:
    page.goto("/pl/pomoc/")
    page.click("main form button")
    page.click(".govuk-error-summary a")
    expect(page.locator('input[type="radio"]').first).to_be_focused()


def test_nearest_points_are_found_on_the_outcome_page(page: Page) -> None:
    page.goto("/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/")
    page.fill('input[name="near"]', "lomza")
    page.press('input[name="near"]', "Enter")
    expect(page.locator("#finder")).to_contain_text("Urząd Skarbowy w Łomży")
    expect(page.locator("body")).to_have_attribute("data-key", "pz-punkt")


def test_the_location_is_asked_on_a_click_and_sent_to_about_a_kilometre(browser: Browser, site: Server) -> None:
    place: Any = {"latitude": 53.17654, "longitude": 22.07312}
    context = browser.new_context(base_url=site.url, geolocation=place, permissions=["geolocation"])
    page = context.new_page()
    page.goto("/pl/punkty/")
    page.click("#locate button")
    page.wait_for_url("**/pl/punkty/?lat=53.18&lon=22.07#finder")
    expect(page.locator("ol.results h3").first).to_have_text("Urząd Skarbowy w Łomży")
    context.close()


def test_a_location_that_is_refused_is_told_in_words(page: Page) -> None:
    page.goto("/en/points/")
    page.click("#locate button")
    expect(page.locator("#locate [role=status]")).to_have_text(
        "Your browser did not allow it. Type a town or a postcode instead."
    )


def test_without_scripts_no_button_promises_a_location(browser: Browser, site: Server) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/pl/punkty/")
    expect(page.locator("#locate")).to_be_hidden()
    context.close()
