"""How a public page is served: one snapshot, a validator before rendering, the bytes kept, no cookie, no database."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from guides.serving.links import (
    CHANGED,
    DISTRICT,
    GMINA,
    GO,
    GUIDE,
    HELPDESK,
    IN,
    INK,
    LAT,
    LON,
    MUNICIPALITY,
    NEAR,
    POINTS_QUERY,
    QUERY,
    SIZE,
    STEP,
    WHAT,
    WHOM,
)
from guides.serving.live import Snapshot, live
from guides.views.errors import method_not_allowed, unavailable
from guides.views.kept_place import NOWHERE, placed, where_of, with_municipality
from guides.views.posting import refusal
from guides.views.previewing import serve_preview
from guides.views.rendering import (
    PublicRequest,
    Rendered,
    Site,
    View,
    encode_body,
    preferred_encoding,
    render,
    site_of,
)
from guides.views.typed_place import names_known_place, read_place

READING = ("GET", "HEAD", "OPTIONS")
# Parameters that hold what a person typed, or where they are.
_TYPED = {NEAR, LAT, LON, QUERY}


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
        http: HttpRequest,
        *args: Any,
        language: str,
        token: str | None = None,
        embedded: bool = False,
        **kwargs: Any,
    ) -> HttpResponseBase:
        if http.method == "OPTIONS":
            return HttpResponse(headers={"Allow": allowed, "Content-Length": "0"})
        if http.method not in methods:
            return method_not_allowed(language, allowed)
        query, typed_pesel = read_place(http.GET)

        def run(site: Site) -> Rendered | HttpResponse:
            request = PublicRequest(http=http, site=site, language=language, GET=query, typed_pesel=typed_pesel)
            return _with_place(request, view(request, *args, **kwargs))

        with translation.override(language):
            if http.method == "POST" and (refused := refusal(http, language)):
                return refused
            if token is not None:
                return serve_preview(language, token, run)
            snapshot = live.current()
            if snapshot is None:
                return unavailable()
            query = with_municipality(query, snapshot.gazetteer)
            site = site_of(snapshot, embedded=embedded)
            if http.method == "POST" or typed_pesel:
                return _answer_form(site, language, run(site))
            return _respond(http, query, site, language, lambda: run(site), shows_hours)

    return csrf_exempt(serve)


def _with_place(request: PublicRequest, answer: Rendered | HttpResponse) -> Rendered | HttpResponse:
    """A page or a redirect that leads on with the place that was asked for."""
    where = where_of(request.site.snapshot, request.GET)
    if isinstance(answer, Rendered):
        return replace(answer, where=where) if where != NOWHERE else answer
    if "Location" in answer:
        answer["Location"] = placed(answer["Location"], where)
    return answer


def _answer_form(site: Site, language: str, rendered: Rendered | HttpResponse) -> HttpResponse:
    """The answer to a form or to a secret in the address: for nobody but the person who sent it."""
    response = rendered
    if isinstance(rendered, Rendered):
        response = HttpResponse(render(site, language, rendered), status=rendered.status)
    assert isinstance(response, HttpResponse)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _respond(
    http: HttpRequest,
    asked: QueryDict,
    site: Site,
    language: str,
    run: Callable[[], Rendered | HttpResponse],
    shows_hours: bool,
) -> HttpResponseBase:
    snapshot = site.snapshot
    encoding = preferred_encoding(http.headers.get("Accept-Encoding", ""))
    query = known_query(http, asked, snapshot)
    near = not {NEAR, LAT}.isdisjoint(asked)
    is_typed = any(name in _TYPED for name, _value in query) and not names_known_place(asked, snapshot.gazetteer)
    pages = None if is_typed else kept_places if near else None if query else kept_pages
    changed_at = snapshot.changed_at(timezone.now(), with_hours=shows_hours or near)
    identity = f"{build()} {snapshot.validator} {changed_at.timestamp()} {http.path} {urlencode(query)} {encoding}"
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    last_modified = int(changed_at.timestamp())
    response = _precondition(http, etag, last_modified) if _names(http, etag) else None
    if response is None:
        body = pages.get(etag) if pages is not None else None
        if body is None:
            rendered = run()
            if not isinstance(rendered, Rendered):
                return rendered
            body = encode_body(render(site, language, rendered), encoding, quick=pages is None)
            if is_typed or rendered.no_store:
                return _unstored(HttpResponse(body, status=rendered.status), encoding)
            if rendered.status != 200:
                return _with_headers(HttpResponse(body, status=rendered.status), encoding)
            if pages is not None:
                pages.put(etag, body)
        response = _precondition(http, etag, last_modified) or HttpResponse(body)
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
    """An answer to what somebody typed."""
    response = _with_headers(response, encoding)
    response["Cache-Control"] = "private, no-store"
    return response


def known_query(http: HttpRequest, asked: QueryDict, snapshot: Snapshot) -> list[tuple[str, str]]:
    """The parameters that mean something to us; all others (fbclid, utm_…) are as if they were not there."""
    names = {CHANGED, DISTRICT, GMINA, GO, GUIDE, HELPDESK, MUNICIPALITY, STEP, WHOM, *POINTS_QUERY}
    if http.resolver_match and http.resolver_match.url_name == "search":
        names.add(QUERY)
    if http.resolver_match and http.resolver_match.url_name in ("for-site", "poster", "site-code"):
        names |= {WHAT, IN, SIZE, INK}
    return [
        (name, str(value))
        for name, value in sorted(asked.items())
        if name in names or name in snapshot.content.question
    ]


class _KeptPages:
    """The bytes of pages served lately, at most `limit`, by their validators."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._bodies)

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
# Apart, so that a walk through all postcodes drives no guide out.
kept_places = _KeptPages(256)
# What programs were answered: a table of all offices is large.
kept_answers = _KeptPages(64)


@cache
def build() -> str:
    """A hash of the code, files and settings that pages are made with, so that an upgrade changes every validator."""
    shown = ("SITE_URL", "OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL", "LOG_DAYS")
    digest = hashlib.sha256(repr([getattr(settings, name) for name in shown]).encode())
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
