"""Imports at the desk: upload, proposal, apply, undo, columns, rights, bad input."""

from typing import Any

import pytest
from django.test import Client

from guides import models
from guides.accounts.models import User
from guides.enums import ImportState, Role
from guides.jobs import queue
from guides.jobs.models import Job
from tests.admin.conftest import group
from tests.admin.import_desk import NEW, address, everything_is_large, press, send, text
from tests.importing.conftest import sources
from tests.jobs.conftest import do_next
from tests.offices.formats.samples import JST, ZUS, kas

__all__ = ["everything_is_large", "sources"]

pytestmark = pytest.mark.usefixtures("sources")
LIST = "/admin/imports/"


def test_an_upload_is_shown_as_a_proposal(desk: Client) -> None:
    page = send(desk).content.decode()
    assert "3 nowe urzędy" in page and "Nie da się odczytać kodu pocztowego" in page and "08.-224" in page
    assert not models.Point.objects.exists()


def test_applying_and_undoing_take_one_click_each(desk: Client) -> None:
    send(desk)
    assert "Zmieniono 3 urzędy." in press(desk, "apply").content.decode()
    assert models.Point.objects.count() == 3
    assert "3 urzędy są takie jak przedtem." in press(desk, "undo").content.decode()
    assert not models.Point.objects.exists()


def test_the_date_of_the_list_comes_from_the_name_of_the_file(desk: Client) -> None:
    send(desk)
    assert str(models.PointImport.objects.get().listed_on) == "2025-12-23"


def test_rows_set_aside_are_shown_with_their_reason(desk: Client) -> None:
    page = send(desk, kas().encode("cp1250"), "kas").content.decode()
    assert "2 wiersze odłożone" in page and "Urząd Celno-Skarbowy w Przemyślu" in page


@pytest.mark.parametrize(
    "part", ["new", "changed", "gone", "notes", "aside", "notes&code=teryt_mended", "notes&page=99"]
)
def test_each_part_of_a_proposal_has_its_pages(desk: Client, part: str) -> None:
    send(desk, JST, "jst")
    assert desk.get(f"{address('show')}?part={part}").status_code == 200


def test_an_unknown_part_is_not_found(desk: Client) -> None:
    send(desk)
    assert desk.get(f"{address('show')}?part=said").status_code == 404


def test_new_offices_are_listed_with_every_value(desk: Client) -> None:
    send(desk)
    page = desk.get(f"{address('show')}?part=new").content.decode()
    assert "ul. Młynowa 29" in page and "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off" in page


def test_the_second_of_two_files_is_told_and_made_anew(desk: Client) -> None:
    send(desk)
    first = address("apply")
    send(desk)
    desk.post(first)
    assert "Nic nie zmieniono" in press(desk, "apply").content.decode()
    page = press(desk, "renew").content.decode()
    assert "3 urzędy bez zmian" in page


def test_conflicts_are_shown_with_a_box_each(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    office = models.Point.objects.get(name="ZUS Oddział w Białymstoku")
    office.street = "ul. Młynowa 31"
    office.save()
    page = send(desk, ZUS.replace("Młynowa 29", "Lipowa 1")).content.decode()
    key = f"{office.number}.street"
    assert f'name="take" value="{key}"' in page
    press(desk, "apply", take=[key])
    office.refresh_from_db()
    assert office.street == "ul. Lipowa 1"


BAD = {
    "empty": (b"", "pusty"),
    "a photo": (b"\xff\xd8\xff\xe0 JFIF" + bytes(2000), "obraz"),
    "other columns": (b"a;b\n1;2\n", "nadrzedna"),
    "a web page": (b"<!DOCTYPE html><html>", "strona internetowa"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_list_is_refused_in_words(desk: Client, name: str) -> None:
    content, words = BAD[name]
    page = send(desk, content)
    assert page.status_code == 200 and words in page.content.decode()
    assert not models.PointImport.objects.exists()


def test_no_file_is_refused_in_words(desk: Client) -> None:
    assert desk.post(NEW, {"format": "zus"}).context["form"].errors["file"]


def test_a_proposal_can_be_thrown_away_but_an_applied_import_can_not(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    press(desk, "discard")
    assert models.PointImport.objects.count() == 1
    send(desk)
    press(desk, "discard")
    assert models.PointImport.objects.count() == 1


def test_the_export_is_a_table_that_imports_without_a_change(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    exported = desk.get("/admin/imports/export/?delimiter=semicolon")
    assert "attachment" in exported["Content-Disposition"]
    assert "3 urzędy bez zmian" in send(desk, exported.content, "own", "points.csv").content.decode()


def test_coordinates_of_lists_of_places_are_in_no_export(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    models.Point.objects.update(latitude=53.25, longitude=22.75, precision="town")
    exported = desk.get("/admin/imports/export/?delimiter=semicolon").content
    assert b"53,25" not in exported
    send(desk, exported, "own", "points.csv")
    assert set(models.Point.objects.values_list("latitude", flat=True)) == {53.25}
    models.Point.objects.update(precision="building")
    assert b"53,25" in desk.get("/admin/imports/export/?delimiter=semicolon").content


def test_the_list_of_imports_shows_each(desk: Client) -> None:
    send(desk)
    assert "zus-2025-12-23.csv" in desk.get(LIST).content.decode()


def test_the_english_desk_counts_and_dates_in_english(publisher: User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(publisher)
    shown = text(send(client))
    assert "3 new offices" in shown and "date of the list: 23 December 2025" in shown


@pytest.fixture
def as_role(client: Client) -> Any:
    def sign_in(role: Role) -> Client:
        user = User.objects.create_user(role.value, is_staff=True)
        user.groups.add(group(role))
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize(("role", "allowed"), [(Role.TRANSLATOR, False), (Role.EDITOR, True), (Role.PUBLISHER, True)])
def test_who_edits_offices_imports_them(as_role: Any, role: Role, allowed: bool) -> None:
    browser = as_role(role)
    assert [browser.get(page).status_code for page in (LIST, NEW)] == [200 if allowed else 403] * 2
    assert send(browser).status_code == (200 if allowed else 403)
    assert models.PointImport.objects.exists() == allowed


def test_nobody_applies_without_the_right(desk: Client, as_role: Any) -> None:
    send(desk)
    browser = as_role(Role.TRANSLATOR)
    for view in ("apply", "undo", "renew", "discard", "show", "columns"):
        assert browser.post(address(view)).status_code in (403, 405)
    assert not models.Point.objects.exists()


def test_pages_hold_no_inline_script_or_style(desk: Client) -> None:
    pages = [send(desk), desk.get(NEW), desk.get(LIST), desk.get(f"{address('show')}?part=new")]
    for page in pages:
        text = page.content.decode().partition('id="content"')[2]
        assert "<script>" not in text and "style=" not in text and "onclick" not in text


def test_a_proposal_tells_what_was_understood_of_the_hours(publisher: User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(publisher)
    page = send(client).content.decode()
    assert "<code>Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off</code>" in page
    assert "Monday 8:00–17:00, Tuesday–Friday 8:00–15:00" in page


def test_a_large_file_is_proposed_and_applied_by_the_worker(desk: Client, everything_is_large: None) -> None:
    assert "Plik jest duży" in text(send(desk))
    assert not models.Point.objects.exists()
    do_next()
    assert "3 nowe urzędy" in text(desk.get(address("show")))
    assert "czeka" in text(press(desk, "apply"))
    do_next()
    assert models.Point.objects.count() == 3
    applied = models.PointImport.objects.get()
    assert (applied.state, applied.applied_by.username) == (ImportState.APPLIED, "wydawca")


def test_how_far_the_worker_is_shows_and_the_page_follows_only_when_asked(
    desk: Client, everything_is_large: None
) -> None:
    send(desk)
    job = queue.claim()
    assert job is not None
    job.note(done=1, total=4, message="Szukam")
    page = desk.get(address("show"))
    assert "Szukam – 25%" in text(page) and "Refresh" not in page.headers
    assert desk.get(address("show") + "?follow=1")["Refresh"] == "5"


def test_a_large_file_that_is_no_list_is_refused_in_words_and_can_be_thrown_away(
    desk: Client, everything_is_large: None
) -> None:
    send(desk, "a;b\n1;2\n")
    do_next()
    assert "nadrzedna" in text(desk.get(address("show")))
    press(desk, "discard")
    assert not models.PointImport.objects.exists()


def test_a_refusal_by_the_worker_is_told_at_the_import(desk: Client, everything_is_large: None) -> None:
    send(desk)
    do_next()
    press(desk, "apply")
    models.PointImport.objects.update(seen="something else")
    do_next()
    assert "Nic nie zmieniono" in text(desk.get(address("show")))


def test_a_file_larger_than_is_read_is_not_stored(desk: Client, settings: Any) -> None:
    settings.IMPORT_LARGEST_FILE, settings.IMPORT_AT_ONCE_BYTES = 100, 0
    assert send(desk).context["form"].errors["file"]
    assert not models.PointImport.objects.exists()


def test_the_desk_has_the_official_lists_fetched_by_the_worker(desk: Client, settings: Any, tmp_path: Any) -> None:
    settings.DATA_SOURCES, settings.VAR_DIR = {"zus": "http://zus.example/zus.csv"}, tmp_path
    page = desk.post("/admin/imports/fetch/", follow=True)
    assert page.context["job"].name == "fetch_data"
    do_next()
    shown = text(desk.get(page.redirect_chain[-1][0]))
    assert "https://" in shown and "zus.example" in shown and "DATA_KAS" in shown and "gov.pl/web/kas" in shown


GEONAMES = "PL\t15-404\tBiałystok\tPodlasie\t\tBiałystok\t2061\tBiałystok\t206101\t53.13\t23.16\t4\n"


def test_a_file_of_places_is_loaded_by_the_worker(desk: Client, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    send(desk, GEONAMES, "geonames", "PL.txt")
    assert "1 places in 1 municipalities" in " ".join((do_next().result or {})["lines"])
    assert models.Release.objects.active("places")


def test_the_register_of_municipalities_alone_is_not_enough(desk: Client, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    send(desk, "WOJ;POW\n", "terc", "TERC.csv")
    assert "GeoNames" in do_next().error and not models.Release.objects.exists()


def test_nobody_fetches_without_the_right(as_role: Any) -> None:
    assert as_role(Role.TRANSLATOR).post("/admin/imports/fetch/").status_code == 403
    assert not Job.objects.exists()
