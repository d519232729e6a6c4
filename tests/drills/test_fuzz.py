"""Hostile requests to every address and form, as visitor and as editor: no fault of ours, nothing reflected.

`make drill` sends 20,000 (DRILL_FUZZ) and prints the slowest; the suite some of it.
"""

import os
import time
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guides.models import Guide, Point, Release
from guides.serving.live import Snapshot, live
from tests.drills.addresses import SCRIPTS, filled, gaps, patterns, words
from tests.html import Element, parse
from tests.places.sample import sample_gazetteer, serve_places

REQUESTS = int(os.environ.get("DRILL_FUZZ", "160")) // 2
NAMES = ["near", "q", "gmina", "what", "page", "p", "o", "e", "topic", "next", "_popup", "language", "lat", "lon", "d"]
# Signs the editor out, which is not what is tried.
LEFT_OUT = {"/admin/logout/"}


@dataclass
class Site:
    """A browser, what fills the gaps of addresses, and the fields of the forms that were seen."""

    client: Client
    known: dict[str, list[str]]
    routes: list[str]
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def __repr__(self) -> str:
        return "the site"

    def form(self, route: str) -> dict[str, str]:
        """What the forms of a page would send, left as they are."""
        if route not in self.forms:
            address = filled(route, {name: self.known.get(name, ["1"])[0] for name in gaps(route)})
            response = self.ask("GET", address, {})
            fields: list[Element] = []
            if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                page = parse(response)
                fields = [*page.all("input"), *page.all("textarea"), *page.all("select")]
            self.forms[route] = {one["name"]: one.get("value") for one in fields if one.get("name")}
        return self.forms[route]

    def ask(self, method: str, address: str, values: dict[str, str]) -> Any:
        """The answer, after it was looked at; nothing that is written stays."""
        began = time.perf_counter()
        with transaction.atomic():
            response = getattr(self.client, method.lower())(address, values)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        said = f"{method} {address[:200]!r} {str(values)[:500]}"
        self.slowest = sorted([*self.slowest, (time.perf_counter() - began, said)])[-5:]
        assert response.status_code < 500 or "Retry-After" in response, f"{response.status_code} {said}"
        text = body.decode("utf-8", "replace")
        assert "Traceback" not in text and "site-packages" not in text, said
        if response.get("Content-Type", "").startswith(("text/html", "image/svg")):
            assert not any(script in text for script in SCRIPTS), said
        assert "zq9" not in str(response.cookies), said
        target = response.get("Location", "/")
        assert target.startswith(("/", "?", "http://testserver/")) and not target.startswith(("//", "/\\")), said
        return response


@pytest.fixture
def known(published: Release, point: Point) -> dict[str, list[str]]:
    """What fits into the gaps."""
    live.refresh()
    serve_places(sample_gazetteer())
    assert isinstance(live._snapshot, Snapshot)
    guide = Guide.objects.get(key="pz-haslo")
    return {
        "object_id": [str(guide.pk), str(point.pk)],
        "pk": [str(published.pk)],
        "number": [str(point.pk)],
        "slug": ["nowe-haslo", "profil-zaufany"],
        "key": ["pz-haslo", "problem"],
        "path": ["problem.zapomniane"],
        "language": ["pl"],
        "kind": ["content", "guide"],
        "app_label": ["guides"],
        "teryt": ["106101"],
    }


@pytest.fixture
def visitor_site(known: dict[str, list[str]]) -> Site:
    client = Client(raise_request_exception=False)
    return Site(client, known, [one for one in patterns() if not one.startswith("/admin/")])


@pytest.fixture
def editor_site(known: dict[str, list[str]], desk: Client) -> Site:
    desk.raise_request_exception = False
    return Site(desk, known, [one for one in patterns() if one.startswith("/admin/") and one not in LEFT_OUT])


@pytest.mark.django_db
def test_a_visitor_can_send_nothing_that_the_site_does_not_answer(visitor_site: Site) -> None:
    drill(visitor_site)


@pytest.mark.django_db
def test_an_editor_can_send_nothing_that_the_desk_does_not_answer(editor_site: Site) -> None:
    drill(editor_site)


def drill(site: Site) -> None:
    @settings(max_examples=REQUESTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def send(data: st.DataObject) -> None:
        send_something(site, data)

    send()
    for seconds, said in site.slowest:
        print(f"{seconds * 1000:.0f} ms {said[:150]}")


def send_something(site: Site, data: st.DataObject) -> None:
    """A request to one of the addresses: its gaps and fields as they are meant, but for some."""
    route = data.draw(st.sampled_from(site.routes))
    values = {name: data.draw(st.one_of(st.sampled_from(site.known.get(name, ["1"])), words)) for name in gaps(route)}
    form = site.form(route)
    names = data.draw(st.lists(st.sampled_from([*form, *NAMES]), max_size=4, unique=True))
    method = data.draw(st.sampled_from(["GET", "POST", "POST"] if form else ["GET", "GET", "POST"]))
    start = form if method == "POST" else {}
    cookies = copy(site.client.cookies)
    try:
        site.ask(method, filled(route, values), {**start, **{name: data.draw(words) for name in names}})
    finally:
        site.client.cookies = cookies  # also where the session ended, which was rolled back with the rest
