"""What readers say of guides and offices: read, mended there, and settled."""

import csv
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.enums import ReportState
from guides.text import disarm

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin

SETTLE = "settle"  # in the address of a form: the report that is settled when the form is saved


@admin.register(models.ReaderReport)
class ReaderReportAdmin(admin.ModelAdmin[models.ReaderReport]):
    list_display = ["day", "what_about", "choice", "text", "language", "state", "mend"]
    list_display_links = ["day"]
    list_editable = ["state"]
    list_filter = ["state", "subject", "choice", "language", "day"]
    list_select_related = ["point", "guide"]
    list_per_page = 50
    search_fields = ["key", "point__name", "point__town", "text", "note"]
    readonly_fields = ["day", "what_about", "step", "choice", "text", "language", "mend"]
    fields = ["day", "what_about", "step", "choice", "text", "language", "mend", "state", "note"]
    actions = ["mark_seen", "mark_done", "export_csv"]

    @admin.display(description=_("about"), ordering="key")
    def what_about(self, row: models.ReaderReport) -> str:
        """The office or the guide, as a link to its form."""
        there = row.point or row.guide
        if there is None:
            return row.key
        name = f"{row.key}: {row.point}" if row.point else str(getattr(there, "title", there))
        return format_html('<a href="{}">{}</a>', _form_of(there), name)

    @admin.display(description=_("mend it"))
    def mend(self, row: models.ReaderReport) -> str:
        """The way to the form whose saving settles the report."""
        there = row.point or row.guide
        if there is None or row.state == ReportState.DONE:
            return "–"
        words = _("Mend this office and settle") if row.point else _("Mend this guide and settle")
        return format_html('<a href="{}?{}={}">{}</a>', _form_of(there), SETTLE, row.pk, words)

    @admin.action(description=_("Mark the chosen reports as seen"), permissions=["change"])
    def mark_seen(self, request: HttpRequest, chosen: QuerySet[models.ReaderReport]) -> None:
        chosen.update(state=ReportState.SEEN)

    @admin.action(description=_("Mark the chosen reports as done"), permissions=["change"])
    def mark_done(self, request: HttpRequest, chosen: QuerySet[models.ReaderReport]) -> None:
        number = chosen.update(state=ReportState.DONE)
        words = ngettext("%(number)d report is settled.", "%(number)d reports are settled.", number)
        messages.success(request, words % {"number": number})

    @admin.action(description=_("Export the chosen reports as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, chosen: QuerySet[models.ReaderReport]) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="reports.csv"'
        response["Cache-Control"] = "no-store"
        table = csv.writer(response)
        names = ["day", "subject", "key", "step", "choice", "text", "language", "state", "note"]
        table.writerow(names)
        for row in chosen.iterator(chunk_size=500):
            table.writerow([disarm(str(getattr(row, name))) for name in names])
        return response

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


def _form_of(row: models.Point | models.Guide) -> str:
    return reverse(f"admin:guides_{row._meta.model_name}_change", args=(row.pk,))


class SettlesReports(RowAdmin):
    """A form that was opened from a report shows it, and settles it when it is saved."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and (report := _report_of(request, kwargs.get("obj"))):
            words = gettext("A reader says: %(choice)s. “%(text)s” When you save here, the report is settled.")
            messages.info(request, words % {"choice": report.get_choice_display(), "text": report.text or "–"})
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if report := _report_of(request, obj):
            report.state = ReportState.DONE
            report.save(update_fields=["state"])
            messages.success(request, gettext("The report is settled."))
        return super().response_change(request, obj)


def _report_of(request: HttpRequest, row: Any) -> models.ReaderReport | None:
    """The report named in the address, where it is about `row`, is open, and the editor may settle it."""
    number = request.GET.get(SETTLE, "")
    if row is None or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    if not request.user.has_perm("guides.change_readerreport"):
        return None
    waiting = row.reports.exclude(state=ReportState.DONE)
    report: models.ReaderReport | None = waiting.filter(pk=int(number)).first()
    return report
