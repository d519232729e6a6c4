"""Invitations to the desk, and new passwords by a link."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from guides.accounts.models import User
from guides.enums import Role
from tests.admin.conftest import group
from tests.html import parse

NEW = {"new_password1": "zupelnie-nowe-7", "new_password2": "zupelnie-nowe-7"}


def invite(desk: Client, **values: Any) -> tuple[User, str]:
    """Make an account at the desk, and return it with the link that is shown."""
    sent = {"username": "ewa", "groups": [group(Role.EDITOR).pk], **values}
    response = desk.post("/admin/accounts/user/add/", sent, follow=True)
    return User.objects.get(username="ewa"), parse(response).one("input", id="invitation-link")["value"]


def opened(link: str) -> tuple[Client, str]:
    """A browser in which somebody has opened the link, and the address that it led to."""
    client = Client(headers={"accept-language": "pl"})
    return client, client.get(link.removeprefix("http://localhost:8000")).url


def test_who_was_invited_chooses_a_password_and_signs_in(desk: Client) -> None:
    _user, link = invite(desk)
    client, form = opened(link)
    assert "ewa" in client.post(form, NEW, follow=True).content.decode()
    client.post("/admin/login/", {"username": "ewa", "password": NEW["new_password1"]})
    assert client.get("/admin/guides/guide/").status_code == 200


def test_the_link_works_once(desk: Client) -> None:
    _user, link = invite(desk)
    client, form = opened(link)
    client.post(form, NEW)
    response = Client(headers={"accept-language": "pl"}).get(link.removeprefix("http://localhost:8000"))
    assert "Ten odnośnik już nie działa" in response.content.decode()


def test_an_invited_account_has_no_password_until_then(desk: Client) -> None:
    assert not invite(desk)[0].has_usable_password()


def test_each_role_is_explained(desk: Client) -> None:
    page = desk.get("/admin/accounts/user/add/").content.decode()
    for number in Group.objects.values_list("pk", flat=True):
        assert f'value="{number}"' in page
    assert "Zmienia wszystko, publikuje" in page


def test_the_link_is_sent_by_mail_where_there_is_a_server(desk: Client, settings: Any, mailoutbox: list[Any]) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    user, _link = invite(desk, email="ewa@example.org")
    desk.post(f"/admin/accounts/user/{user.pk}/invitation/")
    assert mailoutbox[0].to == ["ewa@example.org"]
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    client, form = opened(link)
    assert client.get(form).status_code == 200


def test_a_mail_server_that_is_down_leaves_the_link_to_copy(
    desk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    user, _link = invite(desk, email="ewa@example.org")

    def fails(*_arguments: Any, **_more: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    response = desk.post(f"/admin/accounts/user/{user.pk}/invitation/", follow=True)
    assert "Skopiuj odnośnik" in response.content.decode()


def test_an_editor_gets_no_link_to_somebody_elses_account(desk: Client, editor: User) -> None:
    user, _link = invite(desk)
    editor.user_permissions.clear()
    client = Client()
    client.force_login(editor)
    assert client.get(f"/admin/accounts/user/{user.pk}/invitation/").status_code == 403
