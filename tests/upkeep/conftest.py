"""Servers for the check of addresses, and a clock that nobody has to wait for."""

import concurrent.futures
import ssl
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
import trustme

from guides.upkeep.asking import Clock
from tests.small import empty, guide, point, published, small_rows
from tests.upkeep.server import Handler, Servers, serving

__all__ = ["empty", "guide", "point", "published", "small_rows"]


class QuickClock(Clock):
    """Time that passes when nothing runs."""

    def __init__(self) -> None:
        self.moment = 0.0

    def now(self) -> float:
        return self.moment

    def wait(self, running: Collection["Future[Any]"], seconds: float) -> set["Future[Any]"]:
        if running:
            return concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done
        self.moment += seconds
        return set()


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ports(authority: trustme.CA) -> Iterator[tuple[int, int]]:
    Handler.over.clear()
    with (
        serving(authority, "gov.pl", "*.gov.pl", "*.example.net") as good,
        serving(trustme.CA(), "*.gov.pl") as strange,
    ):
        yield good, strange
        Handler.over.set()


@pytest.fixture
def servers(ports: tuple[int, int]) -> Servers:
    Handler.sites, Handler.robots, Handler.seen, Handler.agents = {}, {}, [], set()
    return Servers(*ports, [])


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context
