"""One request to an address that somebody wrote: https only, never into a private network, bounded in time and size.

A name is resolved once, all its numbers are looked at, and the connection goes to one of those: a second answer of the
name server cannot lead elsewhere. Redirects are not followed here; who asks looks at each.
"""

import concurrent.futures
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx
from django.conf import settings

AGENT = "ikp-link-check"
MOST_NUMBERS = 3  # of one name, tried one after another
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TOO_SLOW = "The whole time is over."


class PrivateAddress(Exception):
    """A name, or the number in an address, belongs to this machine or to a private network."""


class UnknownName(Exception):
    """No name server knows the name."""


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet, whichever way it is written."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped or address.sixtofour or address.teredo:
            return False  # no server is told by such a number
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a name. Raise UnknownName."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownName(host) from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def dial(number: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A connection to an IP address."""
    return httpcore.SyncBackend().connect_tcp(number, port, timeout)


@dataclass(frozen=True)
class Reply:
    """What a server said: the beginning of its body where that was wanted, and the header `Location`."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Asker:
    """Sends one request at a time, in any number of threads.

    Seconds: `timeout` for each silence, `deadline` for the whole.
    """

    timeout: float = 15.0
    deadline: float = 30.0
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    resolve: Callable[[str, int], Iterable[str]] = resolve
    dial: Callable[[str, int, float], httpcore.NetworkStream] = dial

    def ask(self, url: httpx.URL, most_bytes: int = 0) -> Reply:
        """The answer, whatever its status. Raise PrivateAddress, UnknownName, or an error of httpx."""
        until = time.monotonic() + self.deadline
        headers = {"User-Agent": f"{AGENT} (+{settings.SITE_URL})", "Accept": "*/*", "Accept-Encoding": "identity"}
        # Neither a proxy of the environment, which would resolve the name anew, nor a .netrc.
        with (
            httpx.Client(
                transport=_Transport(self, until), timeout=self.timeout, headers=headers, trust_env=False
            ) as client,
            client.stream("GET", url) as answer,
        ):
            found = answer.headers
            body = _beginning(answer, most_bytes) if most_bytes and answer.status_code == 200 else b""
            return Reply(answer.status_code, found.get("Location", ""), found.get("Retry-After", ""), body)


def _beginning(answer: httpx.Response, most_bytes: int) -> bytes:
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece
        if len(content) >= most_bytes:
            break
    return bytes(content[:most_bytes])


class _Transport(httpx.HTTPTransport):
    """httpx’s own transport, over connections that are looked at."""

    def __init__(self, asker: Asker, until: float) -> None:
        super().__init__(verify=asker.context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=asker.context, network_backend=_Network(asker, until), http1=True, http2=False
        )


class _Network(httpcore.NetworkBackend):
    def __init__(self, asker: Asker, until: float) -> None:
        self._asker, self._until = asker, until

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_args: Any, **_options: Any) -> Any:
        numbers = self._numbers(host, port)
        for number in numbers:
            if not is_public(number):
                raise PrivateAddress(f"{host}: {number}")
        failure: Exception = httpcore.ConnectError("no number")
        for number in numbers[:MOST_NUMBERS]:
            try:
                seconds = _left(self._until, timeout, httpcore.ConnectTimeout)
                return _Stream(self._asker.dial(number, port, seconds), self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _numbers(self, host: str, port: int) -> list[str]:
        """By a thread of its own: a name server that says nothing is left when the time is over."""
        pool = ThreadPoolExecutor(1)
        try:
            return list(pool.submit(self._asker.resolve, host, port).result(self._until - time.monotonic()))
        except concurrent.futures.TimeoutError as error:
            raise httpcore.ConnectTimeout(_TOO_SLOW) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Stream(httpcore.NetworkStream):
    """A connection that ends when the whole time is over, however often a byte comes."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = _left(self._until, timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, seconds), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(until: float, timeout: float | None, error: type[Exception]) -> float:
    """Seconds until the next silence or the end is too long. Raise `error` where it is over."""
    left = until - time.monotonic()
    if left <= 0:
        raise error(_TOO_SLOW)
    return left if timeout is None else min(timeout, left)
