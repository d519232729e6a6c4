"""For those who help, and the whole questionnaire on paper."""

import re
from typing import Any

import pytest
from django.test import Client

from guides.serving.live import Snapshot
from tests.conftest import LANGUAGES
from tests.html import parse
from tests.shipped import links_of

TREE = {"pl": "/pl/pomagam/pytania/", "en": "/en/helping/questions/"}
HELPING = {"pl": "/pl/pomagam/", "en": "/en/helping/"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2011", "-").replace("\u2060", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_answer_and_outcome_is_on_the_paper(visitor: Client, serving: Snapshot, language: str) -> None:
    paper = parse(visitor.get(TREE[language])).one("main")
    words = plain(paper.text)
    for question in serving.content.questions:
        assert question.text.plain_in(language).value in words
        assert all(answer.label.plain_in(language).value in words for answer in question.answers)
    assert len(paper.all("section", class_="asked")) == len(serving.content.questions)
    assert len(paper.all("section", class_="ending")) == len(serving.content.outcomes)
    for outcome in serving.content.outcomes:
        assert outcome.reason.plain_in(language).value in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_on_the_paper_is_there(visitor: Client, language: str) -> None:
    paper = parse(visitor.get(TREE[language])).one("main")
    places = {section["id"]: section.text for section in paper.all("section")}
    references = [link for link in paper.all("a") if link["href"].startswith("#")]
    assert len(references) > len(places)
    for link in references:
        kind, number = link["href"][1:].rsplit("-", 1)
        assert link["href"][1:] in places
        # What is printed says the same as the link.
        assert re.findall(r"\d+", link.text) == [number]
        assert places[f"{kind}-{number}"].startswith(number) or f" {number}" in places[f"{kind}-{number}"][:12]


def test_addresses_on_the_paper_come_from_the_setting_and_lead_to_guides(visitor: Client, settings: Any) -> None:
    settings.SITE_URL = "https://klucz.example"
    paper = parse(visitor.get(TREE["pl"], headers={"host": "localhost"})).one("main")
    typed = {found.text for found in paper.all("span", class_="address")}
    short = {address for address in typed if "/s/" in address}
    assert all(address.startswith("klucz.example/s/") for address in short) and len(short) > 30
    for address in short:
        assert visitor.get(address.removeprefix("klucz.example")).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_helpers_leads_to_each_sheet_and_to_the_paper(
    visitor: Client, serving: Snapshot, language: str
) -> None:
    page = parse(visitor.get(HELPING[language]))
    hrefs = [link["href"] for link in page.all("a")]
    assert TREE[language] in hrefs
    for guide in serving.content.guides:
        assert links_of(serving).large_sheet(language, guide.key) in hrefs


@pytest.mark.parametrize("address", ["/pl/", "/pl/pomoc/", "/pl/poradniki/"])
def test_every_page_leads_to_the_page_for_helpers(visitor: Client, address: str) -> None:
    assert HELPING["pl"] in [link["href"] for link in parse(visitor.get(address)).all("a")]
