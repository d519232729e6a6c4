"""What goes wrong inside the desk is said by the desk, and says how to go on."""

import pytest
from django.test import Client

from guides import models
from guides.accounts.models import User
from tests.admin.conftest import form_values
from tests.html import parse

ORIGIN = {"origin": "http://testserver"}


@pytest.fixture
def strict(guide: models.Guide, publisher: User) -> Client:
    """A signed-in browser whose forms are checked for their token."""
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(publisher)
    client.get("/admin/password_change/")  # sets the cookie
    return client


@pytest.mark.parametrize("address", ["/admin/nothing/here/", "/admin/guides/release/999/activate/"])
def test_what_is_not_there_is_said_by_the_desk(desk: Client, address: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == 404
    assert parse(answer).one("a", href="/admin/guides/release/publish/")


def test_what_is_refused_is_said_by_the_desk(editor: User) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(editor)
    editor.user_permissions.clear()
    answer = client.get("/admin/accounts/user/add/")
    assert answer.status_code == 403 and "Your account may not do this" in answer.content.decode()


def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/admin/nothing/").status_code == 302


def test_a_form_of_another_session_is_kept_and_sent_again(strict: Client, guide: models.Guide) -> None:
    address = f"/admin/guides/guide/{guide.pk}/change/"
    typed = form_values(strict.get(address)) | {"summary_pl": "\nPierwszy wiersz\nDrugi & < trzeci >"}
    answer = strict.post(address, typed | {"csrfmiddlewaretoken": "a" * 64}, headers=ORIGIN)
    assert answer.status_code == 403
    page = parse(answer)
    form = next(form for form in page.all("form") if form.all("textarea"))
    # A browser leaves out the line end that follows the opening tag.
    again = {field["name"]: str(field.children[0]).removeprefix("\n") for field in form.all("textarea")}
    token = next(field["value"] for field in form.all("input") if field["name"] == "csrfmiddlewaretoken")
    assert strict.post(address, again | {"csrfmiddlewaretoken": token}, headers=ORIGIN).status_code == 302
    guide.refresh_from_db()
    assert guide.summary_pl.endswith("Pierwszy wiersz\nDrugi & < trzeci >")


def test_what_comes_from_another_site_is_not_offered_to_be_sent(strict: Client, guide: models.Guide) -> None:
    sent = {"summary_pl": "Zły tekst"}
    answer = strict.post(f"/admin/guides/guide/{guide.pk}/change/", sent, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403 and "Zły tekst" not in answer.content.decode()


def test_a_password_is_never_shown_again(strict: Client) -> None:
    answer = strict.post("/admin/login/", {"username": "ewa", "password": "tajne-haslo"}, headers=ORIGIN)
    assert answer.status_code == 403 and "tajne-haslo" not in answer.content.decode()
