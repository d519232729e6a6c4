"""The page that asks what a table's columns hold, and shows how they are understood before anything is taken."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from guides import models
from guides.admin.import_desk import MAY_IMPORT, desk_page, propose, refuse_without
from guides.admin.import_forms import ColumnsForm
from guides.enums import ImportState
from guides.offices.formats import mapped
from guides.offices.formats.notes import explain
from guides.offices.formats.rows import BadTable
from guides.offices.formats.tables import read_table
from guides.schema.hours import BadHours
from guides.schema.hours_in_words import understood

_SAMPLE = 3  # rows of a table, as they are in it


def columns_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the columns of a table hold."""
    refuse_without(request, *MAY_IMPORT, "add_importmapping")
    row = get_object_or_404(models.PointImport, pk=pk)
    if row.state != ImportState.UPLOADED or not row.needs_columns:
        return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))
    whole = read_table(bytes(row.content), most_rows=settings.IMPORT_MOST_ROWS)
    line = request.GET.get("row", "")
    table = whole.at(request.GET.get("sheet", ""), int(line) if line.isascii() and line.isdecimal() else None)
    form = ColumnsForm(table, request.POST if request.method == "POST" else None)
    rows: list[UnderstoodRow] = []
    if form.is_valid():
        try:
            if request.POST.get("confirmed") == form.told:
                _take_columns(request, row, form)
                return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))
            rows = [_in_words(one) for one in form.understood()]
        except BadTable as error:
            form.add_error(None, str(error))
    return desk_page(
        request,
        "columns",
        gettext("What the columns hold"),
        form=form,
        row=row,
        table=table,
        sheets=[one.sheet for one in (whole, *whole.others)],
        sample=[one.cells for one in table.rows[:_SAMPLE]],
        understood=rows,
    )


def _take_columns(request: HttpRequest, row: models.PointImport, form: ColumnsForm) -> None:
    """Keep what was told of the columns, and propose. Raise BadTable; then nothing is kept."""
    with transaction.atomic():
        row.mapping = form.save()
        propose(request, row)


@dataclass(frozen=True)
class UnderstoodRow:
    """One of the first rows: what each column was understood as, and what an editor should know of it."""

    line: int
    meanings: list[tuple[Any, str, str]]  # what is held, the cell, what is understood
    notes: list[str]


def _in_words(row: mapped.Understood) -> UnderstoodRow:
    meanings = [(mapped.FIELDS[one.field], one.cell, _value(one)) for one in row.meanings]
    notes = [*([row.aside] if row.aside else []), *row.notes]
    return UnderstoodRow(row.line, meanings, [f"{explain(one.code)} {one.detail}" for one in notes])


def _value(meaning: mapped.Meaning) -> str:
    if meaning.field != "hours" or not meaning.value:
        return meaning.value
    try:
        return understood(meaning.value, timezone.localdate())
    except BadHours:  # kept as text
        return meaning.value
