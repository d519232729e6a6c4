"""The editors' language."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class AdminLocaleMiddleware(LocaleMiddleware):
    """Choose the language by the browser in the admin only: a public page’s address says it, so nothing may vary."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith("/admin/"):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            return super().process_response(request, response)
        return response
