"""Offices out of files: uploaded, looked at as a proposal, applied, undone. And all of them exported."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from guides import models
from guides.admin.changes import in_words
from guides.admin.import_columns import columns_view
from guides.admin.import_desk import MAY_IMPORT, desk_page, propose, refuse_without
from guides.admin.import_forms import PLACES, UploadForm
from guides.admin.jobs import following
from guides.enums import ImportState, JobState
from guides.importing import applying, jobs, own, spreadsheet
from guides.importing.proposal import Conflict, OfficeChange, Proposal, decode_proposal
from guides.importing.registry import FORMATS
from guides.jobs import queue
from guides.jobs.models import Job
from guides.models.offices import MAPPED
from guides.offices.formats.notes import explain
from guides.offices.formats.rows import BadTable
from guides.schema.hours_in_words import understood
from guides.serving.live import live
from guides.working_copy.diff import RowChange
from guides.working_copy.rows import read_points

app_name = "imports"

PER_PAGE = 50
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_HOURS = 50  # different ones whose meaning is told
EXAMPLES = 5  # of each sort of note, on the first look
MOST_CONFLICTS = 200  # with a box for each


@require_GET
def list_view(request: HttpRequest) -> HttpResponse:
    """The imports that there were, newest first."""
    refuse_without(request, "view_pointimport")
    rows = models.PointImport.objects.defer("content", "proposal").select_related("made_by", "mapping")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    may_import = all(request.user.has_perm(f"guides.{right}") for right in MAY_IMPORT)
    return desk_page(request, "list", gettext("Imports of offices"), page=page, rows=page, may_import=may_import)


def new_view(request: HttpRequest) -> HttpResponse:
    """Take a file and make the proposal, or let the worker make it."""
    refuse_without(request, *MAY_IMPORT)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        try:
            if form.cleaned_data["format"] in PLACES:
                return _load_places(request, form)
            row = _start(request, form)
        except BadTable as error:
            form.add_error("file", str(error))
        else:
            return HttpResponseRedirect(
                reverse(f"admin:imports:{'columns' if row.needs_columns else 'show'}", args=[row.pk])
            )
    return desk_page(request, "new", gettext("Import offices"), form=form)


def _load_places(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """Let the worker load a file of places. Raise BadTable."""
    content = form.cleaned_data["file"].read(settings.IMPORT_LARGEST_FILE + 1)
    job = jobs.ask_to_load_places(content, form.cleaned_data["format"], request.user)
    return HttpResponseRedirect(reverse("admin:jobs_job_change", args=[job.pk]))


def _start(request: HttpRequest, form: UploadForm) -> models.PointImport:
    """Raise BadTable."""
    file = form.cleaned_data["file"]
    name, chosen = str(file.name or ""), form.cleaned_data["format"]
    upload = applying.Upload(
        # One byte more than is allowed tells that it is too much.
        content=file.read(settings.IMPORT_LARGEST_FILE + 1),
        file_name=name,
        format=chosen if chosen in FORMATS else MAPPED,
        mapping=form.mapping(),
        listed_on=form.cleaned_data["listed_on"] or applying.date_in(name),
    )
    if len(upload.content) <= settings.IMPORT_AT_ONCE_BYTES or upload.needs_columns:
        return applying.start(upload, request.user, live.gazetteer())
    row = applying.store(upload, request.user)
    jobs.ask_to_propose(row, request.user)
    return row


@dataclass(frozen=True)
class Group:
    """Notes of one sort, or rows set aside for one reason."""

    code: str
    text: str
    number: int
    examples: Sequence[Any]


def _groups(items: Sequence[Any], code_of: Any) -> list[Group]:
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(code_of(item), []).append(item)
    ordered = sorted(found.items(), key=lambda one: -len(one[1]))
    return [Group(code, explain(code), len(members), members[:EXAMPLES]) for code, members in ordered]


# What the page of an import can list whole, page by page.
PARTS = {
    "notes": _("Notes"),
    "aside": _("Rows set aside"),
    "new": _("New offices"),
    "changed": _("Changed offices"),
    "gone": _("Offices that the list no longer names"),
}


@require_GET
def show_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal, or what became of it: first the sum, then each part on pages of its own."""
    refuse_without(request, "view_pointimport")
    row = get_object_or_404(models.PointImport, pk=pk)
    if row.state == ImportState.UPLOADED and row.needs_columns:
        return HttpResponseRedirect(reverse("admin:imports:columns", args=[pk]))
    job = jobs.job_of(row) if row.is_in(ImportState.UPLOADED, ImportState.PROPOSED) else None
    if row.state == ImportState.UPLOADED or (job is not None and not job.is_over):
        return _waiting(request, row, job)
    proposal = decode_proposal(row.proposal)
    part = request.GET.get("part", "")
    context: dict[str, Any] = {"row": row, "proposal": proposal, "parts": PARTS, "part": part}
    if part:
        return _part(request, proposal, part, context)
    waiting = row.state == ImportState.PROPOSED
    return desk_page(
        request,
        "show",
        gettext("Import: %(file)s") % {"file": row.file_name},
        **context,
        waiting=waiting,
        job=job if job is not None and job.state == JobState.FAILED else None,
        stale=waiting and row.seen != applying.state_of_points(),
        may_import=all(request.user.has_perm(f"guides.{right}") for right in MAY_IMPORT),
        hours=_hours_understood(proposal),
        notes=_groups(proposal.notes, lambda one: one.code),
        aside=_groups(proposal.aside, lambda one: one.note.code),
        conflicts=_decided([one for one in proposal.conflicts if not one.is_emptied], proposal),
        emptied=_decided([one for one in proposal.conflicts if one.is_emptied], proposal),
        new_sources=[one.after for one in proposal.sources if one.before is None],
    )


def _waiting(request: HttpRequest, row: models.PointImport, job: Job | None) -> HttpResponse:
    """How far the worker is with an import."""
    may_import = all(request.user.has_perm(f"guides.{right}") for right in MAY_IMPORT)
    title = gettext("Import: %(file)s") % {"file": row.file_name}
    idle = job is None or job.is_over
    follow = "follow" in request.GET
    page = desk_page(request, "waiting", title, row=row, job=job, follow=follow, may_renew=may_import and idle)
    return following(request, job, page)


@dataclass(frozen=True)
class UnderstoodHours:
    """Opening hours that offices would have from now on, and what we understand by them."""

    expression: str
    words: str
    offices: int


def _hours_understood(proposal: Proposal) -> list[UnderstoodHours]:
    """The commonest of the new hours."""
    counts: Counter[str] = Counter()
    for change in (*proposal.new, *proposal.changed):
        hours = change.after.opening_hours
        if hours and (change.before is None or change.before.opening_hours != hours):
            counts[hours] += 1
    today = timezone.localdate()
    return [UnderstoodHours(hours, understood(hours, today), count) for hours, count in counts.most_common(MOST_HOURS)]


@dataclass(frozen=True)
class ShownConflict:
    conflict: Conflict
    name: str
    field: str


@dataclass(frozen=True)
class Decided:
    """Conflicts of one sort, of which an editor decides: how many, and those that have a box."""

    number: int
    shown: list[ShownConflict]

    @property
    def more(self) -> int:
        return self.number - len(self.shown)


def _decided(conflicts: list[Conflict], proposal: Proposal) -> Decided:
    listed = conflicts[:MOST_CONFLICTS]
    names = {one.after.number: one.after.name for one in proposal.changed}
    left = {one.number for one in listed} - names.keys()
    names |= dict(models.Point.objects.filter(number__in=left).values_list("number", "name"))
    return Decided(len(conflicts), [_shown(one, names.get(one.number, "")) for one in listed])


def _shown(conflict: Conflict, name: str) -> ShownConflict:
    label: Any = models.Point._meta.get_field(conflict.field)
    return ShownConflict(conflict, name or str(conflict.number), str(label.verbose_name))


def _part(request: HttpRequest, proposal: Proposal, part: str, context: dict[str, Any]) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    items: list[Any] = getattr(proposal, part)
    code = request.GET.get("code", "")
    if part in ("notes", "aside") and code:
        items = [item for item in items if (item.code if part == "notes" else item.note.code) == code]
    page: Page[Any] = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    changes = in_words(_as_rows(page)) if part in ("new", "changed", "gone") else []
    shown = [(item, explain(item.code if part == "notes" else item.note.code)) for item in page] if not changes else []
    return desk_page(
        request,
        "part",
        str(PARTS[part]),
        **context,
        code=code,
        page=page,
        page_numbers=page.paginator.get_elided_page_range(page.number),
        changes=changes,
        shown=shown,
    )


def _as_rows(page: "Page[OfficeChange]") -> list[RowChange]:
    return [RowChange(change.before, change.after) for change in page]


def _row_or_refuse(request: HttpRequest, pk: int) -> models.PointImport:
    refuse_without(request, *MAY_IMPORT)
    return get_object_or_404(models.PointImport, pk=pk)


@require_POST
def apply_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the proposal into the working copy."""
    row = _row_or_refuse(request, pk)
    choice = applying.ApplyOptions(frozenset(request.POST.getlist("take")), "unlist" in request.POST)
    if sum(row.counts.get(name, 0) for name in ("new", "changed", "gone")) > settings.IMPORT_AT_ONCE_OFFICES:
        jobs.ask_to_apply(row, choice, request.user)
        return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))
    try:
        number = applying.apply(row, request.user, choice)
    except applying.Clash:
        messages.error(request, jobs.TWO_WITH_ONE_IDENTIFIER)
    except applying.ImportRefused:
        messages.error(request, jobs.CHANGED_SINCE)
    else:
        done = ngettext("%(number)s office was changed.", "%(number)s offices were changed.", number)
        messages.success(request, done % {"number": number})
    return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))


@require_POST
def renew_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the proposal anew, beside the working copy as it is now."""
    row = _row_or_refuse(request, pk)
    try:
        if propose(request, row):
            messages.success(request, _("This is what the file would change now."))
    except (BadTable, applying.ImportRefused):
        messages.error(request, _("The proposal can’t be made anew. Please send the file again."))
    return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))


@require_POST
def undo_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what was there before an import."""
    row = _row_or_refuse(request, pk)
    try:
        undone = applying.undo(row, request.user)
    except applying.ImportRefused:
        messages.error(request, _("This import is not one that could be undone. Nothing was changed."))
        return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))
    done = ngettext("%(number)s office is as it was.", "%(number)s offices are as they were.", undone.restored)
    messages.success(request, done % {"number": undone.restored})
    if undone.kept:
        kept = ngettext(
            "%(number)s office was changed since and stays as it is: %(list)s.",
            "%(number)s offices were changed since and stay as they are: %(list)s.",
            len(undone.kept),
        )
        named = ", ".join(map(str, undone.kept[:PER_PAGE])) + ("…" if len(undone.kept) > PER_PAGE else "")
        messages.warning(request, kept % {"number": len(undone.kept), "list": named})
    return HttpResponseRedirect(reverse("admin:imports:show", args=[pk]))


@require_POST
def discard_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a proposal that changed nothing."""
    row = _row_or_refuse(request, pk)
    if row.is_waiting:
        jobs.discard(row)
        messages.success(request, _("The proposal was thrown away. Nothing has changed."))
    return HttpResponseRedirect(reverse("admin:imports:list"))


@require_POST
def fetch_view(request: HttpRequest) -> HttpResponse:
    """Let the worker fetch the official lists."""
    refuse_without(request, *MAY_IMPORT)
    job = queue.enqueue(jobs.FETCH, {"user": request.user.pk}, request.user)
    return HttpResponseRedirect(reverse("admin:jobs_job_change", args=[job.pk]))


@require_GET
def export_view(request: HttpRequest) -> HttpResponse:
    """All offices of the working copy as a table, which can be edited and imported again."""
    refuse_without(request, "view_point")
    languages = tuple(code for code, _name in settings.LANGUAGES)
    points, delimiter = [own.handed_out(point) for point in read_points().points], request.GET.get("delimiter")
    if delimiter:
        data, ending, kind = own.write(points, languages, ";" if delimiter == "semicolon" else ","), "csv", _CSV
    else:
        data, ending, kind = spreadsheet.write(points, languages), "xlsx", _XLSX
    name = f"points-{timezone.localdate().isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)


urlpatterns = [
    path("", admin.site.admin_view(list_view), name="list"),
    path("new/", admin.site.admin_view(new_view), name="new"),
    path("fetch/", admin.site.admin_view(fetch_view), name="fetch"),
    path("export/", admin.site.admin_view(export_view), name="export"),
    path("<int:pk>/", admin.site.admin_view(show_view), name="show"),
    path("<int:pk>/columns/", admin.site.admin_view(columns_view), name="columns"),
    path("<int:pk>/apply/", admin.site.admin_view(apply_view), name="apply"),
    path("<int:pk>/renew/", admin.site.admin_view(renew_view), name="renew"),
    path("<int:pk>/undo/", admin.site.admin_view(undo_view), name="undo"),
    path("<int:pk>/discard/", admin.site.admin_view(discard_view), name="discard"),
]
