"""Files fetched from an address that somebody typed: https only, public addresses only, bounded in time and size.

The name is looked up once. What was looked up and checked is what is connected to, so a name whose answer changes
between the check and the connection (DNS rebinding) gains nothing. Each redirect is a new address, checked like the
first.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _

from guides.offices.formats.rows import LARGEST_FILE

MOST_REDIRECTS = 5
_PIECE = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_LONGEST_ADDRESS = 2000
# All that IANA has given out for the internet at large; everything else in IPv6 translates, maps or stays inside.
_GLOBAL_IPV6 = ipaddress.ip_network("2000::/3")
_RELAYS_OF_6TO4 = ipaddress.ip_network("192.88.99.0/24")


class CannotFetch(Exception):
    """Why there is no file, for an editor."""


@dataclass(frozen=True)
class Endpoint:
    """Where to connect for a name that was looked up."""

    address: str
    port: int


Resolver = Callable[[str], Endpoint]


def resolve(host: str) -> Endpoint:
    """The first address of `host`, if every one of its addresses is a public one. Raise CannotFetch."""
    try:
        found = {str(item[4][0]) for item in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise CannotFetch(_("“%(host)s” was not found.") % {"host": host[:100]}) from error
    if not found or not all(map(is_public, found)):
        raise CannotFetch(_("“%(host)s” is not a public address.") % {"host": host[:100]})
    return Endpoint(sorted(found, key=lambda address: (":" in address, address))[0], 443)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet at large; an IPv4 address within an IPv6 one is looked at too."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = [ip.sixtofour, *(ip.teredo or ())]
        if ip not in _GLOBAL_IPV6 or not all(is_public(str(inner)) for inner in within if inner is not None):
            return False
    return ip.is_global and not ip.is_multicast and ip not in _RELAYS_OF_6TO4


@dataclass(frozen=True)
class Fetched:
    content: bytes
    name: str
    address: str  # after all redirects


@dataclass(frozen=True)
class Fetcher:
    """Seconds: `timeout` for each silence, `deadline` for the whole."""

    resolver: Resolver = resolve
    largest: int = LARGEST_FILE
    timeout: float = 10.0
    deadline: float = 20.0
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, address: str) -> Fetched:
        """Raise CannotFetch."""
        until = time.monotonic() + self.deadline
        for _redirect in range(MOST_REDIRECTS + 1):
            host, target = _parts(address)
            endpoint = self.resolver(host)
            connection = _Connection(host, endpoint, self.timeout, until, self.tls)
            try:
                # The answer keeps the connection where it has no length, so that both have to be closed.
                with closing(self._ask(connection, target)) as answer:
                    if answer.status in _REDIRECTS:
                        address = _led_on(address, answer.getheader("Location") or "")
                        continue
                    if answer.status != 200:
                        raise CannotFetch(_("The server answered with error %(status)s.") % {"status": answer.status})
                    return Fetched(self._read(answer), _file_name(address, answer), address)
            except TimeoutError as error:
                raise CannotFetch(_("The server took too long. Try again, or download the file by hand.")) from error
            except (OSError, http.client.HTTPException) as error:
                raise _cut() from error
            finally:
                connection.close()
        raise CannotFetch(_("The address redirects too many times. Take the address of the file itself."))

    def _ask(self, connection: http.client.HTTPConnection, target: str) -> http.client.HTTPResponse:
        headers = {"User-Agent": "offices-import", "Accept": "*/*", "Accept-Encoding": "identity"}
        connection.request("GET", target, headers=headers)
        return connection.getresponse()

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        too_large = CannotFetch(_("The file is larger than %(size)s MB.") % {"size": self.largest // (1024 * 1024)})
        if (answer.length or 0) > self.largest:
            raise too_large
        announced, content = answer.length, bytearray()
        while piece := answer.read1(_PIECE):
            content += piece
            if len(content) > self.largest:
                raise too_large
        if announced is not None and len(content) < announced:
            raise http.client.IncompleteRead(bytes(content), announced - len(content))
        return bytes(content)


def _cut() -> CannotFetch:
    message = _("The server could not be reached, or the connection was cut. Nothing was imported; please try again.")
    return CannotFetch(message)


def _time_left(timeout: float, until: float) -> float:
    """Seconds for the next wait. Raise TimeoutError when there are none."""
    left = min(timeout, until - time.monotonic())
    if left <= 0:
        raise TimeoutError
    return left


class _Socket(ssl.SSLSocket):
    """Each read ends at `until` (of time.monotonic), so that a server that drips is left in time, headers included."""

    silence: float
    until: float

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(_time_left(self.silence, self.until))
        return super().recv_into(*args, **options)


class _Connection(http.client.HTTPSConnection):
    """To an address that was looked up before, by the name for which it was."""

    def __init__(self, host: str, endpoint: Endpoint, timeout: float, until: float, tls: ssl.SSLContext) -> None:
        super().__init__(host, 443, timeout=timeout, context=tls)
        self._endpoint, self._silence, self._until, self._tls = endpoint, timeout, until, tls
        tls.sslsocket_class = _Socket

    def connect(self) -> None:
        address = (self._endpoint.address, self._endpoint.port)
        plain = socket.create_connection(address, _time_left(self._silence, self._until))
        try:
            plain.settimeout(_time_left(self._silence, self._until))  # for the whole handshake
            # An end without the sign of an end is a cut connection, not the end of the file.
            wrapped = self._tls.wrap_socket(plain, server_hostname=self.host, suppress_ragged_eofs=False)
            assert isinstance(wrapped, _Socket)
            wrapped.silence, wrapped.until = self._silence, self._until
            self.sock = wrapped
        except BaseException:
            plain.close()
            raise


def _parts(address: str) -> tuple[str, str]:
    """The name of the server and what to ask it for. Raise CannotFetch for all that is not plain https."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise CannotFetch(_("This is not a whole address.")) from error
    if len(address) > _LONGEST_ADDRESS or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise CannotFetch(_("This is not a whole address."))
    if parts.scheme != "https":
        raise CannotFetch(_("Only addresses that begin with https:// are fetched."))
    if port not in (None, 443) or parts.username is not None or not host:
        raise CannotFetch(_("Only plain addresses are fetched: no port, no user name in them."))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, _quoted(target)


def _quoted(target: str) -> str:
    return "".join(sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in target)


def _led_on(address: str, location: str) -> str:
    """Where a redirect leads. Raise CannotFetch."""
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise CannotFetch(_("This is not a whole address.")) from error


def _file_name(address: str, answer: http.client.HTTPResponse) -> str:
    """What the server calls the file, else what its address does, without folders and signs that cannot be seen."""
    try:
        named = answer.headers.get_filename() or ""
    except (ValueError, LookupError):  # an encoding that does not exist, or bytes that are none of it
        named = ""
    names = (_last_part(name) for name in (named, unquote(urlsplit(address).path.rstrip("/"))))
    return next(filter(None, names), "file")[:200]


def _last_part(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip(" .")
