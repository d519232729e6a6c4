"""The language of the desk: chosen on any page, kept in the account; and Django's sentences as people speak."""

import pytest
from django.test import Client

from guides import models
from guides.accounts.models import User
from tests.admin.conftest import shown
from tests.admin.test_working_copy import page, save
from tests.html import parse
from tests.small import words


def text(response: object) -> str:
    return parse(response).text.replace("\xa0", " ")


def test_the_language_is_chosen_on_a_page_and_kept_in_the_account(desk: Client, publisher: User) -> None:
    here = "/admin/guides/topic/?q=a"
    assert parse(desk.get(here)).one("button", name="language")["value"] == "en"
    response = desk.post("/admin/language/", {"language": "en", "next": here})
    assert response["Location"] == here
    publisher.refresh_from_db()
    assert publisher.language == "en"
    assert parse(desk.get(here)).one("button", name="language")["value"] == "pl"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/admin/", "/pl/", ""])
def test_the_switch_leads_back_to_the_desk_only(desk: Client, elsewhere: str) -> None:
    response = desk.post("/admin/language/", {"language": "en", "next": elsewhere})
    assert response["Location"] == "/admin/"


def test_a_language_that_is_none_is_refused(desk: Client) -> None:
    assert desk.post("/admin/language/", {"language": "xx"}).status_code == 400


def test_what_is_saved_is_told_without_guesses_at_genders(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, title_pl="Zupełnie nowe hasło")
    told = text(desk.get("/admin/guides/guide/"))
    assert "(a)" not in told
    assert "Zupełnie nowe hasło" in told


def test_lists_say_their_name_and_their_number(desk: Client, guide: models.Guide) -> None:
    found = parse(desk.get("/admin/guides/guide/"))
    assert found.one("h1").text == "Poradniki"
    assert f"Razem: {models.Guide.objects.count()}" in text(desk.get("/admin/guides/guide/"))


def test_what_would_be_published_names_rows_not_keys(desk: Client, published: None, guide: models.Guide) -> None:
    guide.topic = models.Topic.objects.create(key="nowy", **words("name", "Nowy telefon", "A new phone"))
    guide.save()
    told = text(desk.get("/admin/guides/release/publish/"))
    assert "Nowy telefon" in told
    assert desk.get(page(guide)).status_code == 200
    assert shown(desk) is not None
