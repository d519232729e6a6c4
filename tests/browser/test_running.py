"""The running site: a new release shows by itself, and a lost database stops nobody from reading."""

import json
from pathlib import Path

import pytest

from tests.browser.conftest import Server, pages_of_every_kind
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

RETITLE = (
    "from guides.models import Guide; Guide.objects.filter(key='pz-haslo').update(title_pl='Nowy tytuł poradnika')"
)


def database_files(server: Server) -> list[Path]:
    return list(server.folder.glob("db.sqlite3*"))


def assert_every_page_answers(server: Server) -> None:
    for language in LANGUAGES:
        for address in pages_of_every_kind(language):
            # A page that is not there, and codes for a place that is not.
            expected = 404 if "nie-ma" in address or "Nigdzie&what" in address else 200
            assert server.status(address) == expected, address


def test_a_published_change_shows_in_every_worker_within_five_seconds(own_site: Server) -> None:
    address = "/pl/poradniki/pz-haslo/"
    own_site.manage("shell", "-c", RETITLE)
    assert "Nowy tytuł poradnika" not in own_site.get(address)[1]
    own_site.manage("publish", "--only", "content")

    def shown_by_all() -> bool:
        return all("Nowy tytuł poradnika" in own_site.get(address)[1] for _ in range(20))

    assert own_site.wait_for(shown_by_all, 5), own_site.log()


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
    for query in ("wyjatkowe", "wyjatkowe+44051401359", "wyjatkowe%FF", "wyjatkowe" * 300):
        assert own_site.status(f"/pl/szukaj/?q={query}") == 200
    assert own_site.wait_for(lambda: own_site.log().count(" GET /pl/szukaj/ ") == 4, 5), own_site.log()
    assert "wyjatkowe" not in own_site.log() and "44051401359" not in own_site.log()


def test_a_site_that_nobody_has_visited_yet_survives_the_loss_of_its_database(tmp_path: Path) -> None:
    site = Server(tmp_path)
    site.start()
    try:
        assert site.wait_for(lambda: (tmp_path / "state" / "content.json").exists(), 5)
        for file in database_files(site):
            file.unlink()
        assert [site.status("/pl/") for _request in range(10)] == [200] * 10
    finally:
        site.stop()


def test_when_the_database_comes_back_new_releases_show_again(own_site: Server) -> None:
    elsewhere = own_site.folder / "elsewhere"
    elsewhere.mkdir()
    for file in database_files(own_site):
        file.rename(elsewhere / file.name)
    own_site.stop()
    own_site.start()
    for file in elsewhere.iterdir():
        file.rename(own_site.folder / file.name)
    own_site.manage("shell", "-c", RETITLE)
    own_site.manage("publish", "--only", "content")
    assert own_site.wait_for(lambda: "Nowy tytuł poradnika" in own_site.get("/pl/poradniki/pz-haslo/")[1], 5)


def test_a_second_start_publishes_nothing_by_itself(own_site: Server) -> None:
    own_site.manage("shell", "-c", RETITLE)
    own_site.stop()
    own_site.start()
    assert "Nowy tytuł poradnika" not in own_site.get("/pl/poradniki/pz-haslo/")[1]
    assert json.loads(own_site.get("/readyz")[1])["releases"]["content"] == 1


@pytest.mark.parametrize("length", [10_000, 100_000])
def test_an_endless_address_gets_a_page_that_helps(own_site: Server, length: int) -> None:
    status, body = own_site.get(f"/pl/pomoc/start.{'x' * length}/")
    assert status == 414
    assert "19" in body and "239" in body and "Traceback" not in body


def test_what_is_searched_stays_out_of_the_log(own_site: Server) -> None:
    own_site.get("/pl/punkty/?near=00-917")
    own_site.get("/pl/kontakt/")
    assert own_site.wait_for(lambda: "/pl/kontakt/" in own_site.log(), 5)
    assert "00-917" not in own_site.log()


def test_the_worker_beside_the_server_does_jobs_and_ends_with_it(own_site: Server) -> None:
    state = "from guides.jobs.models import Job; print('state', Job.objects.latest('pk').state)"
    own_site.stop()
    own_site.start()
    own_site.manage("shell", "-c", "from guides.jobs import queue; queue.enqueue('prune')")
    assert own_site.wait_for(lambda: "state done" in own_site.manage("shell", "-c", state), 30), own_site.log()
    own_site.stop()
    assert "Traceback" not in own_site.log()
