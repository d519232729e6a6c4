"""Pages of the sitemap, asked for once: prints what is not answered with 200.

python -m tests.languages.walk uk 5      one page of five
"""

import re
import sys
from html import unescape
from urllib.parse import urlsplit

import django
from django.conf import settings

django.setup()

from django.test import Client  # noqa: E402 - needs the apps

from guides.serving.live import live  # noqa: E402


def walk(language: str, each: int) -> None:
    live.refresh()
    visitor = Client(SERVER_NAME="localhost")
    sitemap = visitor.get("/sitemap.xml")
    found = [urlsplit(unescape(one)).path for one in re.findall(r"<loc>([^<]+)</loc>", sitemap.content.decode())]
    pages = [path for path in found if path.startswith(f"/{language}/")][::each]
    words = settings.ADDRESS_WORDS[language]
    pages += [f"/{language}/{words['search']}/?q={word}" for word in ("haslo", "password", "Łódź")]
    pages += [f"/{language}/{words['points']}/?near=80-001", f"/{language}/{words['write']}/", "/not-there/"]
    for path in pages:
        answer = visitor.get(path, follow=True)
        if answer.status_code != 200:
            print(answer.status_code, path)
    home = visitor.get(f"/{language}/").content.decode()
    print("pages", sitemap.status_code, len(pages))
    print("html", re.search(r'<html lang="([^"]+)"', home).group(1))  # type: ignore[union-attr]
    titles = re.findall(
        r"<h1[^>]*>(.*?)</h1>",
        visitor.get(f"/{language}/{words['guides']}/pz-haslo/", follow=True).content.decode(),
        re.DOTALL,
    )
    print("title", " ".join(titles))


walk(sys.argv[1], int(sys.argv[2]))
