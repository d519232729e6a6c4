"""Guides, the questionnaire and releases as JSON."""

from dataclasses import replace
from typing import Any

import msgspec
from django.test import Client

from guides.schema.content import Content
from guides.serving.live import live


def read(client: Client, address: str, **query: Any) -> Any:
    response = client.get(f"/api/v1{address}", query)
    assert response.status_code == 200
    return response.json()


def test_a_guide_is_there_whole_and_in_one_language(caller: Client, content: Content) -> None:
    guide = content.guide["pz-haslo"]
    for code in ("pl", "en"):
        body = read(caller, "/guides/pz-haslo", lang=code)
        assert body["title"]["text"] == guide.title.plain[code] and body["title"]["lang"] == code
        assert [step["key"] for step in body["steps"]] == [step.key for step in guide.steps]
        assert len(body["needs"]) == len(guide.needs) and len(body["sources"]) == len(guide.sources)
    assert body["page"].startswith("http://localhost:8000/en/guides/")


def test_links_in_texts_lead_to_the_pages_of_this_site(caller: Client, content: Content) -> None:
    key = next(guide.key for guide in content.guides if b'href=\\"guide:' in msgspec.json.encode(guide))
    text = str(read(caller, f"/guides/{key}", lang="pl"))
    assert 'href="guide:' not in text
    assert 'href="http://localhost:8000/pl/poradniki/' in text


def test_a_text_without_a_translation_says_its_own_language(caller: Client, content: Content) -> None:
    guide = content.guide["pz-haslo"]
    title = msgspec.structs.replace(guide.title, plain={"pl": "Tytuł"}, html={"pl": "Tytuł"})
    guides = [msgspec.structs.replace(each, title=title) if each is guide else each for each in content.guides]
    assert live._snapshot is not None
    live._snapshot = replace(live._snapshot, content=msgspec.structs.replace(content, guides=guides))
    assert read(caller, "/guides/pz-haslo", lang="en")["title"] == {"text": "Tytuł", "html": "Tytuł", "lang": "pl"}


def test_the_list_has_every_guide_once(caller: Client, content: Content) -> None:
    first, second = (read(caller, "/guides", per_page=40, page=page) for page in (1, 2))
    keys = [guide["key"] for guide in (*first["guides"], *second["guides"])]
    assert keys == [guide.key for guide in content.guides]
    assert first["total"] == len(keys)


def test_every_answer_of_the_questionnaire_leads_on(caller: Client) -> None:
    body = read(caller, "/questionnaire", lang="en")
    questions = {question["key"] for question in body["questions"]}
    outcomes = {outcome["key"]: outcome["guide"] for outcome in body["outcomes"]}
    assert body["first"] in questions
    for question in body["questions"]:
        for answer in question["answers"]:
            assert (answer["question"] in questions) != (answer["outcome"] in outcomes)
    assert set(outcomes.values()) <= {guide["key"] for guide in read(caller, "/guides", per_page=100)["guides"]}


def test_releases_say_what_is_served(caller: Client) -> None:
    body = read(caller, "/releases")
    assert [(release["kind"], release["number"]) for release in body["releases"]] == [
        ("content", 1),
        ("points", 1),
        ("places", 1),
    ]


def test_the_entrance_names_addresses_that_answer(caller: Client) -> None:
    body = read(caller, "/")
    addresses = [value for value in body.values() if str(value).startswith("http://localhost:8000/")]
    assert len(addresses) == 8
    for address in addresses:
        assert caller.get(address.removeprefix("http://localhost:8000")).status_code == 200, address
