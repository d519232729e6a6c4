"""The check of official addresses: what it finds in the working copy, keeps, and shows at the desk."""

from io import StringIO
from typing import Any

import httpx
import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client

from guides import models
from guides.accounts.models import User
from guides.enums import LinkState
from guides.jobs.kinds import Interrupted, JobFailed, unheard
from guides.jobs.models import Job
from guides.management.commands import check_links
from guides.upkeep import links
from guides.upkeep.addresses import addresses_now
from guides.upkeep.guarded import Reply
from tests.html import parse
from tests.small import words
from tests.upkeep.conftest import QuickClock

LIST = "/admin/guides/link/"


class Answers:
    """Answers each host with its status, others with 200; no robots.txt anywhere."""

    def __init__(self, **statuses: Reply | Exception) -> None:
        self.statuses = statuses

    def ask(self, url: httpx.URL, most_bytes: int = 0) -> Reply:
        answer = self.statuses.get(url.host.partition(".")[0], Reply(404 if url.path == "/robots.txt" else 200))
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def with_addresses(guide: models.Guide) -> models.Guide:
    """A guide with addresses in every sort of place, and in both languages."""
    step = guide.steps.first()
    assert step is not None
    step.link = "https://krok.gov.pl/a#top"
    step.detail_pl, step.detail_en = (
        "[Tu](https://polski.gov.pl/x) i `wpisz.gov.pl`",
        "[Here](https://english.gov.pl/x)",
    )
    step.save()
    models.OfficialAddress.objects.create(
        guide=guide, address="pz.gov.pl", url="https://pz.gov.pl/", **words("label", "Profil", "Profile")
    )
    models.Helpdesk.objects.update(website="https://krok.gov.pl/a", email="pomoc@gov.pl")
    return guide


def check(clock: QuickClock, **statuses: Reply | Exception) -> list[str]:
    lines: list[str] = links.check_links(unheard, asker=Answers(**statuses), clock=clock)["lines"]
    return lines


def test_every_address_is_found_once_with_its_places(with_addresses: models.Guide) -> None:
    step = with_addresses.steps.get(order=1)
    found = addresses_now()
    assert set(found) == {
        *("https://krok.gov.pl/a", "https://polski.gov.pl/x", "https://english.gov.pl/x"),
        *("https://wpisz.gov.pl", "https://pz.gov.pl"),
    }
    place = f"steps[{step.key}]"
    assert found["https://english.gov.pl/x"] == [("guide", "pz-haslo", f"{place}.detail.en")]
    assert {used[0] for used in found["https://krok.gov.pl/a"]} == {"guide", "helpdesk"}
    assert len(found["https://pz.gov.pl"]) == 2  # what one types, and where it leads


def test_a_notice_that_is_on_is_asked_too(guide: models.Guide) -> None:
    models.Notice.objects.create(source="https://awaria.gov.pl/", **words("text", "Nie działa.", "Down."))
    assert "https://awaria.gov.pl" in addresses_now()


def test_verdicts_are_kept_with_the_day_since_which_something_is_broken(
    with_addresses: models.Guide, clock: QuickClock
) -> None:
    with time_machine.travel("2026-03-01T08:00Z", tick=False):
        lines = check(clock, krok=Reply(404), polski=Reply(302, "https://elsewhere.pl/"))
    assert [line.rpartition(": ")[0] for line in lines if line.startswith("https://")] == [
        "https://krok.gov.pl/a",
        "https://polski.gov.pl/x → https://elsewhere.pl/",
    ]
    gone = models.Link.objects.get(address="https://krok.gov.pl/a")
    assert (gone.state, gone.status) == (LinkState.GONE, 404)
    with time_machine.travel("2026-03-08T08:00Z", tick=False):
        check(clock, krok=Reply(500))
    gone.refresh_from_db()
    assert (gone.state, str(gone.failing_since), gone.checked_at.day) == ("failed", "2026-03-01 08:00:00+00:00", 8)
    strange = models.Link.objects.get(address="https://polski.gov.pl/x")
    assert (strange.state, strange.failing_since) == (LinkState.WORKS, None)


def test_what_no_text_has_any_more_is_forgotten(with_addresses: models.Guide, clock: QuickClock) -> None:
    check(clock)
    models.Step.objects.update(link="", detail_pl="", detail_en="")
    assert "https://polski.gov.pl/x" not in addresses_now()
    check(clock)
    assert set(models.Link.objects.values_list("address", flat=True)) == {"https://krok.gov.pl/a", "https://pz.gov.pl"}


def test_a_machine_without_internet_breaks_no_link(with_addresses: models.Guide, clock: QuickClock) -> None:
    check(clock)
    away = dict.fromkeys(("krok", "polski", "english", "wpisz", "pz"), httpx.ConnectError("x"))
    with pytest.raises(JobFailed):
        check(clock, **away)
    assert set(models.Link.objects.values_list("state", flat=True)) == {"works"}


def test_a_check_that_is_stopped_changes_nothing(with_addresses: models.Guide, clock: QuickClock) -> None:
    def stopping(done: int, total: int, message: Any = "") -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        links.check_links(stopping, asker=Answers(), clock=clock)
    assert not models.Link.objects.exists()


def test_the_command_says_what_it_found(
    guide: models.Guide, monkeypatch: pytest.MonkeyPatch, clock: QuickClock
) -> None:
    models.Helpdesk.objects.update(website="https://krok.gov.pl/a")
    monkeypatch.setattr(check_links.Command, "asker", Answers(krok=Reply(410)))
    monkeypatch.setattr("guides.upkeep.asking.Clock", lambda: clock)
    out = StringIO()
    call_command("check_links", stdout=out)
    assert out.getvalue().splitlines() == [
        "does not exist any more: 1",
        "https://krok.gov.pl/a: does not exist any more (410)",
    ]


def test_the_command_fails_without_internet(
    with_addresses: models.Guide, monkeypatch: pytest.MonkeyPatch, clock: QuickClock
) -> None:
    away = dict.fromkeys(("krok", "polski", "english", "wpisz", "pz"), httpx.ConnectError("x"))
    monkeypatch.setattr(check_links.Command, "asker", Answers(**away))
    monkeypatch.setattr("guides.upkeep.asking.Clock", lambda: clock)
    with pytest.raises(CommandError):
        call_command("check_links")


@pytest.fixture
def desk(db: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("wydawca"))
    return client


def test_the_desk_shows_each_address_with_where_it_is_used(
    with_addresses: models.Guide, clock: QuickClock, desk: Client
) -> None:
    check(clock, krok=Reply(404), polski=Reply(302, "https://elsewhere.pl/"), english=Reply(403))
    page = parse(desk.get(LIST + "?trouble=broken"))
    rows = page.one("table", id="result_list").all("tr")
    assert len(rows) == 2 and "does not exist any more (404)" in rows[1].text
    assert f"/admin/guides/guide/{with_addresses.pk}/change/#steps-0" in {a.get("href") for a in rows[1].all("a")}
    tasks = {task.text: task.address for task in desk.get("/admin/").context["tasks"]}
    assert tasks["1 official address leads where it should not"] == LIST + "?trouble=risk"
    assert tasks["1 official address does not work"] == LIST + "?trouble=broken"
    row = models.Link.objects.get(address="https://english.gov.pl/x")
    shown = desk.get(f"{LIST}{row.pk}/change/")
    assert "A new password, step 1" in parse(shown).one("main").text and not parse(shown).all("input", name="_save")


def test_the_button_asks_the_worker_once(desk: Client) -> None:
    assert parse(desk.get(LIST)).all("form", action=f"{LIST}check/")
    for _press in range(2):
        assert desk.post(f"{LIST}check/").status_code == 302
    assert Job.objects.filter(name=links.CHECK).count() == 1
    assert desk.get(f"{LIST}check/").status_code == 405


def test_who_may_only_look_asks_nobody(db: None) -> None:
    user = User.objects.create_user("tylko", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_link"))
    client = Client()
    client.force_login(user)
    assert "button desk-small" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}check/").status_code == 403
    assert not Job.objects.exists()
