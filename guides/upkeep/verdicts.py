"""What an answer says of an address, and where a redirect may lead."""

import ipaddress
import re
import ssl
from collections.abc import Collection
from dataclasses import dataclass

import httpx

from guides.enums import LinkState
from guides.upkeep.guarded import PrivateAddress, Reply, UnknownName

MOST_REDIRECTS = 6
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# Servers that do not want programs say so in many ways; 999 is one of them.
_REFUSED = frozenset({401, 402, 403, 405, 406, 407, 418, 423, 429, 451, 999})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # may be right a moment later


@dataclass(frozen=True)
class Verdict:
    """`leads_to` is the address at which redirects ended, or at which they were left."""

    state: LinkState
    status: int | None = None
    leads_to: str = ""


def may_pass(answer: Reply) -> bool:
    """Whether the same request may be answered otherwise a little later."""
    return answer.status in _PASSING


def of_answer(answer: Reply, url: httpx.URL, hops: int) -> Verdict:
    """What the last answer says, after `hops` redirects to `url`."""
    leads_to = str(url) if hops else ""
    if 200 <= answer.status < 300:
        state = LinkState.MOVED if hops else LinkState.WORKS
    elif answer.status in _GONE:
        state = LinkState.GONE
    elif answer.status in _REFUSED:
        state = LinkState.REFUSED
    elif answer.status in _REDIRECTS:
        state = LinkState.ASTRAY
    else:
        state = LinkState.FAILED
    return Verdict(state, answer.status, leads_to)


def of_error(error: Exception) -> LinkState:
    """What it means that no answer came."""
    if isinstance(error, PrivateAddress):
        return LinkState.PRIVATE
    if isinstance(error, UnknownName):
        return LinkState.NAMELESS
    if _is_about_certificate(error):
        return LinkState.CERTIFICATE
    if isinstance(error, httpx.TimeoutException):
        return LinkState.SLOW
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError | ValueError):
        return LinkState.MALFORMED
    return LinkState.UNREACHABLE


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def next_url(answer: Reply, url: httpx.URL) -> httpx.URL | None:
    """Where a redirect leads; None where the answer is none, or its header cannot be read."""
    if answer.status not in _REDIRECTS or not answer.location:
        return None
    try:
        leads_to = url.join(answer.location)
    except (httpx.InvalidURL, ValueError):
        return None
    return leads_to if leads_to.scheme != "https" or names_server(leads_to) else None


def names_server(url: httpx.URL) -> bool:
    """Whether an address has the name, or the number, of a server in it."""
    host = url.raw_host.decode("ascii")
    try:
        return bool(_NAME.fullmatch(host)) or ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def refusal(url: httpx.URL, came_from: httpx.URL, domains: Collection[str]) -> LinkState | None:
    """Why a redirect is not followed; None where it may be."""
    if url.scheme != "https":
        return LinkState.INSECURE
    if url.userinfo or not (is_known(url.host, domains) or _is_same_site(url.host, came_from.host)):
        return LinkState.FOREIGN
    return None


def is_known(host: str, domains: Collection[str]) -> bool:
    """Whether a name is one of these domains or below one."""
    host = host.lower().rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _is_same_site(host: str, other: str) -> bool:
    """Whether two names differ in nothing but a `www.`."""
    return host.lower().removeprefix("www.") == other.lower().removeprefix("www.")
