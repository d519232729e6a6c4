"""The page of translations: what is missing or outdated; the way of texts to a translator and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from guides import roles
from guides.admin.faults import RowPlace, find
from guides.checking.translations import Translation
from guides.enums import TranslationState
from guides.letters.letter import language_name
from guides.working_copy import interchange, retranslating
from guides.working_copy.diff import Run, compare_words
from guides.working_copy.kinds import PUBLISHED
from guides.working_copy.retranslating import Action, MayChange, PlannedRow

app_name = "translations"

OPEN, ALL = "open", "all"
PER_PAGE = 50
MOST_SHOWN = 500  # of each sort, in a preview
PREVIEW_SALT, PREVIEW_AGE = "translations-import", 12 * 60 * 60
FORMATS = {
    "xliff": (_("XLIFF 1.2, for translation programs"), "application/xliff+xml", "xlf"),
    "csv": (_("CSV with commas"), "text/csv; charset=utf-8", "csv"),
    "csv-semicolons": (_("CSV with semicolons, as Excel in Polish wants it"), "text/csv; charset=utf-8", "csv"),
}


def _kinds(user: Any) -> dict[str, str]:
    """The kinds of rows whose texts this editor may see, with their names."""
    named = {}
    for kind, shape in PUBLISHED.items():
        meta = shape.model._meta
        if any(user.has_perm(f"guides.{right}_{kind}") for right in ("view", "change")):
            named[kind] = str(capfirst(meta.verbose_name_plural))
    return dict(sorted(named.items(), key=lambda one: one[1]))


def _may_change(user: Any) -> MayChange:
    languages = roles.languages_of(user)

    def may_change(model: type[models.Model], language: str) -> bool:
        return language in languages or bool(user.has_perm(f"guides.change_{model._meta.model_name}"))

    return may_change


def _targets() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class Filter(forms.Form):
    """Which texts are listed or exported. What it does not know says nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[(OPEN, _("missing or outdated")), *TranslationState.choices, (ALL, _("all"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
        super().__init__({"state": OPEN, **{name: data[name] for name in data if data[name]}})
        every: list[tuple[str, Any]] = [("", _("all"))]
        self._may_see = kinds
        for name, choices in (("kind", list(kinds.items())), ("language", _targets())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*every, *choices]
        self.is_valid()

    def query(self) -> str:
        """These filters as the query of an address."""
        wanted = QueryDict(mutable=True)
        wanted.update({name: value for name, value in self.cleaned_data.items() if value})
        return wanted.urlencode()

    def apply(self, texts: Sequence[Translation]) -> list[Translation]:
        state = self.cleaned_data.get("state") or OPEN
        kind, language = self.cleaned_data.get("kind"), self.cleaned_data.get("language")
        return [
            text
            for text in texts
            if (kind in ("", None, text.kind) and text.kind in self._may_see)
            and language in ("", None, text.language)
            and (state == ALL or text.state == state or (state == OPEN and text.state != TranslationState.CURRENT))
        ]


class TranslationsUploadForm(forms.Form):
    file = forms.FileField(label=_("File from the translator"), help_text=_("XLIFF 1.2 or CSV in UTF-8, at most 3 MB."))


@dataclass(frozen=True)
class Shown:
    """One text as the page shows it."""

    text: Translation
    language: str  # its name
    at: RowPlace
    source: Sequence[Run]  # the present source, with what changed since the translation marked
    may_confirm: bool
    source_seen: str
    text_seen: str


def _show(texts: Sequence[Translation], may_change: MayChange) -> list[Shown]:
    return [
        Shown(
            text,
            language_name(text.language),
            at,
            compare_words(text.made_from or text.source, text.source),
            text.state == TranslationState.OUTDATED and may_change(retranslating.model_of(text), text.language),
            interchange.hash_of(text.source),
            interchange.hash_of(text.text),
        )
        for text, at in zip(texts, find(texts), strict=True)
    ]


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    everywhere = {**admin.site.each_context(request), "title": title, "source_language": settings.LANGUAGE_CODE}
    return TemplateResponse(request, f"admin/translations/{template}.html", {**everywhere, **context})


def _kinds_or_refuse(request: HttpRequest) -> dict[str, str]:
    kinds = _kinds(request.user)
    if not kinds:
        raise PermissionDenied
    return kinds


@require_GET
def list_view(request: HttpRequest) -> HttpResponse:
    """The texts, page by page."""
    kinds = _kinds_or_refuse(request)
    form = Filter(request.GET.dict(), kinds)
    everything = retranslating.all_translations()
    seen = [text for text in everything if text.kind in kinds]
    page = Paginator(form.apply(seen), PER_PAGE).get_page(request.GET.get("page"))
    return _page(
        request,
        "list",
        gettext("Translations"),
        filter=form,
        query=form.query(),
        page=page,
        page_numbers=page.paginator.get_elided_page_range(page.number),
        shown=_show(list(page.object_list), _may_change(request.user)),
        counts=[(state.label, sum(text.state == state for text in seen)) for state in TranslationState],
        formats=[(name, label) for name, (label, _type, _suffix) in FORMATS.items()],
        may_import=_may_import(request),
    )


def _may_import(request: HttpRequest) -> bool:
    may_change = _may_change(request.user)
    return any(may_change(shape.model, code) for shape in PUBLISHED.values() for code in roles.TRANSLATIONS)


@require_POST
def confirm_view(request: HttpRequest) -> HttpResponse:
    """Note that an outdated translation is right for the present source."""
    address, source_seen, text_seen = (request.POST.get(name, "") for name in ("text", "source_seen", "text_seen"))
    try:
        row = retranslating.mark_current(address, source_seen, text_seen, _may_change(request.user), request.user)
    except retranslating.Outdated:
        messages.error(request, _("This text has changed since the page was made. Please look at it again."))
    else:
        if row is None:
            raise PermissionDenied
        _log(request, [row], gettext("A translation was found to be still current."))
        messages.success(request, _("Noted: the translation is still current."))
    kept = Filter(QueryDict(request.POST.get("query", "")).dict(), _kinds(request.user))
    return HttpResponseRedirect(f"{reverse('admin:translations:list')}?{kept.query()}")


@require_GET
def export_view(request: HttpRequest) -> HttpResponse:
    """A file for a translator, with the texts that the page lists."""
    form = Filter(request.GET.dict(), _kinds_or_refuse(request))
    if request.GET.get("format") not in FORMATS:
        raise Http404
    name = request.GET["format"]
    _label, content_type, suffix = FORMATS[name]
    texts = form.apply(retranslating.all_translations())
    if name == "xliff":
        data = interchange.write_xliff(texts, settings.LANGUAGE_CODE)
    else:
        data = interchange.write_csv(texts, ";" if name == "csv-semicolons" else ",")
    today = timezone.localdate().isoformat()
    headers = {"Content-Disposition": f'attachment; filename="translations-{today}.{suffix}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)


def import_view(request: HttpRequest) -> HttpResponse:
    """Take a file, show what it would change, and change it once the editor has agreed."""
    if not _may_import(request):
        raise PermissionDenied
    if request.method == "POST" and "agreed" in request.POST:
        return _apply(request)
    form = TranslationsUploadForm(request.POST, request.FILES) if request.method == "POST" else TranslationsUploadForm()
    if form.is_valid():
        try:
            # One byte more than is allowed tells that it is too much.
            rows = interchange.read(form.cleaned_data["file"].read(interchange.LARGEST_FILE + 1), _name_of(form))
        except interchange.BadTranslationFile as error:
            form.add_error("file", str(error))
        else:
            return _preview(request, rows)
    return _page(request, "import", gettext("Import translations"), form=form)


def _name_of(form: forms.Form) -> str:
    return str(form.cleaned_data["file"].name or "")


def _preview(request: HttpRequest, rows: Sequence[interchange.ReturnedText]) -> HttpResponse:
    steps = retranslating.plan(rows, retranslating.all_translations(), _may_change(request.user))
    applied = [step for step in steps if step.action in (Action.CHANGE, Action.CONFIRM)]
    given = [(step.row.identity, step.row.source, step.row.text, step.row.confirmed) for step in applied]
    return _page(
        request,
        "preview",
        gettext("Import translations"),
        changes=_show_steps(steps, Action.CHANGE),
        confirmed=_show_steps(steps, Action.CONFIRM),
        refused=_show_steps(steps, Action.REFUSE),
        counts={action.value: sum(step.action == action for step in steps) for action in Action},
        most_shown=MOST_SHOWN,
        agreed=signing.dumps(given, salt=PREVIEW_SALT, compress=True) if given else "",
    )


@dataclass(frozen=True)
class ShownStep:
    step: PlannedRow
    at: RowPlace | None
    target: Sequence[Run]  # the new translation, with what changes marked


def _show_steps(steps: Sequence[PlannedRow], action: Action) -> list[ShownStep]:
    wanted = [step for step in steps if step.action == action][:MOST_SHOWN]
    known = [step.now for step in wanted if step.now]
    at = dict(zip((text.address for text in known), find(known), strict=True))
    return [
        ShownStep(
            step,
            at.get(step.now.address) if step.now else None,
            compare_words(interchange.plain(step.now.text) if step.now else "", step.text),
        )
        for step in wanted
    ]


def _apply(request: HttpRequest) -> HttpResponse:
    try:
        given = signing.loads(request.POST["agreed"], salt=PREVIEW_SALT, max_age=PREVIEW_AGE)
        rows = [interchange.ReturnedText(*values) for values in given]
    except signing.SignatureExpired:
        messages.error(request, _("This preview is too old. Nothing was changed; please send the file again."))
        return HttpResponseRedirect(reverse("admin:translations:import"))
    except (signing.BadSignature, TypeError, ValueError):
        messages.error(request, _("This was not sent by the preview. Nothing was changed; please send the file again."))
        return HttpResponseRedirect(reverse("admin:translations:import"))
    try:
        saved = retranslating.apply(rows, _may_change(request.user), request.user)
    except retranslating.Outdated:
        message = _(
            "Nothing was changed: some of these texts were edited meanwhile. This is what the file would do now."
        )
        messages.error(request, message)
        return _preview(request, rows)
    _log(request, saved, gettext("Translations were imported."))
    done = ngettext("%(number)s text was changed.", "%(number)s texts were changed.", len(rows))
    messages.success(request, done % {"number": len(rows)})
    return HttpResponseRedirect(reverse("admin:translations:list"))


def _log(request: HttpRequest, rows: Sequence[models.Model], message: str) -> None:
    for row in rows:
        admin.site.get_model_admin(type(row)).log_change(request, row, message)


urlpatterns = [
    path("", admin.site.admin_view(list_view), name="list"),
    path("still-current/", admin.site.admin_view(confirm_view), name="confirm"),
    path("export/", admin.site.admin_view(export_view), name="export"),
    path("import/", admin.site.admin_view(import_view), name="import"),
]
