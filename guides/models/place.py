"""The gazetteer: municipalities, towns and villages, and their postcodes. `load_places` replaces it whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import GminaKind, Voivodeship

HEAD = 3  # letters at the beginning and at the end of a name, by which similar ones are looked up


class Gmina(models.Model):
    """A municipality. Coordinates (degrees WGS84) are of its seat, or its middle, and None where nobody knows."""

    teryt = models.CharField(_("TERYT code"), max_length=6, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    folded = models.CharField(_("name as it is compared"), max_length=100, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=GminaKind.choices, blank=True)
    powiat = models.CharField(_("county"), max_length=100)
    powiat_code = models.CharField(_("TERYT code of the county"), max_length=4, db_index=True)
    voivodeship = models.CharField(_("voivodeship"), max_length=20, choices=Voivodeship.choices, db_index=True)
    slug = models.SlugField(_("name in addresses"), max_length=100, db_index=False)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    is_current = models.BooleanField(
        _("stands in TERC"), default=True, help_text=_("One that was dissolved has places still, but no page.")
    )

    class Meta:
        ordering = ["teryt"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A town or village. Its key, “<TERYT>-<name>”, is the same after each loading and stands in addresses."""

    key = models.CharField(_("key"), max_length=120, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    folded = models.CharField(_("name as it is compared"), max_length=100, db_index=True)
    head = models.CharField(_("its first letters"), max_length=HEAD, db_index=True)
    tail = models.CharField(_("its last letters"), max_length=HEAD)
    letter = models.CharField(_("its first letter"), max_length=1)
    length = models.PositiveSmallIntegerField(_("its length"))
    size = models.PositiveIntegerField(_("size"), help_text=_("Larger comes first; see guides/places/gazetteer.py."))
    gmina = models.ForeignKey(Gmina, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="places")
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        ordering = ["-size", "key"]
        indexes = [
            models.Index(fields=["letter", "length", "folded", "size"], name="place_letter_length"),
            models.Index(fields=["tail", "length", "folded", "size"], name="place_tail_length"),
        ]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A postcode in one place. The same code in another place lies elsewhere, up to 60 km away and more."""

    code = models.CharField(_("postcode"), max_length=6)
    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="postcodes")
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        ordering = ["code", "place"]
        constraints = [models.UniqueConstraint(fields=["code", "place"], name="postcode_once_in_each_place")]
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self) -> str:
        return self.code


class PlacesEdition(models.Model):
    """What was loaded last: one row. Its digest is part of the validator of pages that look places up."""

    digest = models.CharField(_("digest"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))
    gminas = models.PositiveIntegerField(_("municipalities"))
    places = models.PositiveIntegerField(_("places"))
    postcodes = models.PositiveIntegerField(_("postcodes of places"))

    class Meta:
        verbose_name = _("edition of the gazetteer")
        verbose_name_plural = _("editions of the gazetteer")

    def __str__(self) -> str:
        return self.digest[:12]
