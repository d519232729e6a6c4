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
from django.utils.http import http_date, parse_etags, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from guides.serving.links import CHANGED, GO, HELPDESK, LAT, NEAR, POINTS_QUERY, QUERY
from guides.serving.live import Snapshot, live
from guides.views.errors import method_not_allowed, unavailable
from guides.views.posting import refusal
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
from guides.views.typed_place import read_place

READING = ("GET", "HEAD", "OPTIONS")


def public(view: View, *, shows_hours: bool = False) -> Callable[..., HttpResponseBase]:
    """Serve what `view` returns as a public page, in the language that the address names.

    `shows_hours`: it says whether an office is open, also when nobody looked for offices near a place.
    """
    return _serving(view, READING, shows_hours)


def public_form(view: View) -> Callable[..., HttpResponseBase]:
    """As `public`, for a page that also answers what its own form sends by POST.

    Such an answer is made for one person: it is neither kept nor stored on its way nor indexed, and is made only after
    guides.views.posting has found the request to be one of ours.
    """
    serve = _serving(view, (*READING, "POST"))
    # Should somebody have faults reported by mail: what was typed gets into no report.
    return sensitive_post_parameters()(serve)


def _serving(view: View, methods: tuple[str, ...], shows_hours: bool = False) -> Callable[..., HttpResponseBase]:
    allowed = ", ".join(methods)

    @wraps(view)
    def serve(
        request: PublicRequest, *args: Any, language: str, token: str | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        request.language = language
        request.GET, request.typed_pesel = read_place(request.GET)  # type: ignore[assignment]
        if request.method == "OPTIONS":
            return HttpResponse(headers={"Allow": allowed, "Content-Length": "0"})
        if request.method not in methods:
            return method_not_allowed(request, allowed)
        with translation.override(language):
            if request.method == "POST" and (refused := refusal(request)):
                return refused
            if token is not None:
                return serve_preview(request, token, lambda: view(request, *args, **kwargs))
            snapshot = live.current()
            if snapshot is None:
                return unavailable(request)
            request.site = site_of(snapshot)
            if request.method == "POST":
                return _answer_form(request, view(request, *args, **kwargs))
            if request.typed_pesel:
                return _answer_form(request, view(request, *args, **kwargs))
            return _respond(request, snapshot, lambda: view(request, *args, **kwargs), shows_hours)

    return csrf_exempt(serve)


def _answer_form(request: PublicRequest, rendered: Rendered | HttpResponse) -> HttpResponse:
    """The answer to a form or to a secret in the address: for nobody but the person who sent it."""
    response = (
        HttpResponse(render(request, rendered), status=rendered.status) if isinstance(rendered, Rendered) else rendered
    )
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _respond(
    request: PublicRequest,
    snapshot: Snapshot,
    run: Callable[[], Rendered | HttpResponse],
    shows_hours: bool,
) -> HttpResponseBase:
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    query = known_query(request, snapshot)
    finds_points = not {NEAR, LAT}.isdisjoint(request.GET)
    changed_at = snapshot.changed_at(timezone.now(), with_hours=shows_hours or finds_points)
    identity = f"{build()} {snapshot.validator} {changed_at.timestamp()} {request.path} {urlencode(query)} {encoding}"
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    last_modified = int(changed_at.timestamp())
    response = _precondition(request, etag, last_modified) if _names(request, etag) else None
    if response is None:
        body = None if query else kept_pages.get(etag)
        if body is None:
            rendered = run()
            if not isinstance(rendered, Rendered):
                return rendered
            body = encode_body(render(request, rendered), encoding)
            if rendered.no_store:
                return _unstored(HttpResponse(body, status=rendered.status), encoding)
            if rendered.status != 200:
                return _with_headers(HttpResponse(body, status=rendered.status), encoding)
            if not query:
                kept_pages.put(etag, body)
        response = _precondition(request, etag, last_modified) or HttpResponse(body)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(last_modified)
    return _with_headers(response, encoding)


def _names(request: HttpRequest, etag: str) -> bool:
    """Whether the visitor has this very page, so that there is one: “*” and dates say nothing of that."""
    return etag in [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]


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


def _unstored(response: HttpResponse, encoding: str) -> HttpResponse:
    response = _with_headers(response, encoding)
    response["Cache-Control"] = "no-store"
    return response


def known_query(request: HttpRequest, snapshot: Snapshot) -> list[tuple[str, str]]:
    """The parameters that mean something to us; all others (fbclid, utm_…) are as if they were not there."""
    names = {CHANGED, GO, HELPDESK, *POINTS_QUERY}
    if request.resolver_match and request.resolver_match.url_name == "search":
        names.add(QUERY)
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
    """A hash of the code, files and settings that pages are made with, so that an upgrade changes every validator."""
    digest = hashlib.sha256(f"{settings.SITE_URL} {settings.OPERATOR_NAME} {settings.OPERATOR_EMAIL}".encode())
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
