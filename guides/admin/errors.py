"""Pages of the desk for what went wrong: they look like the desk, and say how to go on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def refused(request: HttpRequest) -> HttpResponse:
    """403: the account has no right to this."""
    return page(request, 403, _("Your account may not do this"), "admin/refused.html")


def missing(request: HttpRequest) -> HttpResponse:
    """404: there is nothing at the address."""
    return page(request, 404, _("There is nothing at this address"), "admin/missing.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened in another session than it was sent in, or on another site.

    What was typed is kept on the page. It is sent again by a button only where it came from our own pages.
    """
    is_sign_in = request.path == reverse("admin:login")
    # Django looks at the token after the origin; a reason of the token says that the origin was ours.
    is_ours = reason.startswith("CSRF ") and "HTTP_ORIGIN" in request.META
    sent = [] if is_sign_in or not is_ours else [pair for pair in _pairs(request) if _is_kept(pair[0])]
    context = {
        "is_sign_in": is_sign_in,
        "is_ours": is_ours,
        "sent": sent,
        "typed": [(name, text) for name, text in sent if _is_typed(name, text)],
        "has_files": bool(request.FILES),
        "may_send": bool(sent) and bool(getattr(request.user, "is_staff", False)),
    }
    return page(request, 403, _("Nothing was saved yet"), "admin/csrf.html", **context)


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in request.POST.lists() for text in texts]


def _is_kept(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name


def _is_typed(name: str, text: str) -> bool:
    return not name.startswith("_") and "__prefix__" not in name and len(text.strip()) > 3


def page(request: HttpRequest, status: int, title: str, template: str, **context: Any) -> HttpResponse:
    """A page in the frame of the desk, which nothing keeps."""
    shared = {**admin.site.each_context(request), "title": title}
    response = render(request, template, {**shared, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response
