"""axe, with all of its rules, finds nothing: every kind of page, both themes, with and without scripts.

Each kind in one of the languages, which are taken in turn; in the drill in all.
"""

import os
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, each_kind_once, every_page
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

OPEN_AND_BARE = """() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    // axe can't tell what lies behind a text that shares its place with a drawn line.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*::before, *::after { content: none !important }");
    document.adoptedStyleSheets = [sheet];
}"""
RULES = """async (only) => {
    // What is hidden, and what is in a frame: that page is looked at by itself.
    const UNSURE = ["hidden-content", "frame-tested"];
    const known = axe.getRules().map((rule) => rule.ruleId).filter((rule) => !only || only.includes(rule));
    const rules = Object.fromEntries(known.map((rule) => [rule, { enabled: true }]));
    const runOnly = { type: "rule", values: known };
    // Of letters over a drawing axe never knows the colour behind; tests/test_tokens.py knows it.
    const found = await axe.run({ exclude: [["svg.map"]] }, { rules, runOnly, resultTypes: ["violations", "incomplete"] });
    const listed = (results) => results.map((result) => `${result.id}: ${result.nodes[0].html.slice(0, 150)}`);
    return [
        ...listed(found.violations),
        ...listed(found.incomplete.filter((result) => !UNSURE.includes(result.id))).map((text) => `unsure: ${text}`),
    ];
}"""


MARKUP = "document.body.outerHTML"
# What a theme changes; all else is the same in the other one.
OF_COLOUR = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
BOTH_THEMES: dict[str, list[str] | None] = {"light": None, "dark": OF_COLOUR}


def findings(page: Page, rules_by_scheme: dict[str, list[str] | None] = BOTH_THEMES) -> list[str]:
    """What axe finds on the open page in either theme; also what it can't decide, save that something is hidden."""
    page.evaluate(OPEN_AND_BARE)
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in rules_by_scheme.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{scheme}: {text}" for text in page.evaluate(RULES, rules)]
    return found


# Colours that fade while axe measures them are not those that one reads.
CONTEXT: dict[str, Any] = {"reduced_motion": "reduce", "bypass_csp": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, site: Server, language: str) -> None:
    """With scripts, and without them where that makes another page."""
    scripted, bare = (browser.new_context(base_url=site.url, **CONTEXT) for _one in range(2))
    bare.route("**/*.js", lambda route: route.abort())
    page, page_without = scripted.new_page(), bare.new_page()
    found = {}
    for address in every_page() if os.environ.get("DRILL") else each_kind_once():
        if language not in address.split("/"):
            continue
        page.goto(address)
        page_without.goto(address)
        differs = page.evaluate(MARKUP) != page_without.evaluate(MARKUP)
        found[address] = findings(page)
        if differs:
            # What scripts add has the colours of the rest.
            found[f"{address} without scripts"] = findings(page_without, {"light": None})
    scripted.close()
    bare.close()
    assert {address: texts for address, texts in found.items() if texts} == {}
