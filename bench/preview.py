"""What a preview costs beside the live page, and a publication: `python -m bench.preview`, in a database of its own.

Times are of this process's processor. The live page is measured as it is drawn, and as it is kept.
"""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import django

PAGES = ("/pl/", "/pl/poradniki/nowe-haslo-profil-zaufany/", "/pl/pomoc/", "/pl/punkty/", "/en/contact/")
ROUNDS = 30
AT_ONCE = 8
BROWSER = {"accept-encoding": "gzip, br"}  # a live page is compressed, a preview is not
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main() -> None:
    folder = tempfile.mkdtemp()
    os.environ |= {"SECRET_KEY": "bench", "VAR_DIR": folder, "ALLOWED_HOSTS": "testserver", "DATABASE_URL": ""}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    Path(folder, "db.sqlite3").touch()
    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client, override_settings

    from guides import models
    from guides.accounts.models import User
    from guides.releases import candidates, publishing
    from guides.serving.live import live
    from guides.serving.previews import make_token
    from guides.views import keeping

    # Names without a hash: the static files need not be collected.
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}).enable()
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    compiled = _count(candidates.COMPILERS)
    for kind in ("content", "points"):
        compiled.clear()
        seconds = _processor(lambda kind=kind: publishing.publish(kind))
        print(f"publication of {kind}: {seconds:.2f} s, compiled {len(compiled)} time(s)")
    live.refresh()
    client = Client(headers=BROWSER)
    prefix = f"/preview/{make_token(User.objects.create_superuser('bench'))}"
    guide = models.Guide.objects.get(key="pz-haslo")
    guide.title_pl = "Inny tytuł"  # type: ignore[attr-defined]
    guide.save()

    def look(address: str) -> None:
        assert client.get(address).status_code == 200, address

    def draw(address: str) -> None:
        keeping.forget()
        look(address)

    compiled.clear()
    print(f"first page of a preview after a save: {_processor(lambda: look(prefix + PAGES[1])):.2f} s")
    print("\n| page | live, kept | live, drawn | preview | preview / drawn |\n|---|---|---|---|---|")
    for page in PAGES:
        kept, drawn, preview = (_median(how, page) for how in (look, draw, lambda page: look(prefix + page)))
        cells = " | ".join(f"{seconds * 1000:.1f} ms" for seconds in (kept, drawn, preview))
        print(f"| {page} | {cells} | {preview / drawn:.2f} |")
    print(f"\ncompiled for all of these: {len(compiled)} ({', '.join(compiled)})")
    guide.title_pl = "Jeszcze inny"  # type: ignore[attr-defined]
    guide.save()
    compiled.clear()
    alone = _speed(draw, 0, prefix)
    print(
        f"live pages a second: {alone:.0f} alone, {_speed(draw, AT_ONCE, prefix):.0f} beside {AT_ONCE} previews at once"
    )
    print(f"compiled for these: {len(compiled)}")


def _count(compilers: dict[object, Callable[[], object]]) -> list[str]:
    made: list[str] = []
    for kind, make in list(compilers.items()):
        compilers[kind] = lambda kind=kind, make=make: (made.append(str(kind)), make())[1]  # type: ignore[misc]
    return made


def _processor(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def _median(look: Callable[[str], None], page: str) -> float:
    look(page)
    return statistics.median(_processor(lambda: look(page)) for _round in range(ROUNDS))


def _speed(draw: Callable[[str], None], previews: int, prefix: str) -> float:
    """Live pages a second while this many previews are asked for at once, each once."""
    from django.test import Client

    address = f"{prefix}{PAGES[1]}"
    threads = [threading.Thread(target=Client(headers=BROWSER).get, args=[address]) for _one in range(previews)]
    for thread in threads:
        thread.start()
    began, number = time.perf_counter(), 0
    while time.perf_counter() - began < 1 or any(thread.is_alive() for thread in threads):
        draw(PAGES[1])
        number += 1
    return number / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
