"""The form that asks what a helpdesk needs to know. It is never stored; it is shown again as it was typed."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.letters.letter import OTHER_LANGUAGE, Answers, Browser, Device, LoginResult, Whom, language_name
from guides.privacy.numbers import is_pesel
from guides.schema.content import Content, Helpdesk, Method

LONGEST_TEXT = 2000
LONGEST_MESSAGE = 1000
LONGEST_LINE = 100
_UNREADABLE = "\ufffd"  # what bytes become that are not UTF-8


def tidy(text: str) -> str:
    """`text` without signs that cannot be seen, its lines ended in one way."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


class LetterField(forms.CharField):
    """A text of several lines or, without `rows`, of one."""

    def __init__(
        self, label: Any, help_text: Any, longest: int, rows: int = 0, autocomplete: str = "", **options: Any
    ) -> None:
        self.longest = longest
        # Never autocomplete="off": a browser then forgets what was typed when one comes back to the page.
        attributes = {"class": "govuk-input", **({"autocomplete": autocomplete} if autocomplete else {})}
        widget = forms.Textarea({**attributes, "rows": rows}) if rows else forms.TextInput(attributes)
        super().__init__(label=label, help_text=help_text, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        text = tidy(str(value or "")).strip()
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            message = _("This is too long. Shorten it to %(longest)s characters; now it has %(count)s.")
            raise ValidationError(message % {"longest": self.longest, "count": len(value)})
        if _UNREADABLE in value:
            raise ValidationError(_("We could not read the characters shown as �. Type them again."))


class ChoiceField(forms.ChoiceField):
    """A list to choose from, beginning with an empty choice if there is one in `choices`."""

    def __init__(self, label: Any, choices: Any, **options: Any) -> None:
        super().__init__(
            label=label,
            choices=choices,
            required=False,
            widget=forms.Select({"class": "govuk-input"}),
            error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
            **options,
        )


class LetterForm(forms.Form):
    """What happened, what was tried and with what. Methods and helpdesks come from `content`."""

    use_required_attribute = False

    helpdesk = forms.CharField(error_messages={"required": gettext_lazy("Choose who you want to write to.")})
    whom = ChoiceField(gettext_lazy("Whose login is it about?"), Whom.choices)
    happened = LetterField(
        gettext_lazy("What happens?"),
        gettext_lazy(
            "What do you do, and what do you see then? Do not write your PESEL number, password, codes or PIN."
        ),
        LONGEST_TEXT,
        rows=5,
        error_messages={"required": gettext_lazy("Write what happens. One or two sentences are enough.")},
    )
    since = LetterField(
        gettext_lazy("When did it happen, or when did it begin?"),
        gettext_lazy("For example: 24 November 2026, about 10:30. A rough time is enough."),
        LONGEST_LINE,
        error_messages={"required": gettext_lazy("Write when it happened. A rough time is enough.")},
    )
    message = LetterField(
        gettext_lazy("What exactly does the message on the screen say?"),
        gettext_lazy("Copy it word for word. If there is none, leave this empty."),
        LONGEST_MESSAGE,
        rows=3,
        required=False,
    )
    device = ChoiceField(gettext_lazy("Device"), [("", gettext_lazy("I don’t know")), *Device.choices])
    browser = ChoiceField(gettext_lazy("Browser"), [("", gettext_lazy("I don’t know")), *Browser.choices])
    version = LetterField(
        gettext_lazy("Version of the browser or the app"),
        gettext_lazy("If you don’t know it, leave this empty."),
        LONGEST_LINE,
        required=False,
    )
    name = LetterField(gettext_lazy("First name and surname"), "", LONGEST_LINE, required=False, autocomplete="name")
    phone = LetterField(
        gettext_lazy("Phone"),
        gettext_lazy("Only if you want them to call you. They can also answer by e-mail."),
        LONGEST_LINE,
        required=False,
        autocomplete="tel",
    )

    def __init__(self, content: Content, language: str, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        typed = None if data is None else {name: tidy(str(value)) for name, value in data.items()}
        super().__init__(typed, auto_id="%s", **options)
        self.helpdesks = writable(content)
        self.methods = content.methods
        self._language = language
        for method in self.methods:
            # As HTML, which marks the Polish words in it.
            name = mark_safe(method.name.html_in(language).value)  # noqa: S308 - sanitised when it was compiled
            self.fields[_way(method)] = ChoiceField(
                name, [("", gettext_lazy("I have not tried it")), *LoginResult.choices]
            )
        if language != settings.LANGUAGE_CODE:
            self.fields["words"] = ChoiceField(
                gettext_lazy("Which language will you write in?"),
                [(code, language_name(code)) for code in (*dict(settings.LANGUAGES), OTHER_LANGUAGE)],
                initial=language,
            )
        for field in self.errors if self.is_bound else ():
            widget = self.fields[field].widget
            widget.attrs["class"] = f"{widget.attrs.get('class', '')} govuk-input--error"

    @property
    def ways(self) -> list[forms.BoundField]:
        """The fields about ways to log in, one for each method."""
        return [self[_way(method)] for method in self.methods]

    def clean_helpdesk(self) -> Helpdesk:
        found = next((each for each in self.helpdesks if each.key == self.cleaned_data["helpdesk"]), None)
        if found is None:
            raise ValidationError(self.fields["helpdesk"].error_messages["required"])
        return found

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        digits = re.sub(r"\D", "", phone)
        if phone and (not re.fullmatch(r"[+(]?[\d ()/.-]+", phone) or not 9 <= len(digits) <= 15):
            raise ValidationError(_("Type a phone number with 9 to 15 digits, or leave this empty."))
        if len(digits) == 11 and not phone.startswith("+") and is_pesel(digits):
            raise ValidationError(_("This looks like a PESEL number. Type a phone number, or leave this empty."))
        return phone

    def answers(self) -> Answers:
        """What was filled in, once the form is valid."""
        given = self.cleaned_data
        ways = [(method, given[_way(method)]) for method in self.methods if given[_way(method)]]
        return Answers(
            helpdesk=given["helpdesk"],
            words=given.get("words") or self._language,
            whom=given["whom"] or Whom.SELF,
            ways=tuple((method, LoginResult(result)) for method, result in ways),
            **{
                name: given[name]
                for name in ("happened", "since", "message", "device", "browser", "version", "name", "phone")
            },
        )


def writable(content: Content) -> list[Helpdesk]:
    """The helpdesks that can be written to."""
    return [helpdesk for helpdesk in content.helpdesks if helpdesk.email]


def _way(method: Method) -> str:
    return f"way-{method.key}"
