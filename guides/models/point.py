"""Confirmation points of the working copy, and what is known of where postcodes lie."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from guides.enums import Confirms, PointKind, Precision, Voivodeship
from guides.models.base import Keyed, Translated, order_field, validate_hours, validate_https, validate_partial_date
from guides.models.locking import lock_table


class PointSource(Translated, Keyed):
    """A published list from which points were taken."""

    order = order_field()
    name = models.CharField(_("name"), max_length=200)
    published = models.CharField(_("published"), max_length=10, blank=True, validators=[validate_partial_date])
    url = models.URLField(_("address"), blank=True, validators=[validate_https])
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("source of points")
        verbose_name_plural = _("sources of points")

    def __str__(self) -> str:
        return str(self.name)


class Point(Translated):
    """An office, with what is known of whether it confirms Profil Zaufany."""

    number = models.PositiveIntegerField(
        _("number"), unique=True, blank=True, help_text=_("Stands in the page’s address and never changes.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PointKind.choices)
    name = models.CharField(_("name"), max_length=200)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=100)
    voivodeship = models.CharField(_("voivodeship"), max_length=20, choices=Voivodeship.choices, blank=True)
    country = models.CharField(_("country"), max_length=2, default="PL", help_text=_("Two letters, ISO 3166."))
    phone = models.CharField(_("phone"), max_length=200, blank=True, help_text=_("Several: with a semicolon between."))
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True, validators=[validate_https])
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=255,
        blank=True,
        validators=[validate_hours],
        help_text=_("OpenStreetMap syntax, for example “Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off”."),
    )
    confirms = models.CharField(
        _("confirms Profil Zaufany"), max_length=12, choices=Confirms.choices, default=Confirms.UNKNOWN
    )
    source = models.ForeignKey(PointSource, verbose_name=_("source"), on_delete=models.PROTECT, related_name="points")
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), help_text=_("Degrees, WGS84."))
    longitude = models.FloatField(_("longitude"), help_text=_("Degrees, WGS84."))
    precision = models.CharField(
        _("coordinates known to"), max_length=15, choices=Precision.choices, default=Precision.POSTCODE_AREA
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90)) & models.Q(longitude__range=(-180, 180)),
                name="point_on_the_globe",
                violation_error_message=_("Latitude lies between -90 and 90, longitude between -180 and 180."),
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
                lock_table(Point)
                highest = Point.objects.aggregate(highest=models.Max("number"))["highest"]
                self.number = (highest or 0) + 1
                super().save(*args, **kwargs)
        else:
            super().save(*args, **kwargs)


class PostcodeArea(models.Model):
    """The rough middle of all postcodes that begin with two digits (computed from GeoNames, CC BY 4.0)."""

    prefix = models.CharField(_("first two digits"), max_length=2, unique=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        ordering = ["prefix"]
        constraints = [
            models.CheckConstraint(condition=models.Q(prefix__regex=r"^\d\d$"), name="postcodearea_prefix_has_form"),
        ]
        verbose_name = _("postcode area")
        verbose_name_plural = _("postcode areas")

    def __str__(self) -> str:
        return self.prefix
