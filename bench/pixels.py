"""How far one scrolls on a small phone: `python -m bench.pixels [address of a running site]`. Needs Chromium.

On a screen of 360 × 640 px it measures where the first step of each outcome begins and where its page ends, and what
one looks for first on other pages. Without an address it starts a site of its own. The goals are for medians.
"""

import os
import statistics
import sys
from collections.abc import Iterator

import django
from playwright.sync_api import Page, sync_playwright

from scripts.chromium import launch_options
from tests.browser.conftest import on_site

SCREEN = {"width": 360, "height": 640}
FIRST_STEP, WHOLE_OUTCOME = 700, 5000  # goals, in pixels from the top
# What one looks for first on a page, by its address in each language.
PLACES = {
    "home: start": (("/pl/", "/en/"), ".start"),
    "home: search": (("/pl/", "/en/"), "main input[type=search]"),
    "first question: continue": (("/pl/pomoc/", "/en/help/"), "form .govuk-button"),
    "contact: first number": (("/pl/kontakt/", "/en/contact/"), "main a[href^='tel:']"),
    "point: call": (("/pl/punkty/1-x/", "/en/points/1-x/"), "main a[href^='tel:']"),
    "point: hours": (("/pl/punkty/1-x/", "/en/points/1-x/"), "main .hours"),
}
FOOT_OF = """(selector) => {
    const found = document.querySelector(selector);
    return found ? Math.round(found.getBoundingClientRect().bottom + scrollY) : 0;
}"""
TOP_OF_STEPS = "Math.round(document.querySelector('.steps > li').getBoundingClientRect().top + scrollY)"
HEIGHT = "document.documentElement.scrollHeight"


def outcome_addresses(language: str) -> dict[str, str]:
    """The address of each shipped outcome by the shortest way to it, by its key."""
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.conf import settings

    from guides.checking.compiled_parts import site_languages
    from guides.checking.compiling import compile_content
    from guides.questionnaire.replay import Flow
    from guides.schema.content import PointSet
    from guides.serving.links import Links
    from guides.working_copy import files

    content = compile_content(files.read_content(settings.CONTENT_DIR), site_languages())
    flow = Flow(content)
    links = Links(content, PointSet(), flow)
    found: dict[str, str] = {}
    for path in sorted(flow.paths(), key=len):
        found.setdefault(path[-1].answer.outcome, links.question(language, [one.pair for one in path]))
    return found


def summary(name: str, language: str, pixels: dict[str, int], goal: int) -> str:
    worst = max(pixels, key=lambda key: pixels[key])
    within = sum(each <= goal for each in pixels.values())
    median = round(statistics.median(pixels.values()))
    return f"| {language} | {name} | {median:,} | {within} of {len(pixels)} | {pixels[worst]:,} ({worst}) |"


def measured(page: Page, site: str) -> Iterator[str]:
    yield f"| language | outcomes | median, goal {FIRST_STEP:,} and {WHOLE_OUTCOME:,} | within the goal | worst |"
    yield "|---|---|---|---|---|"
    for language in ("pl", "en"):
        first: dict[str, int] = {}
        whole: dict[str, int] = {}
        for key, address in outcome_addresses(language).items():
            page.goto(site + address)
            first[key], whole[key] = page.evaluate(TOP_OF_STEPS), page.evaluate(HEIGHT)
        yield summary("first step begins", language, first, FIRST_STEP)
        yield summary("page ends", language, whole, WHOLE_OUTCOME)
    yield "\n| place | its foot, pl | en | page ends, pl | en |"
    yield "|---|---|---|---|---|"
    for name, (addresses, selector) in PLACES.items():
        feet, heights = [], []
        for address in addresses:
            page.goto(site + address)
            feet.append(f"{page.evaluate(FOOT_OF, selector):,}")
            heights.append(f"{page.evaluate(HEIGHT):,}")
        yield f"| {name} | {' | '.join(feet)} | {' | '.join(heights)} |"


def main(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for line in measured(browser.new_page(viewport=SCREEN), site):
            print(line)
        browser.close()


if __name__ == "__main__":
    on_site(main, sys.argv[1:])
