"""Two factors at sign-in: who needs one, the codes of an app, recovery, and how often a wrong one may be tried."""

from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache, caches
from django.core.management import call_command
from django.test import Client

from guides.accounts.models import User
from guides.serving.qr import qr_svg
from tests.html import parse
from tests.totp import code_of

LOGIN, CODE, FACTORS = "/admin/login/", "/admin/factors/authenticate/", "/admin/factors/"
PASSWORD = "tylko-do-testu"


@pytest.fixture(autouse=True)
def public(settings: Any) -> None:
    """The site has a public address."""
    settings.TWO_FACTORS = True


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_superuser("ola", "", PASSWORD)


def sign_in(**more: str) -> tuple[Client, Any]:
    client = Client(headers={"accept-language": "pl"})
    return client, client.post(LOGIN, {"username": "ola", "password": PASSWORD, **more})


def set_up(client: Client) -> str:
    """Set up the app of codes, and return its secret."""
    secret = parse(client.get(f"{FACTORS}totp/activate/")).one("code").text.strip()
    assert client.post(f"{FACTORS}totp/activate/", {"code": code_of(secret)}).url == f"{FACTORS}recovery-codes/"
    return secret


@pytest.fixture
def secret(editor: User) -> str:
    """The secret of the app that the editor has set up."""
    made = set_up(sign_in()[0])
    cache.clear()  # a code serves once; the next test signs in within the same half minute
    return made


def test_without_a_second_factor_every_page_leads_to_setting_one_up(editor: User) -> None:
    client, response = sign_in()
    assert response.url == "/admin/"
    for address in ("/admin/", "/admin/guides/guide/", "/admin/imports/"):
        assert client.get(address).url == FACTORS
    assert client.get(FACTORS).status_code == 200


def test_after_setting_up_the_app_the_desk_opens(editor: User) -> None:
    client, _response = sign_in()
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_shows_no_page_of_the_desk(secret: str) -> None:
    client, response = sign_in()
    assert response.url == CODE
    assert client.get("/admin/guides/guide/").url.startswith(LOGIN)


def test_the_code_of_the_app_lets_in(secret: str) -> None:
    client, _response = sign_in(next="/admin/guides/guide/")
    assert client.post(CODE, {"code": code_of(secret)}).url == "/admin/guides/guide/"
    assert client.get("/admin/guides/guide/").status_code == 200


@pytest.mark.parametrize("target", ['"><script>', "//evil.example/", "https://evil.example/", "admin/guides/"])
def test_what_is_no_address_of_ours_is_not_gone_to_after_the_code(secret: str, target: str) -> None:
    client, _response = sign_in()
    assert client.post(f"{CODE}?{urlencode({'next': target})}", {"code": code_of(secret)}).url == "/admin/"


def test_a_wrong_code_is_told_and_lets_nobody_in(secret: str) -> None:
    client, _response = sign_in()
    response = client.post(CODE, {"code": "000000"})
    assert parse(response).one("p", class_="errornote").text
    assert client.get("/admin/").status_code == 302


def test_after_ten_wrong_codes_the_right_one_is_not_looked_at(secret: str) -> None:
    client, _response = sign_in()
    for _attempt in range(10):
        client.post(CODE, {"code": "000000"})
    response = client.post(CODE, {"code": code_of(secret)})
    assert "Odczekaj pięć minut" in parse(response).one("p", class_="errornote").text.replace("\xa0", " ")
    assert client.get("/admin/").status_code == 302
    assert caches["default"].__class__.__name__ == "DatabaseCache"  # all processes count together


def test_a_recovery_code_lets_in_once(editor: User) -> None:
    client, _response = sign_in()
    set_up(client)
    code = parse(client.get(f"{FACTORS}recovery-codes/")).all("code")[0].text
    first, _response = sign_in()
    assert first.post(CODE, {"code": code}).url == "/admin/"
    second, _response = sign_in()
    assert second.post(CODE, {"code": code}).status_code == 200


def test_a_form_that_was_kept_waits_for_the_code(secret: str) -> None:
    kept = {"kept": '[["title_pl", "Wpisane"]]', "kept_at": "/admin/guides/guide/1/change/"}
    client, response = sign_in(**kept)
    assert response.url == CODE
    response = client.post(CODE, {"code": code_of(secret)}, follow=True)
    assert response.context["pairs"] == [("title_pl", "Wpisane")]
    assert response.context["address"] == kept["kept_at"]


def test_an_account_without_a_role_is_told_so(db: None) -> None:
    User.objects.create_user("ola", "", PASSWORD)
    client, response = sign_in()
    assert response.status_code == 403 and "nie ma jeszcze roli" in response.content.decode()
    assert client.get("/admin/").url.startswith(LOGIN)


def test_the_factors_of_an_account_are_reset_by_a_command(editor: User, secret: str, capsys: Any) -> None:
    call_command("reset_factors", "ola")
    assert not Authenticator.objects.exists()
    assert sign_in()[1].url == "/admin/"


def test_who_was_locked_out_sets_up_anew_at_once_after_a_reset(secret: str) -> None:
    client, _response = sign_in()
    for _attempt in range(11):
        client.post(CODE, {"code": "000000"})
    call_command("reset_factors", "ola")
    client, _response = sign_in()
    set_up(client)
    assert client.get("/admin/").status_code == 200


def test_secrets_are_not_readable_in_the_database(secret: str) -> None:
    assert not any(secret in str(stored.data) for stored in Authenticator.objects.all())


def test_the_code_to_scan_is_not_kept_in_memory(editor: User) -> None:
    before = qr_svg.cache_info()
    page = parse(sign_in()[0].get(f"{FACTORS}totp/activate/"))
    assert page.all("svg", class_="qr") and qr_svg.cache_info() == before


def test_with_another_key_of_the_site_no_code_fits_and_nothing_breaks(secret: str, settings: Any) -> None:
    client, _response = sign_in()
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests"]
    assert client.post(CODE, {"code": code_of(secret)}).status_code in (200, 302)
    assert client.get("/admin/guides/guide/").status_code == 302


def test_a_secret_that_can_not_be_decrypted_is_no_secret_that_anybody_knows(secret: str) -> None:
    for stored in Authenticator.objects.all():
        stored.data |= {name: "not of this key" for name, value in stored.data.items() if isinstance(value, str)}
        stored.save()
    client, _response = sign_in()
    assert client.post(CODE, {"code": code_of("")}).status_code == 200
    assert client.get("/admin/guides/guide/").status_code == 302


def test_nobody_signs_up(db: None) -> None:
    assert Client().get("/admin/signup/").status_code in (302, 404)


def test_on_a_machine_of_ones_own_a_password_is_enough_and_the_desk_says_so(editor: User, settings: Any) -> None:
    settings.TWO_FACTORS = False
    client, _response = sign_in()
    assert "SITE_URL" in client.get("/admin/").content.decode()


def test_a_password_that_somebody_else_has_made_is_changed_first(editor: User, settings: Any) -> None:
    settings.TWO_FACTORS = False
    User.objects.update(must_change_password=True)
    client, _response = sign_in()
    assert client.get("/admin/").url == "/admin/password_change/"
    new = "zupelnie-inne-haslo-7"
    client.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert client.get("/admin/").status_code == 200
