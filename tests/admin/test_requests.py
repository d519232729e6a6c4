"""An editor asks for a publication; a publisher sees it, publishes it or sends it back with a reason."""

from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client

from guides.accounts.models import User
from guides.enums import Role
from guides.jobs import queue
from guides.jobs.worker import run
from guides.models import Approval, Guide, Release
from guides.releases import publishing
from tests.admin.conftest import PUBLISH, group, press, shown
from tests.html import parse


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", "https://ikp.pl"


def sign_in_as(name: str, role: Role) -> Client:
    user = User.objects.create_user(name, f"{name}@example.org", is_staff=True, language="en")
    user.groups.add(group(role))
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def asker(published: Release) -> Client:
    """An editor who may not publish, after a change."""
    Guide.objects.filter(key="pz-haslo").update(title_pl="Inny")
    return sign_in_as("ela", Role.EDITOR)


@pytest.fixture
def answerer(published: Release) -> Client:
    return sign_in_as("piotr", Role.PUBLISHER)


def tasks(client: Client) -> dict[str, Any]:
    return {task.text: task for task in client.get("/admin/").context["tasks"]}


def sent() -> list[tuple[str, str]]:
    """The mails that were sent since the last look: to whom, and what about."""
    while job := queue.claim():
        run(job)
    mails = [(mail.to[0], mail.subject + "\n" + mail.body) for mail in outbox.outbox]
    outbox.outbox.clear()
    return mails


def test_who_may_not_publish_asks_and_a_publisher_publishes(asker: Client, answerer: Client) -> None:
    assert shown(asker).action == "ask"
    press(asker, action="ask", note="nowy tytuł")
    assert Release.objects.filter(kind="content").count() == 1 and shown(asker).action == "wait"
    ((to, text),) = sent()
    assert to == "piotr@example.org" and "nowy tytuł" in text and "https://ikp.pl" + PUBLISH in text
    task = tasks(answerer)["ela asks to publish: guides and questions"]
    assert task.note == "nowy tytuł" and task.urgency == "now"
    press(answerer)
    release = Release.objects.active("content")
    assert (release.number, release.approval.asked_by.username) == (2, "ela")
    ((to, text),) = sent()
    assert to == "ela@example.org" and "Done as you asked" in text


def test_a_request_is_sent_back_with_a_reason_that_the_asker_sees(asker: Client, answerer: Client) -> None:
    press(asker, action="ask")
    sent()
    approval = Approval.objects.get()
    address = f"/admin/guides/release/returned/{approval.pk}/"
    assert parse(answerer.get(PUBLISH)).one("form", action=address)
    assert answerer.post(address, {"answer": " "}).status_code == 302
    assert publishing.open_approval("content") == approval  # without a reason nothing is sent back
    answerer.post(address, {"answer": "Brakuje angielskiego"})
    assert publishing.open_approval("content") is None and Release.objects.filter(kind="content").count() == 1
    ((to, text),) = sent()
    assert to == "ela@example.org" and "Brakuje angielskiego" in text
    task = next(task for text, task in tasks(asker).items() if text.startswith("piotr has sent back"))
    assert task.note == "Brakuje angielskiego"
    assert "Brakuje angielskiego" in parse(asker.get(PUBLISH)).one("main").text
    assert "Brakuje angielskiego" not in parse(answerer.get(PUBLISH)).one("main").text
    asker.post(address)  # read
    assert not Approval.objects.exists() and not any("sent back" in text for text in tasks(asker))


def test_who_asks_again_has_read_the_reason(asker: Client, answerer: Client) -> None:
    press(asker, action="ask")
    answerer.post(f"/admin/guides/release/returned/{Approval.objects.get().pk}/", {"answer": "nie tak"})
    press(asker, action="ask")
    assert Approval.objects.get().returned_at is None


def test_only_who_may_publish_answers_and_nobody_themselves(asker: Client, answerer: Client) -> None:
    press(asker, action="ask")
    address = f"/admin/guides/release/returned/{Approval.objects.get().pk}/"
    other = sign_in_as("ola", Role.EDITOR)
    for client in (asker, other, sign_in_as("tom", Role.TRANSLATOR)):
        assert client.post(address, {"answer": "nie"}).status_code == 403
    answerer.post(address, {"answer": "nie"})
    assert other.post(address).status_code == 403  # it was not sent back to them
    assert Approval.objects.get().answer == "nie"


def test_an_editor_can_not_publish_by_another_button(asker: Client) -> None:
    state = shown(asker)
    values = {"kind": "content", "active": state.seen.active, "draft": state.seen.draft}
    assert asker.post(PUBLISH, {**values, "action": "publish"}).status_code == 403
    assert Release.objects.filter(kind="content").count() == 1


def test_a_translator_does_not_ask(asker: Client) -> None:
    state = shown(asker)
    values = {"kind": "content", "active": state.seen.active, "draft": state.seen.draft, "action": "ask"}
    assert sign_in_as("tom", Role.TRANSLATOR).post(PUBLISH, values).status_code == 403
    assert not Approval.objects.exists()


def test_going_back_is_asked_for_seen_and_sent_back(asker: Client, answerer: Client, settings: Any) -> None:
    settings.PUBLISH_NEEDS_APPROVAL = True
    first = Release.objects.active("content")
    publishing.publish("content")
    other = sign_in_as("ewa", Role.PUBLISHER)
    other.post(f"/admin/guides/release/{first.pk}/activate/", {"note": "błąd w kroku"})
    assert {to for to, _text in sent()} == {"piotr@example.org"}
    task = next(task for text, task in tasks(answerer).items() if text.startswith("ewa asks to make"))
    assert task.note == "błąd w kroku" and parse(answerer.get(task.address)).all("form", class_="desk-return")
    answerer.post(f"/admin/guides/release/returned/{Approval.objects.get().pk}/", {"answer": "poprawię"})
    assert any("sent back" in text for text in tasks(other))
    assert "poprawię" in parse(other.get(PUBLISH)).one("main").text
    answerer.post(f"/admin/guides/release/{first.pk}/activate/")  # nobody asks for it any more: this asks
    assert Release.objects.active("content") != first
