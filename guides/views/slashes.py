"""Addresses that lack their last slash."""

from typing import Any

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware


class _Redirect(HttpResponsePermanentRedirect):
    def __init__(self, redirect_to: str, *args: Any, **options: Any) -> None:
        super().__init__(redirect_to, *args, **options)
        if "?" in redirect_to:
            self["Cache-Control"] = "private, no-store"  # it repeats what somebody typed


class SlashMiddleware(CommonMiddleware):
    """Django's own, whose redirects are kept by nobody where they carry a query."""

    response_redirect_class = _Redirect
