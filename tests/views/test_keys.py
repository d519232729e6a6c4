"""Editors own every key: none of them stands in code or templates."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.test import Client

from guides.checking.checks import check_content
from guides.checking.compiled_parts import site_languages
from guides.checking.compiling import compile_content
from guides.schema import draft
from guides.schema.content import Content
from guides.schema.faults import errors
from guides.serving.live import Snapshot, live
from guides.working_copy import files
from tests.conftest import LANGUAGES
from tests.html import kind, parse
from tests.shipped import links_of

RENAMED = ("sources", "topics", "things", "methods", "helpdesks", "guides", "outcomes", "questions")
# Which kinds the keys in a field are of.
REFERENCES = {
    "sources": "sources", "topic": "topics", "thing": "things", "needs": "things", "method": "methods",
    "helpdesk": "helpdesks", "guide": "guides", "outcome": "outcomes", "question": "questions",
}  # fmt: skip
LINKS = {"guide": "guides", "method": "methods", "help": "questions", "write": "helpdesks"}


def renamed(working_copy: draft.Draft) -> draft.Draft:
    """The same content with another key for every entry but pages, whose keys are their places in the site."""
    names: dict[str, dict[str, str]] = {
        name: {entry.key: f"inny-{name}-{number}" for number, entry in enumerate(getattr(working_copy, name), 1)}
        for name in RENAMED
    }
    plain = msgspec.to_builtins(working_copy)

    def link(match: re.Match[str]) -> str:
        return f"]({match[1]}:{names[LINKS[match[1]]].get(match[2], match[2])})"

    def walk(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {name: walk(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [walk(each, field) for each in value]
        if isinstance(value, str) and field in REFERENCES:
            return names[REFERENCES[field]].get(value, value)
        return re.sub(r"\]\((guide|method|help|write):([a-z0-9-]+)\)", link, value) if isinstance(value, str) else value

    changed = walk(plain)
    for name in RENAMED:
        for entry in changed[name]:
            entry["key"] = names[name][entry["key"]]
    return msgspec.convert(changed, draft.Draft)


@pytest.fixture(scope="module")
def other_keys() -> Content:
    return compile_content(renamed(files.read_content(settings.CONTENT_DIR)), site_languages())


@pytest.fixture
def renamed_site(shipped: Snapshot, other_keys: Content, visitor: Client) -> Snapshot:
    site = replace(shipped, content=other_keys)
    live._snapshot = site
    return site


def test_content_with_other_keys_has_no_error(other_keys: Content) -> None:
    assert [str(fault) for fault in errors(check_content(other_keys, date(2026, 11, 28), 180))] == []


def addresses(site: Snapshot, language: str) -> Iterator[str]:
    links, content = links_of(site), site.content
    yield from (links.home(language), links.start(language), links.guides(language), links.points(language))
    yield from (links.contact(language), links.helping(language), links.tree(language))
    yield from (links.write(language, helpdesk.key) for helpdesk in content.helpdesks if helpdesk.email)
    yield from (links.guide(language, guide.key) for guide in content.guides)
    yield from (links.sheet(language, guide.key) for guide in content.guides)
    yield from (links.method(language, method.key) for method in content.methods)
    yield from (links.page(language, page.key) for page in content.pages)
    yield from (links.point(language, point.number) for point in site.points.points[:3])
    yield f"{links.points(language)}?near=00-950"
    yield f"{links.points(language)}?near=Nigdzieżyny"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_whatever_the_keys_are(visitor: Client, renamed_site: Snapshot, language: str) -> None:
    for address in addresses(renamed_site, language):
        assert visitor.get(address).status_code == 200, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_answers_whatever_the_keys_are(visitor: Client, renamed_site: Snapshot, language: str) -> None:
    links, met = links_of(renamed_site), set()
    for path in renamed_site.flow.paths():
        outcome = path[-1].answer.outcome
        if outcome not in met:
            met.add(outcome)
            response = visitor.get(links.question(language, [answered.pair for answered in path]))
            assert kind(parse(response)) == ("outcome", outcome)
    assert met == set(renamed_site.content.outcome)
