"""Many addresses asked at once, with manners: one request at a time and a second between two to each host.

robots.txt is asked first and obeyed. What may pass is tried again. A host that does not answer is left alone soon.
"""

import concurrent.futures
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol
from urllib.robotparser import RobotFileParser

import httpx

from guides.enums import LinkState
from guides.upkeep import verdicts
from guides.upkeep.guarded import AGENT, Reply
from guides.upkeep.verdicts import Verdict

BETWEEN_REQUESTS = 1.0  # seconds, to one host
MOST_BETWEEN = 10.0  # however long a host asks to wait
MOST_AT_ONCE = 20
TRIES = 3
PAUSES = (2.0, 8.0)  # before the second try and the third
MOST_PAUSE = 30.0  # whatever `Retry-After` says
DEAD_AFTER = 2  # addresses of one host that got no answer at all
_LARGEST_RULES = 512 * 1024  # bytes of robots.txt, as RFC 9309 has it
_NO_ANSWER = frozenset({LinkState.UNREACHABLE, LinkState.SLOW})
_TRIED_AGAIN = frozenset({*_NO_ANSWER, LinkState.NAMELESS})


class Asks(Protocol):
    """Sends one request."""

    def ask(self, url: httpx.URL, most_bytes: int = 0) -> Reply: ...


class Clock:
    """Seconds, and waiting."""

    def now(self) -> float:
        return time.monotonic()

    def wait(self, running: Collection["Future[Reply]"], seconds: float) -> set["Future[Reply]"]:
        """Those that have ended, at the latest after so many seconds."""
        if running:
            return concurrent.futures.wait(running, seconds, concurrent.futures.FIRST_COMPLETED).done
        time.sleep(seconds)
        return set()


@dataclass(eq=False)
class _Visit:
    """An address on its way to a verdict; or the rules of a host, which is `rules_of` then."""

    address: str
    url: httpx.URL
    rules_of: "_Host | None" = None
    hops: list[httpx.URL] = field(default_factory=list)
    tries: int = 0
    not_before: float = 0.0


@dataclass(eq=False)
class _Host:
    """One server: what waits for it, and when it may be asked again."""

    name: str
    waiting: deque[_Visit] = field(default_factory=deque)
    free_at: float = 0.0
    is_busy: bool = False
    rules: RobotFileParser | None = None
    rules_asked: bool = False
    failed_with: int = 0  # the status with which robots.txt could not be had
    unanswered: int = 0
    between: float = BETWEEN_REQUESTS


Found = tuple[str, Verdict]


class Round:
    """One round through many addresses."""

    def __init__(self, asker: Asks, domains: Collection[str], clock: Clock | None = None) -> None:
        self._asker, self._domains, self._clock = asker, domains, clock or Clock()
        self._hosts: dict[str, _Host] = {}
        self._running: dict[Future[Reply], tuple[_Host, _Visit]] = {}
        self._found: list[Found] = []

    def ask(self, addresses: Iterable[str]) -> Iterator[Found | None]:
        """Each address with its verdict, as they come; None at least once a second, so that the caller may leave."""
        for address in addresses:
            self._begin(address)
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            while self._running or any(host.waiting for host in self._hosts.values()):
                self._send(pool)
                for future in self._clock.wait(list(self._running), self._pause()):
                    self._take(*self._running.pop(future), future)
                yield from self._told()
                yield None
        yield from self._told()

    def _told(self) -> list[Found]:
        found, self._found = self._found, []
        return found

    def _begin(self, address: str) -> None:
        try:
            url = httpx.URL(address)
            port = url.port
        except (httpx.InvalidURL, UnicodeError, ValueError):
            self._found.append((address, Verdict(LinkState.MALFORMED)))
            return
        if url.scheme != "https" and url.host:
            self._found.append((address, Verdict(LinkState.INSECURE)))
        elif not verdicts.names_server(url) or port == 0:
            self._found.append((address, Verdict(LinkState.MALFORMED)))
        elif url.userinfo:  # the name that readers see first is not the one that they reach
            self._found.append((address, Verdict(LinkState.FOREIGN, leads_to=url.host)))
        else:
            self._queue(_Visit(address, url))

    def _queue(self, visit: _Visit) -> None:
        name = visit.url.host
        self._hosts.setdefault(name, _Host(name)).waiting.append(visit)

    def _send(self, pool: ThreadPoolExecutor) -> None:
        """Ask every host that may be asked now."""
        now = self._clock.now()
        for host in list(self._hosts.values()):
            if len(self._running) >= MOST_AT_ONCE:
                return
            if host.is_busy or host.free_at > now:
                continue
            visit = self._next(host, now)
            if visit is None:
                continue
            host.is_busy, host.free_at = True, now + host.between
            most_bytes = _LARGEST_RULES if visit.rules_of else 0
            self._running[pool.submit(self._asker.ask, visit.url, most_bytes)] = host, visit

    def _next(self, host: _Host, now: float) -> _Visit | None:
        """What is asked next of a host: its rules before anything else."""
        for visit in [each for each in host.waiting if each.not_before <= now]:
            if visit.rules_of is None and host.rules is None:
                if host.rules_asked:
                    continue
                host.rules_asked = True
                return _Visit("", visit.url.copy_with(raw_path=b"/robots.txt"), rules_of=host)
            host.waiting.remove(visit)
            if visit.rules_of is None and host.failed_with:
                self._end(visit, LinkState.FAILED, host.failed_with)
                continue
            if visit.rules_of is None and host.rules and not host.rules.can_fetch(AGENT, str(visit.url)):
                self._end(visit, LinkState.FORBIDDEN)
                continue
            return visit
        return None

    def _pause(self) -> float:
        """Seconds until a host may be asked again; at most one, so that the round can be left."""
        now = self._clock.now()
        if len(self._running) >= MOST_AT_ONCE:
            return 1.0
        moments = [
            max(host.free_at, visit.not_before)
            for host in self._hosts.values()
            if not host.is_busy
            for visit in host.waiting
            if visit.rules_of or host.rules or not host.rules_asked
        ]
        return min(max(min(moments, default=now + 1) - now, 0.001), 1.0)

    def _take(self, host: _Host, visit: _Visit, future: "Future[Reply]") -> None:
        """Go on with a visit after its request."""
        host.is_busy, host.free_at = False, max(host.free_at, self._clock.now() + host.between)
        error = future.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        if visit.rules_of:
            self._take_rules(host, visit, visit.rules_of, None if error else future.result())
        elif error:
            self._take_error(host, visit, error)
        else:
            host.unanswered = 0
            self._take_answer(host, visit, future.result())

    def _take_rules(self, asked: _Host, visit: _Visit, host: _Host, answer: Reply | None) -> None:
        """Read robots.txt. What is not there allows all; so does a host that says nothing, whose addresses tell why."""
        if answer and verdicts.may_pass(answer) and self._try_again(asked, visit, answer.retry_after):
            return
        url = verdicts.next_url(answer, visit.url) if answer else None
        if url is not None and self._may_follow(visit, url):
            self._queue(_Visit("", url, host, [*visit.hops, visit.url]))
            return
        host.rules = RobotFileParser()
        if answer is not None and answer.status >= 500:  # RFC 9309: nothing may be asked then
            host.failed_with = answer.status
        elif answer is not None and answer.status == 200:
            host.rules.parse(answer.body.decode(errors="replace").splitlines())
            host.rules.modified()
            host.between = min(max(BETWEEN_REQUESTS, float(host.rules.crawl_delay(AGENT) or 0)), MOST_BETWEEN)
        else:
            host.rules.allow_all = True  # type: ignore[attr-defined]

    def _may_follow(self, visit: _Visit, url: httpx.URL) -> bool:
        known = url in (*visit.hops, visit.url) or len(visit.hops) >= verdicts.MOST_REDIRECTS
        return not known and verdicts.refusal(url, visit.url, self._domains) is None

    def _take_error(self, host: _Host, visit: _Visit, error: Exception) -> None:
        state = verdicts.of_error(error)
        if state in _TRIED_AGAIN and self._try_again(host, visit):
            host.free_at = max(host.free_at, visit.not_before)  # the others of this host have to wait with it
            return
        self._end(visit, state)
        if state not in _NO_ANSWER:
            return
        host.unanswered += 1
        if host.unanswered >= DEAD_AFTER:
            mine = [each for each in host.waiting if each.rules_of is None]
            for each in mine:
                host.waiting.remove(each)
                self._end(each, state)

    def _take_answer(self, host: _Host, visit: _Visit, answer: Reply) -> None:
        if verdicts.may_pass(answer) and self._try_again(host, visit, answer.retry_after):
            return
        url = verdicts.next_url(answer, visit.url)
        if url is None:
            self._found.append((visit.address, verdicts.of_answer(answer, visit.url, len(visit.hops))))
            return
        refused = verdicts.refusal(url, visit.url, self._domains)
        if refused is not None:
            self._found.append((visit.address, Verdict(refused, answer.status, str(url))))
        elif not self._may_follow(visit, url):
            self._found.append((visit.address, Verdict(LinkState.ASTRAY, answer.status, str(url))))
        else:
            self._queue(_Visit(visit.address, url, hops=[*visit.hops, visit.url]))

    def _try_again(self, host: _Host, visit: _Visit, retry_after: str = "") -> bool:
        """Put a visit back for a later try. False: it was the last one, or the host wants to be left for long."""
        visit.tries += 1
        if visit.tries >= TRIES:
            return False
        pause = PAUSES[visit.tries - 1]
        if retry_after.isascii() and retry_after.isdecimal() and len(retry_after) < 9:
            pause = max(pause, float(retry_after))
        if pause > MOST_PAUSE:
            return False
        visit.not_before = self._clock.now() + pause
        host.waiting.appendleft(visit)
        return True

    def _end(self, visit: _Visit, state: LinkState, status: int | None = None) -> None:
        self._found.append((visit.address, Verdict(state, status, str(visit.url) if visit.hops else "")))
