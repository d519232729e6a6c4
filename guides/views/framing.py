"""Which pages other sites may frame: those below /embed/ and no others."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from guides.serving.links import EMBED

# Our own page with the previews frames them too.
_OURSELVES = "'self'"


def is_embedded(path: str) -> bool:
    """Whether the page at `path` is made for a frame."""
    return path.startswith(f"{EMBED}/")


class FramingMiddleware:
    """Lifts the refusal to be framed for embeds, whatever they answer: a page, a redirect or “not found”."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if is_embedded(request.path):
            # What the middlewares of Django and django-csp look for.
            response.xframe_options_exempt = True  # type: ignore[attr-defined]
            response._csp_replace = {"frame-ancestors": [_OURSELVES, *settings.EMBED_ORIGINS]}  # type: ignore[attr-defined]
        return response
