"""What visitors say is wrong with offices: read, mended at the office, and ticked off."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.enums import ReportState


@admin.register(models.PointReport)
class PointReportAdmin(admin.ModelAdmin[models.PointReport]):
    list_display = ["day", "office", "choice", "text", "language", "state"]
    list_display_links = ["day"]
    list_editable = ["state"]
    list_filter = ["state", "choice", "day"]
    list_select_related = ["point"]
    search_fields = ["number", "point__name", "point__town", "text"]
    readonly_fields = ["day", "office", "choice", "text", "language"]
    fields = ["day", "office", "choice", "text", "language", "state"]
    actions = ["mark_done"]

    @admin.display(description=_("office"), ordering="number")
    def office(self, row: models.PointReport) -> str:
        """The way to the office, to mend it there."""
        if row.point is None:
            return str(row.number)
        address = reverse("admin:guides_point_change", args=(row.point.pk,))
        return format_html('<a href="{}">{}: {}</a>', address, row.number, row.point)

    @admin.action(description=_("Mark the chosen reports as done"), permissions=["change"])
    def mark_done(self, request: HttpRequest, chosen: QuerySet[models.PointReport]) -> None:
        chosen.update(state=ReportState.DONE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
