"""“Checked, still right”: when a row was compared with its sources, by whom, and when that is due again."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from guides.enums import ChangeReason
from guides.models import Version
from guides.serving.reviews import is_overdue, last_day
from guides.working_copy import reviews
from guides.working_copy.recording import WAYS, recording

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

CHECKED_BUTTON = "_checked"
ACTION = "still_right"
REVIEW_CONDITIONS: dict[str, Callable[[], Q]] = {"overdue": reviews.is_overdue, "soon": reviews.is_due_soon}
REVIEW_COLUMNS = ("checked_on", "reviewer", "next_check")


class ReviewFilter(admin.SimpleListFilter):
    """Rows that somebody has to compare with their sources again."""

    title = _("next check")
    parameter_name = "review"
    OVERDUE, SOON = "overdue", "soon"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(self.OVERDUE, _("overdue, or never made")), (self.SOON, _("due within 30 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = REVIEW_CONDITIONS.get(self.value() or "")
        return queryset.filter(condition()) if condition else queryset


class Reviewed(RowAdmin):
    """Rows that are checked from time to time. One click says that one is still right, in the list and in the form."""

    actions = [ACTION]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        checks = Version.objects.filter(kind=WAYS[self.model][0], row=OuterRef("pk"), reason=ChangeReason.CHECKED)
        rows: QuerySet[Any] = super().get_queryset(request)
        newest = checks.order_by("-pk").values("user_name")[:1]
        annotated: QuerySet[Any] = rows.annotate(reviewed_by=Subquery(newest))
        return annotated

    @admin.display(description=_("checked at the desk by"))
    def reviewer(self, row: Any) -> str:
        return row.reviewed_by or "–"

    @admin.display(description=_("next check"), ordering="checked_on")
    def next_check(self, row: Any) -> str:
        """The day from which readers are told that the check is too old."""
        if row.checked_on is None:
            return format_html('<span class="desk-state desk-state-missing">{}</span>', _("never checked"))
        day = last_day(row)
        assert day is not None
        due = date_format(day + timedelta(days=1), "j E Y")
        if is_overdue(row):
            words = gettext("overdue since %(day)s") % {"day": due}
            return format_html('<span class="desk-state desk-state-missing">{}</span>', words)
        return due

    @admin.action(description=_("Checked today, still right"), permissions=["change_row"])
    def still_right(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        # Anew, since rows that are annotated can't be updated everywhere.
        rows = self.model._default_manager.filter(pk__in=[row.pk for row in chosen])
        number = reviews.note_checked(rows)
        words = ngettext("%(number)d entry is checked today.", "%(number)d entries are checked today.", number)
        messages.success(request, words % {"number": number})

    def has_change_row_permission(self, request: HttpRequest) -> bool:
        """Whether the editor may change such rows, and not only their translations."""
        return self.has_change_permission(request) and not self.only_translates(request)  # type: ignore[attr-defined]

    def reason_of_save(self, request: HttpRequest) -> str:
        return ChangeReason.CHECKED if self._is_checking(request) else ""

    def _is_checking(self, request: HttpRequest) -> bool:
        return CHECKED_BUTTON in request.POST and self.has_change_row_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "POST" and request.POST.get("action") == ACTION:
            with recording(ChangeReason.CHECKED, request.user):
                return super().changelist_view(request, extra_context)
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["may_check"] = kwargs.get("obj") is not None and self.has_change_row_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if self._is_checking(request):
            obj.checked_on = timezone.localdate()
            if obj.next_check_on is not None and obj.next_check_on <= obj.checked_on:
                obj.next_check_on = None
        super().save_model(request, obj, form, change)
