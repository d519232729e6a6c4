"""The way from a row, or from a release, to its preview."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from guides.admin.typed import follow, show_typed
from guides.models import Release
from guides.schema.content import Damaged
from guides.serving.links import Links
from guides.serving.previews import BadLink, Preview, make_token, read_token

app_name = "preview"


def _open(request: HttpRequest, release: Release | None = None) -> tuple[Preview, Links, str]:
    """A new preview, the links within it, and the language in which to begin."""
    token = make_token(request.user, release)
    preview = read_token(token)
    snapshot = preview.snapshot
    language = get_language() or settings.LANGUAGE_CODE
    links = Links(snapshot.content, snapshot.points, snapshot.flow, prefix=f"/preview/{token}")
    return preview, links, language if language in snapshot.content.languages else settings.LANGUAGE_CODE


@require_GET
def of_working_copy(request: HttpRequest) -> HttpResponse:
    """Open the home page of a preview of the working copy."""
    if not request.user.is_staff:
        raise PermissionDenied
    _preview, links, language = _open(request)
    return HttpResponseRedirect(links.home(language))


@require_GET
def of_row(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Open a preview of the working copy at the page that shows one row."""
    desk = _desk(model)
    row = get_object_or_404(desk.model, pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    _preview, links, language = _open(request)
    try:
        address = desk.address_on_site(links, language, row)
    except KeyError:  # the working copy is too broken to lead there
        address = None
    return HttpResponseRedirect(address or links.home(language))


@require_GET
def of_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the home page of a preview of a stored release."""
    release = get_object_or_404(Release, pk=pk)
    if not admin.site._registry[Release].has_view_permission(request, release):
        raise PermissionDenied
    try:
        _preview, links, language = _open(request, release)
    except (Damaged, BadLink):
        messages.error(request, _("This release is damaged and can’t be shown."))
        return HttpResponseRedirect(reverse("admin:guides_release_changelist"))
    return HttpResponseRedirect(links.home(language))


def _desk(model: str) -> Any:
    for registered, desk in admin.site._registry.items():
        if registered._meta.label_lower == f"guides.{model}" and hasattr(desk, "address_on_site"):
            return desk
    raise Http404


urlpatterns = [
    path("", admin.site.admin_view(of_working_copy), name="working-copy"),
    path("release/<int:pk>/", admin.site.admin_view(of_release), name="release"),
    path("typed/<slug:model>/", admin.site.admin_view(show_typed), name="typed-new"),
    path("typed/<slug:model>/<int:pk>/", admin.site.admin_view(show_typed), name="typed"),
    path("at/<path:address>", admin.site.admin_view(follow), name="at"),
    path("<slug:model>/<int:pk>/", admin.site.admin_view(of_row), name="row"),
]
