"""A contact sheet of the whole site: `make screens`, or `python -m scripts.screens [address of a running site]`.

Takes every kind of page in each language at three widths, light and dark, and as it is printed, and puts all of it on
one page to look through: var/screens/index.html. Needs Chromium; without an address it starts a site of its own.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.chromium import launch_options
from tests.browser.conftest import on_site, pages_of_every_kind

FOLDER = Path(__file__).resolve().parent.parent / "var" / "screens"
LANGUAGES = ("pl", "en")
PAPER_WIDTH = 718  # pixels between the margins of A4

STYLE = """
body { margin: 1rem; font: 1rem/1.4 system-ui, sans-serif; background: #ddd; }
section { margin: 0 0 2rem; }
h2 { position: sticky; top: 0; margin: 0; padding: .4rem; background: #ddd; font-size: 1rem; }
div { display: flex; gap: .75rem; align-items: flex-start; overflow-x: auto; }
figure { flex: none; margin: 0; }
figcaption { font-size: .8rem; }
img { display: block; max-height: 44rem; width: auto; background: #fff; }
"""


@dataclass(frozen=True)
class Look:
    """One way to see a page."""

    name: str
    context: dict[str, Any]
    is_print: bool = False


LOOKS = [
    *(
        Look(f"{width}-{scheme}", {"viewport": {"width": width, "height": 800}, "color_scheme": scheme})
        for width in (320, 390, 1280)
        for scheme in ("light", "dark")
    ),
    Look("print", {"viewport": {"width": PAPER_WIDTH, "height": 1000}}, is_print=True),
]


def take(page: Page, look: Look, file: Path) -> str:
    """Take the open page into `file`; how its caption goes on."""
    if not look.is_print:
        page.screenshot(path=file, full_page=True)
        return ""
    page.emulate_media(media="print")
    page.screenshot(path=file, full_page=True)
    paper = page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True, format="A4")
    pages = paper.count(b"/Type /Page\n") or paper.count(b"/Type /Page ")
    return f', <a href="{file.stem}.pdf">PDF</a>, pages: {pages}'


def pictures(browser: Browser, site: str, language: str) -> Iterator[tuple[str, str]]:
    """The address of each page, and the figure that shows it, in each look."""
    for look in LOOKS:
        context = browser.new_context(base_url=site, **look.context)
        page = context.new_page()
        for number, address in enumerate(pages_of_every_kind(language)):
            page.goto(address)
            file = FOLDER / f"{language}-{number:02}-{look.name}.png"
            more = take(page, look, file)
            if look.is_print:
                page.emulate_media(media="screen")
            yield (
                address,
                f'<figure><a href="{file.name}"><img src="{file.name}" alt="" loading="lazy"></a>'
                f"<figcaption>{look.name}{more}</figcaption></figure>",
            )
        context.close()


def main(site: str) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    figures: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for language in LANGUAGES:
            for address, figure in pictures(browser, site, language):
                figures.setdefault(address, []).append(figure)
        browser.close()
    rows = "".join(
        f"<section><h2>{escape(address)}</h2><div>{''.join(row)}</div></section>\n" for address, row in figures.items()
    )
    index = FOLDER / "index.html"
    index.write_text(
        f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Every kind of page</title>'
        f"<style>{STYLE}</style>\n{rows}</html>\n"
    )
    print(f"{sum(map(len, figures.values()))} pictures of {len(figures)} pages: {index}")


if __name__ == "__main__":
    on_site(main, sys.argv[1:])
