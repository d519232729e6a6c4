"""The history of a row: who changed what, and the way back to an older state."""

from collections.abc import Sequence
from dataclasses import dataclass
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

from guides.admin.changes import ChangedPart, in_parts, name_of_entry
from guides.enums import ChangeReason
from guides.models import Version
from guides.working_copy import versions
from guides.working_copy.kinds import SHAPES
from guides.working_copy.recording import WAYS, recording, top_of

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

CHANGES_PER_PAGE = 25


@dataclass(frozen=True)
class VersionChange:
    """A version, and what it changed."""

    version: Version
    rows: list[ChangedPart]

    @property
    def moment(self) -> datetime:
        return self.version.moment

    @property
    def user(self) -> Any:
        return self.version.user

    @property
    def by(self) -> str:
        return self.version.by

    @property
    def reason(self) -> str:
        return str(dict(ChangeReason.choices).get(self.version.reason, self.version.reason))

    @property
    def is_there(self) -> bool:
        return not self.version.is_deleted

    @property
    def address(self) -> str:
        """The version as a part of an address."""
        return str(self.version.pk)


def changes_of(history: Sequence[Version]) -> list[VersionChange]:
    """The versions of one row as changes, the newest first; those that changed nothing that is shown are left out."""
    before = [None, *history][: len(history)]
    rows = in_parts([versions.change_between(old, new) for old, new in zip(before, history, strict=True)])
    return [VersionChange(version, parts) for version, parts in zip(history, rows, strict=True) if parts][::-1]


class KeepsHistory(RowAdmin):
    """A page that records changes, shows the history of a row, and restores an earlier version as a new edit.

    What happened to a part is shown with the row to which it belongs.
    """

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        # What became of a part is in the history of its row.
        bin_of_rows = [] if WAYS[self.model][1] else [path("deleted/", view(self.deleted_view), name=f"{name}_deleted")]
        return [
            *bin_of_rows,
            path("<path:object_id>/history/<str:version>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        with recording(user=request.user):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with recording(user=request.user):
            return super().changelist_view(request, extra_context)

    def may_restore(self, request: HttpRequest) -> bool:
        """Whether the editor may change, add and remove such rows and all their parts."""
        return all(
            request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}")
            for model in (each.model for each in SHAPES[WAYS[self.model][0]].with_parts())
            for action in ("add", "change", "delete")
        )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row, history = self._history(request, object_id)
        if row is None and not history:
            raise Http404
        changes = changes_of(history)
        paginator = Paginator(changes, CHANGES_PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self._context(request, object_id, row, history),
            "title": _("What was changed, when and by whom"),
            "changes": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "newest": changes[0] if changes else None,
            "may_restore": self.may_restore(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/guides/history.html", context)

    def restore_view(self, request: HttpRequest, object_id: str, version: str) -> HttpResponse:
        """Show what bringing back a version would change; on POST do it."""
        if not self.may_restore(request):
            raise PermissionDenied
        row, history = self._history(request, object_id)
        wanted = next((each for each in history if str(each.pk) == version and not each.is_deleted), None)
        if wanted is None:
            raise Http404
        newest = str(history[-1].pk)
        if request.method == "POST":
            if request.POST.get("newest") != newest:
                messages.warning(request, _("This was changed while you were reading. Look at the differences again."))
            elif self._restore(request, wanted):
                return HttpResponseRedirect(self._address("change", object_id))
        context = {
            **self._context(request, object_id, row, history),
            "title": _("Bring back an older state"),
            "moment": wanted.moment,
            "rows": in_parts([versions.change_to(wanted)])[0],
            "newest": newest,
        }
        return TemplateResponse(request, "admin/guides/restore.html", context)

    def _restore(self, request: HttpRequest, version: Version) -> bool:
        try:
            with recording(ChangeReason.RESTORED, request.user):
                row = versions.bring_back(version)
        except versions.CantWrite as error:
            messages.error(request, _("This state can’t be brought back as things are now. Nothing was changed."))
            for reason in error.reasons:
                messages.error(request, reason)
            return False
        self.log_change(request, row, _("An older state brought back."))
        messages.success(
            request, _("The older state is in the working copy again. Visitors read it after it is published.")
        )
        return True

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that are gone, so that their history can be found."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        kind, _links = WAYS[self.model]
        rows = [
            (self._address("history", version.row), name_of_version(last or version), version)
            for version, last in versions.deleted(kind)
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted"),
            "rows": rows,
        }
        return TemplateResponse(request, "admin/guides/deleted.html", context)

    def _history(self, request: HttpRequest, object_id: str) -> tuple[Any, list[Version]]:
        """The row, if it is still there, and the versions of what it is, or is a part of."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        key = unquote(object_id)
        if not key.isdecimal():
            raise Http404
        row = self.get_object(request, key)
        kind, links = WAYS[self.model]
        if row is None and links:
            raise Http404
        return row, versions.versions_of(*(top_of(row) if row is not None else (kind, int(key))))

    def _address(self, view: str, object_id: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[object_id])

    def _context(self, request: HttpRequest, object_id: str, row: Any, history: Sequence[Version]) -> dict[str, Any]:
        last = next((version for version in reversed(history) if not version.is_deleted), None)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural),
            "object": row,
            "object_id": object_id,
            "subtitle": str(row) if row is not None else name_of_version(last) if last else "",
            "history_address": self._address("history", object_id),
        }


def name_of_version(version: Version) -> str:
    """What an entry was called in this version."""
    entry = versions.entry_of(version)
    return name_of_entry(entry) if entry is not None else version.key
