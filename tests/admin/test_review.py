"""“Checked, still right”: in the list, in the form, and what is due."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from guides import models
from guides.enums import Role
from guides.releases import publishing
from guides.serving.live import live
from guides.working_copy import reviews
from tests.admin.conftest import form_values
from tests.admin.test_roles import sign_in
from tests.html import parse

LIST = "/admin/guides/guide/"


def set_checked(row: Any, days_ago: int) -> None:
    type(row).objects.filter(pk=row.pk).update(checked_on=timezone.localdate() - timedelta(days=days_ago))


def test_one_click_in_the_list_checks_what_is_chosen_and_says_who_did(guide: models.Guide) -> None:
    client = sign_in(Role.EDITOR)
    client.post(LIST, {"action": "still_right", "_selected_action": [guide.pk]})
    guide.refresh_from_db()
    assert guide.checked_on == timezone.localdate()
    newest = models.Version.objects.filter(kind="guide", row=guide.pk).latest("pk")
    assert newest.reason == "checked"
    row = next(row for row in parse(client.get(LIST)).all("tr") if guide.key in row.text)
    assert newest.user_name and newest.user_name in row.text


@pytest.mark.parametrize("name", ["guide", "helpdesk", "point"])
def test_the_button_of_the_form_saves_it_as_checked(guide: models.Guide, point: models.Point, name: str) -> None:
    rows = {"guide": guide, "helpdesk": models.Helpdesk.objects.get(), "point": point}
    client, address = sign_in(Role.EDITOR), f"/admin/guides/{name}/{rows[name].pk}/change/"
    form = client.get(address)
    assert parse(form).all("input", name="_checked")
    assert client.post(address, form_values(form) | {"_checked": "x"}).status_code == 302
    rows[name].refresh_from_db()
    assert rows[name].checked_on == timezone.localdate()
    assert models.Version.objects.filter(kind=name, row=rows[name].pk).latest("pk").reason == "checked"


def test_saving_without_that_button_checks_nothing(guide: models.Guide) -> None:
    client, address = sign_in(Role.EDITOR), f"{LIST}{guide.pk}/change/"
    client.post(address, form_values(client.get(address)) | {"title_pl": "Inny"})
    guide.refresh_from_db()
    assert (guide.checked_on, guide.title_pl) == (None, "Inny")  # type: ignore[attr-defined]


def test_a_translator_checks_nothing(guide: models.Guide) -> None:
    client, address = sign_in(Role.TRANSLATOR), f"{LIST}{guide.pk}/change/"
    form = client.get(address)
    assert not parse(form).all("input", name="_checked")
    client.post(address, form_values(form) | {"_checked": "x"})
    client.post(LIST, {"action": "still_right", "_selected_action": [guide.pk]})
    guide.refresh_from_db()
    assert guide.checked_on is None


def _count(condition: Q) -> int:
    return sum(model.objects.filter(condition).count() for model in (models.Guide, models.Method, models.Helpdesk))


def test_what_is_due_is_counted_and_found(guide: models.Guide, settings: Any) -> None:
    for row in (*models.Guide.objects.all(), *models.Method.objects.all(), *models.Helpdesk.objects.all()):
        set_checked(row, 0)
    assert (_count(reviews.is_overdue()), _count(reviews.is_due_soon())) == (0, 0)
    set_checked(guide, settings.CHECK_DUE_DAYS + 1)
    assert (_count(reviews.is_overdue()), _count(reviews.is_due_soon())) == (1, 0)
    client = sign_in(Role.EDITOR)
    assert parse(client.get(f"{LIST}?review=overdue")).all(
        "a", href=f"{LIST}{guide.pk}/change/?_changelist_filters=review%3Doverdue"
    )
    set_checked(guide, settings.CHECK_DUE_DAYS)
    assert (_count(reviews.is_overdue()), _count(reviews.is_due_soon())) == (0, 1)


@pytest.mark.parametrize("name", ["guide", "helpdesk", "point"])
def test_editors_choose_when_the_next_check_is_due(guide: models.Guide, point: models.Point, name: str) -> None:
    row: Any = {"guide": guide, "helpdesk": models.Helpdesk.objects.get(), "point": point}[name]
    today = timezone.localdate()
    client, address = sign_in(Role.EDITOR), f"/admin/guides/{name}/{row.pk}/change/"
    chosen = (today - timedelta(days=1)).strftime("%d.%m.%Y")
    sent = form_values(client.get(address)) | {"checked_on": today.strftime("%d.%m.%Y"), "next_check_on": chosen}
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert type(row).objects.filter(reviews.is_overdue(), pk=row.pk).exists()
    rows = parse(client.get(f"/admin/guides/{name}/?review=overdue")).one("table", id="result_list").all("tr")
    assert any("po terminie od" in each.text.replace("\xa0", " ") for each in rows[1:])
    # Checked, still right: what was chosen is done with, and the usual time runs again.
    client.post(address, form_values(client.get(address)) | {"_checked": "x"})
    row.refresh_from_db()
    assert (row.checked_on, row.next_check_on) == (today, None)
    assert not type(row).objects.filter(reviews.is_overdue(), pk=row.pk).exists()


def test_a_day_ahead_outlives_a_check_before_it(guide: models.Guide) -> None:
    ahead = timezone.localdate() + timedelta(days=10)
    past = timezone.localdate() - timedelta(days=400)
    models.Guide.objects.filter(pk=guide.pk).update(checked_on=past, next_check_on=ahead)
    mine = models.Guide.objects.filter(pk=guide.pk)
    assert mine.filter(reviews.is_due_soon()).exists() and not mine.filter(reviews.is_overdue()).exists()
    sign_in(Role.EDITOR).post(LIST, {"action": "still_right", "_selected_action": [guide.pk]})
    guide.refresh_from_db()
    assert (guide.checked_on, guide.next_check_on) == (timezone.localdate(), ahead)


def test_readers_are_told_from_the_day_after_the_one_that_was_chosen(
    published: models.Release, guide: models.Guide, client: Client
) -> None:
    with time_machine.travel("2027-11-01T10:00Z", tick=False) as clock:
        models.Guide.objects.filter(pk=guide.pk).update(checked_on="2027-10-30", next_check_on="2027-11-01")
        publishing.publish("content")
        live.refresh()
        first = client.get("/pl/poradniki/nowe-haslo/")
        clock.move_to("2027-11-01T23:30Z")  # half past midnight in Poland
        second = client.get("/pl/poradniki/nowe-haslo/")
    told = ["Dawno tego nie sprawdzano" in each.content.decode().replace("\xa0", " ") for each in (first, second)]
    assert told == [False, True] and first["ETag"] != second["ETag"]
