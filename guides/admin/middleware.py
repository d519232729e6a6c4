"""Middlewares that the desk alone needs; public pages pass them untouched."""

from collections.abc import Callable

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

DESK = "/admin/"


class _AtDesk:
    """What it is mixed into sees requests to the desk only."""

    get_response: Callable[[HttpRequest], HttpResponseBase]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(DESK):
            answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc]
            return answer
        return self.get_response(request)


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


class DeskMessageMiddleware(_AtDesk, MessageMiddleware):
    """What the editor is told after a save."""
