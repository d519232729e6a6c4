"""Confirmation points of the working copy, and what is known of where postcodes lie."""

from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from guides.enums import Answered, Confirms, PointKind, Precision, ServiceKind, Voivodeship
from guides.models.base import (
    Keyed,
    RecordedQuerySet,
    Translated,
    next_check_field,
    order_field,
    validate_exceptions,
    validate_hours,
    validate_https,
    validate_partial_date,
)
from guides.models.locking import lock_tables
from guides.models.version import Version


class PointSource(Translated, Keyed):
    """A published list from which points were taken."""

    order = order_field()
    name = models.CharField(_("name"), max_length=200)
    published = models.CharField(_("published"), max_length=10, blank=True, validators=[validate_partial_date])
    url = models.URLField(_("address"), blank=True, validators=[validate_https])
    phone = models.CharField(
        _("phone of all its offices"),
        max_length=100,
        blank=True,
        help_text=_("A helpline, shown where the list gives an office no number of its own."),
    )
    website = models.URLField(
        _("website of all its offices"),
        blank=True,
        validators=[validate_https],
        help_text=_("Shown where the list gives an office none of its own."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("source of points")
        verbose_name_plural = _("sources of points")

    def __str__(self) -> str:
        return str(self.name)


class Point(Translated):
    """An office. What it does for people, such as confirming Profil Zaufany, are its services."""

    number = models.PositiveIntegerField(
        _("number"), unique=True, blank=True, help_text=_("Stands in the page’s address and never changes.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PointKind.choices)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100)
    voivodeship = models.CharField(_("voivodeship"), max_length=20, choices=Voivodeship.choices, blank=True)
    teryt = models.CharField(
        _("TERYT code of the gmina"),
        max_length=6,
        blank=True,
        help_text=_("Six digits, without the seventh, which changes over time."),
    )
    country = models.CharField(_("country"), max_length=2, default="PL", help_text=_("Two letters, ISO 3166."))
    phone = models.CharField(_("phone"), max_length=200, blank=True, help_text=_("Several: with a semicolon between."))
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True, validators=[validate_https])
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=255,
        blank=True,
        validators=[validate_hours],
        help_text=_(
            "For example “pn 8-17, wt-pt 8-15”, or OpenStreetMap syntax: “Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off”."
        ),
    )
    hours_text = models.CharField(
        _("opening hours as its source writes them"),
        max_length=255,
        blank=True,
        help_text=_("Only where they can’t be written in the field above. Visitors see them as they are."),
    )
    exceptions = models.CharField(
        _("other hours on some days"),
        max_length=500,
        blank=True,
        validators=[validate_exceptions],
        help_text=_("For example “2026-10-31 closed; 2026-12-24 08:00-12:00; 2026-12-27..2026-12-31 closed”."),
    )
    appointment = models.CharField(
        _("by appointment"),
        max_length=3,
        choices=Answered.choices,
        blank=True,
        help_text=_("Whether one has to make an appointment. Leave it empty when you do not know."),
    )
    appointment_how = models.CharField(_("how to make an appointment"), max_length=300, blank=True)
    step_free = models.CharField(_("step-free access"), max_length=3, choices=Answered.choices, blank=True)
    sign_language = models.CharField(
        _("Polish sign language (PJM)"), max_length=3, choices=Answered.choices, blank=True
    )
    source = models.ForeignKey(PointSource, verbose_name=_("source"), on_delete=models.PROTECT, related_name="points")
    reference = models.CharField(
        _("identifier in its source"),
        max_length=80,
        blank=True,
        help_text=_("By this the next import knows the office again."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    next_check_on = next_check_field()
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, help_text=_("Degrees, WGS84. Empty: we do not know where it is.")
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees, WGS84."))
    precision = models.CharField(
        _("coordinates known to"), max_length=15, choices=Precision.choices, default=Precision.POSTCODE_AREA
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_listed = models.BooleanField(
        _("is listed"),
        default=True,
        help_text=_("An office that is gone is not deleted but unlisted, so that its number leads to no other one."),
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_on_the_globe",
                violation_error_message=_("Latitude lies between -90 and 90, longitude between -180 and 180."),
            ),
            models.CheckConstraint(
                condition=models.Q(teryt="") | models.Q(teryt__regex=r"^\d{6}$"),
                name="point_teryt_has_form",
                violation_error_message=_("A TERYT code here has six digits."),
            ),
            models.UniqueConstraint(
                fields=["source", "reference"],
                condition=~models.Q(reference=""),
                name="point_reference_unique_in_source",
                violation_error_message=_("Another office of this source has the same identifier."),
            ),
            models.CheckConstraint(
                condition=~models.Q(country="PL") | models.Q(postcode="") | models.Q(postcode__regex=r"^\d\d-\d\d\d$"),
                name="point_postcode_has_form",
                violation_error_message=_("Write the postcode as 00-000."),
            ),
        ]
        verbose_name = _("confirmation point")
        verbose_name_plural = _("confirmation points")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.number is None:
            with transaction.atomic():
                lock_tables(Point)
                self.number = first_free_number()
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)


def first_free_number() -> int:
    """The number for a new office: above every one ever given, so that no old address leads to another office."""
    given = Version.objects.filter(kind="point").order_by()
    highest = given.aggregate(highest=models.Max(Cast("key", models.IntegerField())))["highest"]
    return max(highest or 0, Point.objects.aggregate(highest=models.Max("number"))["highest"] or 0) + 1


class Service(models.Model):
    """What an office does, on what ground, and how we know."""

    point = models.ForeignKey(Point, verbose_name=_("office"), on_delete=models.CASCADE, related_name="services")
    kind = models.CharField(_("service"), max_length=12, choices=ServiceKind.choices, default=ServiceKind.CONFIRMS)
    status = models.CharField(_("does it"), max_length=12, choices=Confirms.choices, default=Confirms.UNKNOWN)
    source = models.ForeignKey(
        PointSource,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="services",
        null=True,
        blank=True,
        help_text=_("How we know. Empty where it is not known whether the office does it."),
    )
    url = models.URLField(_("address of the source"), blank=True, validators=[validate_https])
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["point", "kind"], name="service_once_for_each_office"),
            models.CheckConstraint(
                condition=models.Q(status=Confirms.UNKNOWN) | models.Q(source__isnull=False),
                name="service_says_how_we_know",
                violation_error_message=_("Name the source, or say that it is not known."),
            ),
        ]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()}"
