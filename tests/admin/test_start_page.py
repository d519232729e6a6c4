"""The start page: what is to be done, and only what its reader may do."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guides import models
from guides.accounts.models import User
from guides.enums import Role
from guides.releases import publishing
from tests.admin.conftest import group
from tests.html import parse
from tests.small import words


def tasks(desk: Client) -> dict[str, str]:
    """The text of each task, with its address."""
    return {task.text: task.address for task in desk.get("/admin/").context["tasks"]}


@pytest.fixture
def english(published: models.Release, publisher: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(publisher)
    return client


@pytest.fixture
def quiet(english: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A desk on which nothing waits."""
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS, settings.OPERATOR_EMAIL = "Fundacja", "Łódź", "a@b.pl"
    settings.SITE_URL = "https://ikp.pl"
    monkeypatch.setattr("guides.admin.tasks._warnings_of_the_system", lambda: 0)
    today = timezone.localdate()
    for model in (models.Guide, models.Method, models.Helpdesk):
        model.objects.update(checked_on=today)
    models.Point.objects.update(checked_on=today)
    publishing.publish("content")
    publishing.publish("points")
    return english


def test_nothing_to_do_is_said(quiet: Client) -> None:
    assert tasks(quiet) == {}
    assert "Nothing waits for you" in parse(quiet.get("/admin/")).one("main").text


def test_each_kind_of_task_is_counted_and_leads_to_its_rows(quiet: Client, guide: models.Guide) -> None:
    today = timezone.localdate()
    point = models.Point.objects.get()
    models.Point.objects.update(checked_on=None)
    models.PointSource.objects.update(published=f"{today.year - 2}-03")
    models.Notice.objects.create(
        kind="outage", begins_at=timezone.now(), source="https://gov.pl/", **words("text", "Nie działa.", "Down.")
    )
    for state in ("new", "done"):
        models.ReaderReport.objects.create(
            subject="office", key=str(point.number), point=point, choice="closed", language="pl", day=today, state=state
        )
    guide.checked_on, guide.result_pl, guide.summary_en = today - timedelta(days=200), "Nowe", ""
    guide.save()
    models.Guide.objects.filter(role="outage").update(checked_on=today - timedelta(days=170))
    rows = {
        "1 outage is on": 1,
        "1 report of a reader is new": 1,
        "Guides whose check is overdue: 1": 1,
        "Guides whose check is due within 30 days: 1": 1,
        "1 office has old data": 1,
    }
    found = tasks(quiet)
    assert {text: len(quiet.get(found[text]).context["cl"].result_list) for text in rows} == rows
    assert found["1 translation is missing"].endswith("?state=missing")
    assert found["1 translation is outdated"].endswith("?state=outdated")
    assert found["2 changed rows are not on the site yet (guides and questions)"].endswith("#release-content")
    # The most urgent first.
    models.Step.objects.filter(guide=guide).delete()
    assert next(iter(tasks(quiet))) == "1 error stops a publication (guides and questions)"


def test_settings_that_are_missing_are_told_to_who_keeps_the_accounts(quiet: Client, settings: Any) -> None:
    settings.OPERATOR_NAME, settings.SITE_URL = "", "http://localhost:8000"
    assert [text.rpartition(": ")[2] for text in tasks(quiet)] == ["OPERATOR_NAME", "SITE_URL"]


def test_a_translator_is_told_of_translations_only(quiet: Client, guide: models.Guide) -> None:
    guide.summary_en = ""
    guide.save()
    models.Step.objects.filter(guide=guide).delete()
    translator = User.objects.create_user("tlumacz", is_staff=True)
    translator.groups.add(group(Role.TRANSLATOR))
    client = Client(headers={"accept-language": "en"})
    client.force_login(translator)
    assert list(tasks(client)) == ["1 translation is missing"]
    page = parse(client.get("/admin/")).one("main").text
    assert "Announce an outage" not in page and "Check and publish" not in page


def test_every_kind_of_row_says_what_it_is(english: Client) -> None:
    models_ = [model for app in english.get("/admin/").context["app_list"] for model in app["models"]]
    assert [model["object_name"] for model in models_ if not model["about"]] == []
