"""Somebody in each situation opens the site, answers its questions and stands before the procedure that fits."""

import pytest
from django.test import Client

from tests.conftest import LANGUAGES
from tests.html import Element, kind, parse
from tests.journeys.situations import SITUATIONS, answers

pytestmark = pytest.mark.slow

MOST_QUESTIONS = 5


def choose(client: Client, page: Element, question: str, answer: str) -> Element:
    """Choose a radio button of a question's page and press the button."""
    form = page.one("main").one("form", method="get")
    radios = form.all("input", type="radio", name=question)
    assert answer in [radio["value"] for radio in radios], f"{question} does not offer {answer}"
    hidden = {field["name"]: field["value"] for field in form.all("input", type="hidden")}
    return parse(client.get(form["action"], {**hidden, question: answer}, follow=True))


def start(client: Client, language: str) -> Element:
    """Open the home page and press the start button."""
    home = parse(client.get(f"/{language}/"))
    buttons = [link for link in home.one("main").all("a") if "button" in link.get("class")]
    return parse(client.get(buttons[0]["href"]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation_reaches_its_outcome(visitor: Client, situation: str, language: str) -> None:
    page = start(visitor, language)
    for question, answer in answers(situation):
        assert kind(page) == ("question", question)
        page = choose(visitor, page, question, answer)
    assert kind(page) == ("outcome", SITUATIONS[situation][1])
    assert page.one("html")["lang"] == language


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation_needs_five_questions_at_most(situation: str) -> None:
    assert len(answers(situation)) <= MOST_QUESTIONS


def test_every_situation_of_the_facts_is_in_the_table() -> None:
    assert {situation[:2] for situation in SITUATIONS} == {f"{number:02}" for number in range(1, 49)}
