"""Recipes of the manual as an editor does them, in Chromium: no breach of the policy, and few actions.

An action is a click, a key that activates, or one field filled. Each run takes one language for each width; with DRILL
all of both. The table of what was counted is printed.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_admin import NAME, PASSWORD, editors_site

pytestmark = pytest.mark.browser

__all__ = ["editors_site"]

WAYS = [("pl", 1280), ("en", 390)]
if os.environ.get("DRILL"):
    WAYS += [("pl", 390), ("en", 1280)]


class Doing:
    """Does what an editor does, beginning on the start page, and counts each action."""

    def __init__(self, page: Page, mark: str) -> None:
        self.page, self.mark, self.number = page, mark, 0  # `mark`: keys of what is new differ from run to run

    def press(self, place: str) -> None:
        self.number += 1
        self.page.locator(place).locator("visible=true").first.click()

    def write(self, place: str, text: str) -> None:
        self.number += 1
        self.page.locator(place).locator("visible=true").first.fill(text)

    def write_both(self, place: str, text: str) -> None:
        self.write(f"{place}_pl", f"{text} {self.mark} po polsku")
        self.write(f"{place}_en", f"{text} {self.mark} in English")

    def unfold(self, part: str) -> None:
        """Open a part of a form, where it is folded."""
        self.page.locator(f"#{part}").wait_for(state="attached")
        if self.page.locator(f"#{part} > details:not([open])").count():
            self.press(f"#{part} > details > summary")

    def go_to(self, kind: str) -> None:
        self.press(f'#content a[href="/admin/guides/{kind}/"]')

    def is_saved(self) -> None:
        expect(self.page.locator(".messagelist .success").first).to_be_visible()


def change_a_step(doing: Doing) -> None:
    doing.go_to("guide")
    doing.press("#result_list tbody th a")
    doing.unfold("steps-0")
    doing.write_both("#id_steps-0-title", "Otwórz stronę")
    doing.press("[name=_publish]")
    doing.press("button[name=action][value=publish]")
    doing.is_saved()


def add_a_guide(doing: Doing) -> None:
    doing.go_to("guide")
    doing.press(".object-tools .addlink")
    for field in ("title", "summary", "for_whom", "result", "cost"):
        doing.write_both(f"#id_{field}", f"Nowe {field}")
    doing.press(".field-topic .select2-selection")
    doing.press(".select2-results__option[aria-selected], .select2-results__option--selectable")
    for number in range(3):
        doing.press("#steps-group .add-row a")
        doing.write_both(f"#id_steps-{number}-title", f"Krok {number}")
    doing.press("[name=_continue]")
    doing.is_saved()


def insert_a_question(doing: Doing) -> None:
    doing.go_to("question")
    doing.press("#result_list tbody th a")
    doing.unfold("answers-0")
    doing.press('a[href*="after="]')
    doing.write_both("#id_text", "Nowe pytanie")
    doing.unfold("answers-0")
    doing.write_both("#id_answers-0-label", "Tak")
    doing.press("[name=_save], [name=_continue]")
    doing.is_saved()


def write_opening_hours(doing: Doing) -> None:
    doing.go_to("point")
    doing.press("#result_list tbody th a")
    doing.write('[name="opening_hours-Mo-0"]', "7.30")
    doing.write('[name="opening_hours-Mo-1"]', "15")
    doing.write('[name="exceptions-0-0"]', "2027-12-24")
    doing.press("[name=_continue]")
    doing.is_saved()
    expect(doing.page.locator('[name="exceptions-0-0"]')).to_have_value("2027-12-24")


def announce_an_outage(doing: Doing, source: str = "") -> None:
    doing.press('a[href*="/notice/add/?kind=outage"]')
    doing.write_both("#id_text", "Logowanie nie działa.")
    if source:
        doing.write("#id_source", source)
    expect(doing.page.locator("#look")).to_contain_text("in English")
    doing.press(".desk-bar [name=_save]")
    doing.is_saved()


def announce_the_first_outage(doing: Doing) -> None:
    """Its source is typed; that of the next one is there already."""
    announce_an_outage(doing, "https://pacjent.gov.pl")


def end_an_outage(doing: Doing) -> None:
    doing.go_to("notice")
    doing.press('#result_list a[href$="/end/"]')
    doing.press("#content [type=submit]")
    doing.is_saved()


def undo_a_row(doing: Doing) -> None:
    doing.go_to("guide")
    doing.press("#result_list tbody th a")
    doing.press(".historylink")
    doing.press('#content a[href*="/history/"]:not(.historylink)')
    doing.press("#content .submit-row .default")
    doing.is_saved()


def choose_mails(doing: Doing) -> None:
    doing.press('a[href="/admin/mail/"]')
    doing.write("#id_email", "ewa@example.org")
    doing.press("#id_wants_digest")
    doing.press("#content [type=submit].default")
    doing.is_saved()


# With the most actions that each may take.
RECIPES: list[tuple[Callable[[Doing], None], int]] = [
    (change_a_step, 7),
    (add_a_guide, 25),
    (insert_a_question, 12),
    (write_opening_hours, 7),
    (announce_the_first_outage, 5),
    (announce_an_outage, 4),
    (end_an_outage, 3),
    (undo_a_row, 5),
    (choose_mails, 4),
]


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def editor(
    request: pytest.FixtureRequest, browser: Browser, editors_site: Server
) -> Iterator[tuple[Page, list[str], str]]:
    """The start page of somebody who has signed in, what Chromium complains about, and the language with the width."""
    language, width = request.param
    locale = {"pl": "pl-PL", "en": "en-GB"}[language]
    context = browser.new_context(base_url=editors_site.url, locale=locale, viewport={"width": width, "height": 900})
    problems: list[str] = []
    context.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("html")).to_have_attribute("lang", language)
    yield page, problems, f"{language} {width}"
    context.close()


def test_recipes_of_the_manual_take_few_actions(editor: tuple[Page, list[str], str]) -> None:
    page, problems, where = editor
    counted: dict[str, tuple[int, int]] = {}
    for recipe, most in RECIPES:
        page.goto("/admin/")
        doing = Doing(page, where)
        recipe(doing)
        counted[recipe.__name__] = (doing.number, most)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    for name, (number, most) in counted.items():
        print(f"{where}  {name:24} {number:2} of {most}")
    assert {name: number for name, (number, most) in counted.items() if number > most} == {}
    assert problems == []
