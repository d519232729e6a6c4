"""The editors' language."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class AdminLocaleMiddleware(LocaleMiddleware):
    """Choose the language by the account, else by the browser, and in the admin only.

    A public page's address says its language, so nothing may vary there.
    """

    def process_request(self, request: HttpRequest) -> None:
        if not request.path.startswith("/admin/"):
            return
        super().process_request(request)
        chosen = getattr(request.user, "language", "")
        if translation.check_for_language(chosen):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            return super().process_response(request, response)
        return response
