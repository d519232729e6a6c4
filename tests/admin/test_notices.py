"""Notices in the admin: live at once, only for those who may publish, ended with one button."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from guides import models
from guides.accounts.models import User
from guides.enums import Role
from guides.serving.live import live
from guides.working_copy.versions import versions_of
from tests.admin.conftest import form_values
from tests.admin.test_roles import sign_in
from tests.admin.test_working_copy import page, save
from tests.html import parse

LIST, ADD = "/admin/guides/notice/", "/admin/guides/notice/add/"
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)  # 13:00 in Poland
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def filled(desk: Client, **changed: Any) -> dict[str, Any]:
    values = form_values(desk.get(ADD)) | {
        "method": models.Method.objects.get().pk,
        "text_pl": "Nie działa.",
        "text_en": "Does not work.",
        "begins_at_0": "01.12.2026",
        "begins_at_1": "12:00",
        "source": "https://pz.gov.pl",
    }
    return {name: value for name, value in (values | changed).items() if not isinstance(value, (datetime, list))}


@pytest.fixture
def notice(guide: models.Guide) -> models.Notice:
    method = models.Method.objects.get()
    return models.Notice.objects.create(
        method=method, text_pl="Nie działa.", begins_at=NOON - HOUR, source="https://pz.gov.pl"
    )


def shown() -> list[str]:
    snapshot = live.current()
    assert snapshot is not None
    return [each.text.plain["pl"] for each in snapshot.board.on(datetime.now(UTC))]


def test_the_source_of_the_newest_notice_of_the_kind_is_proposed(desk: Client, notice: models.Notice) -> None:
    assert form_values(desk.get(f"{ADD}?kind={notice.kind}"))["source"] == notice.source
    assert form_values(desk.get(f"{ADD}?kind=fraud"))["source"] == ""


def test_what_is_saved_is_live_at_once_and_says_who_checked_it(
    desk: Client, published: models.Release, publisher: User, django_capture_on_commit_callbacks: Any
) -> None:
    live.refresh()
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(ADD, filled(desk), follow=True)
    assert "Czytelnicy widzą już ten komunikat" in response.content.decode()
    assert shown() == ["Nie działa."]
    row = models.Notice.objects.get()
    assert (row.checked_by, row.checked_at) == (publisher, NOON)
    assert len(versions_of("notice", row.pk)) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text_pl": ""}, "Napisz, co czytelnicy powinni wiedzieć."),
        ({"text_pl": "** **"}, "Napisz, co czytelnicy powinni wiedzieć."),
        ({"text_pl": "Zobacz [tu](guide:pz-haslo)."}, "Podawaj tylko odnośniki z\u00a0adresem https"),
        ({"source": "http://pz.gov.pl"}, "https://"),
        ({"ends_at_0": "01.12.2026", "ends_at_1": "11:00"}, "„Do” musi być później niż „od”."),
        ({"ends_at_0": "01.12.2026", "ends_at_1": "12:30"}, "Ta chwila już minęła"),
        ({"ends_at_0": "01.12.2026", "ends_at_1": "pół do piątej"}, "czas"),
        ({"text_pl": "x" * 601}, "601"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    desk: Client, guide: models.Guide, wrong: dict[str, str], message: str
) -> None:
    response = desk.post(ADD, filled(desk, **{"text_en": "Typed already", **wrong}))
    html = response.content.decode()
    assert response.status_code == 200
    assert message in html
    assert "Typed already" in html
    assert not models.Notice.objects.exists()


def test_the_list_says_what_is_coming_on_and_over(desk: Client, notice: models.Notice) -> None:
    models.Notice.objects.create(text_pl="Później.", begins_at=NOON + HOUR, source="https://pz.gov.pl")
    models.Notice.objects.create(
        text_pl="Kiedyś.", begins_at=NOON - 3 * HOUR, ends_at=NOON - HOUR, source="https://pz.gov.pl"
    )
    rows = [row.text for row in parse(desk.get(LIST)).one("table", id="result_list").all("tr")[1:]]
    assert [
        next(word for word in ("nadchodzi Odwołaj…", "trwa Zakończ teraz…", "zakończony") if word in row)
        for row in rows
    ] == ["nadchodzi Odwołaj…", "trwa Zakończ teraz…", "zakończony"]
    for state, text in (("coming", "Później."), ("on", "Nie działa."), ("over", "Kiedyś.")):
        assert [row.text_pl for row in desk.get(LIST, {"state": state}).context["cl"].queryset] == [text]


def test_a_notice_is_ended_with_one_button(
    desk: Client, published: models.Release, notice: models.Notice, django_capture_on_commit_callbacks: Any
) -> None:
    live.refresh()
    assert shown() == ["Nie działa."]
    link = parse(desk.get(page(notice))).one("ul", class_="object-tools").all("a")[0]
    assert desk.get(link["href"]).status_code == 200
    assert shown() == ["Nie działa."]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(link["href"])
    assert shown() == []
    row = models.Notice.objects.get()
    assert row.ends_at == NOON
    assert len(versions_of("notice", row.pk)) == 2


def test_what_is_over_is_not_ended_again(desk: Client, notice: models.Notice, clock: Any) -> None:
    notice.end(NOON)
    clock.shift(HOUR)
    desk.post(page(notice, "end"))
    assert models.Notice.objects.get().ends_at == NOON


def test_what_has_not_begun_is_called_off_and_stays_in_the_history(desk: Client, notice: models.Notice) -> None:
    notice.begins_at = NOON + HOUR
    notice.save()
    desk.post(page(notice, "end"))
    assert not models.Notice.objects.exists()
    assert "Nie działa." in desk.get(page(notice, "history")).content.decode()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.EDITOR])
def test_who_may_not_publish_only_looks(notice: models.Notice, role: Role) -> None:
    client = sign_in(role)
    assert client.get(LIST).status_code == 200
    assert client.get(page(notice)).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(page(notice), {"text_pl": "Inne"}).status_code == 403
    assert client.post(page(notice, "end")).status_code == 403
    assert models.Notice.objects.get().text_pl == "Nie działa."


def test_a_publisher_may_put_one_up(guide: models.Guide) -> None:
    client = sign_in(Role.PUBLISHER)
    assert client.post(ADD, filled(client)).status_code == 302
    assert models.Notice.objects.exists()


def test_nobody_deletes_what_readers_were_told(desk: Client, notice: models.Notice) -> None:
    assert desk.post(page(notice, "delete"), {"post": "yes"}).status_code == 403
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [notice.pk], "post": "yes"})
    assert models.Notice.objects.exists()


def test_an_older_state_is_shown_but_not_brought_back(desk: Client, notice: models.Notice) -> None:
    save(desk, notice, text_pl="Inne.", begins_at_0="01.12.2026", begins_at_1="12:00", begins_at=None)
    history = parse(desk.get(page(notice, "history")))
    assert not [link for link in history.all("a") if re.search(r"/history/\d", link.get("href"))]


def test_previews_show_the_notices_that_are_on(
    desk: Client, published: models.Release, notice: models.Notice, strict_templates: None
) -> None:
    response = desk.get(f"/admin/preview/method/{models.Method.objects.get().pk}/", follow=True)
    assert "Awaria: Profil Zaufany" in response.content.decode()


def test_a_method_with_a_notice_can_not_be_deleted(desk: Client, notice: models.Notice) -> None:
    models.Guide.objects.filter(key="pz-haslo").update(method=None)
    desk.post(page(models.Method.objects.get(), "delete"), {"post": "yes"})
    assert models.Method.objects.exists()


def test_what_readers_will_see_is_shown_before_anything_is_announced(
    desk: Client, published: models.Release, strict_templates: None
) -> None:
    first = parse(desk.get(ADD))
    assert [button["name"] for button in first.all("input", type="submit") if button.get("name")] == ["_look"]
    response = desk.post(ADD, {**filled(desk, text_pl="Nie **działa**."), "_look": "1"})
    page_seen = parse(response)
    assert not models.Notice.objects.exists() and "errornote" not in response.content.decode()
    look = page_seen.one("section", id="look")
    assert "Nie działa." in look.text and "Does not work." in look.text
    assert page_seen.one("textarea", name="text_pl").text == "Nie **działa**."
    assert [button["name"] for button in page_seen.all("input", type="submit") if button.get("name")] == [
        "_save",
        "_look",
    ]
    for link in look.all("a"):
        there = desk.get(link["href"]).content.decode()
        assert "Awaria: Profil Zaufany" in there or "Outage: Trusted profile" in there
    assert desk.get("/pl/sposoby/profil-zaufany/").content.decode().count("Awaria:") == 0


def test_a_notice_that_is_wrong_is_not_shown_as_if_it_were_right(desk: Client, guide: models.Guide) -> None:
    response = desk.post(ADD, {**filled(desk, text_pl=""), "_look": "1"})
    assert not parse(response).all("section", id="look") and not models.Notice.objects.exists()


def test_a_change_of_a_notice_is_looked_at_in_the_place_of_what_is_on(
    desk: Client, published: models.Release, notice: models.Notice
) -> None:
    values = form_values(desk.get(page(notice))) | {"text_pl": "Działa powoli.", "_look": "1"}
    sent = {name: value for name, value in values.items() if not isinstance(value, (datetime, list))}
    sent |= {"begins_at_0": "01.12.2026", "begins_at_1": "12:00"}
    look = parse(desk.post(page(notice), sent)).one("section", id="look")
    there = desk.get(look.all("a")[0]["href"]).content.decode()
    assert "Działa powoli." in there and "Nie działa." not in there
    notice.refresh_from_db()
    assert notice.text_pl == "Nie działa."


def test_a_planned_notice_is_looked_at_as_if_it_were_on(desk: Client, published: models.Release) -> None:
    sent = {**filled(desk, kind="works", begins_at_0="02.12.2026"), "_look": "1"}
    seen = parse(desk.post(ADD, sent))
    assert seen.one("input", name="_save")["value"] == "Ogłoś na ten czas"
    assert "Nie działa." in desk.get(seen.one("section", id="look").all("a")[0]["href"]).content.decode()
