"""Take the pictures of README and manual: python -m scripts.screenshots [address of a running site] [password].

Needs Chromium. With the password of the editor whom the first start makes, the pages of the desk too.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from scripts.chromium import launch_options

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
PAGES = {
    "home": "/pl/",
    "question": "/pl/pomoc/start.login/czym.pz/",
    "outcome": "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
    "guide": "/en/guides/pz-punkt/",
    "point": "/pl/punkty/1-zus-oddzial-w-bialymstoku/",
}
# In Polish; with the public pages above they show one type, one set of colours and icons.
DESK_PAGES = {
    "desk-start": "/admin/",
    "desk-guides": "/admin/guides/guide/",
    "desk-guide": "/admin/guides/guide/1/change/",
    "desk-publish": "/admin/guides/release/publish/",
    "desk-history": "/admin/guides/guide/1/history/",
    "desk-flow": "/admin/guides/question/flow/",
}
EDITOR = "redakcja"
OWN_PASSWORD = "obrazy-do-instrukcji"  # noqa: S105 - of a site that is thrown away
WIDTHS = (390, 1280)
TALLEST = 2400  # a long page is cut here; its beginning is what the picture is for
TALLEST_OF_DESK = 1400


def save(png: bytes, path: Path, tallest: int) -> None:
    """Keep the first part of the picture, with few colours: the repository is cloned by many."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, tallest)))
    picture.quantize(128).save(path, optimize=True)


def sign_in(page: Page, site: str, password: str) -> None:
    page.goto(f"{site}/admin/login/")
    page.fill("#id_username", EDITOR)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    if page.url.endswith("/password_change/"):  # the first password was printed, so it is good for one sign-in
        page.fill("#id_old_password", password)
        page.fill("#id_new_password1", OWN_PASSWORD)
        page.fill("#id_new_password2", OWN_PASSWORD)
        page.click("main [type=submit]")


def change_a_text(page: Page, site: str) -> None:
    """One change that is not published yet, as on an ordinary day: publishing and history have something to show."""
    page.goto(site + DESK_PAGES["desk-guide"])
    page.fill("#id_summary_pl", f"{page.input_value('#id_summary_pl')} Krok po kroku.")
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()


def take(page: Page, site: str, pages: dict[str, str], width: int, tallest: int) -> None:
    for name, address in pages.items():
        page.goto(site + address)
        save(page.screenshot(full_page=True), FOLDER / f"{name}-{width}.png", tallest)


def main(site: str, password: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for width in WIDTHS:
            size: ViewportSize = {"width": width, "height": 800}
            page = browser.new_page(viewport=size, color_scheme="light", locale="pl-PL")
            take(page, site, PAGES, width, TALLEST)
        if password:
            page = browser.new_page(color_scheme="light", locale="pl-PL")
            sign_in(page, site, password)
            change_a_text(page, site)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                take(page, site, DESK_PAGES, width, TALLEST_OF_DESK)
        browser.close()


if __name__ == "__main__":
    main(*[*sys.argv[1:], *("http://localhost:8000", "")[len(sys.argv) - 1 :]])
