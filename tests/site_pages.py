"""The pages of the shipped site: their addresses, and each page rendered once for all tests that only read it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.test import Client

from guides.questionnaire.replay import replay
from guides.serving.live import Snapshot
from tests.html import Element, parse
from tests.journeys.situations import SITUATIONS, answers
from tests.shipped import links_of


class SitePage:
    """A page as it was answered: its status, and its response."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.status: int = response.status_code

    @cached_property
    def document(self) -> Element:
        """What it shows; shared between tests, so nobody may change it."""
        return parse(self.response)


class SitePages:
    """The pages that one worker has asked the shipped site for, with the settings of the tests and no query."""

    def __init__(self, client: Client, asked: dict[str, SitePage]) -> None:
        self._client = client
        self._asked = asked

    def get(self, address: str) -> SitePage:
        """The page at an address, rendered when it is first asked for."""
        if address not in self._asked:
            self._asked[address] = SitePage(self._client.get(address))
        return self._asked[address]

    def document(self, address: str) -> Element:
        """What a page that is there shows."""
        page = self.get(address)
        assert page.status == 200, address
        return page.document


def every_address(snapshot: Snapshot, language: str) -> Iterator[tuple[str, str, str]]:
    """(address, kind, key) of every page but the states of the questionnaire, of which there is one of each kind."""
    links = links_of(snapshot)
    yield links.home(language), "home", "home"
    yield links.start(language), "question", snapshot.content.first
    situation = next(iter(SITUATIONS))
    state = replay(snapshot.flow, answers(situation)).state
    yield links.question(language, state), "outcome", SITUATIONS[situation][1]
    yield links.change(language, state, "start"), "question", "start"
    yield links.guides(language), "guides", "guides"
    for guide in snapshot.content.guides:
        yield links.guide(language, guide.key), "guide", guide.key
        yield links.sheet(language, guide.key), "sheet", guide.key
    yield links.large_sheet(language, "pz-haslo"), "sheet", "pz-haslo"
    yield links.phone(language, "pz-haslo"), "phone", "pz-haslo"
    guide_key = snapshot.content.outcome[SITUATIONS[situation][1]].guide
    yield links.sheet_of(language, state), "sheet", guide_key
    yield links.phone_of(language, state), "phone", guide_key
    yield links.helping(language), "helping", "helping"
    yield links.for_site(language), "for-site", "for-site"
    yield links.poster(language), "poster", "help"
    yield links.api(language), "api", "api"
    yield links.tree(language), "tree", "tree"
    for method in snapshot.content.methods:
        yield links.method(language, method.key), "method", method.key
    yield links.points(language), "points", "points"
    for point in snapshot.points.points:
        yield links.point(language, point.number), "point", str(point.number)
    yield links.contact(language), "help", "contact"
    yield links.write(language), "write", "form"
    for key in ("fraud", "about"):
        yield links.page(language, key), "page", key
