"""How the API is served: read only, open to every site, a validator before the answer is made, the bytes kept."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from guides.api import problems
from guides.api.asking import BASE, ApiRequest
from guides.api.description import describe
from guides.api.endpoints import PROBLEM_JSON, Endpoint
from guides.api.offices import published_on
from guides.api.parameters import LANG, NOW, OPEN_AT, read_query, read_value
from guides.api.problems import RequestProblem
from guides.serving.live import Snapshot, live
from guides.views.keeping import api_answers
from guides.views.public import build
from guides.views.rendering import encode_body, preferred_encoding, preferred_language, site_of

METHODS = ("GET", "HEAD", "OPTIONS")
_ALLOWED = ", ".join(METHODS)
_UNKEPT = "private, no-store"


def endpoint_view(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    """The view of one address."""

    @csrf_exempt
    def serve(http: HttpRequest, **in_path: str) -> HttpResponse:
        return _opened(_serve(http, endpoint, in_path))

    return serve


@csrf_exempt
def description(http: HttpRequest) -> HttpResponse:
    """The description of the API, in OpenAPI 3.1."""
    endpoint = Endpoint("description", "/openapi.json", "", lambda request: describe(), None)
    return _opened(_serve(http, endpoint, {}))


@csrf_exempt
def nothing_here(http: HttpRequest) -> HttpResponse:
    """What stands at no address of the API."""
    with translation.override(_language(http)):
        detail = _("The addresses are listed at %(address)s") % {"address": f"{settings.SITE_URL}{BASE}/"}
        tidy = http.path.rstrip("/")
        if tidy != http.path and tidy != BASE:
            detail = _("Addresses of the API have no slash at their end.") + " " + detail
        problem = RequestProblem(problems.UNKNOWN_ADDRESS, detail, address=f"{settings.SITE_URL}{BASE}/")
        return _opened(_refusal(problem))


@csrf_exempt
def explanation(http: HttpRequest) -> HttpResponse:
    """The kinds of problems, explained on the page in the reader's language; browsers keep the fragment."""
    snapshot = live.current()
    if snapshot is None:
        return nothing_here(http)
    response = HttpResponseRedirect(site_of(snapshot).links.api(preferred_language(http)))
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response


def answer_in(language: str, http: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """What stands at an address of one language."""
    return _serve(http, endpoint, {}, language)


def _serve(http: HttpRequest, endpoint: Endpoint, in_path: dict[str, str], language: str | None = None) -> HttpResponse:
    if http.method == "OPTIONS":
        return _preflight()
    language = language or _language(http)
    with translation.override(language):
        try:
            if http.method not in METHODS:
                raise RequestProblem(problems.ONLY_READING, _("Ask with GET: %(allowed)s.") % {"allowed": _ALLOWED})
            snapshot = live.current()
            if snapshot is None:
                raise RequestProblem(problems.NOTHING_PUBLISHED, _("Come back in a minute."))
            request = _read(http, endpoint, in_path, snapshot, language)
            return _answer(http, endpoint, request)
        except RequestProblem as problem:
            return _refusal(problem)


def _language(http: HttpRequest) -> str:
    wanted = http.GET.get(LANG.name, "")
    return wanted if wanted in dict(settings.LANGUAGES) else preferred_language(http)


def _read(
    http: HttpRequest, endpoint: Endpoint, in_path: dict[str, str], snapshot: Snapshot, language: str
) -> ApiRequest:
    values = {parameter.name: read_value(parameter, in_path[parameter.name]) for parameter in endpoint.in_path}
    values |= read_query(http.GET, endpoint.query)
    given = {name: str(value) for name, value in http.GET.items()}
    return ApiRequest(snapshot, site_of(snapshot).links, language, http.path, values, given)


def _answer(http: HttpRequest, endpoint: Endpoint, request: ApiRequest) -> HttpResponse:
    encoding = preferred_encoding(http.headers.get("Accept-Encoding", ""))
    if any(parameter.typed and parameter.name in request.given for parameter in endpoint.query):
        response = HttpResponse(encode_body(_written(endpoint, request), encoding, quick=True))
        response["Cache-Control"] = _UNKEPT
        return _finished(response, endpoint, request, encoding)
    now = timezone.now()
    changed_at = request.snapshot.changed_at(now, with_hours=request.given.get(OPEN_AT.name) == NOW)
    query = urlencode(sorted(request.given.items()))
    served = (build(), request.snapshot.validator, changed_at.timestamp())
    identity = " ".join(map(str, (*served, request.path, query, request.language, encoding)))
    etag = f'"{hashlib.sha256(identity.encode()).hexdigest()[:32]}"'
    modified = int(changed_at.timestamp())
    known = [tag.removeprefix("W/") for tag in parse_etags(http.headers.get("If-None-Match", ""))]
    conditional = get_conditional_response(http, etag=etag, last_modified=modified) if etag in known else None
    response = HttpResponse() if conditional is None else HttpResponse(status=conditional.status_code)
    if conditional is None:
        body = api_answers.get(etag)
        if body is None:
            body = encode_body(_written(endpoint, request), encoding, quick=True)
            api_answers.put(etag, body)
        response.content = body
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "no-cache"
    return _finished(response, endpoint, request, encoding)


def _written(endpoint: Endpoint, request: ApiRequest) -> str:
    """The answer as text. Raise RequestProblem."""
    made: Any = endpoint.answer(request)
    return (made if isinstance(made, bytes) else msgspec.json.encode(made)).decode()


def _finished(response: HttpResponse, endpoint: Endpoint, request: ApiRequest, encoding: str) -> HttpResponse:
    charset = "; charset=utf-8" if endpoint.media.startswith("text/") else ""
    response["Content-Type"] = f"{endpoint.media}{charset}"
    response["Vary"] = "Accept-Encoding, Accept-Language"
    response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    if endpoint.file:
        name = "-".join(filter(None, (endpoint.file, str(published_on(request) or ""))))
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    if response.content:
        response["Content-Length"] = str(len(response.content))
        if encoding:
            response["Content-Encoding"] = encoding
    return response


def _refusal(problem: RequestProblem) -> HttpResponse:
    """A problem, in the active language; kept by nobody."""
    details = problem.details(f"{settings.SITE_URL}{BASE}/problems#{problem.kind.key}")
    response = HttpResponse(msgspec.json.encode(details), content_type=PROBLEM_JSON, status=problem.kind.status)
    response["Cache-Control"] = _UNKEPT
    response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    response["Vary"] = "Accept-Language"
    if problem.kind is problems.ONLY_READING:
        response["Allow"] = _ALLOWED
    if problem.kind is problems.NOTHING_PUBLISHED:
        response["Retry-After"] = "60"
    return response


def _preflight() -> HttpResponse:
    """What browsers ask before a request with headers of its own."""
    response = HttpResponse(status=204)
    response["Allow"] = _ALLOWED
    response["Access-Control-Allow-Methods"] = _ALLOWED
    response["Access-Control-Allow-Headers"] = "Accept-Language, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _opened(response: HttpResponse) -> HttpResponse:
    """Every site may read it. No cookie goes along, so nothing is told of whoever asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Content-Language, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
