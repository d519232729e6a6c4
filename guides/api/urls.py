"""Addresses of the API, and those of its pages in each language."""

import re

from django.conf import settings
from django.urls import URLPattern, path, re_path

from guides.api import feed, page, serving
from guides.api.asking import BASE
from guides.api.endpoints import ENDPOINTS, Endpoint


def _pattern(endpoint: Endpoint) -> str:
    """Any text in the place of a parameter: what is wrong with it is said."""
    escaped = re.escape(endpoint.full_path.lstrip("/"))
    for parameter in endpoint.in_path:
        escaped = escaped.replace(re.escape(f"{{{parameter.name}}}"), f"(?P<{parameter.name}>[^/]+)")
    return f"^{escaped}?$" if endpoint.path == "/" else f"^{escaped}$"


ADDRESSES: list[URLPattern] = [
    *(re_path(_pattern(endpoint), serving.endpoint_view(endpoint), name=endpoint.name) for endpoint in ENDPOINTS),
    path(f"{BASE[1:]}/openapi.json", serving.description, name="openapi"),
    path(f"{BASE[1:]}/problems", serving.explanation),
    re_path(r"^api(?:/.*)?$", serving.nothing_here),
]


def pages(language: str) -> list[URLPattern]:
    """The page below /<language>/ that explains it all."""
    return [path(f"{settings.ADDRESS_WORDS[language]['api']}/", page.api, {"language": language}, name="api")]


def feeds(language: str) -> list[URLPattern]:
    """The feed of changes below /<language>/; a preview has none."""
    return [path(f"{settings.ADDRESS_WORDS[language]['changes']}.atom", feed.feed, {"language": language}, name="feed")]
