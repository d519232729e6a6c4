"""What the models of the working copy share."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.dispatch import Signal
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from guides.enums import OWN_IN_EACH_LANGUAGE
from guides.schema.hours import BadHours, read_exceptions, read_hours
from guides.schema.hours_in_words import explain
from guides.text import slugify_name

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY_LENGTH = 40
PART_KEY_LENGTH = 32  # of keys that are made from words, with room for a number

# Names of the rights to the texts of each language but the source, which belongs to its rows.
TRANSLATION_RIGHTS: list[tuple[str, Any]] = [
    (f"translate_{code}", f"Can change texts in {name}")
    for code, name in settings.LANGUAGES
    if code != settings.LANGUAGE_CODE
]

Row = TypeVar("Row", bound=models.Model)

validate_key = RegexValidator(
    KEY_PATTERN, _("Use small letters a–z, digits and single hyphens, for example “pz-haslo”.")
)
validate_https = RegexValidator(r"^https://[^\s/]+\.[^\s]+$", _("Give a whole address that begins with https://."))
validate_partial_date = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?$", _("Give a year, a month or a day: 2024, 2024-03 or 2024-03-15.")
)


def validate_hours(value: str) -> None:
    """Raise ValidationError when `value` is not an opening hours expression in OSM syntax."""
    try:
        read_hours(value)
    except BadHours as error:
        raise ValidationError(explain(error)) from error


def validate_exceptions(value: str) -> None:
    """Raise ValidationError when `value` is not a list of days with other hours (`schema.hours`)."""
    try:
        read_exceptions(value)
    except BadHours as error:
        raise ValidationError(
            _("These days can’t be read: “%(part)s”. Write them like “2026-10-31 closed; 2026-12-24 08:00-12:00”.")
            % {"part": error}
        ) from error


# Sent with `pks` when `update()` has changed rows of the working copy, which sends no signals of Django's.
rows_updated = Signal()


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows whose changes are recorded as versions, those by `update()` too."""

    def update(self, **values: Any) -> int:
        if values.keys() <= {"is_published"}:  # no part of an entry
            return super().update(**values)
        pks = list(self.values_list("pk", flat=True).order_by())
        number = super().update(**values)
        rows_updated.send(self.model, pks=pks)
        return number

    update.alters_data = True  # type: ignore[attr-defined]


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

    `translated_from` maps field → language → {"text": source text, or None where it is not known}. A translation whose
    source reads otherwise now is outdated. Saving notes the present source where the translation changed.
    """

    translated_from = models.JSONField(default=dict, editable=False)
    # Set before saving, by whoever knows better:
    minor_edit = False  # what changes in the sources now leaves right translations right
    still_current: Collection[str] = ()  # translations that somebody found right, as “field.language”
    declared_outdated: Mapping[str, str] | None = None  # all that are outdated, as `outdated()` gives them

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.note_translations()
        super().save(*args, **kwargs)

    def note_translations(self) -> None:
        """Bring `translated_from` up to date with the texts that are about to be saved."""
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        noted: dict[str, dict[str, Any]] = {}
        for field, code in self._translations():
            noted.setdefault(field, {})[code] = {"text": self._made_from(stored, field, code)}
        self.translated_from = noted

    def outdated(self) -> dict[str, str]:
        """The translations made from an older source, as “field.language”, with that source; "" if it is not known."""
        return {
            f"{field}.{code}": made_from or ""
            for field, code in self._translations()
            if not same_words(made_from := self._noted(field, code), self._source(field))
        }

    def _translations(self) -> Iterator[tuple[str, str]]:
        """Field and language of each translation that there is."""
        for field in translated_texts(type(self)):
            for code, column in localized(field).items():
                if code != settings.LANGUAGE_CODE and getattr(self, column):
                    yield field, code

    def _source(self, field: str) -> str:
        return getattr(self, localized(field)[settings.LANGUAGE_CODE]) or ""

    def _made_from(self, stored: "Translated | None", field: str, code: str) -> str | None:
        """The source of a translation that is about to be saved; None when it is not known."""
        name, column = f"{field}.{code}", localized(field)[code]
        if self.declared_outdated is not None:
            return self.declared_outdated.get(name, self._source(field)) or None
        changed = stored is None or getattr(stored, column) != getattr(self, column)
        if stored is None or changed or name in self.still_current:
            return self._source(field)
        before = stored._noted(field, code)
        return self._source(field) if self.minor_edit and same_words(before, stored._source(field)) else before

    def _noted(self, field: str, code: str) -> str | None:
        """The source that `translated_from` gives. What says nothing of a translation takes it for current."""
        noted = self.translated_from.get(field, {}).get(code)
        if isinstance(noted, dict):
            text: str | None = noted.get("text")
            return text
        # The first versions noted nothing, or a hash.
        source = self._source(field)
        return source if noted in (None, source_hash(source)) else None


class KeyedPart(Translated):
    """A part of a row with a key, made once from its words, that stays through any edit."""

    key = models.CharField(_("key"), max_length=KEY_LENGTH, validators=[validate_key], editable=False)
    named_by: ClassVar[str]
    parent_link: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.key:
            siblings = type(self)._base_manager.filter(
                **{f"{self.parent_link}_id": getattr(self, f"{self.parent_link}_id")}
            )
            self.key = free_key(self._source(self.named_by), set(siblings.values_list("key", flat=True)))
        super().save(*args, **kwargs)


def free_key(words: str, taken: Collection[str]) -> str:
    """A key made of the first words of a text, with a number where it is taken."""
    whole = slugify_name(words)
    short = whole if len(whole) <= PART_KEY_LENGTH else whole[: PART_KEY_LENGTH + 1].rpartition("-")[0]
    key = short or whole[:PART_KEY_LENGTH] or "x"
    return next(each for number in count(1) if (each := key if number == 1 else f"{key}-{number}") not in taken)


def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the fields that guides/translation.py registers for `model`; none of a model without texts."""
    if not issubclass(model, Translated):
        return ()
    return tuple(translator.get_options_for_model(model).fields)  # type: ignore[attr-defined]


def translated_texts(model: type[models.Model]) -> tuple[str, ...]:
    """Those of `translated_fields` that are translated, and not chosen anew in each language."""
    return tuple(name for name in translated_fields(model) if name not in OWN_IN_EACH_LANGUAGE)


def field_in_words(item: Any) -> str:
    """The column `item` in an editor's words, with its language."""
    return capfirst(str(item.verbose_name))


def localized(name: str) -> dict[str, str]:
    """The column of the translated field `name` for each language code."""
    return {code: _column(name, code) for code, _label in settings.LANGUAGES}


@cache
def _column(name: str, code: str) -> str:
    return str(build_localized_fieldname(name, code))


def same_words(one: str | None, other: str) -> bool:
    """Whether two texts differ in nothing but white space. A text that is not known is never the same."""
    return one is not None and one.split() == other.split()


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


def prose_field(name: Any, longest: int, **options: Any) -> Any:
    """A text of several lines and at most `longest` characters.

    By a validator, not by `max_length`: that would let browsers cut what is pasted, without a word.
    """
    return models.TextField(name, validators=[MaxLengthValidator(longest)], **options)


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


def role_field(choices: type[models.TextChoices]) -> Any:
    return models.CharField(
        _("role"),
        max_length=20,
        blank=True,
        choices=choices.choices,
        help_text=_("Pages that need this very row find it by its role, whatever its key is."),
    )


def unique_role() -> models.BaseConstraint:
    """The constraint that a role belongs to one row."""
    return models.UniqueConstraint(
        fields=["role"],
        condition=~models.Q(role=""),
        name="%(class)s_role_once",
        violation_error_message=_("Another row has this role already. Take it from that one first."),
    )


def is_https(field: str) -> models.Q:
    """The condition that `field` is empty or an https address."""
    return models.Q(**{field: ""}) | models.Q(**{f"{field}__startswith": "https://"})


def next_check_field() -> Any:
    return models.DateField(
        _("to be checked again on"),
        null=True,
        blank=True,
        help_text=_("For what will change on a known day. Empty: as long after the last check as the settings say."),
    )


class Checked(models.Model):
    """A row that says when and by whom it was compared with its sources."""

    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    next_check_on = next_check_field()
    checked_by = models.CharField(_("checked by"), max_length=120, blank=True)
    sources = models.ManyToManyField("guides.Source", verbose_name=_("sources"), blank=True)

    class Meta:
        abstract = True
