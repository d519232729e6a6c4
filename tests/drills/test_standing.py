"""Two replicas behind nginx: whatever dies or is exchanged, nobody who reads the site is failed.

`make drill` asks longer (DRILL_SECONDS). With DATABASE_URL on PostgreSQL, else on SQLite.
"""

import os
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from tests import proxy
from tests.drills.site import PUBLISH, Site

RATE = 200  # requests a second
SECONDS = float(os.environ.get("DRILL_SECONDS", "1"))  # between two misfortunes
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


def test_while_the_database_is_stopped_every_page_is_there_and_it_heals(site: Site) -> None:
    form = site.ask("/pl/poradniki/nowe-haslo/")[1]
    assert "nowe-haslo" in form
    site.database.stop()
    try:
        statuses = {(path, place): site.ask(path, place)[0] for path in PAGES for place in (0, 1)}
        assert set(statuses.values()) == {HTTPStatus.OK}, statuses
        assert '"database": false' in site.ask("/readyz")[1]
        site.kill_worker()  # the next one starts without a database
        proxy.wait_for(lambda: len(site.workers(0)) == 2, site.said)
        assert {site.ask("/pl/")[0] for _attempt in range(8)} == {HTTPStatus.OK}
    finally:
        site.database.start()
    proxy.wait_for(lambda: '"database": true' in site.ask("/readyz")[1], site.said)


def test_no_request_fails_whatever_dies_or_is_exchanged(site: Site) -> None:
    with site.visited(RATE) as answered:
        for misfortune in (
            site.kill_worker,
            site.reload_nginx,
            lambda: site.run(PUBLISH),
            lambda: site.kill_replica(1),
        ):
            time.sleep(SECONDS)  # visitors come meanwhile
            misfortune()
        proxy.wait_for(lambda: shows_new(site, 0), site.said)
        time.sleep(SECONDS)
    site.start_replica(1)
    assert set(answered) == {"200"}, answered
    assert answered["200"] > 3 * RATE * SECONDS / 2
