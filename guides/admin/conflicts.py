"""Two editors, one row: the second who saves is refused, sees both versions, and loses nothing of what was typed.

A form carries the number of the version with which it was opened. When there is a newer one on saving, what only the
other editor changed goes into the form, what this editor typed stays in it, and both are shown. Saving again writes the
form as it then is.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from guides.admin.merging import EditConflict, MergeBase, Merging, Place, StoredRow, lists_of
from guides.admin.values import columns
from guides.models import Version
from guides.models.base import field_in_words
from guides.models.locking import after_collisions
from guides.schema.kinds import Entry
from guides.working_copy.kinds import SHAPES, Shape
from guides.working_copy.recording import WAYS, newest_of, recording, top_of
from guides.working_copy.rows import read_entry, read_rows
from guides.working_copy.versions import entry_of

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

OPENED = "_opened"  # the hidden field


class RefusesConflicts(RowAdmin):
    """Refuses to save a form whose row has become another since the form was opened."""

    change_form_template = "admin/guides/change_form.html"

    def reason_of_save(self, request: HttpRequest) -> str:
        """Why a form is saved (`ChangeReason`), where it is more than an edit."""
        return ""

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
            newest = _newest_version(row)
            context["opened"] = str(newest.pk if newest else 0)
            return super().changeform_view(request, object_id, form_url, context)
        if object_id and row is None and request.method == "POST" and self.has_change_permission(request):
            return self._typed_for_nothing(request)
        if request.method == "POST":
            with recording(self.reason_of_save(request), request.user):
                return super().changeform_view(request, object_id, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _save_unless_changed(self, request: HttpRequest, row: Any, form_url: str, context: dict[str, Any]) -> Any:
        with recording(self.reason_of_save(request), request.user):
            _wait_for_others(row)
            row = self.get_object(request, str(row.pk))
            if row is None:
                return self._typed_for_nothing(request)
            context["opened"] = request.POST.get(OPENED, "")
            newest = _newest_version(row)
            conflict = self._find_conflict(request, row, newest)
            if conflict is not None:
                context |= {"conflict": conflict, "opened": str(newest.pk if newest else 0)}
                request.POST = conflict.data  # type: ignore[assignment]
                request.conflict = conflict  # type: ignore[attr-defined]
            return super().changeform_view(request, str(row.pk), form_url, context)

    def _find_conflict(self, request: HttpRequest, row: Any, newest: Version | None) -> EditConflict | None:
        """What differs, when saving the form would undo what somebody else has done since it was opened."""
        sent = request.POST.get(OPENED, "")
        if sent == str(newest.pk if newest else 0):
            return None
        stored = self._stored(request, row)
        conflict = Merging(request, stored, _merge_base(row, sent, newest)).merge(newest)
        return conflict if conflict.both or conflict.theirs else None

    def _stored(self, request: HttpRequest, row: models.Model) -> dict[Place, StoredRow]:
        """The row and its parts on this form, as they are stored; and of each kind of part an empty one."""
        kind, pk = top_of(row)
        top = SHAPES[kind]
        shape, entry, _order = _part_of(top, read_entry(top, read_rows(top, [pk])[pk]), row)
        assert entry is not None
        lists = lists_of(shape, entry)
        form = self.get_form(request, row, change=True)
        found = {("", str(row.pk)): StoredRow.of(shape, entry, form(instance=row))}
        for kind_of_part, inline in self.get_formsets_with_inlines(request, row):
            prefix = kind_of_part.get_default_prefix()
            parts: Any = kind_of_part(instance=row, prefix=prefix, queryset=inline.get_queryset(request))
            part_shape, members = lists[prefix]
            for part, (_number, member) in zip(parts.initial_forms, members, strict=True):
                found[prefix, str(part.instance.pk)] = StoredRow.of(part_shape, member, part)
            found[prefix, ""] = StoredRow(part_shape, {}, parts.empty_form)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return refusing(form) if hasattr(request, "conflict") else form

    def _typed_for_nothing(self, request: HttpRequest) -> TemplateResponse:
        """The row was deleted meanwhile: show what was typed, so that it can be copied."""
        names = {item.name: field_in_words(item) for item in columns(self.model)}
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
    kind, pk = top_of(row)
    SHAPES[kind].model._base_manager.select_for_update().filter(pk=pk).first()


def _newest_version(row: models.Model) -> Version | None:
    """The newest version of the row, or of what it is a part of."""
    kind, pk = top_of(row)
    return newest_of(kind, [pk]).get(pk)


def _merge_base(row: models.Model, sent: str, newest: Version | None) -> MergeBase:
    """What the form was opened with; nothing when it does not say which version of the row that was."""
    if newest is None or not (sent.isascii() and sent.isdecimal() and len(sent) < 19):
        return MergeBase()
    version = Version.objects.filter(pk=int(sent), kind=newest.kind, row=newest.row).first()
    if version is None:
        return MergeBase()
    shape, entry, order = _part_of(SHAPES[newest.kind], entry_of(version), row, version.order)
    return MergeBase() if entry is None else MergeBase.of(shape, entry, order)


def _part_of(
    shape: Shape, entry: Entry | None, row: Any, order: int | None = None
) -> tuple[Shape, Entry | None, int | None]:
    """What an entry says of `row`, which is its own row or one of its parts; and its place."""
    _kind, links = WAYS[type(row)]
    above = [row]
    for link in links:
        above.append(getattr(above[-1], link))
    for part in reversed(above[:-1]):
        name, shape = next((name, each) for name, (each, _link) in shape.children.items() if each.model is type(part))
        identity = read_entry(shape, part).identity
        members = enumerate(getattr(entry, name, ()), 1)
        order, entry = next((each for each in members if each[1].identity == identity), (None, None))
    return shape, entry, order


def _is_text(key: str, text: Any) -> bool:
    return not key.startswith(("_", "csrf")) and len(str(text).strip()) > 3 and "__prefix__" not in key


def refusing(form: Any) -> Any:
    """The form, saying that it is not saved."""

    class SaveRefused(form):  # type: ignore[misc]
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(None, _("Nothing was saved: somebody else has saved this since you opened it."))
            return cleaned

    return SaveRefused
