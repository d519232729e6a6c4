"""Take the pictures that the README shows: python -m scripts.screenshots [address of a running site].

Needs Chromium.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts.chromium import launch_options

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
PAGES = {
    "home": "/pl/",
    "question": "/pl/pomoc/start.login/czym.pz/",
    "outcome": "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
    "guide": "/en/guides/pz-punkt/",
    "point": "/pl/punkty/1-zus-oddzial-w-bialymstoku/",
}
WIDTHS = (390, 1280)
TALLEST = 2400  # a long page is cut here; its beginning is what the picture is for


def save(png: bytes, path: Path) -> None:
    """Keep the first part of the picture, with few colours: the repository is cloned by many."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    picture.quantize(128).save(path, optimize=True)


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="light")
            for name, address in PAGES.items():
                page.goto(site + address)
                save(page.screenshot(full_page=True), FOLDER / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
