"""Headers of every answer, files and redirects included, that no other middleware gives it."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from guides.views.framing import is_embedded

POLICY = "Cross-Origin-Resource-Policy"
# For what the policy of pages does not reach: files, and the redirect to https. Nothing in them may be run or framed.
_OF_FILES = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in sorted(settings.PERMISSIONS_POLICY)),
}


class HeadersMiddleware:
    """Says of what no other site has a use for that no other site may load it; an answer to HEAD has no body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        embedded = is_embedded(request.path)
        response.headers.setdefault(POLICY, "cross-origin" if embedded else "same-origin")
        if not embedded and "Content-Security-Policy" not in response:
            for name, value in _OF_FILES.items():
                response.headers.setdefault(name, value)
        if request.method == "HEAD":
            _empty(response)
        return response


class PolicyMiddleware(CSPMiddleware):
    """The policy of the settings, made once; where an answer asks for another one, django-csp makes it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG or HEADER in response or any(name.startswith("_csp_") for name in vars(response)):
            return super().process_response(request, response)
        response.headers[HEADER] = _policy()
        return response


@cache
def _policy() -> str:
    """The header as django-csp makes it for an answer that asks for nothing."""
    return str(CSPMiddleware(lambda _request: HttpResponse()).process_response(HttpRequest(), HttpResponse())[HEADER])


def _empty(response: HttpResponseBase) -> None:
    """Take the body out, which gunicorn would drop with a warning for each; its length stays told."""
    if response.streaming:
        response.streaming_content = ()  # type: ignore[attr-defined]  # what is to be closed is known already
        return
    content = response.content  # type: ignore[attr-defined]
    response.headers.setdefault("Content-Length", str(len(content)))
    response.content = b""  # type: ignore[attr-defined]
