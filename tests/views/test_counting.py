"""The picture by which pages are counted: what it counts, what it refuses, and what the logs keep of answers."""

import pytest
from django.test import Client

from config.logs import without_secret
from guides.feedback.tally import tally
from guides.serving.live import Snapshot
from guides.views import counting
from tests.html import parse


@pytest.fixture(autouse=True)
def fresh_senders() -> None:
    counting.senders.clear()


def counted() -> dict[tuple[str, str, str], int]:
    return {(one.kind, one.key, one.language): number for one, number in tally._numbers.items()}


def picture_of(client: Client, address: str) -> str:
    return next(each["src"] for each in parse(client.get(address)).all("img") if each["src"].startswith("/count/"))


def test_a_question_and_an_outcome_are_counted_by_their_pictures_alone(visitor: Client, serving: Snapshot) -> None:
    outcome = "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/"
    pictures = [picture_of(visitor, "/en/help/"), picture_of(visitor, outcome)]
    assert counted() == {}
    for address in pictures:
        response = visitor.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "image/gif")
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    key = pictures[1].removeprefix("/count/pl/outcome/").removesuffix(".gif")
    assert counted() == {("asked", serving.content.first, "en"): 1, ("outcome", key, "pl"): 1}


def test_an_answer_is_counted_when_it_leads_on(visitor: Client, serving: Snapshot) -> None:
    first = serving.content.question[serving.content.first]
    assert visitor.get(f"/pl/pomoc/?go=1&{first.key}={first.answers[0].key}").status_code == 302
    assert counted() == {("passed", first.key, "pl"): 1}


@pytest.mark.parametrize(
    "address",
    [
        "/count/pl/question/nie-ma.gif",
        "/count/de/question/start.gif",
        "/count/pl/guide/pz-haslo.gif",
        "/count/pl/content/start.gif",
    ],
)
def test_what_the_site_has_not_is_refused(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404
    assert counted() == {}


def test_another_site_can_not_raise_the_sums(visitor: Client, serving: Snapshot) -> None:
    address = f"/count/pl/question/{serving.content.first}.gif"
    visitor.get(address, headers={"sec-fetch-site": "cross-site"})
    visitor.head(address)
    assert counted() == {}


def test_one_sender_adds_only_so_much(visitor: Client, serving: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_OF_SENDER", 2)
    for _each in range(4):
        assert visitor.get(f"/count/pl/question/{serving.content.first}.gif").status_code == 200
    assert list(counted().values()) == [2]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("GET /pl/pomoc/start.login/czym.pz/ 200", "GET /pl/pomoc/... 200"),
        ("/embed/en/help/start.login/change/start/", "/embed/en/help/..."),
        ("/s/start.login/czym.pz", "/s/..."),
        ("/s/pz-haslo", "/s/pz-haslo"),
        ("/pl/pomoc/", "/pl/pomoc/"),
        ("/pl/poradniki/nowe-haslo/", "/pl/poradniki/nowe-haslo/"),
    ],
)
def test_the_log_keeps_no_answers(path: str, kept: str) -> None:
    assert without_secret(path) == kept
