"""Every address of the site with its gaps, and what hostile visitors fill gaps and fields with."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import strategies as st

# What no answer may hold as it is: it would run.
SCRIPTS = ("<script>zq9()</script>", "<img src=x onerror=zq9()>")
HOSTILE = [
    f'">{SCRIPTS[0]}', f"'>{SCRIPTS[1]}", "\x00", "../../../etc/passwd", "%00", "\r\nSet-Cookie: zq9=1", "%0d%0aX: zq9",
    "{{ 7*7 }}", "{% debug %}", "' OR 1=1--", "9" * 30, "9223372036854775808", "-1", "0", "1e999", "NaN", "٣", "🙂",
    "a" * 5000, "javascript:zq9()", "//evil.example/", "https://evil.example", "\\\\evil.example", "\u202e", "", " ", "[]",
    "=1+1", "＝1+1", "2026-13-45", "25:99", "0001-01-01", "9999-12-31", "Mo-Fr 99:00-98:00", "(" * 500, "[[guide:x]]",
    "on", "pl", "1", "_popup", "\ufdd0", "00-950", "44051401359",
]  # fmt: skip
words = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))

_GAP = re.compile(r"<(?:\w+:)?(\w+)>")
# Written as regular expressions.
_SHORT = {"s": "/s/<key>", "p": "/p/<number>", "g": "/g/<teryt>"}


def patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """The routes of the site, gaps as “<name>”."""
    for each in (resolver or get_resolver()).url_patterns:
        route = str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, before + route)
        elif isinstance(each, URLPattern) and not route.startswith(("^", "(")):
            yield _GAP.sub(r"<\1>", before + route)
    if resolver is None:
        yield from _SHORT.values()


def gaps(pattern: str) -> list[str]:
    return _GAP.findall(pattern)


def filled(pattern: str, values: dict[str, str]) -> str:
    """The address of a route, each gap with its value."""
    return _GAP.sub(lambda gap: quote(values[gap[1]], safe="/.:"), pattern)
