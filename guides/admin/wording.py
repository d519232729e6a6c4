"""What is wrong with the marks of a text, said at its field when it is saved."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextField
from django.utils.translation import gettext as _

from guides import models
from guides.enums import OWN_IN_EACH_LANGUAGE
from guides.schema.markup import dead_links, html_tags, link_targets, unclosed

# The rows to which a link in a text may lead, by its scheme.
LINKED: Mapping[str, type[Any]] = {
    "guide": models.Guide,
    "method": models.Method,
    "page": models.Page,
    "help": models.Question,
    "write": models.Helpdesk,
}


def check_words(db_field: Any, field: forms.Field | None) -> None:
    """Let the field of a translated text refuse marks that readers would see, and one of an address http://."""
    original = getattr(db_field, "translated_field", None)
    if field is not None and original is not None and original.name not in OWN_IN_EACH_LANGUAGE:
        field.validators = [*field.validators, validate_words]
        if isinstance(db_field, TextField):
            field.widget.attrs["data-marks"] = ""
    if isinstance(field, forms.URLField):
        field.validators = [*field.validators, _validate_address]


def validate_words(text: str) -> None:
    """Raise ValidationError with everything that is wrong with the marks of a text."""
    faults = list(_faults_of(text))
    if faults:
        raise ValidationError(faults)


def _faults_of(text: str) -> Iterator[str]:
    for target in dict.fromkeys(dead_links(text)):
        if target.lower().startswith("http://"):
            yield _("The link “%(target)s” begins with http://. Only https:// is allowed: write that, and try it.") % {
                "target": target
            }
        else:
            yield _(
                "The link “%(target)s” leads nowhere. Write an address that begins with https://, "
                "or choose a page with “Link”."
            ) % {"target": target}
    for target in dict.fromkeys(link_targets(text)):
        scheme, _colon, key = target.partition(":")
        if scheme in LINKED and key and not LINKED[scheme]._default_manager.filter(key=key).exists():
            yield _("The link “%(target)s” leads nowhere: nothing here has the key “%(key)s”.") % {
                "target": target,
                "key": key,
            }
    for tag in dict.fromkeys(html_tags(text)):
        yield _("Take “%(tag)s” out: readers would see it.") % {"tag": tag}
    for sign in unclosed(text):
        yield _("“%(sign)s” is opened and not closed: readers would see the sign.") % {"sign": sign}


def _validate_address(address: str) -> None:
    if address.lower().startswith("http://"):
        raise ValidationError(_("This begins with http://. Only https:// is allowed: write that, and try the address."))
