"""A language that is added to a site: its columns, a walk, its first text, a publication and a second walk.

One process for all of it, since each start of Python and Django costs seconds; prints what the walks have met.

python -m tests.languages.walk uk
"""

import importlib
import re
import sys
from html import unescape
from urllib.parse import urlsplit

import django
from django.conf import settings

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the apps
from django.test import Client  # noqa: E402

from guides.models import Guide  # noqa: E402
from guides.serving.live import live  # noqa: E402


def walk(language: str, each: int) -> None:
    """Ask for one page of `each` in the sitemap, and for those that are in none; print what is not answered with 200."""
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


def add(language: str) -> None:
    call_command("makemigrations", "guides", verbosity=0)
    importlib.invalidate_caches()  # the migration was written a moment ago
    call_command("migrate", verbosity=0)
    walk(language, 2)
    guide = Guide.objects.get(key="pz-haslo")
    setattr(guide, f"title_{language}", "Новий пароль")
    setattr(guide, f"slug_{language}", "novyi-parol")
    guide.save()
    call_command("publish", verbosity=0, stdout=sys.stderr)
    walk(language, 10)


add(sys.argv[1])
