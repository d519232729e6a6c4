"""Two editors, one row: the second who saves is refused, sees both versions, and loses nothing of what was typed.

A form carries what its row and parts were when it was opened, as short hashes. When they are something else on saving,
what only the other editor changed goes into the form, what this editor typed stays in it, and both are shown.
Saving again writes the form as it then is. Nothing is stored for this, and no way of saving goes past it.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from guides.admin import timeline
from guides.admin.merging import Conflict, Merging, Place, Stored, fingerprint, is_as_opened, read_fingerprint
from guides.admin.values import columns, field_name
from guides.models.locking import after_collisions

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

OPENED = "_opened"  # the hidden field


class RefusesConflicts(RowAdmin):
    """Refuses to save a form whose row has become another since the form was opened."""

    change_form_template = "admin/guides/change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is not None and self.has_change_permission(request, row):
            context = dict(extra_context or {})
            if request.method == "POST":
                return after_collisions(lambda: self._save_unless_changed(request, row, form_url, context))
            # Read before the form reads its values: at worst a change in between is taken for a conflict.
            context["opened"] = fingerprint(self._stored(request, row))
            return super().changeform_view(request, object_id, form_url, context)
        if object_id and row is None and request.method == "POST" and self.has_change_permission(request):
            return self._typed_for_nothing(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _save_unless_changed(self, request: HttpRequest, row: Any, form_url: str, context: dict[str, Any]) -> Any:
        with transaction.atomic():
            _wait_for_others(row)
            row = self.get_object(request, str(row.pk))
            if row is None:
                return self._typed_for_nothing(request)
            context["opened"] = request.POST.get(OPENED, "")
            conflict = self._find_conflict(request, row)
            if conflict is not None:
                context |= {"conflict": conflict, "opened": conflict.opened}
                request.POST = conflict.data  # type: ignore[assignment]
                request.conflict = conflict  # type: ignore[attr-defined]
            return super().changeform_view(request, str(row.pk), form_url, context)

    def _find_conflict(self, request: HttpRequest, row: Any) -> Conflict | None:
        """What differs, when saving the form would undo what somebody else has done since it was opened."""
        stored = self._stored(request, row)
        opened = read_fingerprint(request.POST.get(OPENED, ""), stored)
        if is_as_opened(stored, opened):
            return None
        versions = timeline.versions_of(type(row), [row.pk])
        changes = timeline.changes_of((type(row), row.pk), versions)
        conflict = Merging(request, stored, opened, versions).merge(changes[0] if changes else None)
        return conflict if conflict.both or conflict.theirs else None

    def _stored(self, request: HttpRequest, row: models.Model) -> dict[Place, Stored]:
        """The row and its parts on this form, as they are stored; and of each kind of part an empty one."""
        form = self.get_form(request, row, change=True)
        found = {("", str(row.pk)): Stored.of(form(instance=row))}
        for kind, inline in self.get_formsets_with_inlines(request, row):
            prefix = kind.get_default_prefix()
            parts: Any = kind(instance=row, prefix=prefix, queryset=inline.get_queryset(request))
            found |= {(prefix, str(part.instance.pk)): Stored.of(part) for part in parts.initial_forms}
            found[prefix, ""] = Stored(parts.model, {}, parts.empty_form)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return refusing(form) if hasattr(request, "conflict") else form

    def _typed_for_nothing(self, request: HttpRequest) -> TemplateResponse:
        """The row was deleted meanwhile: show what was typed, so that it can be copied."""
        names = {item.name: field_name(item) for item in columns(self.model)}
        typed = [(names.get(key, key), text) for key, text in request.POST.items() if _is_text(key, text)]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted while you were writing"),
            "typed": typed,
        }
        return TemplateResponse(request, "admin/guides/typed.html", context, status=409)


def _wait_for_others(row: models.Model) -> None:
    """Let nobody else save the row, or what it is a part of, until this transaction ends."""
    top: Any = row
    while type(top) in timeline.PARENT_LINKS:
        top = getattr(top, timeline.PARENT_LINKS[type(top)])
    type(top)._base_manager.select_for_update().filter(pk=top.pk).first()


def _is_text(key: str, text: Any) -> bool:
    return not key.startswith(("_", "csrf")) and len(str(text).strip()) > 3 and "__prefix__" not in key


def refusing(form: Any) -> Any:
    """The form, saying that it is not saved."""

    class Refused(form):  # type: ignore[misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, _("Nothing was saved: somebody else has saved this since you opened it."))
            return cleaned

    return Refused
