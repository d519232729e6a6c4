"""Guides and what they are made of, login methods, helpdesks and pages of text."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.admin.base import (
    HiddenPartAdmin,
    KeyedAdmin,
    PartAdmin,
    StackedParts,
    TabularParts,
    in_all_languages,
)
from guides.admin.hours import HelpdeskForm
from guides.admin.linking import linking_urls
from guides.admin.pictures import serve_picture
from guides.admin.problems import ProblemInline, StepInline, put_into_steps
from guides.admin.report import SettlesReports
from guides.admin.review import REVIEW_COLUMNS, Reviewed, ReviewFilter
from guides.enums import PageKey
from guides.serving.links import Links


@admin.register(models.Source)
class SourceAdmin(KeyedAdmin):
    named_by = "name"
    list_display = ["name", "key", "published", "reference", "order"]
    list_display_links = ["name", "key"]
    search_fields = ["key", *in_all_languages("name"), "reference", "url"]
    fields = ["name", "key", "published", "url", "reference", "order"]


@admin.register(models.Topic)
class TopicAdmin(KeyedAdmin):
    named_by = "name"
    list_display = ["name", "key", "order"]
    search_fields = ["key", *in_all_languages("name")]
    fields = ["name", "key", "order"]

    def address_on_site(self, links: Links, language: str, row: models.Topic) -> str | None:
        return links.guides(language) if row.key in links.content.topic else None


@admin.register(models.Thing)
class ThingAdmin(KeyedAdmin):
    named_by = "name"
    list_display = ["name", "kind", "key", "order"]
    list_filter = ["kind"]
    search_fields = ["key", *in_all_languages("name", "note")]
    fields = ["name", "kind", "note", "key", "order"]


CHECKED: tuple[Any, Any] = (_("Checked"), {"fields": ["sources", "checked_on", "next_check_on", "checked_by"]})


@admin.register(models.Method)
class MethodAdmin(Reviewed, KeyedAdmin):
    named_by = "name"
    list_display = ["name", "key", "icon", *REVIEW_COLUMNS, "order"]
    list_filter = [ReviewFilter]
    search_fields = ["key", *in_all_languages("name", "slug", "summary", "description")]
    autocomplete_fields = ["needs", "sources"]
    fieldsets = [
        (None, {"fields": ["name", "summary", "description", "needs", "icon"]}),
        CHECKED,
        (_("Address and place"), {"fields": ["key", "slug", "order"]}),
    ]

    def address_on_site(self, links: Links, language: str, row: models.Method) -> str | None:
        return links.method(language, row.key) if row.key in links.content.method else None


class NeedInline(TabularParts):
    model = models.GuideNeed
    fields = ["order", "thing", "note"]
    autocomplete_fields = ["thing"]


class AddressInline(StackedParts):
    model = models.OfficialAddress
    fields = ["order", "address", "url", "label"]
    show_change_link = False


@admin.register(models.Guide)
class GuideAdmin(SettlesReports, Reviewed, KeyedAdmin):
    named_by = "title"
    list_display = ["title", "key", "method", "step_count", *REVIEW_COLUMNS]
    list_display_links = ["title", "key"]
    list_filter = [
        ReviewFilter,
        *("topic", "method", "online", "in_person", "phone", "office_service", "role", "is_sketch"),
    ]
    list_select_related = ["method"]
    search_fields = [
        "key",
        *in_all_languages("title", "slug", "summary", "for_whom", "result", "warning", "search_words"),
    ]
    autocomplete_fields = ["method", "topic", "sources"]
    fieldsets = [
        (None, {"fields": ["is_sketch", "title", "summary", "for_whom", "result", "warning", "search_words"]}),
        (
            _("Time, cost and place"),
            {"fields": ["minutes", "time_note", "cost", "online", "in_person", "phone", "office_service"]},
        ),
        (_("Where it belongs"), {"fields": ["topic", "method", "role"]}),
        CHECKED,
        (_("Address and place"), {"fields": ["key", "slug", "order"]}),
    ]
    inlines = [StepInline, ProblemInline, NeedInline, AddressInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(step_count=Count("steps", distinct=True))
        return rows

    def get_urls(self) -> list[URLPattern]:
        return [*linking_urls(), *super().get_urls()]

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        by_name = {formset.prefix: formset for formset in formsets}
        by_name["problems"].join(by_name["steps"])
        return formsets, inlines

    def get_inline_formsets(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        shown = super().get_inline_formsets(request, *args, **kwargs)
        put_into_steps(next(each for each in shown if each.formset.prefix == "problems"))
        return shown

    @admin.display(description=_("steps"), ordering="step_count")
    def step_count(self, guide: Any) -> int:
        return int(guide.step_count)

    def address_on_site(self, links: Links, language: str, row: models.Guide) -> str | None:
        return links.guide(language, row.key) if row.key in links.content.guide else None


class OfGuideAdmin(PartAdmin):
    """A part of a guide, seen on the guide's page."""

    parent = "guide"

    def address_on_site(self, links: Links, language: str, row: Any) -> str | None:
        return links.guide(language, row.guide.key) if row.guide.key in links.content.guide else None


@admin.register(models.Step)
class StepAdmin(OfGuideAdmin):
    """Steps in a list, to find one; it is changed in the form of its guide."""

    list_display = ["what_to_do", "guide", "order", "problem_count", "unchecked"]
    list_filter = ["unchecked", "guide__topic", "guide"]
    list_select_related = ["guide"]
    ordering = ["guide__order", "guide__key", "order"]
    search_fields = [*in_all_languages("title", "detail", "guide__title"), "guide__key", "link"]
    autocomplete_fields = ["guide"]
    fields = [
        "guide", "order", "title", "detail", "minutes", "link", "unchecked", "finds_office", "picture",
        "picture_alternative",
    ]  # fmt: skip

    @admin.display(description=models.Step._meta.get_field("title").verbose_name, ordering="title")
    def what_to_do(self, step: models.Step) -> str:
        return str(step)

    def get_urls(self) -> list[URLPattern]:
        served = path("pictures/<str:name>", self.admin_site.admin_view(serve_picture), name="guides_picture")
        return [served, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        step = self.get_object(request, unquote(object_id or ""))
        if step is None or not self.has_view_permission(request, step):
            return super().changeform_view(request, object_id, *args, **kwargs)
        form = reverse("admin:guides_guide_change", args=[step.guide_id])
        number = list(step.guide.steps.values_list("pk", flat=True)).index(step.pk)
        return HttpResponseRedirect(f"{form}#steps-{number}")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .select_related("guide")
            .annotate(problem_count=Count("problems", distinct=True))
        )
        return rows

    @admin.display(description=_("when this step does not work"), ordering="problem_count")
    def problem_count(self, step: Any) -> int:
        return int(step.problem_count)


@admin.register(models.StepProblem)
class StepProblemAdmin(HiddenPartAdmin):
    parent = "step"
    list_display = ["label", "step", "guide", "question"]
    list_select_related = ["step__guide", "guide", "question"]
    search_fields = in_all_languages("label", "advice", "step__title")
    autocomplete_fields = ["step", "guide", "question"]
    fields = ["step", "order", "label", "advice", "guide", "question"]


@admin.register(models.GuideNeed)
class GuideNeedAdmin(OfGuideAdmin, HiddenPartAdmin):
    list_display = ["thing", "guide", "note"]
    list_select_related = ["thing", "guide"]
    search_fields = in_all_languages("note", "thing__name", "guide__title")
    autocomplete_fields = ["guide", "thing"]
    fields = ["guide", "order", "thing", "note"]


@admin.register(models.OfficialAddress)
class OfficialAddressAdmin(OfGuideAdmin, HiddenPartAdmin):
    list_display = ["address", "label", "guide"]
    list_select_related = ["guide"]
    search_fields = ["address", "url", *in_all_languages("label", "guide__title")]
    autocomplete_fields = ["guide"]
    fields = ["guide", "order", "address", "url", "label"]


@admin.register(models.Helpdesk)
class HelpdeskAdmin(Reviewed, KeyedAdmin):
    form = HelpdeskForm
    named_by = "name"
    list_display = ["name", "phone", "email", *REVIEW_COLUMNS, "order"]
    list_filter = [ReviewFilter]
    search_fields = ["key", *in_all_languages("name", "purpose"), "phone", "email"]
    autocomplete_fields = ["sources", "hours_source"]
    fieldsets = [
        (None, {"fields": ["name", "purpose", "phone", "phone_note", "email", "website"]}),
        (_("When it is open"), {"fields": ["hours", HelpdeskForm.exceptions_field, "hours_source"]}),
        (_("Checked"), {"fields": ["sources", "checked_on", "next_check_on"]}),
        (_("Address and place"), {"fields": ["key", "order", "role"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may not change hours sees them as they are stored: the rows of days are no column of their own."""
        fieldsets = super().get_fieldsets(request, obj)
        may = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        if may and not self.only_translates(request):
            return fieldsets
        hidden = HelpdeskForm.exceptions_field
        return [
            (name, {**options, "fields": [each for each in options["fields"] if each != hidden]})
            for name, options in fieldsets
        ]

    def address_on_site(self, links: Links, language: str, row: models.Helpdesk) -> str | None:
        return links.contact(language) if row.key in links.content.helpdesk else None


@admin.register(models.Page)
class PageAdmin(KeyedAdmin):
    """Pages are chosen from `PageKey`: the site has a place for these and no other."""

    named_by = "title"
    list_display = ["title", "key", "summary"]
    search_fields = ["key", *in_all_languages("title", "slug", "summary", "lead", "body")]
    fieldsets = [
        (None, {"fields": ["key", "title", "summary", "lead", "body"]}),
        (_("Address and place"), {"fields": ["slug"]}),
    ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.name == "key":
            return forms.ChoiceField(label=_("page"), choices=PageKey.choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        proposed = super().get_prepopulated_fields(request, obj)
        return {field: names for field, names in proposed.items() if field != "key"}

    def address_on_site(self, links: Links, language: str, row: models.Page) -> str | None:
        return links.page(language, row.key) if row.key in links.content.page else None
