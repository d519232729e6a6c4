"""How a public page is served: one snapshot, a validator before rendering, the bytes kept, no cookie, no database."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, urlencode
from django.views.decorators.csrf import csrf_exempt

from guides.links import CHANGED, GO, NEAR, PLACE
from guides.publishing.live import Snapshot, live
from guides.views.errors import method_not_allowed, unavailable
from guides.views.places import edition_of
from guides.views.previewing import serve_preview
from guides.views.rendering import (
    PublicRequest,
    Rendered,
    View,
    encode_body,
    preferred_encoding,
    render,
    site_of,
)

ALLOWED = ("GET", "HEAD", "OPTIONS")


def public(view: View, *, looks_up: bool = False) -> Callable[..., HttpResponseBase]:
    """Serve what `view` returns as a public page, in the language that the address names.

    `looks_up`: it is made from the gazetteer, also when nobody typed a place.
    """

    @wraps(view)
    def serve(
        request: PublicRequest, *args: Any, language: str, token: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        request.language = language
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": ", ".join(ALLOWED), "Content-Length": "0"})
        if request.method not in ALLOWED:
            return method_not_allowed(request)
        with translation.override(language):
            if token is not None:
                return serve_preview(request, token, lambda: view(request, *args, **kwargs))
            snapshot = live.current()
            if snapshot is None:
                return unavailable(request)
            request.site = site_of(snapshot)
            return _respond(request, snapshot, lambda: view(request, *args, **kwargs), looks_up)

    return csrf_exempt(serve)


def _respond(
    request: PublicRequest, snapshot: Snapshot, run: Callable[[], Rendered | HttpResponse], looks_up: bool
) -> HttpResponseBase:
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    changed_at = snapshot.changed_at(timezone.now())
    query = known_query(request, snapshot)
    places = edition_of(request) if looks_up or NEAR in request.GET or PLACE in request.GET else ""
    identity = (
        f"{build()} {snapshot.validator} {changed_at.timestamp()} {request.path} {urlencode(query)} {encoding} {places}"
    )
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    last_modified = int(changed_at.timestamp())
    response = _precondition(request, etag, last_modified)
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


def _precondition(request: HttpRequest, etag: str, last_modified: int) -> HttpResponse | None:
    """304 or 412 where the request's conditions say so."""
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
    names = {CHANGED, GO, NEAR, PLACE}
    return [
        (name, str(value))
        for name, value in sorted(request.GET.items())
        if name in names or name in snapshot.content.question
    ]


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
