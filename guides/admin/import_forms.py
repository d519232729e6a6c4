"""The forms on an import's way: the file, and which column of a table holds what."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.enums import PointKind
from guides.importing.registry import OFFICIAL, OWN
from guides.models.base import KEY_LENGTH
from guides.models.offices import MAPPED
from guides.offices.formats import mapped
from guides.offices.formats.rows import Table
from guides.text import fold

_SAVED = "mapping-"


def _formats() -> list[tuple[Any, Any]]:
    saved = [(f"{_SAVED}{one.pk}", one.name) for one in models.ImportMapping.objects.all()]
    groups: list[tuple[Any, Any]] = [(_("Official lists"), [(one.key, one.label) for one in OFFICIAL])]
    if saved:
        groups.append((_("Tables whose columns are known"), saved))
    return [*groups, (_("Others"), [(OWN.key, OWN.label), (MAPPED, _("another table: you say what its columns hold"))])]


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, at most 15 MB."))
    format = forms.ChoiceField(label=_("What it is"), choices=_formats)
    listed_on = forms.DateField(
        label=_("Date of the list"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Visitors see it as the age of the data. Empty: the date in the file’s name, if it has one."),
    )

    def clean_listed_on(self) -> date | None:
        day: date | None = self.cleaned_data["listed_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def mapping(self) -> models.ImportMapping | None:
        """The saved mapping that was chosen."""
        chosen: str = self.cleaned_data["format"]
        if not chosen.startswith(_SAVED):
            return None
        return models.ImportMapping.objects.filter(pk=chosen.removeprefix(_SAVED)).first()


class ColumnsForm(forms.Form):
    """Which column holds what, for a table that nobody has described yet."""

    name = forms.CharField(
        label=_("Name of this kind of file"), max_length=100, help_text=_("By it you find these columns next time.")
    )
    kind = forms.ChoiceField(label=_("Kind of its offices"), choices=PointKind.choices)
    source: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Source"), queryset=models.PointSource.objects.all(), required=False
    )
    new_source = forms.CharField(
        label=_("or a new source"),
        max_length=200,
        required=False,
        help_text=_("Its name in Polish, as visitors read it."),
    )

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("– not in this table –")), *((name, name) for name in table.header if name)]
        for field, label in mapped.FIELDS.items():
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=capfirst(label),
                choices=choices,
                required=field in mapped.NEEDED,
                initial=_likely(field, str(label), table.header),
            )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if models.ImportMapping.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There are columns with this name already. Choose another one."))
        return name

    def clean(self) -> dict[str, Any] | None:
        if bool(self.cleaned_data.get("source")) == bool(self.cleaned_data.get("new_source")):
            self.add_error("source", _now("Choose a source or name a new one: one of the two."))
        return self.cleaned_data

    def save(self) -> models.ImportMapping:
        data = self.cleaned_data
        columns = {field: data[f"column_{field}"] for field in mapped.FIELDS if data[f"column_{field}"]}
        source = data["source"] or models.PointSource.objects.create(
            key=_free_key(data["new_source"]), name_pl=data["new_source"], order=1000
        )
        return models.ImportMapping.objects.create(name=data["name"], kind=data["kind"], source=source, columns=columns)


def _free_key(name: str) -> str:
    base = slugify(fold(name))[: KEY_LENGTH - 4].strip("-") or "spis"
    taken = set(models.PointSource.objects.values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}-{number}" for number in range(2, 1000))) if key not in taken)


# Beginnings of the names that columns usually have, without Polish letters.
_USUAL = {
    "name": ("nazwa", "name"),
    "town": ("miejscowosc", "miasto", "town", "city"),
    "postcode": ("kod pocztowy", "kod_pocztowy", "postcode"),
    "street": ("ulica", "adres", "street"),
    "house": ("nr domu", "nr budynku", "numer"),
    "voivodeship": ("wojewodztwo",),
    "teryt": ("teryt", "kod_teryt", "kod teryt"),
    "phone": ("telefon", "tel", "phone"),
    "email": ("e-mail", "email", "mail"),
    "website": ("www", "strona", "adres www", "website"),
    "hours": ("godziny", "hours"),
    "latitude": ("lat", "szerokosc"),
    "longitude": ("lon", "lng", "dlugosc"),
    "reference": ("id", "identyfikator", "kod jednostki"),
    "country": ("kraj", "country"),
}


def _likely(field: str, label: str, header: tuple[str, ...]) -> str:
    for usual in (fold(label), *_USUAL[field]):
        for name in header:
            if fold(name) == usual or (len(usual) > 3 and fold(name).startswith(usual)):
                return name
    return ""
