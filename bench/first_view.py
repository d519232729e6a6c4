"""How much a first visit loads: `python -m bench.first_view [address of a running site]`.

For each kind of page the bytes over the wire, with brotli, of the document and of the stylesheet, scripts and pictures
that it loads at once, and the number of these requests. The goal is 14,600 bytes, which ten TCP segments carry in the
first round trip. The icon, which a browser fetches for its own tab and keeps, is listed apart.
"""

import re
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urljoin

from tests.browser.conftest import every_page

GOAL = 14_600
MOST_REQUESTS = 3
# The stylesheet for paper is fetched when the page is there, with the lowest priority.
_LOADED = re.compile(r'<link(?![^>]+media="print")[^>]+rel="stylesheet"[^>]*>|<script[^>]+src="[^"]*"|<img[^>]*>')
_ICON = re.compile(r'<link[^>]+rel="icon"[^>]*>')
_ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')


@dataclass(frozen=True)
class FirstView:
    """Bytes of the document, of the files that it loads at once, by their addresses, and of the icon."""

    document: int
    files: dict[str, int]
    icon: int

    @property
    def requests(self) -> int:
        return 1 + len(self.files)

    @property
    def together(self) -> int:
        return self.document + sum(self.files.values())


def fetch(address: str, encoding: str) -> tuple[bytes, str]:
    """Body as sent, whatever its status, and the address after redirects."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310 - the site under test
    try:
        with urllib.request.urlopen(request) as response:  # noqa: S310
            return response.read(), response.url
    except urllib.error.HTTPError as error:
        return error.read(), error.url


def first_view(site: str, path: str) -> FirstView:
    """What a browser without a cache loads of the page at `path`. Pictures further down are loaded later, if at all."""
    body, address = fetch(site + path, "identity")
    html = body.decode()

    def size_of(tags: list[str]) -> dict[str, int]:
        found = [_ADDRESS.search(tag) for tag in tags if 'loading="lazy"' not in tag]
        return {each: len(fetch(each, "br")[0]) for each in {urljoin(address, match[1]) for match in found if match}}

    return FirstView(
        document=len(fetch(address, "br")[0]),
        files=size_of(_LOADED.findall(html)),
        icon=sum(size_of(_ICON.findall(html)).values()),
    )


def main(site: str) -> None:
    print("| page | requests | document | style, scripts, pictures | together | icon, apart |")
    print("|---|---|---|---|---|---|")
    heaviest = 0
    for path in every_page():
        view = first_view(site, path)
        heaviest = max(heaviest, view.together)
        rest = sum(view.files.values())
        print(f"| {path} | {view.requests} | {view.document:,} | {rest:,} | {view.together:,} | {view.icon:,} |")
    print(f"\nheaviest {heaviest:,} bytes, goal {GOAL:,}")
    sys.exit(heaviest > GOAL)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
