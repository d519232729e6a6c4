"""Middlewares that the desk alone needs; public pages pass them untouched."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

DESK = "/admin/"


class _AtDesk:
    """What it is mixed into sees requests to the desk only."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(DESK):
            answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc]
        else:
            answer = self.get_response(request)  # type: ignore[attr-defined]
        return answer


class DeskSessionMiddleware(_AtDesk, SessionMiddleware):
    """The session of an editor."""


class DeskAuthenticationMiddleware(_AtDesk, AuthenticationMiddleware):
    """Who the editor is."""


class DeskLocaleMiddleware(_AtDesk, LocaleMiddleware):
    """The editor's language: of the account, else of the browser.

    A public page's address says its language, so nothing may vary there.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        chosen = getattr(request.user, "language", "")
        if translation.check_for_language(chosen):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()


class DeskBodyMiddleware(_AtDesk, MiddlewareMixin):
    """A limit to what is sent, by its length, before any of it is read: without a session nobody sends a file.

    Django takes in a whole upload, to the disk, to look for the token of the form in it.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= settings.DESK_UNKNOWN_BODY:
            return None  # what is no number, Django reads nothing of
        if request.user.is_authenticated and int(length) <= settings.DESK_LARGEST_BODY:
            return None
        context = {**admin.site.each_context(request), "title": _("This is too long to send")}
        response = render(request, "admin/too_large.html", context, status=413)
        response["Cache-Control"] = "no-store"
        return response


class DeskMessageMiddleware(_AtDesk, MessageMiddleware):
    """What the editor is told after a save."""
