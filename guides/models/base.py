"""What the models of the working copy share."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY_LENGTH = 40

validate_key = RegexValidator(
    KEY_PATTERN, _("Use small letters a–z, digits and single hyphens, for example “pz-haslo”.")
)
validate_https = RegexValidator(r"^https://[^\s/]+\.[^\s]+$", _("Give a whole address that begins with https://."))
validate_partial_date = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?$", _("Give a year, a month or a day: 2024, 2024-03 or 2024-03-15.")
)


class Keyed(models.Model):
    """A row that addresses and other rows know by a key, which is frozen once a release has carried it."""

    key = models.CharField(
        _("key"),
        max_length=KEY_LENGTH,
        unique=True,
        validators=[validate_key],
        help_text=_("Short name used in addresses and files. It can’t be changed once published."),
    )
    is_published = models.BooleanField(_("has been published"), default=False, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(key__regex=KEY_PATTERN), name="%(class)s_key_has_form"),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        refuse_changed_key(self)


class Translated(models.Model):
    """A row with translated texts, which remembers what each translation was made from.

    `translated_from` maps field → language → hash of the source text. A translation whose source has another hash now
    is outdated. Saving sets the hash where the translation changed; setting `minor_edit` before saving sets it everywhere,
    since then the source changed in a way that leaves the translations right.
    """

    translated_from = models.JSONField(default=dict, editable=False)
    minor_edit = False
    declared_outdated: Sequence[str] | None = None  # set by a loader that knows, as `outdated()` gives it

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.note_translations()
        super().save(*args, **kwargs)

    def note_translations(self) -> None:
        """Bring `translated_from` up to date with the texts that are about to be saved."""
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        noted: dict[str, dict[str, str]] = {}
        for field in translated_fields(type(self)):
            columns = localized(field)
            source = getattr(self, columns.pop(settings.LANGUAGE_CODE)) or ""
            for code, column in columns.items():
                text = getattr(self, column)
                if not text:
                    continue
                made_from = source_hash(source)
                if self.declared_outdated is not None:
                    if f"{field}.{code}" in self.declared_outdated:
                        made_from = ""
                elif stored is not None and getattr(stored, column) == text and not self.minor_edit:
                    made_from = self.translated_from.get(field, {}).get(code, made_from)
                noted.setdefault(field, {})[code] = made_from
        self.translated_from = noted

    def outdated(self) -> list[str]:
        """The translations made from an older source, as “field.language”."""
        return [
            f"{field}.{code}"
            for field in translated_fields(type(self))
            for code, made_from in self.translated_from.get(field, {}).items()
            if made_from != source_hash(getattr(self, localized(field)[settings.LANGUAGE_CODE]) or "")
        ]


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the fields that guides/translation.py registers for `model`."""
    return tuple(translator.get_options_for_model(model).fields)


def localized(name: str) -> dict[str, str]:
    """The column of the translated field `name` for each language code."""
    return {code: build_localized_fieldname(name, code) for code, _label in settings.LANGUAGES}


def source_hash(text: str) -> str:
    """A short hash of a source text; white space at its ends and between its words does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def refuse_changed_key(row: Any) -> None:
    """Raise ValidationError when the key of a published row differs from the stored one."""
    if row.pk is None or not row.is_published:
        return
    stored = type(row)._default_manager.filter(pk=row.pk).values_list("key", flat=True).first()
    if stored is not None and stored != row.key:
        raise ValidationError(
            {
                "key": _("This key has been published as “%(key)s”, so old links use it. It can’t change.")
                % {"key": stored}
            }
        )


def order_field() -> Any:
    return models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Smaller numbers come first."))


def slug_field() -> Any:
    """A translated slug. Empty is NULL, so that it can be unique in each language (`unique_slugs`)."""
    return models.SlugField(
        _("address word"),
        max_length=80,
        blank=True,
        null=True,
        help_text=_("The last part of the page’s address. Old addresses keep leading here after a change."),
    )


def unique_slugs() -> list[models.BaseConstraint]:
    """Constraints on the slug of each language: unique, and NULL rather than empty."""
    constraints: list[models.BaseConstraint] = []
    for code, _name in settings.LANGUAGES:
        field = build_localized_fieldname("slug", code)
        constraints += [
            models.UniqueConstraint(fields=[field], name=f"%(class)s_{field}_unique"),
            models.CheckConstraint(condition=~models.Q(**{field: ""}), name=f"%(class)s_{field}_not_empty"),
        ]
    return constraints


def is_https(field: str) -> models.Q:
    """The condition that `field` is empty or an https address."""
    return models.Q(**{field: ""}) | models.Q(**{f"{field}__startswith": "https://"})


class Checked(models.Model):
    """A row that says when and by whom it was compared with its sources."""

    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    sources = models.ManyToManyField("guides.Source", verbose_name=_("sources"), blank=True)

    class Meta:
        abstract = True
