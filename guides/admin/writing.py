"""What makes a form good to write in: languages side by side, limits, what is outdated, the faults in one list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.models.base import Translated, localized
from guides.working_copy.diff import compare_words

if TYPE_CHECKING:
    Anything = BaseModelAdmin[Any]
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    Anything = BaseModelAdmin
    RowAdmin = admin.ModelAdmin

PREVIEW, PUBLISH = "_preview", "_publish"  # buttons that save and go on


def beside(names: Iterable[Any], model: type[models.Model]) -> list[Any]:
    """These columns, those of one text in a group of their own, which forms show in one line."""
    grouped: list[Any] = []
    last = None
    for name in names:
        item = next((item for item in model._meta.fields if item.name == name), None)
        original = getattr(item, "translated_field", None)
        if original is not None and original is last:
            grouped[-1] = (*(grouped[-1] if isinstance(grouped[-1], tuple) else (grouped[-1],)), name)
        else:
            grouped.append(name)
        last = original
    return grouped


class SideBySide(Anything):
    """Forms with the languages of a text beside each other, and long texts that say how long they may be."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (name, {**options, "fields": beside(options["fields"], self.model)})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField) and not db_field.choices:
            limits = [db_field.max_length, *(each.limit_value for each in db_field.validators if _limits(each))]
            most = min((limit for limit in limits if limit), default=None)
            if most:
                field.widget.attrs["data-most"] = most
        return field


def _limits(validator: Any) -> bool:
    return isinstance(validator, MaxLengthValidator)


def note_outdated(form: Any) -> None:
    """Say at each outdated translation of a form that it is, and what changed in its source."""
    row = form.instance
    if not isinstance(row, Translated) or row.pk is None:
        return
    for name, made_from in row.outdated().items():
        field, _dot, code = name.partition(".")
        shown = form.fields.get(localized(field)[code])
        if shown is not None:
            source = getattr(row, localized(field)[settings.LANGUAGE_CODE]) or ""
            runs = compare_words(made_from, source) if made_from else ()
            note = render_to_string("admin/guides/outdated.html", {"runs": runs})
            shown.help_text = format_html("{}{}", note, shown.help_text)


def _note_lost_files(form: Any) -> None:
    """Say at each file of a form that comes back with faults that it has to be chosen again: no browser keeps it."""
    for name, field in form.fields.items():
        if form.add_prefix(name) in form.files:
            field.help_text = format_html("<b>{}</b> {}", _("Choose the file again."), field.help_text)


@dataclass(frozen=True)
class FormFault:
    """One fault of a form that was sent: where it is, in words, the id of its field, and what is wrong."""

    place: str
    field: str
    text: str


def faults_of(forms_in_order: Sequence[tuple[str, Any]]) -> list[FormFault]:
    """The faults of these forms, each given with its name, which is empty for the row itself."""
    return [fault for name, form in forms_in_order for fault in _faults_of(name, form)]


def _faults_of(name: str, form: Any) -> Iterator[FormFault]:
    for field, errors in form.errors.items():
        if field in form.fields:
            bound = form[field]
            words = ", ".join(filter(None, (name, str(capfirst(bound.label)))))
            yield from (FormFault(words, bound.auto_id, str(error)) for error in errors)
        else:
            yield from (FormFault(name, "", str(error)) for error in errors)


def _all_forms(context: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "", context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        name = capfirst(str(inline.opts.verbose_name))
        for number, form in enumerate(inline.formset.forms, 1):
            yield f"{name} {number}", form


class WritingForm(RowAdmin):
    """A form with its outline, a bar of buttons that stays in view, and its faults in one list above."""

    goes_on = True  # to a preview and to the publish page

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["goes_on"] = self.goes_on
        every = list(_all_forms(context))
        for _name, form in every:
            note_outdated(form)
            if context.get("errors"):
                _note_lost_files(form)
        context["form_faults"] = faults_of(every) if context.get("errors") else []
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._go_on(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._go_on(request, obj) or super().response_add(request, obj, post_url_continue)

    def _go_on(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        if PREVIEW in request.POST:
            return HttpResponseRedirect(reverse("admin:preview:row", args=[self.opts.model_name, obj.pk]))
        if PUBLISH in request.POST:
            self.message_user(request, _("Saved. Look at what changes, then publish it."))
            return HttpResponseRedirect(reverse("admin:guides_release_publish"))
        return None
