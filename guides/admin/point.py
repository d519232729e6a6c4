"""Confirmation points, the lists they come from, and where postcodes lie."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.admin.base import FORM_FIELDS, KeyedAdmin, WorkingCopyAdmin, in_all_languages
from guides.admin.hours import PointForm, hours_urls
from guides.admin.report import SettlesReports
from guides.admin.review import REVIEW_COLUMNS, Reviewed, ReviewFilter
from guides.admin.roles import ByRole
from guides.enums import ServiceKind
from guides.serving.links import Links


@admin.register(models.PointSource)
class PointSourceAdmin(KeyedAdmin):
    named_by = "name"
    list_display = ["name", "key", "published", "order", "offices"]
    search_fields = ["key", *in_all_languages("name", "note"), "url"]
    fields = ["name", "key", "published", "url", "phone", "website", "note", "order"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(office_count=Count("points", distinct=True))
        return rows

    @admin.display(description=_("used in"), ordering="office_count")
    def offices(self, row: Any) -> SafeString:
        """How many offices are from the list, with the way to them."""
        address = f"{reverse('admin:guides_point_changelist')}?source__id__exact={row.pk}"
        return format_html('<a href="{}">{}</a>', address, row.office_count)


OLD_DAYS = 365


def has_old_data() -> Q:
    """The condition that what is known of an office is older than a year."""
    oldest = timezone.localdate() - timedelta(days=OLD_DAYS)
    # Lists say their day, month or year; a month and a year count from their beginning.
    by_list = Q(checked_on__isnull=True, source__published__lt=oldest.isoformat())
    return Q(checked_on__lt=oldest) | by_list


class DataFilter(admin.SimpleListFilter):
    title = _("data")
    parameter_name = "data"
    OLD = "old"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(self.OLD, _("older than a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(has_old_data()) if self.value() == self.OLD else queryset


class ServiceInline(ByRole, admin.StackedInline[models.Service, models.Point]):
    model = models.Service
    fields = [("kind", "status"), ("source", "checked_on"), "url"]
    formfield_overrides = FORM_FIELDS
    extra = 0
    max_num = len(ServiceKind)


@admin.register(models.Point)
class PointAdmin(SettlesReports, Reviewed, WorkingCopyAdmin):
    form = PointForm
    change_list_template = "admin/guides/point/change_list.html"
    list_display = ["number", "name", "town", "voivodeship", "kind", *REVIEW_COLUMNS, "is_listed"]
    list_display_links = ["number", "name"]
    list_filter = [
        ReviewFilter,
        DataFilter,
        "kind",
        "services__status",
        "voivodeship",
        "country",
        "precision",
        "source",
        "is_listed",
    ]
    search_fields = ["number", "name", "street", "postcode", "town", "teryt", *in_all_languages("note")]
    autocomplete_fields = ["source"]
    inlines = [ServiceInline]
    fieldsets = [
        (None, {"fields": ["number", "name", "kind", "note", "is_listed"]}),
        (_("Where it is"), {"fields": ["street", "postcode", "town", "voivodeship", "teryt", "country"]}),
        (_("On the map"), {"fields": ["latitude", "longitude", "precision"]}),
        (_("How to reach it"), {"fields": ["phone", "email", "website"]}),
        (
            _("When it is open"),
            {"fields": ["opening_hours", "hours_text", "exceptions", "appointment", "appointment_how"]},
        ),
        (_("Access"), {"fields": ["step_free", "sign_language"]}),
        (_("Checked"), {"fields": ["source", "reference", "checked_on", "next_check_on"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [*hours_urls(), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Given when it is first saved, and part of the page's address from then on.
        return (*super().get_readonly_fields(request, obj), "number")

    def address_on_site(self, links: Links, language: str, row: models.Point) -> str | None:
        return links.point(language, row.number) if row.number in links.points_set.point else None


@admin.register(models.ImportMapping)
class ImportMappingAdmin(admin.ModelAdmin[models.ImportMapping]):
    """Made while importing; here they are renamed and thrown away."""

    list_display = ["name", "kind", "source"]
    list_select_related = ["source"]
    fields = ["name", "kind", "source", "columns", "unchanged"]
    readonly_fields = ["columns", "unchanged"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
