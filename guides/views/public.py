"""How a public page is served: one snapshot, a validator before rendering, the bytes kept, no cookie, no database."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from guides.serving.kept import Kept
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
from guides.views import keeping
from guides.views.asked import PublicRequest, Rendered, Site
from guides.views.errors import method_not_allowed, unavailable
from guides.views.kept_place import NOWHERE, placed, where_of, with_municipality
from guides.views.posting import refusal
from guides.views.previewing import serve_preview
from guides.views.rendering import View, encode_body, preferred_encoding, render, site_of
from guides.views.typed_place import names_known_place, read_place

READING = ("GET", "HEAD", "OPTIONS")
# Parameters that hold what a person typed, or where they are.
_TYPED = {NEAR, LAT, LON, QUERY}
# For a proxy and a CDN: seconds, with POLL_SECONDS five at most until a release is visible; a day on errors.
_SHARED = f"max-age=0, s-maxage={settings.SHARED_SECONDS}, stale-if-error=86400"
_QUICK = "-quick"  # at the end of the validator of a page that was packed quickly


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
                return serve_preview(language, token, run, getattr(http, "laid_over", None))
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
    encoding = preferred_encoding(http.META.get("HTTP_ACCEPT_ENCODING", ""))
    query = known_query(http, asked, snapshot)
    if any(name in _TYPED for name, _value in query) and not names_known_place(asked, snapshot.gazetteer):
        return _made_for_one(site, language, run(), encoding)
    near = NEAR in asked
    validity = keeping.Validity(snapshot, *snapshot.span(timezone.now(), with_hours=shows_hours or near))
    address = f"{http.path} {urlencode(query)} {encoding}"
    identity = f"{build()} {snapshot.validator} {validity.since.timestamp()} {address}"
    tag = hashlib.sha256(identity.encode()).hexdigest()[:32]
    last_modified = int(validity.since.timestamp())
    etag = _named(http, (f'"{tag}"', f'"{tag}{_QUICK}"'))
    response = _precondition(http, etag, last_modified) if etag else None
    pages = keeping.places if near else None if query else keeping.pages
    if response is None:
        page = _page(pages, tag, run, site, language, encoding)
        if not isinstance(page, keeping.KeptPage):
            return page
        etag = page.etag
        response = _precondition(http, etag, last_modified) or HttpResponse(page.body)
        if pages is not None and not page.is_quick and response.status_code == 200 and len(query) == len(http.GET):
            keeping.promise(response, validity)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(last_modified)
    _with_headers(response, encoding)
    if not http.GET:
        response["Cache-Control"] = _SHARED
    return response


def _page(
    pages: Kept[str, keeping.KeptPage] | None,
    tag: str,
    run: Callable[[], Rendered | HttpResponse],
    site: Site,
    language: str,
    encoding: str,
) -> keeping.KeptPage | HttpResponse:
    """A page from `pages`, or rendered now; or what is answered in its place.

    What may be asked for once only is packed quickly; a page for a place is packed best when it is asked for again.
    """
    page = pages.get(tag) if pages is not None else None
    if page is None:
        rendered = run()
        if not isinstance(rendered, Rendered) or rendered.no_store:
            return _made_for_one(site, language, rendered, encoding)
        html = render(site, language, rendered)
        if rendered.status != 200:
            return _with_headers(HttpResponse(encode_body(html, encoding), status=rendered.status), encoding)
        is_quick = pages is not keeping.pages and encoding == "br"
        page = keeping.KeptPage(f'"{tag}{_QUICK * is_quick}"', encode_body(html, encoding, quick=is_quick), is_quick)
    elif page.is_quick:
        page = keeping.KeptPage(f'"{tag}"', encode_body(brotli.decompress(page.body).decode(), encoding))
    else:
        return page
    if pages is not None:
        pages.put(tag, page)
    return page


def _made_for_one(site: Site, language: str, rendered: Rendered | HttpResponse, encoding: str) -> HttpResponse:
    """An answer to what somebody typed: kept by nobody."""
    if not isinstance(rendered, Rendered):
        return rendered
    body = encode_body(render(site, language, rendered), encoding, quick=True)
    response = _with_headers(HttpResponse(body, status=rendered.status), encoding)
    response["Cache-Control"] = "private, no-store"
    return response


def _named(request: HttpRequest, etags: tuple[str, ...]) -> str:
    """Which of these a visitor has, so that there is such a page: “*” and dates say nothing of that."""
    wanted = request.META.get("HTTP_IF_NONE_MATCH", "")
    tags = [tag.removeprefix("W/") for tag in parse_etags(wanted)] if wanted else []
    return next((etag for etag in etags if etag in tags), "")


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
