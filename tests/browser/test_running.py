"""The running site: a new release shows by itself, and a lost database stops nobody from reading."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import Server, copy_of, pages_of_every_kind
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

RETITLE = (
    "from guides.models import Guide; Guide.objects.filter(key='pz-haslo').update(title_pl='Nowy tytuł poradnika')"
)
PUBLISH = "from django.core.management import call_command; call_command('publish', only='content')"


def database_files(server: Server) -> list[Path]:
    return list(server.folder.glob("db.sqlite3*"))


def assert_every_page_answers(server: Server) -> None:
    for language in LANGUAGES:
        for address in pages_of_every_kind(language):
            # A page that is not there, and codes for a place that is not.
            expected = 404 if "nie-ma" in address or "Nigdzie&what" in address else 200
            assert server.status(address) == expected, address


def test_a_published_change_shows_in_every_worker_within_five_seconds(site: Server, tmp_path: Path) -> None:
    address = "/pl/poradniki/pz-haslo/"
    with copy_of(site, tmp_path / "own", workers=2) as server:
        server.manage("shell", "-c", RETITLE)
        assert "Nowy tytuł poradnika" not in server.get(address)[1]
        server.manage("publish", "--only", "content")

        def shown_by_all() -> bool:
            return all("Nowy tytuł poradnika" in server.get(address)[1] for _ in range(20))

        assert server.wait_for(shown_by_all, 5), server.log()


def test_with_the_database_gone_every_page_answers_also_after_a_restart(own_site: Server) -> None:
    elsewhere = own_site.folder / "elsewhere"
    elsewhere.mkdir()
    for file in database_files(own_site):
        file.rename(elsewhere / file.name)
    assert_every_page_answers(own_site)
    own_site.stop()
    own_site.start()
    assert_every_page_answers(own_site)
    assert database_files(own_site) == []
    ready = json.loads(own_site.get("/readyz")[1])
    assert ready["releases"]["content"] and ready["database"] is False


def test_what_is_searched_for_is_in_no_log(own_site: Server) -> None:
    assert own_site.status("/pl/punkty/?near=00-917") == 200
    for query in ("wyjatkowe", "wyjatkowe+44051401359", "wyjatkowe%FF", "wyjatkowe" * 300):
        assert own_site.status(f"/pl/szukaj/?q={query}") == 200
    assert own_site.wait_for(lambda: own_site.log().count(" GET /pl/szukaj/ ") == 4, 5), own_site.log()
    assert " GET /pl/punkty/ " in own_site.log()
    assert not [word for word in ("wyjatkowe", "44051401359", "00-917") if word in own_site.log()]


def test_a_site_that_nobody_has_visited_yet_survives_the_loss_of_its_database(site: Server, tmp_path: Path) -> None:
    with copy_of(site, tmp_path / "own", "state") as unvisited:
        assert unvisited.wait_for(lambda: (unvisited.folder / "state" / "content.json").exists(), 5)
        for file in database_files(unvisited):
            file.unlink()
        assert [unvisited.status("/pl/") for _request in range(10)] == [200] * 10


def test_when_the_database_comes_back_new_releases_show_again(own_site: Server) -> None:
    elsewhere = own_site.folder / "elsewhere"
    elsewhere.mkdir()
    for file in database_files(own_site):
        file.rename(elsewhere / file.name)
    own_site.stop()
    own_site.start_prepared()
    for file in elsewhere.iterdir():
        file.rename(own_site.folder / file.name)
    own_site.manage("shell", "-c", f"{RETITLE}; {PUBLISH}")
    assert own_site.wait_for(lambda: "Nowy tytuł poradnika" in own_site.get("/pl/poradniki/pz-haslo/")[1], 5)


def test_a_second_start_publishes_nothing_by_itself(own_site: Server) -> None:
    own_site.manage("shell", "-c", RETITLE)
    own_site.stop()
    own_site.start()
    assert "Nowy tytuł poradnika" not in own_site.get("/pl/poradniki/pz-haslo/")[1]
    assert json.loads(own_site.get("/readyz")[1])["releases"]["content"] == 1


@pytest.mark.parametrize("length", [10_000, 100_000])
def test_an_endless_address_gets_a_page_that_helps(site: Server, length: int) -> None:
    status, body = site.get(f"/pl/pomoc/start.{'x' * length}/")
    assert status == 414
    assert "19" in body and "239" in body and "Traceback" not in body


def test_the_worker_beside_the_server_does_jobs_and_ends_with_it(own_site: Server) -> None:
    own_site.stop()
    own_site.start_prepared(worker_of_jobs=True)
    own_site.manage("shell", "-c", "from guides.jobs import queue; queue.enqueue('prune')")
    assert own_site.wait_for(lambda: state_of_newest_job(own_site) == "done", 30), own_site.log()
    own_site.stop()
    assert "Traceback" not in own_site.log()


def state_of_newest_job(server: Server) -> str:
    with closing(sqlite3.connect(server.folder / "db.sqlite3", timeout=5)) as database:
        return str(database.execute("SELECT state FROM jobs_job ORDER BY id DESC LIMIT 1").fetchone()[0])
