"""The desk speaks the language of the account, else that of the browser."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from guides.accounts.models import User
from tests.html import parse


def shown_language(account: User, accepted: str) -> str | None:
    client = Client(headers={"accept-language": accepted})
    client.force_login(account)
    return parse(client.get("/admin/password_change/")).one("html").get("lang")


@pytest.mark.parametrize(
    ("chosen", "accepted", "shown"), [("en", "pl", "en"), ("pl", "en", "pl"), ("", "en", "en"), ("xx", "pl", "pl")]
)
def test_the_desk_follows_the_account_before_the_browser(db: None, chosen: str, accepted: str, shown: str) -> None:
    account = User.objects.create_superuser("ola", language=chosen)
    assert shown_language(account, accepted) == shown


def test_a_public_page_follows_neither(visitor: Client) -> None:
    page = visitor.get("/en/", headers={"accept-language": "pl"})
    assert parse(page).one("html").get("lang") == "en"
    assert "Accept-Language" not in page.get("Vary", "")


def test_an_administrator_chooses_the_language_of_an_account(db: None) -> None:
    desk = Client()
    desk.force_login(User.objects.create_superuser("root"))
    account = User.objects.create_user("ola")
    values = {"username": "ola", "is_active": "on", "language": "en"}
    desk.post(f"/admin/accounts/user/{account.pk}/change/", values)
    account.refresh_from_db()
    assert account.language == "en"


def test_the_site_has_a_user_model_of_its_own() -> None:
    assert get_user_model() is User
