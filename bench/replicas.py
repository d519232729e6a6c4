"""How soon a publication is visible: `python -m bench.replicas [rounds]`; needs nginx.

Two gunicorns of two processes behind nginx, as in the drills (PostgreSQL where DATABASE_URL is set, else SQLite), with
the seconds of production (POLL_SECONDS and s-maxage). Counts from the end of a publication until each replica, asked
ten times in a row, and nginx show nothing but what is new.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.drills.site import Site

ROUNDS = 5
GOAL = 5.0  # seconds
ASKED = 10  # times in a row, so that each process answers
PAGE = "/pl/poradniki/"
PUBLISH = """
import time
import django
django.setup()
from guides import models
from guides.releases import publishing
from guides.working_copy.recording import recording
with recording():
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Wydanie %s")
publishing.publish("content")
print(time.time())
"""


def main(rounds: int) -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.drills.settings")
    os.environ["DRILL_POLL_SECONDS"] = "2"
    from tests.drills.site import Site

    with tempfile.TemporaryDirectory(prefix="bench-replicas-") as folder:
        Path(folder).chmod(0o755)
        site = Site(Path(folder))
        try:
            waits = []
            for number in range(rounds):
                began = float(site.run(PUBLISH % number).split()[-1])
                while not all_show(site, f"Wydanie\xa0{number}", f"Wydanie {number}"):
                    time.sleep(0.02)
                waits.append(time.time() - began)
        finally:
            site.end()
    print("| a publication on all replicas and behind nginx | | goal |\n|---|---|---|")
    print(f"| median of {rounds} | {statistics.median(waits):.1f} s | {GOAL:.0f} s |")
    print(f"| the slowest | {max(waits):.1f} s | {GOAL:.0f} s |")


def all_show(site: "Site", *titles: str) -> bool:
    def shown(page: str) -> bool:
        return any(title in page for title in titles)

    pages = (site.ask(PAGE, place)[1] for place in (0, 1) for _time in range(ASKED))
    return all(map(shown, pages)) and shown(site.ask_nginx(PAGE))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
