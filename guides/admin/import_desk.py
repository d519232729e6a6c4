"""What the pages of an import share: the frame, who may, and the way to a proposal."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse

from guides import models
from guides.importing import applying, jobs
from guides.serving.live import live

MAY_IMPORT = ("add_pointimport", "add_point", "change_point")


def desk_page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    everywhere = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, f"admin/imports/{template}.html", {**everywhere, **context})


def refuse_without(request: HttpRequest, *rights: str) -> None:
    if not all(request.user.has_perm(f"guides.{right}") for right in rights):
        raise PermissionDenied


def propose(request: HttpRequest, row: models.PointImport) -> bool:
    """Make a proposal at once where the file is small; False: the worker makes it. Raise BadTable or ImportRefused."""
    if len(row.content) <= settings.IMPORT_AT_ONCE_BYTES:
        applying.propose(row, live.gazetteer())
        return True
    applying.take_back_proposal(row)
    jobs.ask_to_propose(row, request.user)
    return False
