"""Opening hours in a form: typed as people write them, and saved once the editor has read what was understood."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guides.admin.base import RowForm
from guides.schema.hours import BadHours
from guides.schema.hours_in_words import explain, understood
from guides.schema.typed_hours import understand

SEEN = "hours_seen"  # what the editor has read as understood, in OSM syntax


class HoursForm(RowForm):
    """A form with opening hours; under the field stands what was understood of them."""

    hours_field: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.hours_field)
        if field is not None:
            field.help_text = format_html("{}{}", field.help_text, self._told())

    def _typed(self) -> str:
        name = self.add_prefix(self.hours_field)
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(self.hours_field) or "").strip()

    def _told(self) -> SafeString:
        """What is understood of what the field holds, and a note of it for the next time the form is sent."""
        typed = self._typed()
        try:
            expression = understand(typed) if typed else ""
            words = understood(expression, timezone.localdate()) if expression else ""
        except BadHours:
            return SafeString("")
        seen = format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(SEEN), expression)
        return format_html('<br><strong class="understood">{}</strong>{}', _understood(words), seen) if words else seen

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get(self.hours_field)
        if typed:
            try:
                cleaned[self.hours_field] = self._read(typed)
            except ValidationError as error:
                self.add_error(self.hours_field, error)
        return cleaned

    def _read(self, typed: str) -> str:
        try:
            expression = understand(typed)
        except BadHours as error:
            raise ValidationError(explain(error)) from error
        known = (self.initial.get(self.hours_field), self.data.get(self.add_prefix(SEEN)))
        if expression not in known:
            words = _understood(understood(expression, timezone.localdate()))
            raise ValidationError(_("%(words)s. If that is right, save once more.") % {"words": words})
        return expression


def _understood(words: str) -> str:
    return _("Understood: %(hours)s") % {"hours": words}


class PointForm(HoursForm):
    hours_field = "opening_hours"


class HelpdeskForm(HoursForm):
    hours_field = "hours"
