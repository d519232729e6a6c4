"""What a process keeps of pages: their bytes, and whole answers to requests. Never what somebody typed."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from guides.serving.kept import Kept
from guides.serving.live import Snapshot, live
from guides.templatetags import site
from guides.views.rendering import preferred_encoding

_OTHER_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
_OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding"}


@dataclass(frozen=True)
class KeptPage:
    """A page as it is sent. `is_quick`: packed for one visitor, and not yet as small as can be."""

    etag: str
    body: bytes
    is_quick: bool = False


@dataclass(frozen=True)
class Validity:
    """From when to when, of which snapshot, an answer is the right one."""

    snapshot: Snapshot
    since: datetime
    until: datetime

    def holds(self) -> bool:
        return self.snapshot is live.current() and self.since <= timezone.now() < self.until


class _Repeated(HttpResponse):
    """An answer that is sent many times, its headers made once."""

    _resource_closers: list[Callable[[], object]]  # Django's

    def again(self) -> "_Repeated":
        other = copy(self)
        other._resource_closers = []  # of one request each
        return other


class _Answer:
    """The page with all its headers, and “not modified” with them."""

    def __init__(self, response: HttpResponse, validity: Validity) -> None:
        headers = dict(response.items())
        self.validity = validity
        self.etag = headers["ETag"]
        self.page = _Repeated(response.content, headers=headers)
        self.not_modified = _Repeated(status=304, headers=headers)
        for name in _OF_A_BODY:
            del self.not_modified[name]

    def to(self, request: HttpRequest) -> HttpResponse | None:
        """None where the request has conditions that this does not weigh."""
        if any(name in request.META for name in _OTHER_CONDITIONS):
            return None
        wanted = request.META.get("HTTP_IF_NONE_MATCH")
        if wanted is None:
            return self.page.again()
        return self.not_modified.again() if wanted.removeprefix("W/") == self.etag else None


pages: Kept[str, KeptPage] = Kept(512)
# Apart, so that a walk through all postcodes drives no guide out.
places: Kept[str, KeptPage] = Kept(256)
# What programs were answered: a table of all offices is large.
api_answers: Kept[str, bytes] = Kept(64)
_answers: Kept[tuple[bool, str, str], _Answer] = Kept(512)
_answers_to_queries: Kept[tuple[bool, str, str], _Answer] = Kept(256)


def forget() -> None:
    """Keep nothing, as a new process does."""
    for kept in (pages, places, api_answers, _answers, _answers_to_queries):
        kept.clear()
    site.forget()


def promise(response: HttpResponse, validity: Validity) -> None:
    """Let the middleware repeat this answer to each request for the same address and encoding."""
    response._repeated_in = validity  # type: ignore[attr-defined]


class KeptAnswersMiddleware:
    """Repeats an answer that was kept, before anything else is done for a request.

    It is kept with all headers that the middlewares below have given it, apart for http and https.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "GET":
            return self._get_response(request)
        meta = request.META
        query = meta.get("QUERY_STRING", "")
        encoding = preferred_encoding(meta.get("HTTP_ACCEPT_ENCODING", ""))
        kept = _answers_to_queries if query else _answers
        key = (request.is_secure(), encoding, f"{request.path}?{query}")
        answer = kept.get(key)
        if answer and answer.validity.holds() and _is_for_us(request):
            repeated = answer.to(request)
            if repeated is not None:
                return repeated
        response = self._get_response(request)
        validity: Validity | None = getattr(response, "_repeated_in", None)
        if validity is not None and isinstance(response, HttpResponse):
            kept.put(key, _Answer(response, validity))
        return response


def _is_for_us(request: HttpRequest) -> bool:
    """Whether it names one of our hosts; another one is turned away further below."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True
