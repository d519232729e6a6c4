"""Questions, answers and outcomes."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from guides import models
from guides.admin.base import (
    HiddenPartAdmin,
    KeyedAdmin,
    PartAdmin,
    RowForm,
    StackedParts,
    TabularParts,
    freeze_key,
    in_all_languages,
)
from guides.admin.faults import change_address
from guides.admin.flow import flow_urls
from guides.admin.inserting import AFTER, answers_before, first_answers, lead_to, proposed_key, told
from guides.admin.orphans import led_to, tell_orphans
from guides.questionnaire.replay import replay
from guides.serving.links import Links, way_to

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin


class AnswerForm(RowForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        freeze_key(self)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = _("Leave it empty, and it is made from the answer. %(help)s") % {
                "help": self.fields["key"].help_text
            }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        label = cleaned.get(build_localized_fieldname("label", settings.LANGUAGE_CODE))
        if "key" in self.fields and not cleaned.get("key") and "key" not in self.errors and label:
            cleaned["key"] = proposed_key(label)
        return cleaned


class AnswerInline(StackedParts):
    model = models.Answer
    form = AnswerForm
    fk_name = "question"
    fields = ["order", "label", "hint", "next_question", "outcome", "insert", "unsure", "key"]
    readonly_fields = ["insert"]
    autocomplete_fields = ["next_question", "outcome"]
    show_change_link = False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(first_answers(answers_before(request))) if obj is None else super().get_extra(request, obj, **kwargs)

    @admin.display(description=_("another question in between"))
    def insert(self, answer: Any) -> str:
        if answer.pk is None:
            return str(_("once this is saved"))
        address = reverse("admin:guides_question_add", query={AFTER: answer.pk})
        return format_html('<a href="{}">{}</a>', address, _("Insert a question after this answer"))


class QuestionForm(RowForm):
    def clean_first(self) -> bool:
        first = bool(self.cleaned_data["first"])
        other = models.Question.objects.filter(first=True).exclude(pk=self.instance.pk).first()
        if first and other is not None:
            raise ValidationError(
                _("“%(question)s” is the first question now. Open it and untick this there, then come back."),
                params={"question": other},
            )
        return first


class ShowsWays(RowAdmin):
    """Forms that say which answers lead to their row, with the way to each."""

    @admin.display(description=_("who leads here"))
    def leads_here(self, row: Any) -> SafeString:
        if row.pk is None:
            return SafeString("–")
        to_row = {"next_question" if isinstance(row, models.Question) else "outcome": row}
        answers = models.Answer.objects.filter(**to_row).select_related("question")
        ways = [
            (reverse("admin:guides_question_way", args=[answer.pk]), answer.question.text, answer.label)
            for answer in answers.order_by("question__order", "question__key", "order")
        ]
        listed = format_html_join("", '<li><a href="{}">{} → {}</a></li>', ways)
        return format_html('<ul class="desk-ways">{}</ul>', listed) if ways else SafeString("–")


@admin.register(models.Question)
class QuestionAdmin(ShowsWays, KeyedAdmin):
    named_by = "text"
    form = QuestionForm
    list_display = ["text", "key", "first", "answer_count", "order"]
    list_display_links = ["text", "key"]
    list_filter = ["first"]
    search_fields = ["key", *in_all_languages("text", "hint", "answers__label")]
    fields = ["text", "hint", "first", "key", "order", "leads_here"]
    readonly_fields = ["leads_here"]
    inlines = [AnswerInline]

    def get_urls(self) -> list[URLPattern]:
        return [*flow_urls(self), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        subtitle = {"subtitle": told(answers_before(request))}
        response: HttpResponse = super().add_view(request, form_url, {**(extra_context or {}), **subtitle})
        return response

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        # Once they are sent they are no beginning: what was left as it was would not be saved.
        is_new = request.method == "GET" and obj.pk is None
        return given | {"initial": first_answers(answers_before(request))} if is_new else given

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = [] if change else answers_before(request)
        led = led_to([form.instance, *(answer.question for answer in before)])
        super().save_related(request, form, formsets, change)
        if before:
            lead_to(before, form.instance)
        tell_orphans(request, led)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(answer_count=Count("answers", distinct=True))
        return rows

    @admin.display(description=_("answers"), ordering="answer_count")
    def answer_count(self, question: Any) -> int:
        return int(question.answer_count)

    def address_on_site(self, links: Links, language: str, row: models.Question) -> str | None:
        return links.question_from(language, row.key) if row.key in links.content.question else None


@admin.register(models.Answer)
class AnswerAdmin(PartAdmin):
    parent = "question"
    form = AnswerForm
    list_display = ["label", "question", "next_question", "outcome", "unsure", "key"]
    list_filter = ["unsure", "question"]
    list_select_related = ["question", "next_question", "outcome__guide"]
    ordering = ["question__order", "question__key", "order"]
    search_fields = [
        "key",
        *in_all_languages("label", "hint", "question__text", "next_question__text"),
        "next_question__key",
        "outcome__key",
    ]
    autocomplete_fields = ["question", "next_question", "outcome"]
    fields = ["question", "order", "label", "hint", "next_question", "outcome", "unsure", "key"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        led = led_to([obj.question])
        super().save_model(request, obj, form, change)
        tell_orphans(request, led)

    def address_on_site(self, links: Links, language: str, row: models.Answer) -> str | None:
        key = row.question.key
        return links.question_from(language, key) if key in links.content.question else None


class AlternativeInline(TabularParts):
    model = models.OutcomeAlternative
    fields = ["order", "guide", "note"]
    autocomplete_fields = ["guide"]


@admin.register(models.Outcome)
class OutcomeAdmin(ShowsWays, KeyedAdmin):
    list_display = ["heading", "key", "answer_count", "helpdesk", "order"]
    list_display_links = ["heading", "key"]
    list_filter = ["helpdesk"]
    search_fields = [
        "key",
        *in_all_languages("title", "reason", "reassurance", "warning", "call", "guide__title"),
        "guide__key",
    ]
    autocomplete_fields = ["guide", "helpdesk"]
    fields = [
        "guide",
        "title",
        "reason",
        "reassurance",
        "warning",
        "call",
        "helpdesk",
        "shows",
        "leads_here",
        "kept",
        "key",
        "order",
    ]
    readonly_fields = ["shows", "leads_here"]
    inlines = [AlternativeInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # The guide is in the outcome's name, which lists of choices show too.
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .select_related("guide", "helpdesk")
            .annotate(answer_count=Count("answers", distinct=True))
        )
        return rows

    @admin.display(description=_("heading"), ordering="guide__title")
    def heading(self, outcome: models.Outcome) -> str:
        return outcome.title or outcome.guide.title

    @admin.display(description=_("answers that lead here"), ordering="answer_count")
    def answer_count(self, outcome: Any) -> int:
        return int(outcome.answer_count)

    @admin.display(description=_("what readers see"))
    def shows(self, row: models.Outcome) -> SafeString:
        """Heading and reason as saved, and the steps of the guide, with the way to each."""
        if row.pk is None:
            return SafeString("–")
        steps = format_html_join("", "<li>{}</li>", ((step.title,) for step in row.guide.steps.all()))
        return format_html(
            '<div class="desk-shows"><p><strong>{}</strong></p><p>{}</p><p>{} <a href="{}">{}</a></p><ol>{}</ol>'
            '<p><a href="{}">{}</a></p></div>',
            row.title or row.guide.title,
            row.reason,
            capfirst(_("guide")) + ":",
            change_address(row.guide),
            row.guide.title,
            steps,
            reverse("admin:preview:row", args=["outcome", row.pk]),
            _("Preview of the outcome"),
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {}

    def address_on_site(self, links: Links, language: str, row: models.Outcome) -> str | None:
        for question in links.content.questions:
            for answer in question.answers:
                if answer.outcome == row.key:
                    way = (*way_to(links.flow, question.key), (question.key, answer.key))
                    return links.question(language, replay(links.flow, way).state)
        return None


@admin.register(models.OutcomeAlternative)
class OutcomeAlternativeAdmin(HiddenPartAdmin):
    parent = "outcome"
    list_display = ["guide", "outcome", "note"]
    list_select_related = ["guide", "outcome__guide"]
    search_fields = [*in_all_languages("note", "guide__title"), "outcome__key"]
    autocomplete_fields = ["guide", "outcome"]
    fields = ["outcome", "order", "guide", "note"]
