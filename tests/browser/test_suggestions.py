"""Places offered while somebody types, by keyboard alone."""

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

PLACES = '{"places": [{"label": "Łódź", "near": "Łódź", "place": "106101-lodz"}, {"label": "Łomża", "near": "Łomża", "place": "206201-lomza"}]}'


def offer(route: Route) -> None:
    route.fulfill(body=PLACES, content_type="application/json")


def test_a_place_is_chosen_with_the_arrow_keys_and_sent(page: Page) -> None:
    page.route("**/api/v1/places**", offer)
    page.goto("/pl/punkty/")
    page.locator("#near").focus()  # with the focus comes what suggests
    field = page.get_by_role("combobox")
    field.press_sequentially("ło")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    field.press("Enter")
    expect(field).to_have_value("Łomża")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    page.wait_for_url("**place=206201-lomza**")


def test_escape_closes_the_list_and_keeps_what_was_typed(page: Page) -> None:
    page.route("**/api/v1/places**", offer)
    page.goto("/pl/punkty/")
    page.locator("#near").focus()  # with the focus comes what suggests
    field = page.get_by_role("combobox")
    field.press_sequentially("ło")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("ło")


def test_without_suggestions_the_field_works_all_the_same(page: Page) -> None:
    page.route("**/api/v1/places**", lambda route: route.abort())
    page.goto("/pl/punkty/")
    page.locator("#near").focus()  # with the focus comes what suggests
    page.get_by_role("combobox").press_sequentially("Łomża\n")
    page.wait_for_url("**near=**")
    expect(page.locator("#finder .results > li").first).to_be_visible()
