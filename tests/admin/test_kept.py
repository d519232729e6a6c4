"""A session that ends while one writes."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guides.accounts.models import User
from guides.models import Guide
from tests.admin.conftest import form_values
from tests.admin.test_working_copy import page


@pytest.fixture
def ended(desk: Client, guide: Guide) -> tuple[Client, Any]:
    """A browser whose session has ended, and the answer to the form that it sent."""
    User.objects.create_superuser("ewa", "", "tylko-do-testu")
    sent = form_values(desk.get(page(guide))) | {"title_pl": "Inne hasło", "_continue": "1"}
    client = Client(headers={"accept-language": "pl"})
    return client, client.post(page(guide), sent)


def sign_in(client: Client, response: Any, password: str) -> Any:
    kept = {name: response.context[name] for name in ("kept", "kept_at")}
    return client.post("/admin/login/", {**kept, "username": "ewa", "password": password})


def test_what_was_typed_is_saved_after_signing_in_again(ended: tuple[Client, Any], guide: Guide) -> None:
    client, response = ended
    again = sign_in(client, sign_in(client, response, "błędne"), "tylko-do-testu")
    sent: dict[str, list[str]] = {}
    for name, text in again.context["pairs"]:
        sent.setdefault(name, []).append(text)
    assert client.post(again.context["address"], sent).status_code == 302
    guide.refresh_from_db()
    assert guide.title_pl == "Inne hasło"


def test_the_page_keeps_no_token_and_is_not_stored(ended: tuple[Client, Any]) -> None:
    response = ended[1]
    assert response["Cache-Control"] == "no-store"
    assert "csrfmiddlewaretoken" not in dict(json.loads(response.context["kept"]))


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/admin/", "/pl/"])
def test_a_kept_form_is_sent_to_the_desk_only(ended: tuple[Client, Any], address: str) -> None:
    client, response = ended
    kept = {"kept": response.context["kept"], "kept_at": address, "username": "ewa", "password": "tylko-do-testu"}
    assert client.post("/admin/login/", kept).status_code == 302


def test_the_script_of_a_form_learns_whether_one_is_signed_in(client: Client, desk: Client) -> None:
    assert client.get("/admin/login/session/").json() == {"is_in": False, "token": ""}
    told = desk.get("/admin/login/session/")
    assert told.json()["is_in"]
    assert told.json()["token"]
    assert told["Cache-Control"] == "no-store"


def test_a_session_lasts_while_one_works_and_is_not_written_each_time(desk: Client) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert "sessionid" in desk.get("/admin/login/session/").cookies
        for _time in range(3):
            clock.shift(timedelta(hours=3))
            assert "sessionid" not in desk.get("/admin/login/session/").cookies
            clock.shift(timedelta(hours=2))
            assert "sessionid" in desk.get("/admin/login/session/").cookies
        clock.shift(timedelta(hours=9))
        assert not desk.get("/admin/login/session/").json()["is_in"]
