"""Draw our illustrations into the shipped content: static/src/pictures/*.svg → guides/content/pictures/<hash>.png.

Pictures of steps are files that an editor could have uploaded, so they are no SVG. Prints the name of each, which is a
hash of its bytes, as the admin would name it. Needs Chromium. Run it as `python -m scripts.pictures`.
"""

import hashlib
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts.chromium import launch_options

BASE_DIR = Path(__file__).resolve().parent.parent
TARGET = BASE_DIR / "guides" / "content" / "pictures"
WIDTH, HEIGHT = 640, 400


def drawn(png: bytes) -> bytes:
    """The picture with few colours, as small as it gets."""
    smaller = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(48).save(smaller, "PNG", optimize=True)
    return smaller.getvalue()


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for source in sorted((BASE_DIR / "static" / "src" / "pictures").glob("*.svg")):
            page.goto(source.as_uri())
            png = drawn(page.screenshot())
            name = f"{hashlib.sha256(png).hexdigest()[:24]}.png"
            (TARGET / name).write_bytes(png)
            print(f"{source.stem}: {name}, {len(png)} bytes")
        browser.close()


if __name__ == "__main__":
    main()
