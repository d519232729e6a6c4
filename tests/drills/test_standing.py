"""Two replicas behind nginx: whatever dies or is exchanged, nobody who reads the site is failed.

`make drill` asks longer (DRILL_SECONDS). With DATABASE_URL on PostgreSQL, else on SQLite.
"""

import os
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests import proxy
from tests.drills.site import PUBLISH, Site

RATE = 200  # requests a second
SECONDS = float(os.environ.get("DRILL_SECONDS", "1"))  # between two misfortunes, where the machine keeps up
REPORT = "/pl/poradniki/nowe-haslo/czy-pomoglo/"
NEW = "Zupełnie nowe hasło"
PAGES = [
    "/pl/",
    "/en/",
    "/pl/poradniki/",
    "/pl/poradniki/nowe-haslo/",
    "/pl/pomoc/",
    "/pl/punkty/",
    "/pl/szukaj/?q=hasło".replace("ł", "l"),
]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.skipif(not proxy.NGINX, reason="nginx is not installed; .ci/run installs it"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    started = Site(Path(tmp_path_factory.mktemp("site")))
    yield started
    started.end()


def shows_new(site: Site, place: int) -> bool:
    return NEW in site.ask("/pl/poradniki/", place)[1].replace("\u00a0", " ")


def report(site: Site, form: str) -> tuple[int, str]:
    """What a reader is told who answers “did this help?” with a line of text."""
    (stamp,) = re.findall(r'name="time" value="([^"]+)"', form)
    fields = {"time": stamp, "guide": "pz-haslo", "choice": "no", "text": "Krok drugi jest niejasny"}
    return site.ask(REPORT, method="POST", body=urlencode(fields))


def test_while_the_database_is_stopped_every_page_is_there_and_it_heals(site: Site) -> None:
    form = site.ask(REPORT)[1]
    with site.visited(RATE) as answered:
        site.after(answered, RATE * SECONDS)
        site.database.stop()
        try:
            statuses = {(path, place): site.ask(path, place)[0] for path in PAGES for place in (0, 1)}
            assert set(statuses.values()) == {HTTPStatus.OK}, statuses
            assert '"database": false' in site.ask("/readyz")[1]
            status, told = report(site, form)
            assert status == HTTPStatus.SERVICE_UNAVAILABLE and "Krok drugi jest niejasny" in told
            site.kill_worker()  # the next one starts without a database
            proxy.wait_for(lambda: len(site.workers(0)) == 2, site.said)
            assert {site.ask("/pl/")[0] for _attempt in range(8)} == {HTTPStatus.OK}
            site.after(answered, RATE * SECONDS)
        finally:
            site.database.start()
        proxy.wait_for(lambda: '"database": true' in site.ask("/readyz")[1], site.said)
    assert set(answered) == {"200"}, answered
    assert report(site, form)[0] == HTTPStatus.FOUND  # what was told to be sent again


def test_no_request_fails_whatever_dies_or_is_exchanged(site: Site) -> None:
    with site.visited(RATE) as answered:
        for misfortune in (
            site.kill_worker,
            site.reload_nginx,
            lambda: site.run(PUBLISH),
            lambda: site.kill_replica(1),
        ):
            site.after(answered, RATE * SECONDS)
            misfortune()
        proxy.wait_for(lambda: shows_new(site, 0), site.said)
        site.after(answered, RATE * SECONDS)
    site.start_replica(1)
    assert set(answered) == {"200"}, answered
