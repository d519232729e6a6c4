"""Middlewares that the desk alone needs; public pages pass them untouched."""

from collections.abc import Callable
from time import time

from allauth.account.middleware import AccountMiddleware
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from guides.admin import sessions
from guides.admin.errors import page
from guides.admin.second_factor import has_factor

DESK = "/admin/"
RENEWED = "renewed"  # when the session began, or began anew: seconds
FACTORS = f"{DESK}factors/"
OWN = (FACTORS, f"{DESK}confirm/")
# Whatever an account may lack.
OPEN = tuple(f"{DESK}{page}/" for page in ("login", "logout", "password_change", "jsi18n", "confirm"))


class _AtDesk:
    """What it is mixed into sees requests to the desk only."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(DESK):
            answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc]
        else:
            answer = self.get_response(request)  # type: ignore[attr-defined]
        return answer


class DeskSessionMiddleware(_AtDesk, SessionMiddleware):
    """The session of an editor. It is renewed when half of it is over, so that it lasts while they work."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session, now = getattr(request, "session", None), int(time())
        if session is not None and session.accessed and SESSION_KEY in session:
            is_old = now - session.get(RENEWED, 0) > settings.SESSION_COOKIE_AGE // 2
            if is_old:  # with every request it would be a write each time
                session[RENEWED] = now
        return super().process_response(request, response)


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
        return page(request, 413, _("This is too long to send"), "admin/too_large.html")


class DeskAccountMiddleware:
    """What allauth's pages need around them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._around = AccountMiddleware(get_response)
        self.process_exception = self._around.process_exception

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = (self._around if request.path.startswith(DESK) else self._get_response)(request)
        return answer

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """allauth's pages have the frame of the desk."""
        if request.path.startswith(OWN):
            response.context_data = {**admin.site.each_context(request), **(response.context_data or {})}
        return response


class DeskDemandsMiddleware(_AtDesk, MiddlewareMixin):
    """What an account needs before it sees the desk: a password of its own, and a second factor."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or request.path.startswith(OPEN):
            return None
        if user.must_change_password:
            return redirect("admin:password_change")
        if settings.TWO_FACTORS and not request.path.startswith(FACTORS) and not has_factor(user):
            return redirect("mfa_index")
        return None


class DeskSessionsMiddleware(_AtDesk, MiddlewareMixin):
    """Where editors are signed in, for their own eyes."""

    def process_request(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            sessions.note(request)


class DeskMessageMiddleware(_AtDesk, MessageMiddleware):
    """What the editor is told after a save."""
