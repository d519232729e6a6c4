"""What is sent to the desk is turned away by its length, before any of it is read."""

from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import LimitedStream
from django.test import Client


def send(client: Client, length: int, address: str = "/admin/login/") -> Any:
    """The answer to a request that says that it is so long."""
    return client.generic(
        "POST", address, b"username=ola", "application/x-www-form-urlencoded", CONTENT_LENGTH=str(length)
    )


def test_somebody_unknown_sends_nothing_large(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LimitedStream, "read", None)
    response = send(Client(headers={"accept-language": "pl"}), 300_000_000)
    assert response.status_code == 413
    assert response["Cache-Control"] == "no-store"
    assert "za długie" in response.text.replace("\u00a0", " ")


def test_a_name_and_a_password_are_no_large_body(db: None) -> None:
    assert send(Client(), 12).status_code == 200


def test_an_editor_sends_a_file_as_large_as_an_import_may_be(desk: Client) -> None:
    assert send(desk, settings.IMPORT_LARGEST_FILE + 10_000, "/admin/nothing/").status_code != 413
    assert send(desk, settings.DESK_LARGEST_BODY + 1, "/admin/nothing/").status_code == 413


def test_a_made_up_session_is_none(db: None) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert send(client, settings.DESK_UNKNOWN_BODY + 1).status_code == 413
