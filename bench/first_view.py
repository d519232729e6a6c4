"""How much a first visit loads: `python -m bench.first_view [address of a running site]`.

For each kind of page the bytes over the wire of the document, the stylesheet and the icon, all with brotli, and the
number of requests. The goal is 14,600 bytes, which ten TCP segments carry in the first round trip.
"""

import re
import sys
import urllib.request
from urllib.parse import urljoin

GOAL = 14_600
PAGES = {
    "home": "/pl/",
    "question": "/pl/pomoc/start.login/czym.pz/",
    "outcome": "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
    "outcome, nearest points": "/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/?near=18-400",
    "guide": "/pl/poradniki/pz-punkt/",
    "guides": "/pl/poradniki/",
    "method": "/pl/sposoby/pz/",
    "points": "/pl/punkty/",
    "points, nearest": "/pl/punkty/?near=18-400",
    "point": "/pl/punkty/1-zus-oddzial-w-bialymstoku/",
    "contact": "/pl/kontakt/",
    "search, found": "/pl/szukaj/?q=profil+zaufany",
    "page": "/pl/fraud/",
}
_LOADED = re.compile(r'<link[^>]+rel="(?:stylesheet|icon)"[^>]*>|<script[^>]+src="[^"]*"|<img[^>]+src="[^"]*"')
_ADDRESS = re.compile(r'(?:href|src)="([^"]+)"')


def fetch(address: str, encoding: str) -> tuple[bytes, str]:
    """Body as sent, and the address after redirects."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310 - the site under test
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return response.read(), response.url


def loaded_by(site: str, path: str) -> list[int]:
    """Bytes of the document and of each file that it loads."""
    document, address = fetch(site + path, "identity")
    files = {
        urljoin(address, found[1]) for tag in _LOADED.findall(document.decode()) if (found := _ADDRESS.search(tag))
    }
    return [len(fetch(each, "br")[0]) for each in (address, *sorted(files))]


def main(site: str) -> None:
    print("| page | requests | document | rest | together |")
    print("|---|---|---|---|---|")
    heaviest = 0
    for name, path in PAGES.items():
        document, *rest = loaded_by(site, path)
        heaviest = max(heaviest, document + sum(rest))
        print(f"| {name} | {1 + len(rest)} | {document:,} | {sum(rest):,} | {document + sum(rest):,} |")
    print(f"\nheaviest {heaviest:,} bytes, goal {GOAL:,}")
    sys.exit(heaviest > GOAL)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
