"""The mail of the morning: to who wants it, only when there is something, and not lost with a mail server."""

from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from guides import models
from guides.accounts.models import User
from guides.admin.digest import DIGEST, send_digests
from guides.enums import JobState, Role
from guides.jobs import queue
from guides.jobs.kinds import unheard
from guides.jobs.models import Job
from guides.jobs.worker import run
from guides.upkeep import mail
from tests.admin.test_roles import sign_in
from tests.html import parse
from tests.small import words
from tests.smtp import serving_mail

NOW = "2026-12-01T05:30Z"  # half past six in Poland


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", "https://ikp.pl"
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS, settings.OPERATOR_EMAIL = "Fundacja", "Łódź", "a@b.pl"


@pytest.fixture
def reader(published: models.Release) -> User:
    """A publisher who wants the mail, in English, with nothing urgent to do."""
    today = timezone.localdate()
    for model in (models.Guide, models.Method, models.Helpdesk):
        model.objects.update(checked_on=today)
    models.Point.objects.update(checked_on=today)
    from guides.releases import publishing

    publishing.publish("content")
    publishing.publish("points")
    return User.objects.create_superuser("ania", "ania@example.org", language="en", wants_digest=True)


def put_up_an_outage() -> None:
    models.Notice.objects.create(
        kind="outage", begins_at=timezone.now(), source="https://gov.pl/", **words("text", "Nie działa.", "Down.")
    )


def work() -> None:
    """Do every job that waits now."""
    while job := queue.claim():
        run(job)


def test_it_says_what_the_start_page_says(reader: User) -> None:
    put_up_an_outage()
    call_command("send_digest")
    work()
    (sent,) = outbox.outbox
    assert sent.to == ["ania@example.org"] and "to do" in sent.subject
    assert "- 1 outage is on\n  https://ikp.pl/admin/guides/notice/?state=on" in sent.body
    assert "https://ikp.pl/admin/mail/" in sent.body
    client = Client(headers={"accept-language": "en"})
    client.force_login(reader)
    for task in client.get("/admin/").context["tasks"]:
        assert task.text in sent.body


def test_there_is_none_when_nothing_is_urgent(reader: User) -> None:
    send_digests(unheard)
    assert not Job.objects.filter(name=mail.SEND).exists()


@pytest.mark.parametrize("without", [{"wants_digest": False}, {"email": ""}, {"is_active": False}, {"is_staff": False}])
def test_who_does_not_want_it_or_may_not_have_it_gets_none(reader: User, without: dict[str, Any]) -> None:
    put_up_an_outage()
    User.objects.filter(pk=reader.pk).update(**without)
    send_digests(unheard)
    assert not Job.objects.filter(name=mail.SEND).exists()


def test_it_comes_once_a_day(reader: User) -> None:
    put_up_an_outage()
    with time_machine.travel(NOW, tick=False) as clock:
        for _time in range(2):
            send_digests(unheard)
        assert Job.objects.filter(name=mail.SEND).count() == 1
        clock.move_to("2026-12-02T05:30Z")
        send_digests(unheard)
    assert Job.objects.filter(name=mail.SEND).count() == 2


def test_nobody_reads_what_is_not_theirs(reader: User) -> None:
    put_up_an_outage()
    models.ReaderReport.objects.create(subject="guide", key="x", choice="yes", language="pl", day=timezone.localdate())
    client = sign_in(Role.TRANSLATOR)
    translator = User.objects.get(pk=client.session["_auth_user_id"])
    User.objects.filter(pk=translator.pk).update(email="t@example.org", wants_digest=True, language="en")
    send_digests(unheard)
    work()
    bodies = {sent.to[0]: sent.body for sent in outbox.outbox}
    assert "report of a reader" in bodies["ania@example.org"]
    assert "report" not in bodies.get("t@example.org", "")


class Down(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("gone")


def test_a_mail_server_that_is_down_loses_nothing(reader: User, settings: Any) -> None:
    put_up_an_outage()
    with time_machine.travel(NOW, tick=False) as clock:
        send_digests(unheard)
        working = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "tests.admin.test_digest.Down"
        work()
        job = Job.objects.get(name=mail.SEND)
        assert job.state == JobState.WAITING and "gone" in job.error and outbox.outbox == []
        client = Client(headers={"accept-language": "en"})
        client.force_login(reader)
        tasks = {task.text: task.address for task in client.get("/admin/").context["tasks"]}
        assert parse(client.get(tasks["1 mail could not be sent"])).one("table", id="result_list")
        clock.move_to("2026-12-01T17:30Z")
        work()  # still down: tried once more
        settings.EMAIL_BACKEND = working
        clock.move_to("2026-12-02T17:30Z")
        work()
    job.refresh_from_db()
    assert job.state == JobState.DONE and len(outbox.outbox) == 1


def test_over_smtp_it_waits_for_a_server_that_is_down_or_busy_and_then_comes_whole(reader: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    User.objects.filter(pk=reader.pk).update(language="pl")
    put_up_an_outage()
    with serving_mail() as was_here:
        settings.EMAIL_PORT = was_here.port
    with time_machine.travel(NOW, tick=False) as clock:
        send_digests(unheard)
        work()
        job = Job.objects.get(name=mail.SEND)
        assert job.state == JobState.WAITING and "refused" in job.error
        with serving_mail(settings.EMAIL_PORT) as server:
            server.is_busy = True
            clock.move_to("2026-12-01T07:30Z")
            work()
            job.refresh_from_db()
            assert job.state == JobState.WAITING and "try later" in job.error and server.received == []
            server.is_busy = False
            clock.move_to("2026-12-01T17:30Z")
            work()
    ((to, letter),) = server.received
    assert to == ["ania@example.org"]
    assert letter["subject"].startswith("Klucz do IKP: ") and "załatwienia" in letter["subject"].replace("\xa0", " ")
    assert "https://ikp.pl/admin/guides/notice/?state=on" in letter.get_content()
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_without_a_mail_server_nothing_is_asked_for(reader: User, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    put_up_an_outage()
    send_digests(unheard)
    assert not Job.objects.exists()
    reader.refresh_from_db()
    assert reader.digest_on is None


def test_the_worker_asks_for_it_at_its_hour(db: None) -> None:
    with time_machine.travel("2026-12-01T03:00Z", tick=False) as clock:  # four in Poland
        queue.ask_for_what_is_due()
        assert str(Job.objects.get(name=DIGEST).run_at) == "2026-12-01 05:00:00+00:00"
        clock.move_to("2026-12-01T05:00:01Z")
        Job.objects.filter(name=DIGEST).update(state=JobState.DONE)
        queue.ask_for_what_is_due()
        assert str(Job.objects.filter(name=DIGEST).latest("pk").run_at) == "2026-12-02 05:00:00+00:00"


def test_an_editor_chooses_it_and_needs_an_address(published: models.Release) -> None:
    client = sign_in(Role.TRANSLATOR)
    user = User.objects.get(pk=client.session["_auth_user_id"])
    page = client.post("/admin/mail/", {"email": "", "wants_digest": "on"})
    assert page.status_code == 200 and parse(page).all("ul", class_="errorlist")
    client.post("/admin/mail/", {"email": "t@example.org", "wants_digest": "on", "is_superuser": "on"})
    user.refresh_from_db()
    assert (user.email, user.wants_digest, user.is_superuser) == ("t@example.org", True, False)
    assert Client().get("/admin/mail/").status_code == 302
