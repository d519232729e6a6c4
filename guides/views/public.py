"""How a public page is served: one snapshot, a validator before rendering, the bytes kept, no cookie, no database."""

import gzip
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import loader
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, urlencode
from django.views.decorators.csrf import csrf_exempt

from guides.links import CHANGED, GO, NEAR, Links
from guides.publishing.live import Snapshot, live

log = logging.getLogger(__name__)

ALLOWED = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Site:
    """What a request sees: one snapshot and the links within it."""

    snapshot: Snapshot
    links: Links


class PublicRequest(HttpRequest):
    """A request after `public` has prepared it."""

    site: Site  # type: ignore[assignment]  # Django's own attribute of this name is of an app that is not installed
    language: str


@dataclass(frozen=True)
class Rendered:
    """A page to render. `other_language` gives its address in each language, for the switch and for search engines."""

    template: str
    kind: str
    key: str
    title: str
    description: str
    address_in: Callable[[str], str]
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    noindex: bool = False


View = Callable[..., Rendered | HttpResponse]


def site_of(snapshot: Snapshot) -> Site:
    return Site(snapshot, Links(snapshot.content, snapshot.points, snapshot.flow))


def public(view: View) -> Callable[..., HttpResponseBase]:
    """Serve what `view` returns as a public page, in the language that the address names."""

    @wraps(view)
    def serve(request: PublicRequest, *args: Any, language: str, **kwargs: Any) -> HttpResponseBase:
        from guides.views.errors import method_not_allowed, unavailable

        request.language = language
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(ALLOWED), "Content-Length": "0"})
        snapshot = live.current()
        if snapshot is None:
            return unavailable(request)
        request.site = site_of(snapshot)
        if request.method not in ALLOWED:
            return method_not_allowed(request)
        with translation.override(language):
            return _respond(request, snapshot, lambda: view(request, *args, **kwargs))

    return csrf_exempt(serve)


def _respond(
    request: PublicRequest, snapshot: Snapshot, run: Callable[[], Rendered | HttpResponse]
) -> HttpResponseBase:
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    changed_at = snapshot.changed_at(timezone.now())
    query = known_query(request, snapshot)
    identity = f"{build()} {snapshot.validator} {changed_at.timestamp()} {request.path} {urlencode(query)} {encoding}"
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    last_modified = int(changed_at.timestamp())
    response = _not_modified(request, etag, last_modified)
    if response is None:
        body = None if query else kept_pages.get(etag)
        if body is None:
            rendered = run()
            if not isinstance(rendered, Rendered):
                return rendered
            body = encode_body(render(request, rendered), encoding)
            if rendered.status != 200:
                return _with_headers(HttpResponse(body, status=rendered.status), encoding)
            if not query:
                kept_pages.put(etag, body)
        response = HttpResponse(body)
        response["ETag"] = etag
        response["Last-Modified"] = http_date(last_modified)
    return _with_headers(response, encoding)


def _not_modified(request: HttpRequest, etag: str, last_modified: int) -> HttpResponse | None:
    if "If-None-Match" not in request.headers and "If-Modified-Since" not in request.headers:
        return None
    response = get_conditional_response(request, etag=etag, last_modified=last_modified)
    return response if isinstance(response, HttpResponse) else None


def _with_headers(response: HttpResponse, encoding: str) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Encoding"
    if response.content:
        response["Content-Length"] = str(len(response.content))
        if encoding:
            response["Content-Encoding"] = encoding
    return response


def known_query(request: HttpRequest, snapshot: Snapshot) -> list[tuple[str, str]]:
    """The parameters that mean something to us; all others (fbclid, utm_…) are as if they were not there."""
    names = {CHANGED, GO, NEAR}
    return [
        (name, str(value))
        for name, value in sorted(request.GET.items())
        if name in names or name in snapshot.content.question
    ]


def render(request: PublicRequest, page: Rendered) -> str:
    """The HTML of a page. Rendered without the request: nothing of the visitor can get into it."""
    site, language = request.site, request.language
    content = site.snapshot.content
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
    context = {
        "links": links,
        "language": language,
        "page_kind": page.kind,
        "page_key": page.key,
        "title": page.title,
        "description": page.description,
        "canonical": links.absolute(page.address_in(language)),
        "alternates": alternates,
        "x_default": links.absolute(page.address_in(settings.LANGUAGE_CODE) if page.kind != "home" else links.root()),
        "noindex": page.noindex,
        "release_number": site.snapshot.number("content"),
        "site_name": settings.SITE_NAME,
        "home": content.page["home"],
        "is_error_page": page.status >= 400,
        **page.context,
    }
    return loader.render_to_string(page.template, context)


def redirect(address: str, *, flag: str = "", permanent: bool = False) -> HttpResponse:
    """A redirect within the site, with a flag in the query where something is to be told after it."""
    response = HttpResponseRedirect(f"{address}?{flag}=1" if flag else address, status=301 if permanent else 302)
    # Also the permanent one: where an old slug leads can change with the next release.
    response["Cache-Control"] = "no-cache"
    return response


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


def encode_body(html: str, encoding: str) -> bytes:
    """The bytes of a page in one of the encodings of `preferred_encoding`."""
    body = html.encode()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=5))
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body


class _KeptPages:
    """The bytes of pages served lately, at most `limit`, by their validators."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, etag: str) -> bytes | None:
        with self._lock:
            body = self._bodies.get(etag)
            if body is not None:
                self._bodies.move_to_end(etag)
            return body

    def put(self, etag: str, body: bytes) -> None:
        with self._lock:
            self._bodies[etag] = body
            while len(self._bodies) > self._limit:
                self._bodies.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()


kept_pages = _KeptPages(512)


@cache
def build() -> str:
    """A hash of the code, templates and files that pages are made with, so that an upgrade changes every validator."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for folder, pattern in (
        ("guides", "*.py"),
        ("config", "*.py"),
        ("templates", "*.*"),
        ("locale", "*.mo"),
        ("static/dist", "*.*"),
    ):
        for path in sorted((base / folder).rglob(pattern)):
            digest.update(str(path.relative_to(base)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
