"""The history of a row: who changed what, and the way back to an older state."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from guides.admin import timeline

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

CHANGES_PER_PAGE = 25


class KeepsHistory(RowAdmin):
    """Shows what happened to a row and its parts, and brings back what was, as an edit of the working copy."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("<path:object_id>/history/<str:moment>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def may_restore(self, request: HttpRequest) -> bool:
        """Whether the editor may change, add and remove such rows and all their parts."""
        return all(
            request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}")
            for model in _with_parts(self.model)
            for action in ("add", "change", "delete")
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        root = self._root(request, object_id)
        versions = timeline.versions_of(root[0], [root[1]])
        changes = timeline.changes_of(root, versions)
        row = self.get_object(request, unquote(object_id))
        if row is None and not versions:
            raise Http404
        paginator = Paginator(changes, CHANGES_PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self._context(request, object_id, row, versions),
            "title": _("What was changed, when and by whom"),
            "changes": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "newest": changes[0].moment if changes else None,
            "may_restore": self.may_restore(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/guides/history.html", context)

    def restore_view(self, request: HttpRequest, object_id: str, moment: str) -> HttpResponse:
        """Show what bringing back the state of a moment would change; on POST do it."""
        if not self.may_restore(request):
            raise PermissionDenied
        root = self._root(request, object_id)
        versions = timeline.versions_of(root[0], [root[1]])
        when = _known_moment(moment, versions, root)
        newest = max(version.record.history_date for version in versions).isoformat()
        if request.method == "POST":
            if request.POST.get("newest") != newest:
                messages.warning(request, _("This was changed while you were reading. Look at the differences again."))
            elif self._restore(request, root, when):
                return HttpResponseRedirect(self._address("change", object_id))
        row = self.get_object(request, unquote(object_id))
        context = {
            **self._context(request, object_id, row, versions),
            "title": _("Bring back an older state"),
            "moment": when,
            "rows": timeline.differences_to(root, versions, when),
            "newest": newest,
        }
        return TemplateResponse(request, "admin/guides/restore.html", context)

    def _restore(self, request: HttpRequest, root: timeline.Row, moment: datetime) -> bool:
        try:
            timeline.restore(root, moment)
        except timeline.CantRestore as error:
            messages.error(request, _("This state can’t be brought back as things are now. Nothing was changed."))
            for reason in error.reasons:
                messages.error(request, reason)
            return False
        row = self.model._default_manager.get(pk=root[1])
        self.log_change(request, row, _("An older state brought back."))
        messages.success(
            request, _("The older state is in the working copy again. Visitors read it after it is published.")
        )
        return True

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that are gone, so that their history can be found."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        rows = [
            (self._address("history", version.row[1]), timeline.name_of(version), version.record)
            for version in timeline.deleted(self.model)
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted"),
            "rows": rows,
        }
        return TemplateResponse(request, "admin/guides/deleted.html", context)

    def _root(self, request: HttpRequest, object_id: str) -> timeline.Row:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        if not key.isdecimal():
            raise Http404
        return self.model, int(key)

    def _address(self, view: str, object_id: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[object_id])

    def _context(
        self, request: HttpRequest, object_id: str, row: Any, versions: Sequence[timeline.Version]
    ) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural),
            "object": row,
            "object_id": object_id,
            "subtitle": str(row) if row is not None else _last_name(versions, self.model),
            "history_address": self._address("history", object_id),
        }


def _with_parts(model: timeline.Model) -> list[timeline.Model]:
    return [model, *(deeper for part in timeline.PARTS.get(model, {}) for deeper in _with_parts(part))]


def _last_name(versions: Sequence[timeline.Version], model: timeline.Model) -> str:
    return next((timeline.name_of(version) for version in reversed(versions) if version.model is model), "")


def _known_moment(address: str, versions: Sequence[timeline.Version], root: timeline.Row) -> datetime:
    """The moment at `address`, at which the row must have been there."""
    known = {version.record.history_date for version in versions}
    moment: datetime
    for moment in known:
        if timeline.address_of(moment) == address and root in timeline.state_at(list(versions), moment):
            return moment
    raise Http404
