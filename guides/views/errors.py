"""Pages for what went wrong: they say what happened and how to go on."""

import logging
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from guides.schema.content import Guide
from guides.serving.links import EMBED
from guides.serving.live import live
from guides.views.asked import Rendered
from guides.views.framing import is_embedded
from guides.views.rendering import redirect, render, site_of

log = logging.getLogger(__name__)


def language_of(request: HttpRequest) -> str:
    """The language that the address names, else the one that the browser prefers, else the source language."""
    path = request.path.removeprefix(EMBED) if is_embedded(request.path) else request.path
    first = path.strip("/").split("/", 1)[0]
    codes = [code for code, _name in settings.LANGUAGES]
    if first in codes:
        return first
    # Two letters that are no language of ours: offer the browser's choice among ours.
    return translation.get_language_from_request(request) if request.path.startswith("/") else codes[0]


def error_page(
    language: str,
    status: int,
    heading: str,
    message: str,
    form: str = "",
    *,
    finds_points: bool = False,
    nearest: Sequence[Guide] = (),
    embedded: bool = False,
) -> HttpResponse:
    """A page about an error, in the frame of the site; a plain one where there is no release to make the frame of.

    `language` is the active one. `form` is the address of a form to begin again with, if there is one;
    `finds_points`: with the field of the finder; `nearest`: guides that may help instead; `embedded`: for a frame.
    """
    snapshot = live.current()
    if snapshot is None:
        return static_page("errors/500.html", status)
    site = site_of(snapshot, embedded=embedded)
    page = Rendered(
        template="errors/error.html",
        kind="error",
        key=str(status),
        title=heading,
        description=message,
        address_in=site.links.home,
        context={"heading": heading, "message": message, "status": status, "form": form}
        | {"finds_points": finds_points, "nearest": nearest},
        status=status,
        noindex=True,
    )
    response = HttpResponse(render(site, language, page), status=status)
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Language"
    return response


def static_page(template: str, status: int) -> HttpResponse:
    """A page that needs neither a release nor a language."""
    response = HttpResponse(loader.render_to_string(template), status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the language of the address. An address copied from paper with capitals or doubled slashes leads on."""
    tidy = re.sub(r"/{2,}", "/", request.path.lower())
    if tidy != request.path and tidy.startswith(tuple(f"/{code}/" for code, _name in settings.LANGUAGES)):
        return redirect(quote(tidy))
    language = language_of(request)
    with translation.override(language):
        return error_page(
            language,
            404,
            _("There is no such page"),
            _("The address may have a typing mistake, or the page has moved. Nothing is lost: go on from here."),
            embedded=is_embedded(request.path),
        )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself can't be read."""
    return static_page("errors/bad_request.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. Uses nothing that could fail again."""
    return static_page("errors/500.html", 500)


def unavailable() -> HttpResponse:
    """503: nothing was published yet."""
    response = static_page("errors/500.html", 503)
    response["Retry-After"] = "60"
    return response


def method_not_allowed(language: str, allowed: str) -> HttpResponse:
    """405: something other than what the page does was asked; `allowed` as in the header Allow."""
    with translation.override(language):
        response = error_page(
            language,
            405,
            _("This page can only be read"),
            _("Your browser tried to send something to it. Go back to the page you came from, or go on from here."),
        )
    response["Allow"] = allowed
    return response


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer with `view` what reads, and 405 to all else, whether or not it has a token."""

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        return method_not_allowed(language_of(request), "GET, HEAD")

    return csrf_exempt(serve)
