"""What the editors' pages share: languages, keys, places in a list, the way to the site."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline
from modeltranslation.utils import build_localized_fieldname

from guides.admin.choosing import ChoosesRows
from guides.admin.conflicts import RefusesConflicts
from guides.admin.history import KeepsHistory
from guides.admin.pictures import PictureWidget
from guides.admin.roles import ByRole
from guides.admin.standing import ShowsStanding
from guides.admin.typed import typed_address
from guides.admin.wording import check_words
from guides.admin.writing import SideBySide, WritingForm
from guides.models.base import field_in_words
from guides.serving.links import Links
from guides.serving.live import live

if TYPE_CHECKING:
    Anything = BaseModelAdmin[Any]
    RowForm = forms.ModelForm[Any]
    RowFormSet = BaseInlineFormSet[Any, Any, Any]
else:  # generic for mypy only
    Anything = BaseModelAdmin
    RowForm = forms.ModelForm
    RowFormSet = BaseInlineFormSet

LAST = 32767  # the place of a row until the others are counted
GAP = 10  # between rows that have no parent, so that one more fits in by hand


def in_all_languages(*fields: str) -> tuple[str, ...]:
    """The columns of translated fields in each language, for searching."""
    return tuple(build_localized_fieldname(field, code) for field in fields for code, _name in settings.LANGUAGES)


def put_in_place(siblings: models.QuerySet[Any], wanted: Mapping[Any, int | None]) -> None:
    """Number `siblings` from 1. Those in `wanted` (by primary key) come to stand at the place given, or last."""
    rows = list(siblings.order_by("order", "pk"))
    placed = [row for row in rows if row.pk not in wanted]
    for row in sorted((row for row in rows if row.pk in wanted), key=lambda row: wanted[row.pk] or LAST):
        placed.insert(max((wanted[row.pk] or LAST) - 1, 0), row)
    for number, row in enumerate(placed, 1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])


class PlainTextWidget(AdminTextareaWidget):
    """Lines end as they do in the database and in the content files: browsers send CR LF, which would be a change."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


FORM_FIELDS: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.TextField: {"widget": PlainTextWidget(attrs={"rows": 4})},
    models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    models.ImageField: {"widget": PictureWidget},
}


class KeepsWholeText(ChoosesRows):
    """Forms that take a text of any length and say what is wrong with it: browsers would cut it without a word."""

    checks_words = True

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.pop("maxlength", None)
            if self.checks_words:
                check_words(db_field, field)
        return field


def let_order_be_empty(field: forms.Field, help_text: Any) -> None:
    field.required = False
    field.initial = None
    field.help_text = help_text


PLACE_HELP = _("Place in the list. Type 2 to make it the second; leave it empty to make it the last.")


class PlacedFormSet(RowFormSet):
    """Rows of a parent that stand in an order which editors give as places."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wanted: list[tuple[models.Model, int | None]] = []

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "order" in form.fields:
            let_order_be_empty(form.fields["order"], PLACE_HELP)
        if "DELETE" in form.fields:  # in a table the box stands alone
            form.fields["DELETE"].widget.attrs["aria-label"] = form.fields["DELETE"].label

    def save_new(self, form: Any, commit: bool = True) -> Any:
        self._want(form)
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        if "order" in form.changed_data:
            self._want(form)
        return super().save_existing(form, obj, commit=commit)

    def _want(self, form: Any) -> None:
        place = form.cleaned_data.get("order")
        if place is None:
            form.instance.order = LAST
        self._wanted.append((form.instance, place))

    def save(self, commit: bool = True) -> Any:
        self._wanted = []
        saved = super().save(commit=commit)
        if commit and (self._wanted or self.deleted_objects):
            assert self.model is not None
            siblings = self.model._default_manager.filter(**{self.fk.name: self.instance})
            put_in_place(siblings, {row.pk: place for row, place in self._wanted})
        return saved


MINOR_EDIT = "minor_edit"


def _minor_edit_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Minor edit: the translations are still right"),
        help_text=_(
            "For a typo or a comma: translations of what you change here now, parts included, do not become outdated."
        ),
        required=False,
    )


class WorkingCopyAdmin(
    SideBySide,
    ByRole,
    KeepsWholeText,
    KeepsHistory,
    WritingForm,
    RefusesConflicts,
    ShowsStanding,
    TranslationAdmin[Any],
):
    """A form of the working copy, its languages side by side, with a link to the page on the site."""

    list_per_page = 50
    formfield_overrides = FORM_FIELDS
    order_help: Any = _("Smaller numbers come first. Leave it empty to put it last.")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address gives for an empty form, without what no field could hold."""
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if self._fits(name, value)}

    def _fits(self, name: str, value: Any) -> bool:
        try:
            column: Any = self.model._meta.get_field(name)
            options = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
            field = column.formfield(**options) if hasattr(column, "formfield") else None
            if field is not None:
                field.clean(value)
        except (FieldDoesNotExist, ValidationError, OverflowError, ValueError):
            return False
        return True

    def view_on_site(self, row: Any) -> str | None:
        """The address in the live release, in the editor's language; None where the release has no such thing."""
        snapshot = live.current()
        if snapshot is None:
            return None
        codes = snapshot.content.languages
        language = get_language() or codes[0]
        links = Links(snapshot.content, snapshot.points, snapshot.flow)
        return self.address_on_site(links, language if language in codes else codes[0], row)

    def address_on_site(self, links: Links, language: str, row: Any) -> str | None:
        return None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "order":
            let_order_be_empty(field, self.order_help)
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.only_translates(request) or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": [MINOR_EDIT]})]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if type(self).address_on_site is not WorkingCopyAdmin.address_on_site:
            context["typed_address"] = typed_address(self, request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        shown = kwargs["fields"] if "fields" in kwargs else flatten_fieldsets(self.get_fieldsets(request, obj))
        if shown is None or MINOR_EDIT not in shown:
            return super().get_form(request, obj, change=change, **kwargs)
        # No column of the row, so Django's own way from names to form fields does not know it.
        kwargs["fields"] = [name for name in shown if name != MINOR_EDIT]
        form = super().get_form(request, obj, change=change, **kwargs)
        form.base_fields[MINOR_EDIT] = _minor_edit_field()
        return form

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row_form in formset.forms:
            row_form.instance.minor_edit = form.cleaned_data.get(MINOR_EDIT, False)
        super().save_formset(request, form, formset, change)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.minor_edit = form.cleaned_data.get(MINOR_EDIT, False)
        if hasattr(obj, "order") and obj.order is None:
            highest = self.model._default_manager.aggregate(highest=models.Max("order"))["highest"] or 0
            obj.order = min(highest + GAP, LAST)
        super().save_model(request, obj, form, change)


class KeyedAdmin(WorkingCopyAdmin):
    """A page of a row with a key, which is frozen once it has been published."""

    named_by: ClassVar[str]  # the translated field from which key and address words are proposed

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, "key") if obj is not None and obj.is_published else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        if obj is not None:  # a new title is no reason to move the page
            return {}
        name = {code: build_localized_fieldname(self.named_by, code) for code, _name in settings.LANGUAGES}
        proposed: dict[str, Sequence[str]] = {"key": [name[settings.LANGUAGE_CODE]]}
        if "slug" in self.trans_opts.all_fields:
            proposed |= {build_localized_fieldname("slug", code): [field] for code, field in name.items()}
        return proposed


class PartAdmin(WorkingCopyAdmin):
    """A page of a row that is part of another, such as a step of a guide."""

    parent: ClassVar[str]
    order_help = PLACE_HELP

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        place = obj.order
        if place is None:
            obj.order = LAST
        super().save_model(request, obj, form, change)
        if not change or {"order", self.parent} & set(form.changed_data):
            parent = getattr(obj, self.parent)
            put_in_place(self.model._default_manager.filter(**{self.parent: parent}), {obj.pk: place})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return (*fields, self.parent) if obj is not None else fields


class HiddenPartAdmin(PartAdmin):
    """A part that has a page for explanations to link to, but no place on the desk's first page."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False


class StackedParts(SideBySide, ByRole, KeepsWholeText, TranslationStackedInline[Any, Any]):
    template = "admin/guides/parts.html"
    formset = PlacedFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0
    show_change_link = True


class TabularParts(ByRole, KeepsWholeText, TranslationTabularInline[Any, Any]):
    formset = PlacedFormSet
    formfield_overrides = FORM_FIELDS
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:  # a table names its columns, not the fields in them
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = field_in_words(db_field)
        return field


def freeze_key(form: RowForm) -> None:
    """Show the key of a published row without letting it be changed."""
    if form.instance.pk is not None and form.instance.is_published and "key" in form.fields:
        form.fields["key"].disabled = True
