"""Opening hours in a form: typed as people write them, and saved once the editor has read what was understood."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guides.admin.base import RowForm
from guides.admin.dated import DatedWidget, dated_cells, typed_dates
from guides.admin.weekly import HoursWidget, TypedRows, cells_of, typed_hours
from guides.checking.compiled_parts import compile_opening
from guides.models.base import validate_exceptions
from guides.schema.hours import BadHours, exceptions_text, read_exceptions, split_dated, with_exceptions
from guides.schema.hours_in_words import explain, understood
from guides.schema.typed_hours import understand

SEEN = "hours_seen"  # what the editor has read as understood, in OSM syntax


class HoursForm(RowForm):
    """A form with opening hours; under the field stands what was understood of them."""

    hours_field: ClassVar[str]
    exceptions_field: ClassVar[str] = "exceptions"
    keeps_exceptions: ClassVar[bool] = True  # in a column of their own; else they stand at the end of the hours

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._divide()
        field = self.fields.get(self.hours_field)
        if field is not None:
            field.widget = HoursWidget(attrs=field.widget.attrs)
            field.help_text = format_html("{}{}", field.help_text, self._told())

    def _divide(self) -> None:
        """Show days of the hours that are dated in the rows for them."""
        names = (self.hours_field, self.exceptions_field)
        self._stored = {name: getattr(self.instance, name, "") or "" for name in names}
        field = self.fields.get(self.exceptions_field)
        if field is None:
            return
        field.widget = DatedWidget(attrs=field.widget.attrs)
        usual, dated = split_dated(self._stored[self.hours_field])
        if dated and self.hours_field in self.fields:
            self.initial[self.hours_field] = usual
            known = (self._stored[self.exceptions_field], exceptions_text(dated))
            self.initial[self.exceptions_field] = "; ".join(filter(None, known))

    def _typed(self, name: str) -> Any:
        if name not in self.fields:
            return getattr(self.instance, name, "") if name else ""
        if self.is_bound and not self.fields[name].disabled:
            # Not by the bound field, which would keep the help text that it has now.
            return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or ""
        return self.get_initial_for_field(self.fields[name], name) or ""

    def _told(self) -> SafeString:
        """What readers will see of what the form holds, and a note for the next time it is sent."""
        typed = self._typed(self.hours_field)
        told = read(typed, self._typed(self.exceptions_field))
        return format_html(
            '<input type="hidden" name="{}" value="{}"><div class="desk-readers-see" aria-live="polite">{}</div>',
            self.add_prefix(SEEN),
            told["expression"],
            SafeString(told["html"]),  # made by a template
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get(self.hours_field)
        sent = self[self.hours_field].data if self.hours_field in self.fields else None
        if isinstance(sent, TypedRows) and sent.problem:
            self.add_error(self.hours_field, sent.problem)
        elif typed:
            try:
                cleaned[self.hours_field] = self._read(typed)
            except ValidationError as error:
                self.add_error(self.hours_field, error)
        self._join(cleaned)
        return cleaned

    def _join(self, cleaned: dict[str, Any]) -> None:
        """Put the days with other hours where they are kept; what nobody has changed stays as it was written."""
        name, usual = self.exceptions_field, cleaned.get(self.hours_field)
        if name not in self.fields or name in self.errors:
            return
        sent = self[name].data
        if isinstance(sent, TypedRows) and sent.problem:
            self.add_error(name, sent.problem)
            return
        changed = {name, self.hours_field} & set(self.changed_data)
        if not changed:
            cleaned |= {field: text for field, text in self._stored.items() if field in cleaned}
        elif not self.keeps_exceptions and usual is not None:
            cleaned[self.hours_field] = with_exceptions(usual, read_exceptions(cleaned.get(name) or ""))

    def _read(self, typed: str) -> str:
        try:
            expression = understand(typed)
        except BadHours as error:
            raise ValidationError(explain(error)) from error
        known = (self.initial.get(self.hours_field), self.data.get(self.add_prefix(SEEN)))
        by_rows = isinstance(self[self.hours_field].data, TypedRows)  # which leave nothing to be understood
        if expression not in known and not by_rows:
            words = _understood(understood(expression, timezone.localdate()))
            raise ValidationError(_("%(words)s. If that is right, save once more.") % {"words": words})
        return expression


def _understood(words: str) -> str:
    return _("Understood: %(hours)s") % {"hours": words}


class PointForm(HoursForm):
    hours_field = "opening_hours"


class HelpdeskForm(HoursForm):
    hours_field = "hours"
    keeps_exceptions = False
    exceptions = forms.CharField(
        label=gettext_lazy("Other hours on some days"), required=False, validators=[validate_exceptions]
    )


def read(typed: Any, exceptions: str) -> dict[str, Any]:
    """What is understood of hours and dated exceptions.

    `expression` in OSM syntax and `cells` of seven rows or None, `exceptions` as text and `dated`, their cells or None,
    and `html`: what readers will see, or what is wrong.
    """
    problem = typed.problem if isinstance(typed, TypedRows) else ""
    problem = problem or (exceptions.problem if isinstance(exceptions, TypedRows) else "")
    dated = {"exceptions": str(exceptions), "dated": None if problem else dated_cells(exceptions)}
    text = str(typed).strip()
    expression, words, opening = "", "", None
    try:
        expression = understand(text) if text and not problem else ""
        words = understood(expression, timezone.localdate()) if expression else ""
        opening = compile_opening(expression, exceptions) if not problem else None
    except BadHours as error:
        problem = explain(error)
    context = {"problem": problem, "words": _understood(words) if words else "", "opening": opening}
    html = render_to_string("admin/guides/readers_see.html", context)
    return {"expression": expression, "cells": cells_of(text) if not problem else None, "html": html.strip(), **dated}


def hours_urls() -> list[URLPattern]:
    return [path("hours/", admin.site.admin_view(read_view), name="guides_hours_read")]


@require_POST
def read_view(request: HttpRequest) -> JsonResponse:
    """What is understood of the hours in a form, while they are typed; nothing is stored."""
    if not request.user.is_staff:
        raise PermissionDenied
    return JsonResponse(read(*_sent(request.POST)))


def _sent(data: Mapping[str, Any]) -> tuple[Any, str]:
    name = str(data.get("name", ""))
    typed = typed_hours(data, name) or ""
    dates = typed_dates(data, "exceptions") or ""
    return (
        typed if isinstance(typed, TypedRows) else typed[:1000],
        dates if isinstance(dates, TypedRows) else dates[:1000],
    )
