"""Where an editor is signed in: seen by them alone, each ended from afar."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from guides.accounts.models import User
from guides.admin.sessions import browser_of
from guides.jobs.pruning import prune_sessions
from tests.html import Element, parse

PASSWORD = "tylko-do-testu"
PAGE = "/admin/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Safari/537.36 Edg/143.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile/15E Safari/604.1"


def sign_in(user_agent: str, address: str = "192.0.2.1", name: str = "ola") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "pl", "user-agent": user_agent})
    assert client.post("/admin/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return client


def listed(client: Client) -> list[Element]:
    return parse(client.get(PAGE)).one("div", id="content-main").one("ul").all("li")


@pytest.fixture
def ola(db: None) -> User:
    return User.objects.create_superuser("ola", "", PASSWORD)


def test_each_browser_is_told_by_a_name_an_address_and_a_time(ola: User) -> None:
    sign_in(FIREFOX)
    here = sign_in(EDGE, "192.0.2.7")
    first, second = [each.text for each in listed(here)]
    assert "Edge, Windows" in first and "192.0.2.7" in first and "ta przeglądarka" in first.replace("\xa0", " ")
    assert "Firefox, Linux" in second and "192.0.2.1" in second
    assert f"{timezone.localtime():%Y}" in second


def test_the_page_is_reached_from_every_page_by_way_of_the_account(ola: User) -> None:
    client = sign_in(FIREFOX)
    assert "/admin/account/" in [a["href"] for a in parse(client.get(PAGE)).one("div", id="user-tools").all("a")]
    ways = [a["href"] for a in parse(client.get("/admin/account/")).one("div", id="content-main").all("a")]
    assert ways == ["/admin/password_change/", "/admin/factors/", PAGE, "/admin/mail/"]


def test_one_is_ended_and_the_others_go_on(ola: User) -> None:
    phone, desk, here = sign_in(IPHONE), sign_in(EDGE), sign_in(FIREFOX)
    of_phone = next(one for one in UserSession.objects.all() if "iPhone" in one.user_agent)
    here.post(PAGE, {"session": str(of_phone.pk)})
    assert phone.get("/admin/").status_code == 302
    assert desk.get("/admin/").status_code == here.get("/admin/").status_code == 200
    assert len(listed(here)) == 2


def test_all_others_are_ended_at_once(ola: User) -> None:
    others, here = [sign_in(IPHONE), sign_in(EDGE)], sign_in(FIREFOX)
    page = parse(here.post(PAGE, {"session": "all"}, follow=True))
    assert "2" in page.one("ul", class_="messagelist").text
    assert [other.get("/admin/").status_code for other in others] == [302, 302]
    assert len(listed(here)) == 1


def test_nobody_sees_or_ends_what_is_not_theirs(ola: User) -> None:
    jan = User.objects.create_superuser("jan", "", PASSWORD)
    of_jan, here = sign_in(EDGE, name="jan"), sign_in(FIREFOX)
    here.post(PAGE, {"session": str(UserSession.objects.get(user=jan).pk)})
    assert of_jan.get("/admin/").status_code == 200
    assert len(listed(here)) == 1


def test_use_is_noted_now_and_then_and_from_where(ola: User) -> None:
    with time_machine.travel("2026-12-01T12:00Z", tick=False) as clock:
        client = sign_in(FIREFOX)
        began = UserSession.objects.get().last_seen_at
        clock.shift(timedelta(minutes=4))
        client.get("/admin/")
        assert UserSession.objects.get().last_seen_at == began
        clock.shift(timedelta(minutes=4))
        client.get("/admin/", REMOTE_ADDR="192.0.2.9")
        noted = UserSession.objects.get()
    assert (noted.last_seen_at, noted.ip) == (began + timedelta(minutes=8), "192.0.2.9")


def test_a_new_password_ends_the_others_and_keeps_this_one(ola: User) -> None:
    other, here = sign_in(EDGE), sign_in(FIREFOX)
    new = "zupelnie-inne-haslo-7"
    here.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert other.get("/admin/").status_code == 302
    assert [each.text.count("Firefox") for each in listed(here)] == [1]


def test_without_an_address_one_is_signed_in_too(ola: User) -> None:
    assert "Adres" not in listed(sign_in(FIREFOX, ""))[0].text


def test_what_is_over_is_forgotten(ola: User) -> None:
    sign_in(FIREFOX)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert prune_sessions() == 1
    assert not UserSession.objects.exists()


def test_who_lost_the_telephone_is_signed_out_of_it(ola: User) -> None:
    phone = sign_in(IPHONE)
    call_command("reset_factors", "ola")
    assert phone.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [(FIREFOX, "Firefox, Linux"), (EDGE, "Edge, Windows"), (IPHONE, "Safari, iPhone"), ("curl/8", ""), ("", "")],
)
def test_browsers_have_the_names_that_people_know(user_agent: str, name: str) -> None:
    assert browser_of(user_agent) == name


def test_public_pages_ask_and_note_nothing(visitor: Client, serving: Any) -> None:
    assert visitor.get("/pl/").status_code == 200  # the fixture refuses any query
