"""The steps of a guide with what to do when one does not work, all in the guide's form."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.admin.base import LAST, PLACE_HELP, RowForm, StackedParts, let_order_be_empty, put_in_place

if TYPE_CHECKING:
    ProblemForms = BaseModelFormSet[models.StepProblem, Any]
else:  # generic for mypy only
    ProblemForms = BaseModelFormSet


class Mark(forms.CharField):
    """A hidden name by which the parts of one form find each other. It is no content, so it never changes a part."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class StepForm(RowForm):
    """A step; `mark` is its primary key, or what the browser has given a step that is new."""

    mark = Mark(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].initial = str(self.instance.pk or "")
        self.problems: list[Any] = []  # their parts of the page

    def marked(self) -> str:
        return str(self["mark"].value() or "")


class ProblemForm(RowForm):
    """A problem; `at` is the mark of the step to which it belongs."""

    at = Mark(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = str(self.instance.step_id or "")
        self.step_form: Any = None

    def has_changed(self) -> bool:
        return not self.goes_with_step() and super().has_changed()

    def goes_with_step(self) -> bool:
        """Whether its step is being removed, and it with it."""
        formset = getattr(self.step_form, "formset", None)
        return formset is not None and formset.is_bound and formset._should_delete_form(self.step_form)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.has_changed() and (self.step_form is None or not _says_something(self.step_form)):
            raise ValidationError(_("Its step has no text yet: write what to do there, or remove this."))
        return cleaned


def _says_something(step: Any) -> bool:
    return step.instance.pk is not None or bool(step.has_changed())


class ProblemFormSet(ProblemForms):
    """The problems of all steps of one guide, in the order of the steps."""

    fk: Any = None  # the parts of a row have one; these belong to rows that may be new themselves

    def __init__(self, *args: Any, instance: Any = None, queryset: Any = None, **kwargs: Any) -> None:
        rows = models.StepProblem.objects.none() if queryset is None else queryset
        if instance is None or instance.pk is None:
            rows = rows.none()
        rows = rows.filter(step__guide=instance) if instance is not None and instance.pk else rows
        rows = rows.order_by("step__order", "step__pk", "order", "pk")
        kwargs.pop("save_as_new", None)
        kwargs["queryset"] = rows
        super().__init__(*args, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "problems"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "order" in form.fields:
            let_order_be_empty(form.fields["order"], PLACE_HELP)

    def join(self, steps: Any) -> None:
        """Give each problem the form of its step."""
        by_mark = {}
        for form in steps.forms:
            form.formset = steps
            by_mark[form.marked()] = form
        by_mark.pop("", None)
        for form in self.forms:
            form.step_form = by_mark.get(str(form["at"].value() or ""))

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.step = form.step_form.instance
        if form.cleaned_data.get("order") is None:
            form.instance.order = LAST
        return super().save_new(form, commit=commit)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)
        wanted: dict[Any, dict[Any, int | None]] = {row.step: {} for row in self.deleted_objects}
        for form in self.forms:
            is_placed = form in self.extra_forms or "order" in form.changed_data
            if is_placed and form.has_changed() and form.instance.pk:
                wanted.setdefault(form.instance.step, {})[form.instance.pk] = form.cleaned_data.get("order")
        for step, places in wanted.items():
            put_in_place(step.problems.all(), places)
        return saved


class StepInline(StackedParts):
    model = models.Step
    form = StepForm
    template = "admin/guides/parts.html"
    show_change_link = False
    fieldsets = [
        (None, {"fields": ["order", "title", "detail"]}),
        (
            _("Link, time and picture"),
            {
                "classes": ["collapse"],
                "fields": ["link", "minutes", "unchecked", "finds_office", "picture", "picture_alternative"],
            },
        ),
    ]


class ProblemInline(StackedParts):
    """Shown within the steps, so that its own place in the form holds counts and an empty form only."""

    model = models.StepProblem
    form = ProblemForm
    formset = ProblemFormSet  # type: ignore[assignment]
    fk_name = "guide"  # not the guide whose form it is; the formset knows better
    template = "admin/guides/guide/problems.html"
    fields = ["order", "label", "advice", "guide", "question"]
    autocomplete_fields = ["guide", "question"]
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.fk = None
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("step", "guide", "question")
        return rows


def put_into_steps(problems: Any) -> None:
    """Give each step the parts of the page that show its problems."""
    for part in problems:
        step = getattr(part.form, "step_form", None)
        if step is not None:
            step.problems.append(part)
