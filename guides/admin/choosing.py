"""Fields that choose another row: whatever was sent in the place of its number is told at the field."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest

if TYPE_CHECKING:
    Anything = BaseModelAdmin[Any]
else:  # generic for mypy only
    Anything = BaseModelAdmin

_LONGEST = 18  # digits of a number that any column of the database holds


class _NumbersOnly:
    """Django looks for what was sent before it asks whether it is a number at all."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        numbers = [each for each in value if str(each).isdecimal() and len(str(each)) <= _LONGEST]
        return super().optgroups(name, numbers, attr)  # type: ignore[misc]


class ChooseOne(_NumbersOnly, AutocompleteSelect):
    """One row, found by typing."""


class ChooseSome(_NumbersOnly, AutocompleteSelectMultiple):
    """Rows, found by typing."""


class ChoosesRows(Anything):
    """Forms whose fields find rows by typing."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseOne(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChooseSome(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
