"""What is typed in a form, as a page of the site would show it: nothing of it is saved.

The form is read as saving reads it. What its fields hold goes into the entry, faulty fields as they are stored.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from guides.enums import EDITED_KINDS
from guides.models.base import Translated
from guides.schema.kinds import Entry, Problem
from guides.serving.links import Links
from guides.serving.previews import make_token, of_typed
from guides.working_copy.kinds import SHAPE_OF, SHAPES_OF, Shape
from guides.working_copy.rows import read_entry

AT = "/admin/preview/at"  # links of such a page: followed, they open a preview of what is saved
_NEW = "new"  # the key of what has none yet
_LAST = 32767
_NO_ROW = -1


def can_show(desk: Any) -> bool:
    """Whether a form of this desk holds a whole entry that pages of the site show."""
    entries = [shape.model for kind in EDITED_KINDS for shape in SHAPES_OF[kind].values()]
    return desk.model in entries and hasattr(desk, "address_on_site")


def typed_address(desk: Any, request: HttpRequest, row: Any) -> str:
    """Where a form is sent to see what is typed in it; nothing where there is no such page."""
    may = desk.has_add_permission(request) if row is None else desk.has_change_permission(request, row)
    if not may or not can_show(desk):
        return ""
    name = desk.opts.model_name
    if row is None:
        return reverse("admin:preview:typed-new", args=[name])
    return reverse("admin:preview:typed", args=[name, row.pk])


@require_POST
def show_typed(request: HttpRequest, model: str, pk: int | None = None) -> HttpResponse:
    """The page of a row with what a form holds that is not saved; `language` says in which language."""
    desk = _desk(model)
    if not (desk.has_add_permission(request) if pk is None else desk.has_change_permission(request)):
        raise PermissionDenied
    row = None if pk is None else get_object_or_404(desk.get_queryset(request), pk=pk)
    if row is not None and not desk.has_change_permission(request, row):
        raise PermissionDenied
    shape = SHAPE_OF[desk.model]
    instead_of = "" if row is None else shape.identity_of(row)
    try:
        entry, row = _read(desk, shape, request, row)
    except ObjectDoesNotExist as error:  # something that every such row belongs to, and there is none of it yet
        raise Http404 from error
    preview = of_typed(entry, instead_of)
    snapshot = preview.snapshot
    links = Links(snapshot.content, snapshot.points, snapshot.flow, prefix=AT)
    asked = request.POST.get("_language") or get_language() or ""
    language = asked if asked in snapshot.content.languages else snapshot.content.languages[0]
    try:
        address = desk.address_on_site(links, language, row) or links.home(language)
    except KeyError:
        address = links.home(language)
    return _draw(request, address.split("#")[0].split("?")[0].removeprefix(AT), (preview, links))


def _draw(request: HttpRequest, address: str, laid: Any) -> HttpResponse:
    """The page at an address of the site, made from what is laid over it."""
    found = resolve(f"/preview/typed{address}")
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info, asked.META = "GET", address, address, request.META
    asked.laid_over = laid  # type: ignore[attr-defined]
    response: HttpResponse = found.func(asked, *found.args, **found.kwargs)
    return response


@require_safe
def follow(request: HttpRequest, address: str) -> HttpResponse:
    """Where a link of such a page leads: the same page of a preview of what is saved; a picture, to itself."""
    if not request.user.is_staff:
        raise PermissionDenied
    if address.startswith("pictures/"):
        return HttpResponseRedirect(reverse("admin:guides_picture", args=[address.removeprefix("pictures/")]))
    return HttpResponseRedirect(f"/preview/{make_token(request.user)}/{address}")


def _desk(model: str) -> Any:
    for registered, desk in admin.site._registry.items():
        if registered._meta.label_lower == f"guides.{model}" and can_show(desk):
            return desk
    raise Http404


def _read(desk: Any, shape: Shape, request: HttpRequest, row: Any) -> tuple[Entry, Any]:
    """The entry that a form holds, and its row, which is not saved."""
    is_change = row is not None
    form = desk.get_form(request, row, change=is_change)(request.POST, instance=row)
    form.is_valid()
    formsets, _inlines = desk._create_formsets(request, form.instance, change=is_change)
    for formset in formsets:
        formset.is_valid()
    by_list = {formset.prefix: formset for formset in formsets}
    _fill(shape, form, by_list, _NEW)
    return read_entry(shape, form.instance), form.instance


def _fill(shape: Shape, form: Any, by_list: dict[str, Any], key: str) -> None:
    """Give the row of a form what its entry is read from: its parts and links, as if they had been looked up."""
    row = form.instance
    if shape.identity not in shape.references and getattr(row, shape.attribute(shape.identity)) in ("", None):
        field = row._meta.get_field(shape.attribute(shape.identity))
        setattr(row, field.name, 0 if isinstance(field, models.IntegerField) else key)
    if isinstance(row, Translated):
        row.outdated = dict  # type: ignore[method-assign]  # pages of previews say nothing of it
    for name, model in shape.references.items():
        field = row._meta.get_field(shape.attribute(name))
        if not field.null and getattr(row, field.attname) is None:
            setattr(row, field.name, model._default_manager.first())  # not chosen yet; its page asks for one
    is_new = row.pk is None
    row.pk = row.pk or _NO_ROW  # who has none is asked for no parts
    kept = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, model in shape.links.items():
        attribute = shape.attribute(name)
        chosen = getattr(form, "cleaned_data", {}).get(attribute)
        if chosen is not None or is_new:
            kept[attribute] = _found(model, chosen or ())
    for name, (part, _link) in shape.children.items():
        parts = list(_parts(by_list.get(name), row, part))
        for number, each in enumerate(parts, 1):
            _fill(part, each, by_list, f"{_NEW}-{number}")
        kept[name] = _found(part.model, [each.instance for each in parts])


def _parts(formset: Any, row: Any, shape: Shape) -> Iterator[Any]:
    """The forms of the parts of a row in their order, without those being removed and new ones that lack something."""
    forms = formset.forms if formset is not None else ()
    said = [
        form
        for form in forms
        if _belongs_to(form, row)
        and not formset._should_delete_form(form)
        and (form.instance.pk is not None or (form.has_changed() and form.is_valid()))
        and not (shape.entry is Problem and not (form.instance.guide_id or form.instance.question_id))
        and all(getattr(form.instance, f"{shape.attribute(name)}_id", None) for name in _needed(shape))
    ]
    yield from sorted(said, key=lambda form: getattr(form, "cleaned_data", {}).get("order") or _LAST)


def _needed(shape: Shape) -> list[str]:
    """What a part must refer to, to be read at all."""
    return [name for name in shape.references if name == shape.identity]


def _belongs_to(form: Any, row: Any) -> bool:
    """Whether a part is one of `row`: problems stand in one list for all steps of a guide."""
    step_form = getattr(form, "step_form", form)
    return step_form is form or (step_form is not None and step_form.instance is row)


def _found(model: type[models.Model], rows: Any) -> Any:
    found: Any = model._default_manager.all()
    found._result_cache = list(rows)
    found._prefetch_done = True
    return found
