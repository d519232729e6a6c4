"""Tags of the editors' desk."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.templatetags.desk_help import HELP

register = template.Library()


def yes_or_no(value: bool | None) -> SafeString:
    """Django’s icon of a yes or no, with a text in the reader’s language: its own says “True”."""
    name = {True: "yes", False: "no", None: "unknown"}[value]
    text = {True: _("Yes"), False: _("No"), None: _("Not known")}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), text)


# Django asks for it by this name in lists and at fields that are only read, and has no setting.
admin_list._boolean_icon = yes_or_no  # type: ignore[attr-defined]  # not in the stubs: Django’s own

_CELL = re.compile(r"^<(td|th)\b")


@register.filter
def named(cells: Iterable[Any], headers: Iterable[Mapping[str, Any]]) -> list[SafeString]:
    """The cells of a row with the names of their columns, which small screens show beside them."""
    return [_named(str(cell), str(header["text"])) for cell, header in zip(cells, headers, strict=False)]


def _named(cell: str, name: str) -> SafeString:
    if "<" in name:  # the box that chooses all rows
        return mark_safe(cell)  # noqa: S308 - Django's own cell
    label = escape(capfirst(name))
    labelled = _CELL.sub(lambda found: f'<{found[1]} data-label="{label}"', cell, count=1)
    return mark_safe(labelled)  # noqa: S308 - Django's own cell, with an escaped attribute


@register.inclusion_tag("admin/guides/help.html")
def help_for(model: str) -> dict[str, Any]:
    """How rows of this model are changed, folded."""
    return {"lines": HELP.get(model, ())}
