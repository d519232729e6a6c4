"""Addresses that are asked: a right verdict for each kind of trouble, and manners."""

import ssl
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from guides.enums import LinkState
from guides.upkeep.asking import Round
from guides.upkeep.guarded import PrivateAddress, Reply, is_public
from tests.upkeep.conftest import QuickClock
from tests.upkeep.server import PUBLIC, Handler, Servers

DOMAINS = ["gov.pl"]


def answers(status: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(status, b"", **headers)


def moved(location: str, status: int = 302) -> Callable[[Handler], None]:
    return answers(status, Location=location)


def once(status: int) -> Callable[[Handler], None]:
    """This status the first time, then the page."""
    asked: list[str] = []

    def serve(handler: Handler) -> None:
        asked.append(handler.path)
        handler.answer(status if len(asked) == 1 else 200)

    return serve


# By the first part of the name: how its server answers, and the verdict.
TROUBLE: dict[str, tuple[Callable[[Handler], Any], LinkState]] = {
    "fine": (Handler.page, LinkState.WORKS),
    "empty": (answers(204), LinkState.WORKS),
    "www": (moved("https://fine.gov.pl/", 301), LinkState.MOVED),
    "endless": (
        lambda handler: handler.drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        LinkState.WORKS,
    ),
    "busy-once": (once(503), LinkState.WORKS),
    "gone": (answers(410), LinkState.GONE),
    "missing": (answers(404), LinkState.GONE),
    "moved-and-gone": (moved("https://missing.gov.pl/x"), LinkState.GONE),
    "broken": (answers(500), LinkState.FAILED),
    "teapot-less": (answers(400), LinkState.FAILED),
    "no-programs": (answers(403), LinkState.REFUSED),
    "too-many": (answers(429, Retry_After="3600"), LinkState.REFUSED),
    "password": (answers(401), LinkState.REFUSED),
    "silent": (lambda handler: handler.over.wait(5), LinkState.SLOW),
    "dripping-head": (lambda handler: handler.drip(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"), LinkState.SLOW),
    "hangs-up": (lambda handler: handler.raw(b""), LinkState.UNREACHABLE),
    "no-http": (lambda handler: handler.raw(b"220 smtp ready\r\n\r\n"), LinkState.UNREACHABLE),
    "endless-head": (
        lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"),
        LinkState.UNREACHABLE,
    ),
    "round": (moved("/round"), LinkState.ASTRAY),
    "ever-further": (lambda handler: handler.answer(302, Location=handler.path + "x"), LinkState.ASTRAY),
    "no-location": (answers(302), LinkState.ASTRAY),
    "bad-location": (moved("https://[x"), LinkState.ASTRAY),
    "to-localhost": (moved("https://127.0.0.1/"), LinkState.FOREIGN),
    "to-inside": (moved("https://inside.gov.pl/"), LinkState.PRIVATE),
    "to-stranger": (moved("https://gov.pl.example.net/"), LinkState.FOREIGN),
    "to-disguised": (moved("https://pacjent.gov.pl@example.net/"), LinkState.FOREIGN),
    "to-plain": (moved("http://fine.gov.pl/"), LinkState.INSECURE),
    "to-file": (moved("file:///etc/passwd"), LinkState.INSECURE),
    "nobody": (Handler.page, LinkState.FORBIDDEN),
    "rules-broken": (Handler.page, LinkState.FAILED),
    "inside": (Handler.page, LinkState.PRIVATE),
    "metadata": (Handler.page, LinkState.PRIVATE),
    "half-inside": (Handler.page, LinkState.PRIVATE),
    "dead": (Handler.page, LinkState.UNREACHABLE),
    "name.unknown": (Handler.page, LinkState.NAMELESS),
    "silent-names": (Handler.page, LinkState.SLOW),
}
# Addresses of other forms.
ADDRESSES = {
    "https://strange.gov.pl:8443/": LinkState.CERTIFICATE,
    "https://other-name.example.org/": LinkState.CERTIFICATE,
    "http://fine.gov.pl/": LinkState.INSECURE,
    "https://127.0.0.1/": LinkState.PRIVATE,
    "https://[::1]/": LinkState.PRIVATE,
    "https://[::ffff:10.0.0.1]/": LinkState.PRIVATE,
    "https://[x": LinkState.MALFORMED,
    "https://": LinkState.MALFORMED,
    "https://pacjent.gov.pl@example.net/": LinkState.FOREIGN,
}


@pytest.fixture
def ask(servers: Servers, trusting: ssl.SSLContext, clock: QuickClock) -> Callable[..., dict[str, Any]]:
    def asked(*addresses: str, **limits: Any) -> dict[str, Any]:
        one = Round(servers.asker(trusting, **limits), DOMAINS, clock)
        return dict(found for found in one.ask(addresses) if found is not None)

    return asked


def test_every_kind_of_trouble_has_its_verdict(ask: Callable[..., dict[str, Any]], servers: Servers) -> None:
    Handler.sites = {f"{name}.gov.pl": serve for name, (serve, _state) in TROUBLE.items()}
    Handler.robots = {
        "nobody.gov.pl": lambda handler: handler.answer(200, b"User-agent: *\nDisallow: /\n"),
        "rules-broken.gov.pl": answers(500),
    }
    servers.names = {
        "inside.gov.pl": ["10.1.2.3"],
        "metadata.gov.pl": ["169.254.169.254"],
        "half-inside.gov.pl": [PUBLIC, "fd00::1"],
        "dead.gov.pl": ["1.2.3.4"],
        "127.0.0.1": ["127.0.0.1"],
        "::1": ["::1"],
        "::ffff:10.0.0.1": ["::ffff:10.0.0.1"],
    }
    servers.refusing = {"1.2.3.4"}
    wanted = {f"https://{name}.gov.pl/": state for name, (_serve, state) in TROUBLE.items()} | ADDRESSES
    assert len(wanted) >= 30
    found = ask(*wanted)
    assert {address: found[address].state for address in wanted} == wanted
    # No redirect to a stranger is followed, nothing private is dialled.
    assert {host for host, _path in Handler.seen} <= {f"{name}.gov.pl" for name in TROUBLE}
    assert set(servers.dialled) <= {PUBLIC, "1.2.3.4"}
    assert found["https://www.gov.pl/"].leads_to == "https://fine.gov.pl/"
    assert found["https://to-stranger.gov.pl/"].leads_to == "https://gov.pl.example.net/"


def test_a_name_is_resolved_once_and_the_number_that_was_looked_at_is_dialled(
    ask: Callable[..., dict[str, Any]], servers: Servers
) -> None:
    numbers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"]])  # the rules, the page; then the name moves inside
    servers.resolve = lambda host, port: next(numbers)  # type: ignore[method-assign,assignment]
    assert ask("https://rebinding.gov.pl/")["https://rebinding.gov.pl/"].state == LinkState.WORKS
    assert servers.dialled == [PUBLIC, PUBLIC]
    assert next(numbers) == ["127.0.0.1"]  # it was asked twice only: once for each connection


def test_it_says_who_asks_and_asks_for_the_rules_first(ask: Callable[..., dict[str, Any]], settings: Any) -> None:
    settings.SITE_URL = "https://ikp.pl"
    ask("https://a.gov.pl/x", "https://a.gov.pl/y")
    assert Handler.seen == [("a.gov.pl", path) for path in ("/robots.txt", "/x", "/y")]
    assert Handler.agents == {"ikp-link-check (+https://ikp.pl)"}


def test_rules_may_forbid_a_part(ask: Callable[..., dict[str, Any]]) -> None:
    rules = b"User-agent: ikp-link-check\nDisallow: /konto\n\nUser-agent: *\nDisallow: /\n"
    Handler.robots["a.gov.pl"] = lambda handler: handler.answer(200, rules)
    found = ask("https://a.gov.pl/konto/x", "https://a.gov.pl/y")
    assert [verdict.state for verdict in found.values()] == [LinkState.FORBIDDEN, LinkState.WORKS]


class Scripted:
    """Answers without a server, and notes when each host was asked."""

    def __init__(self, clock: QuickClock, **sites: Any) -> None:
        self.clock, self.sites = clock, sites
        self.asked: dict[str, list[float]] = defaultdict(list)

    def ask(self, url: httpx.URL, most_bytes: int = 0) -> Reply:
        self.asked[url.host].append(self.clock.now())
        answer = self.sites.get(url.host.partition(".")[0], Reply(200))
        if url.path == "/robots.txt":
            answer = self.sites.get("robots", Reply(404))
        if isinstance(answer, Exception):
            raise answer
        return answer(url) if callable(answer) else answer


def asked(scripted: Scripted, addresses: list[str]) -> dict[str, Any]:
    return dict(found for found in Round(scripted, DOMAINS, scripted.clock).ask(addresses) if found is not None)


def test_a_host_is_asked_once_a_second_whoever_leads_to_it(clock: QuickClock) -> None:
    scripted = Scripted(clock, a=Reply(302, "https://c.gov.pl/"), b=Reply(301, "https://c.gov.pl/"))
    addresses = [f"https://{host}.gov.pl/{number}" for number in range(5) for host in "abc"]
    found = asked(scripted, addresses)
    assert len(found) == 15
    for moments in scripted.asked.values():
        assert all(later - sooner >= 1 for sooner, later in pairwise(moments))
    assert len(scripted.asked["c.gov.pl"]) == 16  # fifteen pages and the rules
    assert clock.now() < 25  # side by side, not one host after another


def test_a_host_may_ask_for_more_time(clock: QuickClock) -> None:
    scripted = Scripted(clock, robots=Reply(200, body=b"User-agent: *\nCrawl-delay: 4\n"))
    asked(scripted, ["https://a.gov.pl/x", "https://a.gov.pl/y"])
    moments = scripted.asked["a.gov.pl"]
    assert moments[2] - moments[1] >= 4


def test_what_may_pass_is_tried_three_times(clock: QuickClock) -> None:
    scripted = Scripted(clock, a=Reply(503), b=httpx.ConnectError("x"), c=Reply(404), d=PrivateAddress("x"))
    found = asked(scripted, [f"https://{host}.gov.pl/" for host in "abcd"])
    assert [found[f"https://{host}.gov.pl/"].state for host in "abcd"] == [
        LinkState.FAILED,
        LinkState.UNREACHABLE,
        LinkState.GONE,
        LinkState.PRIVATE,
    ]
    assert [len(scripted.asked[f"{host}.gov.pl"]) for host in "abcd"] == [4, 4, 2, 2]  # the rules once


def test_a_host_that_never_answers_is_left_alone(clock: QuickClock) -> None:
    scripted = Scripted(clock, a=httpx.ReadTimeout("x"))
    found = asked(scripted, [f"https://a.gov.pl/{number}" for number in range(20)])
    assert len(found) == 20 and {verdict.state for verdict in found.values()} == {LinkState.SLOW}
    assert len(scripted.asked["a.gov.pl"]) < 15


@pytest.mark.parametrize(
    "number",
    ["10.0.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "192.168.1.1", "::", "::1",
     "fe80::1%eth0", "fd00::1", "::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::a00:1", "ff02::1"],
)  # fmt: skip
def test_what_is_not_of_the_public_internet(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", PUBLIC, "2a00:1450:4001:80b::200e", "64:ff9b::808:808"])
def test_what_is(number: str) -> None:
    assert is_public(number)
