"""Addresses that stand on paper, in QR codes and in pages of others: each one ever published still answers."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from msgspec.structs import replace as changed

from guides.schema.content import Content, Retired
from guides.serving.live import Snapshot, live
from tests.html import kind, parse

# Add what is published; take nothing away. Whoever renames or removes a page leads its old address somewhere.
PUBLISHED = (Path(__file__).parent / "published.txt").read_text("utf-8").split()
SHORT = ("/s/", "/p/", "/g/")


@pytest.mark.parametrize("first", ["s", "p", "g", "pl", "en", "embed"])
def test_what_was_published_still_answers(people: Client, first: str) -> None:
    of_kind = [address for address in PUBLISHED if address.split("/")[1] == first]
    assert of_kind
    statuses = {address: people.get(address, follow=True).status_code for address in of_kind}
    lost = {address: status for address, status in statuses.items() if status not in (200, 410)}
    assert not lost


def test_every_guide_question_and_slug_of_today_is_on_the_list(content: Content) -> None:
    keys = {f"/s/{each.key}" for each in (*content.guides, *content.questions)}
    assert not keys - set(PUBLISHED)
    slugs = {slug for each in (*content.guides, *content.methods) for slug in each.slug.values()}
    assert not slugs - {address.strip("/").rpartition("/")[2] for address in PUBLISHED}


@pytest.fixture
def after_a_withdrawal(visitor: Client, serving: Snapshot) -> Client:
    """A visitor of a site whose guide “zagubiony-telefon” and question “kolor” are gone."""
    retired = Retired(answers={"kolor": ("zielony",)}, slugs={"pl": {"guide": {"zagubiony-telefon": "stary-telefon"}}})
    live._snapshot = replace(serving, content=changed(serving.content, retired=retired))
    return visitor


@pytest.mark.parametrize(
    "address", ["/pl/poradniki/zagubiony-telefon/", "/s/stary-telefon", "/embed/pl/poradniki/zagubiony-telefon/"]
)
def test_a_guide_that_was_withdrawn_says_so_and_shows_the_nearest(after_a_withdrawal: Client, address: str) -> None:
    response = after_a_withdrawal.get(address)
    page = parse(response)
    assert (response.status_code, kind(page)) == (410, ("error", "410"))
    assert page.one("section", aria_labelledby="nearest-heading").all("a")
    assert bool(page.all(class_="masthead")) != address.startswith("/embed")


def test_a_question_that_is_gone_leads_to_the_first_one(after_a_withdrawal: Client) -> None:
    assert after_a_withdrawal.get("/s/kolor")["Location"] == "/pl/pomoc/?changed=1"


@pytest.mark.parametrize("around", ["{}.", "{},", "({})", "[{}]", "{} ", "{}/", "„{}”", "{}].", "<{}>", "{}?"])
@pytest.mark.parametrize("address", ["/s/pz-haslo", "/s/start.login/czym.pz", "/p/1", "/g/146501", "/G/1465011"])
def test_what_stands_around_it_in_a_sentence_does_not_matter(people: Client, address: str, around: str) -> None:
    kind_, key = address[:3], address[3:]
    assert people.get(kind_ + around.format(key))["Location"] == people.get(address)["Location"]


def test_capitals_do_not_matter(visitor: Client) -> None:
    assert visitor.get("/S/PZ-Haslo.")["Location"] == visitor.get("/s/pz-haslo")["Location"]
