"""What a view returns and how it becomes bytes. Shared by public pages, previews and pages about errors."""

import gzip
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guides.serving.links import EMBED, EmbedLinks, Links
from guides.serving.live import Snapshot
from guides.views.asked import Rendered, Site
from guides.views.kept_place import keep_place
from guides.views.notices import stopped_ways
from guides.views.structured import shared_as

# The smallest, at about 20 ms for a page: a first view has to fit ten TCP segments. See docs/measurements.md.
BROTLI_QUALITY = 11
# For a page that is made for one visitor: a sixth larger in a fiftieth of the time. One that would be too heavy for a
# first view, beside its style and script, is packed as small as can be after all.
QUICK_BROTLI_QUALITY = 4
FIRST_VIEW = 6_700
# Bytes of a page, packed by zlib, which takes a millisecond, up to which its first view has room for what search
# engines read besides.
MOST_WITH_DATA = 7_500
# Spaces at the start of a line, save in a field of several lines, where they are what somebody typed.
_LEADING = re.compile(r'<(a|form)(?=\s[^>]*?\b(?:href|action)="(?!#|tel:|mailto:|/embed/))')
_INDENTATION = re.compile(r"(<textarea\b.*?</textarea>)|\n\s+", re.DOTALL)


View = Callable[..., Rendered | HttpResponse]


def site_of(snapshot: Snapshot, *, embedded: bool = False) -> Site:
    links = (EmbedLinks if embedded else Links)(snapshot.content, snapshot.points, snapshot.flow)
    return Site(snapshot, links, snapshot.board.on(timezone.now()))


def render(site: Site, language: str, page: Rendered) -> str:
    """The HTML of a page. Rendered without the request: nothing of the visitor can get into it."""
    noindex = page.noindex or page.has_error or site.preview is not None or site.embedded
    addresses = _addresses(site, language, page)
    context = {
        **_of_site(site),
        "language": language,
        "page_kind": page.kind,
        "page_key": page.key,
        "title": _("Error: %(title)s") % {"title": page.title} if page.has_error else page.title,
        "description": page.description,
        **addresses,
        **({} if noindex else shared_as(site, language, page, addresses["canonical"])),
        "noindex": noindex,
        "is_error_page": page.status >= 400,
        "kept_place": page.where,
        **page.context,
    }
    html = keep_place(without_indentation(loader.render_to_string(page.template, context)), page.where)
    if not noindex and packed_size(html) <= MOST_WITH_DATA:
        told = without_indentation(loader.render_to_string("components/for_machines.html", context))
        html = html.replace("</head>", f"{told}</head>", 1)
    return lead_out(html) if site.embedded else html


def packed_size(html: str) -> int:
    """Bytes of a page, packed fast: an eighth more than brotli makes of Polish, a fifth of English."""
    return len(zlib.compress(html.encode(), level=6))


def _of_site(site: Site) -> dict[str, Any]:
    """What every page of a site can show."""
    return {
        "links": site.links,
        "source_language": settings.LANGUAGE_CODE,
        "embedded": site.embedded,
        "preview": site.preview,
        "stopped": stopped_ways(site),
        "release_number": site.snapshot.number("content"),
        "site_name": settings.SITE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "operator_address": settings.OPERATOR_ADDRESS,
        "operator_email": settings.OPERATOR_EMAIL,
        "home": site.snapshot.content.page["home"],
        "has_municipalities": site.snapshot.gazetteer.has_municipalities,
        "place_sources": site.snapshot.gazetteer.sources,
    }


def _addresses(site: Site, language: str, page: Rendered) -> dict[str, Any]:
    """The addresses of a page: in each language, for search engines, on paper, outside of a frame."""
    links = site.links
    alternates = [
        {
            "code": code,
            "name": name,
            "address": page.address_in(code),
            "absolute": links.absolute(page.address_in(code)),
            "current": code == language,
        }
        for code, name in settings.LANGUAGES
    ]
    return {
        "canonical": links.absolute(page.address_in(language)),
        "printed_address": links.absolute(page.printed_address or page.address_in(language)),
        "alternates": alternates,
        "x_default": links.absolute(page.address_in(settings.LANGUAGE_CODE) if page.kind != "home" else links.root()),
        "whole_page": page.address_in(language).removeprefix(EMBED),
    }


def lead_out(html: str) -> str:
    """A page for a frame, its links and forms to other pages than embeds leading into the whole window."""
    return _LEADING.sub(r'<\1 target="_top"', html)


def without_indentation(html: str) -> str:
    """The page without the spaces that begin a line and without empty lines; what people typed stays."""
    if "<textarea" in html:
        return _INDENTATION.sub(lambda found: found[1] or "\n", html)
    first, *lines = html.split("\n")  # several times as fast
    tidy = [line for line in map(str.lstrip, lines) if line]
    return "\n".join([first, *tidy, *([""] if lines and not lines[-1].strip() else [])])


def redirect(address: str, *, flag: str = "", permanent: bool = False) -> HttpResponse:
    """A redirect within the site, with a flag in the query where something is to be told after it."""
    response = HttpResponseRedirect(f"{address}?{flag}=1" if flag else address, status=301 if permanent else 302)
    # Also the permanent one: where an old slug leads can change with the next release.
    response["Cache-Control"] = "no-cache"
    return response


def preferred_language(request: HttpRequest) -> str:
    """The language of ours that the browser prefers, else the source language."""
    wanted = translation.get_language_from_request(request)
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@lru_cache(256)
def preferred_encoding(accepted: str) -> str:
    """ "br", "gzip" or "" (none), the best that the header Accept-Encoding allows."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        try:
            weights[name.strip()] = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip()] = 0
    usable = [name for name in ("br", "gzip") if weights.get(name, weights.get("*", 0)) > 0]
    return usable[0] if usable else ""


def encode_body(html: str, encoding: str, *, quick: bool = False) -> bytes:
    """The bytes of a page in one of the encodings of `preferred_encoding`; `quick`: it is sent once only."""
    body = html.encode()
    if encoding == "br":
        packed = brotli.compress(body, quality=QUICK_BROTLI_QUALITY) if quick else b""
        return bytes(packed if 0 < len(packed) <= FIRST_VIEW else brotli.compress(body, quality=BROTLI_QUALITY))
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body
