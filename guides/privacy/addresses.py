"""Where a request comes from: only what can't be made up, and no more of it than is needed to tell senders apart."""

from collections.abc import Mapping
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings

_WHOLE_NET = 64  # bits: one household or server has all addresses of such an IPv6 net


def address_of(meta: Mapping[str, Any]) -> str | None:
    """The address of a request by its headers and connection; an IPv6 address counts by its net.

    What the proxy noted last, where the connection is the proxy's; anybody can make up what stands before that.
    """
    direct = _read(str(meta.get("REMOTE_ADDR", "")))
    address = direct
    if settings.BEHIND_PROXY and _is_proxy(direct):
        address = _read(str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2]) or direct
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _WHOLE_NET), strict=False).network_address)
    return str(address) if address else None


def _is_proxy(direct: IPv4Address | IPv6Address | None) -> bool:
    """Whether a connection is the proxy's. A socket of this machine has no address."""
    return direct is None or any(direct in net for net in _nets(tuple(settings.PROXY_ADDRESSES)))


@cache
def _nets(texts: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text.strip()) for text in texts)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
