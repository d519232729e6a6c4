"""A session that ends while one writes: one signs in over the form, or on a page that keeps the form that was sent.

The script of a form asks before it sends it (`session`), and shows the sign-in in a dialog. Without scripts the form is
sent as it is: what was typed goes with the sign-in and comes back in a form that sends it. Where a second factor is
asked for between the two, it waits in the session. Nothing is kept in the browser.
"""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guides.admin.errors import page

KEPT, AT = "kept", "kept_at"  # the fields of the sign-in that carry what was sent, and its address
_NOT_KEPT = ("csrfmiddlewaretoken",)


@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Whether the browser is signed in, and the token for forms that were opened in an earlier session."""
    is_in = admin.site.has_permission(request)
    said = {"is_in": is_in, "token": get_token(request) if is_in else ""}
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The page that asks to sign in and keeps the form that was sent."""
    pairs = [(name, text) for name, texts in request.POST.lists() for text in texts if name not in _NOT_KEPT]
    return _ask(request, json.dumps(pairs), request.get_full_path(), has_files=bool(request.FILES))


def after_sign_in(request: HttpRequest, response: Any, *, is_in: bool) -> Any:
    """The answer to a sign-in: with a kept form, the page that sends it, or that asks once more."""
    kept, address = request.POST.get(KEPT, ""), request.POST.get(AT, "")
    is_ours = address.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(address, None)
    if not is_ours or _read(kept) is None or response.status_code not in (200, 302):
        return response
    if is_in:
        return _send(request, kept, address)
    if response.status_code == 302:
        request.session[KEPT] = [kept, address]
        return response
    return _ask(request, kept, address, is_wrong=True)


def is_waiting(request: HttpRequest) -> bool:
    """Whether a form waits in the session for the second factor."""
    return KEPT in request.session


def after_second_factor(request: HttpRequest) -> HttpResponse:
    """The page that sends the form which waited."""
    if not is_waiting(request) or not admin.site.has_permission(request):
        return redirect("admin:index")
    kept, address = request.session.pop(KEPT)
    return _send(request, kept, address)


def _send(request: HttpRequest, kept: str, address: str) -> HttpResponse:
    title = _("You are signed in: save what you typed")
    return page(request, 200, title, "admin/kept_send.html", pairs=_read(kept), address=address)


def _read(kept: str) -> list[tuple[str, str]] | None:
    try:
        return [(str(name), str(text)) for name, text in json.loads(kept)]
    except (ValueError, TypeError):
        return None


def _ask(request: HttpRequest, kept: str, address: str, **more: bool) -> HttpResponse:
    title = _("Sign in again: what you typed is kept")
    return page(request, 200, title, "admin/kept.html", **{KEPT: kept, AT: address}, **more)
