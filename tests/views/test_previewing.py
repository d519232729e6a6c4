"""Previews: the working copy walked like the real site, by those who hold the link, for as long as it works."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from config.logs import hide_secrets, without_secret
from guides import models
from guides.accounts.models import User
from guides.releases import publishing
from guides.serving import previews
from guides.serving.live import live
from tests.html import kind, parse

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("working_copy", "strict_templates")]

GUIDE = "/pl/poradniki/pz-haslo/"


def open_guide(client: Client, prefix: str = "") -> str:
    response = client.get(prefix + GUIDE, follow=True)
    assert response.status_code == 200
    return parse(response).one("h1").text


@pytest.fixture
def published() -> None:
    publishing.publish("content")
    publishing.publish("points")
    live.refresh()


def make_token(release: models.Release | None = None) -> str:
    return previews.make_token(maker(), release)


def maker() -> User:
    user, _is_new = User.objects.get_or_create(username="ewa", is_staff=True)
    return user


@pytest.fixture
def draft_prefix(published: None) -> str:
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Szkic tytułu")
    return f"/preview/{make_token()}"


def test_a_preview_shows_the_working_copy_and_the_site_does_not(client: Client, draft_prefix: str) -> None:
    assert open_guide(client, draft_prefix) == "Szkic tytułu"
    assert open_guide(client) != "Szkic tytułu"


def test_a_preview_is_walked_without_leaving_it(client: Client, draft_prefix: str) -> None:
    home = parse(client.get(f"{draft_prefix}/", follow=True))
    assert kind(home) == ("home", "home")
    inner = [link["href"] for link in home.all("a") if link["href"].startswith("/")]
    assert inner
    for address in inner:
        assert address.startswith(f"{draft_prefix}/")
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("end", ["kartka/", "na-telefon/"])
def test_paper_and_codes_of_a_preview_lead_within_it(client: Client, draft_prefix: str, end: str) -> None:
    page = parse(client.get(f"{draft_prefix}/pl/poradniki/nowe-haslo-profil-zaufany/{end}"))
    assert page.all(class_="preview-mark")
    assert all(link["href"].startswith((draft_prefix, "#", "mailto:", "tel:", "https:")) for link in page.all("a"))
    assert f"{draft_prefix}/pl/poradniki/" in page.one("main").text


def test_the_questionnaire_works_in_a_preview(client: Client, draft_prefix: str) -> None:
    response = client.get(f"{draft_prefix}/pl/pomoc/", {"start": "awaria", "go": "1"}, follow=True)
    response = client.get(response.request["PATH_INFO"], {"blad": "nic", "go": "1"}, follow=True)
    assert kind(parse(response)) == ("outcome", "pomoc-ikp")
    assert response.request["PATH_INFO"].startswith(draft_prefix)


def test_a_preview_is_never_stored_nor_indexed_and_is_marked(client: Client, draft_prefix: str) -> None:
    response = client.get(f"{draft_prefix}/pl/")
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert "ETag" not in response
    page = parse(response)
    assert page.all(class_="preview-mark")
    assert not page.all("link", rel="canonical")
    assert not parse(client.get("/pl/")).all(class_="preview-mark")


def test_a_preview_shows_a_save_at_once(client: Client, draft_prefix: str) -> None:
    open_guide(client, draft_prefix)
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Poprawiony szkic")
    assert open_guide(client, draft_prefix) == "Poprawiony szkic"


def test_an_expired_link_says_so(client: Client, draft_prefix: str, settings: object) -> None:
    later = datetime.now(UTC) + timedelta(hours=73)
    with time_machine.travel(later):
        response = client.get(f"{draft_prefix}/pl/")
    assert response.status_code == 410
    assert kind(parse(response)) == ("error", "410")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["x", "x:y:z", "..", "1", "1:AAAA", "eyJyZWxlYXNlIjpudWxsfQ:1abcde:AAAA"])
def test_a_changed_link_shows_nothing_of_a_draft(client: Client, draft_prefix: str, token: str) -> None:
    response = client.get(f"/preview/{token}{GUIDE}", follow=True)
    assert response.status_code == 404
    assert "Szkic" not in response.content.decode()


def test_an_older_release_is_previewed_as_it_was(client: Client, published: None) -> None:
    first = models.Release.objects.get(kind="content", number=1)
    before = open_guide(client)
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Nowy tytuł")
    publishing.publish("content")
    live.refresh()
    assert open_guide(client) == "Nowy tytuł"
    assert open_guide(client, f"/preview/{make_token(first)}") == before


def test_a_damaged_release_is_not_previewed(client: Client, published: None) -> None:
    first = models.Release.objects.get(kind="content", number=1)
    models.Release.objects.filter(pk=first.pk).update(payload="{}")
    response = client.get(f"/preview/{make_token(first)}/pl/")
    assert response.status_code == 409


def test_a_broken_working_copy_is_previewed_as_far_as_it_goes_and_names_its_faults(
    client: Client, draft_prefix: str
) -> None:
    models.Answer.objects.filter(question__key="start", key="login").update(next_question=None)
    assert open_guide(client, draft_prefix) == "Szkic tytułu"
    models.Question.objects.update(first=False)
    response = client.get(f"{draft_prefix}/pl/pomoc/")
    assert response.status_code == 409
    assert "Żadne pytanie nie jest oznaczone jako pierwsze" in response.content.decode().replace("\xa0", " ")


def test_writing_to_a_preview_is_refused(client: Client, draft_prefix: str) -> None:
    assert client.post(f"{draft_prefix}/pl/").status_code == 405


def test_the_form_to_a_helpdesk_works_within_a_preview(client: Client, draft_prefix: str) -> None:
    address = f"{draft_prefix}/pl/napisz/"
    sent = {"helpdesk": "ikp", "happened": "Pusta strona.", "since": "dzisiaj"}
    form = "application/x-www-form-urlencoded"
    response = client.post(address, urlencode(sent), content_type=form, headers={"origin": "http://testserver"})
    page = parse(response)
    assert kind(page) == ("write", "letter")
    assert response["Cache-Control"] == "no-store"
    assert page.one("main").one("form")["action"] == address
    assert client.post(address, urlencode(sent), content_type=form).status_code == 403


def test_a_link_that_was_withdrawn_shows_nothing(client: Client, draft_prefix: str, admin_client: Client) -> None:
    assert open_guide(client, draft_prefix) == "Szkic tytułu"
    link = models.PreviewLink.objects.get()
    admin_client.post("/admin/guides/previewlink/", {"action": "withdraw", "_selected_action": [link.pk]})
    response = client.get(f"{draft_prefix}/pl/")
    assert response.status_code == 410 and "Szkic" not in response.content.decode()


@pytest.mark.parametrize("end", ["inactive", "no editor", "deleted"])
def test_a_link_ends_with_the_account_of_its_maker(client: Client, draft_prefix: str, end: str) -> None:
    users = User.objects.filter(username="ewa")
    if end == "deleted":
        users.delete()
    else:
        users.update(is_active=end != "inactive", is_staff=end != "no editor")
    assert client.get(f"{draft_prefix}/pl/").status_code == 410


def test_editors_see_and_withdraw_their_own_links_only(client: Client, draft_prefix: str) -> None:
    other = User.objects.create_user("ola", is_staff=True)
    client.force_login(other)
    assert not client.get("/admin/guides/previewlink/").context["cl"].queryset
    link = models.PreviewLink.objects.get()
    client.post("/admin/guides/previewlink/", {"action": "withdraw", "_selected_action": [link.pk]})
    assert models.PreviewLink.objects.get().revoked_at is None


def test_logs_have_the_number_of_a_link_and_not_its_secret(
    client: Client, draft_prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(f"{draft_prefix}/pl/nie-ma/")
    record = caplog.records[-1]
    hide_secrets(record)
    number = models.PreviewLink.objects.get().pk
    assert record.getMessage() == f"Not Found: /preview/{number}/pl/nie-ma/"
    assert without_secret(f"GET {draft_prefix}/pl/ 200") == f"GET /preview/{number}/pl/ 200"
    assert without_secret("/preview/eyJyZWxlYXNlIjpudWxsfQ:1abcde:AAAA/pl/") == "/preview//pl/"


def test_who_comes_while_others_look_and_wait_is_asked_to_try_again(client: Client, draft_prefix: str) -> None:
    with ExitStack() as others:
        for _one in range(2):
            others.callback(previews._room.release)
            previews._room.acquire()
        response = client.get(f"{draft_prefix}/pl/")
        assert (response.status_code, response["Refresh"]) == (503, "2")
        assert open_guide(client) != "Szkic tytułu"
    assert open_guide(client, draft_prefix) == "Szkic tytułu"


def test_pages_of_a_preview_are_compiled_once_until_something_is_saved(
    client: Client, draft_prefix: str, compilations: list[str]
) -> None:
    for _page in range(3):
        open_guide(client, draft_prefix)
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Poprawiony szkic")
    assert open_guide(client, draft_prefix) == "Poprawiony szkic"
    assert sorted(compilations) == ["content", "content", "points"]


def test_a_notice_is_in_a_preview_at_once(client: Client, draft_prefix: str) -> None:
    open_guide(client, draft_prefix)
    models.Notice.objects.create(text_pl="Nie działa nic.", source="https://pz.gov.pl")
    assert "Nie działa nic." in client.get(f"{draft_prefix}/pl/").content.decode().replace("\xa0", " ")
