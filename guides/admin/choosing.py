"""Fields that choose another row: whatever was sent in the place of its number is told at the field."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model
from django.http import HttpRequest

from guides.text import fold

if TYPE_CHECKING:
    Anything = BaseModelAdmin[Any]
else:  # generic for mypy only
    Anything = BaseModelAdmin

_LONGEST = 18  # digits of a number that any column of the database holds
MOST_RANKED = 2000  # rows of a kind; where there are more, the database finds them, in the order of the list


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


class RankedChoices(AutocompleteJsonView):
    """What a pick list offers: rows whose name begins with the words first, then those where a word does."""

    term: str

    def get_queryset(self) -> Any:
        """The rows found, as a list in order; letters with and without their signs are the same."""
        found = super().get_queryset()
        typed = fold(self.term).strip()
        chosen = self.source_field.get_limit_choices_to()
        rows = self.model_admin.get_queryset(self.request).complex_filter(chosen)
        if not typed or rows.count() > MOST_RANKED:
            return found
        also = set(found.values_list("pk", flat=True))
        ranks = ((rank_of(typed, row), row) for row in rows)
        ranked = [(3 if rank is None else rank, row) for rank, row in ranks if rank is not None or row.pk in also]
        return [row for _rank, row in sorted(ranked, key=lambda one: one[0])]


def rank_of(typed: str, row: Model) -> int | None:
    """0 where the name or key begins with the words, 1 where one of its words does, 2 where they stand; else None."""
    names = [fold(str(row)), str(getattr(row, "key", ""))]
    if any(name.startswith(typed) for name in names):
        return 0
    if any(f" {typed}" in name or f"-{typed}" in name for name in names):
        return 1
    return 2 if any(typed in name for name in names) else None
