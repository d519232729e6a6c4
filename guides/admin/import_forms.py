"""The forms on an import's way: the file, and which column of a table holds what."""

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides import models
from guides.enums import PointKind
from guides.importing import official
from guides.importing.registry import OFFICIAL, OWN
from guides.models.offices import MAPPED
from guides.offices.formats import mapped
from guides.offices.formats.rows import Table
from guides.text import fold

# Files of places, which become a release of places and no offices.
PLACES = {official.PLACES: _("GeoNames: PL.zip"), official.TERC: _("TERC: the register of municipalities")}
_SAVED = "mapping-"
EXAMPLES = 5  # rows of which is shown how they are understood
# By these an office is known again, so they follow the list.
_IDENTIFYING = ("name", "town", "reference", "country")


def _formats() -> list[tuple[Any, Any]]:
    saved = [(f"{_SAVED}{one.pk}", one.name) for one in models.ImportMapping.objects.all()]
    groups: list[tuple[Any, Any]] = [(_("Official lists"), [(one.key, one.label) for one in OFFICIAL])]
    if saved:
        groups.append((_("Tables whose columns are known"), saved))
    groups.append((_("Places and postcodes"), list(PLACES.items())))
    return [*groups, (_("Others"), [(OWN.key, OWN.label), (MAPPED, _("another table: you say what its columns hold"))])]


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV, XLSX, ODS, XLSB or XLS, at most 15 MB."))
    format = forms.ChoiceField(label=_("What it is"), choices=_formats)
    listed_on = forms.DateField(
        label=_("Date of the list"),
        required=False,
        widget=AdminDateWidget,
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
    kind = forms.ChoiceField(
        label=_("Kind of its offices"),
        # Never preset: some kinds confirm by law.
        choices=[("", _("– choose –")), *PointKind.choices],
        help_text=_("Tax offices, ZUS, voivodeship offices and consulates are shown as confirming by law."),
    )
    source: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Source"), queryset=models.PointSource.objects.all(), required=False
    )
    new_source = forms.CharField(
        label=_("or a new source"),
        max_length=200,
        required=False,
        help_text=_("Its name in Polish, as visitors read it."),
    )
    unchanged = forms.MultipleChoiceField(
        label=_("Left as they are"),
        required=False,
        choices=[(field, capfirst(label)) for field, label in mapped.FIELDS.items() if field not in _IDENTIFYING],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is ticked is taken for new offices only; in those that we have already it does not change."),
    )

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
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
            self.add_error("source", gettext("Choose a source or name a new one: one of the two."))
        return self.cleaned_data

    @property
    def columns(self) -> dict[str, str]:
        """What is held, with the name of its column."""
        chosen = {field: self.cleaned_data[f"column_{field}"] for field in mapped.FIELDS}
        return {field: column for field, column in chosen.items() if column}

    @property
    def unused(self) -> list[str]:
        """Columns of which nothing is taken."""
        return [name for name in self.table.header if name not in self.columns.values()]

    @property
    def told(self) -> str:
        """What was told of the table; by it a confirmation is known to be of what was shown."""
        what = [self.table.sheet, self.table.header, self.cleaned_data["kind"], sorted(self.columns.items())]
        return hashlib.sha256(repr(what).encode()).hexdigest()

    def understood(self) -> list[mapped.Understood]:
        """What the first rows would become. Raise BadTable."""
        return mapped.understand(self.table, self.cleaned_data["kind"], self.columns, EXAMPLES)

    def save(self) -> models.ImportMapping:
        """The mapping, for this import and for the next ones. A new source is made when an import is applied."""
        data = self.cleaned_data
        return models.ImportMapping.objects.create(
            name=data["name"],
            kind=data["kind"],
            source=data["source"],
            new_source=data["new_source"],
            columns=self.columns,
            unchanged=data["unchanged"],
            sheet=self.table.sheet,
        )


# Beginnings of the names that columns usually have, without Polish letters.
_USUAL = {
    "name": ("nazwa", "name"),
    "town": ("miejscowosc", "miasto", "town", "city"),
    "postcode": ("kod pocztowy", "kod_pocztowy", "postcode", "kod"),
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
