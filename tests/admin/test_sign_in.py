"""Wrong passwords: ten for one name from one address, then a quarter of an hour without looking at any."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from guides.accounts.models import User
from guides.admin.sign_in import client_address
from guides.serving.live import Snapshot
from tests.html import parse

LOGIN = "/admin/login/"
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def editors(db: None) -> None:
    for name in ("ola", "jan"):
        User.objects.create_user(name, password="dobre-haslo", is_staff=True)


def browser(address: str = "192.0.2.1", language: str = "pl") -> Client:
    return Client(REMOTE_ADDR=address, headers={"accept-language": language})


def sign_in(client: Client, name: str = "ola", password: str = "dobre-haslo") -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})


def lock_out(client: Client, name: str = "ola") -> Any:
    responses = [sign_in(client, name, "złe") for _ in range(11)]
    assert [response.status_code for response in responses[:9]] == [200] * 9
    return responses[-1]


def test_the_eleventh_wrong_password_is_answered_with_429(editors: None) -> None:
    response = lock_out(browser())
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    page = parse(response)
    assert page.one("html")["lang"] == "pl"
    assert "Zbyt wiele błędnych haseł" in page.one("h1").text
    assert "13:15" in page.one("div", id="content-main").text  # in Poland
    assert not page.all("script", src="") and "style=" not in response.content.decode()


def test_the_page_is_in_the_readers_language(editors: None) -> None:
    page = parse(lock_out(browser(language="en")))
    assert (page.one("html")["lang"], page.one("h1").text) == ("en", "Too many wrong passwords")


def test_the_right_password_is_not_looked_at_either(editors: None) -> None:
    client = browser()
    lock_out(client)
    assert sign_in(client).status_code == 429


def test_after_a_quarter_of_an_hour_the_right_password_works(editors: None, clock: Any) -> None:
    client = browser()
    lock_out(client)
    clock.shift(timedelta(minutes=10))
    assert sign_in(client)["Retry-After"] == "300"
    clock.shift(timedelta(minutes=5, seconds=1))
    assert sign_in(client).status_code == 302


def test_trying_on_does_not_make_it_longer(editors: None, clock: Any) -> None:
    client = browser()
    lock_out(client)
    clock.shift(timedelta(minutes=14))
    assert sign_in(client, password="złe").status_code == 429
    clock.shift(timedelta(minutes=1, seconds=1))
    assert sign_in(client).status_code == 302


def test_nobody_else_is_locked_out(editors: None) -> None:
    lock_out(browser())
    assert sign_in(browser(), "jan").status_code == 302
    assert sign_in(browser("192.0.2.2"), "ola").status_code == 302


def test_the_right_password_forgets_the_wrong_ones(editors: None) -> None:
    client = browser()
    for _ in range(3):
        for _ in range(9):
            assert sign_in(client, password="złe").status_code == 200
        assert sign_in(client).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_another_browser_program_is_no_way_round_it(editors: None) -> None:
    lock_out(browser())
    client = Client(REMOTE_ADDR="192.0.2.1", headers={"user-agent": "another"})
    assert sign_in(client, password="złe").status_code == 429


def test_no_password_is_stored(editors: None) -> None:
    sign_in(browser(), password="bardzo-tajne")
    stored = AccessAttempt.objects.get()
    assert "bardzo-tajne" not in f"{stored.post_data}{stored.get_data}"


def test_pages_for_visitors_do_not_ask_who_is_locked_out(visitor: Client, serving: Snapshot) -> None:
    assert visitor.get("/pl/").status_code == 200  # the fixture refuses any query


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, nonsense", "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_behind_a_proxy_the_address_is_the_one_that_it_noted(
    settings: Any, behind_proxy: bool, forwarded: str, expected: str
) -> None:
    settings.BEHIND_PROXY, settings.PROXY_ADDRESSES = behind_proxy, ["192.0.2.0/24"]
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == expected


def test_a_socket_without_an_address_is_no_error(editors: None) -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
    assert lock_out(browser(address="")).status_code == 429


def test_a_password_of_digits_only_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_password("918273645546372819")


def test_what_the_desk_tells_sets_no_cookie_for_the_public_pages(db: None) -> None:
    account = User.objects.create_superuser("ola")
    client = browser()
    client.force_login(account)
    client.post(f"/admin/accounts/user/{account.pk}/change/", {"username": "ola", "is_active": "on"})
    assert {cookie["path"] for cookie in client.cookies.values()} == {"/admin/"}
    assert "messages" not in client.cookies
    assert parse(client.get("/admin/accounts/user/")).all("ul", class_="messagelist")
