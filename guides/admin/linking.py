"""What a link in a text may lead to, for the list under the button “Link”."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from guides.admin.choosing import rank_of
from guides.admin.wording import LINKED
from guides.text import fold

MOST = 20


def linking_urls() -> list[URLPattern]:
    return [path("link-targets/", admin.site.admin_view(targets_view), name="guides_link_targets")]


@require_GET
def targets_view(request: HttpRequest) -> JsonResponse:
    """The rows whose name or key has the words typed, those that begin with them first."""
    if not request.user.is_staff:
        raise PermissionDenied
    typed = fold(request.GET.get("q", "")[:100]).strip()
    ranked: list[list[dict[str, str]]] = [[], [], []]
    for scheme, model in LINKED.items():
        kind = str(capfirst(model._meta.verbose_name))
        rows: list[Any] = list(model._default_manager.all())
        for row in rows:
            rank = rank_of(typed, row)
            if rank is not None:
                ranked[rank].append({"target": f"{scheme}:{row.key}", "kind": kind, "name": str(row)})
    return JsonResponse({"targets": [target for targets in ranked for target in targets][:MOST]})
