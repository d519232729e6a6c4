"""Notices: live as soon as they are saved, hence only for those who may publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides.admin.base import RowForm, WorkingCopyAdmin, in_all_languages
from guides.checking.compiled_parts import site_languages
from guides.enums import NoticeKind, NoticeState, ReleaseKind
from guides.models import Notice, Release
from guides.models.base import localized
from guides.schema.content import Damaged
from guides.schema.markup import dead_links, html_tags
from guides.serving.links import Links
from guides.serving.live import live
from guides.serving.notices import CurrentNotice, compile_notice, internal_targets, says_something
from guides.serving.previews import make_token, read_token
from guides.working_copy.recording import recording

LOOK = "_look"  # the button that shows what readers will see, and saves nothing
TYPING = "_typing"  # asked for by the script while somebody types: it stores no preview either


class NoticeForm(RowForm):
    """A form that is looked at before it is saved; `seen` is the notice that may be announced as it is typed."""

    seen: Notice | None = None

    def is_valid(self) -> bool:
        is_right = super().is_valid()
        if LOOK not in self.data:
            return is_right
        self.seen = self.instance if is_right else None
        return False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for code, column in localized("text").items():
            text = (cleaned or {}).get(column) or ""
            if internal_targets(text) or dead_links(text):
                message = _("Link to https addresses only: a guide may be gone while the notice is still on.")
                self.add_error(column, message)
            elif html_tags(text):
                self.add_error(column, _("Take the HTML out: readers would see its tags."))
            elif code == settings.LANGUAGE_CODE and text and not says_something(text):
                self.add_error(column, _("Say what readers have to know."))
        return cleaned


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return list(NoticeState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        return queryset.in_state(wanted, timezone.now()) if wanted in NoticeState.values else queryset  # type: ignore[attr-defined]


@admin.register(Notice)
class NoticeAdmin(WorkingCopyAdmin):
    form = NoticeForm
    change_form_template = "admin/guides/notice/change_form.html"
    change_list_template = "admin/guides/notice/change_list.html"
    list_display = ["__str__", "ways", "times", "words", "checked"]
    list_filter = [StateFilter, "kind", "method"]
    list_select_related = ["method", "checked_by"]
    search_fields = [*in_all_languages("text"), "source"]
    readonly_fields = ["state", "checked"]
    actions = None
    goes_on = False  # it is live once it is saved
    checks_words = False  # its form allows less
    fieldsets = [
        (None, {"fields": ["state", "kind", "method", "text"]}),
        (_("How long"), {"fields": ["begins_at", "ends_at"]}),
        (_("Checked"), {"fields": ["source", "checked"]}),
    ]

    def only_translates(self, request: HttpRequest) -> bool:
        return False  # what is saved here is live, also in other languages

    def may_restore(self, request: HttpRequest) -> bool:
        return False  # an older state would be live at once, its times long past

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what readers were told stays on record; a notice is ended, not deleted

    @admin.display(description=_("state"))
    def state(self, notice: Notice) -> str:
        return str(notice.state(timezone.now()).label) if notice.pk else "–"

    @admin.display(description=_("from, until"), ordering="begins_at")
    def times(self, notice: Notice) -> SafeString:
        return format_html("{}<br>{}", _moment(notice.begins_at), _moment(notice.ends_at) or _("end not known"))

    @admin.display(description=_("text"))
    def words(self, notice: Notice) -> str:
        return Truncator(notice.text).words(20)

    @admin.display(description=_("checked"), ordering="checked_at")
    def checked(self, notice: Notice) -> str:
        if not notice.pk:
            return str(_("noted when you save: by saving you say that you have looked at the source"))
        return ", ".join(filter(None, (_moment(notice.checked_at), str(notice.checked_by or ""))))

    @admin.display(description=_("state"))
    def ways(self, notice: Notice) -> SafeString:
        """The state, and the way to end it: one column, so that the list is as wide as the page."""
        state = notice.state(timezone.now())
        if state == NoticeState.OVER:
            return format_html("{}", state.label)
        words = _("End it now…") if state == NoticeState.ON else _("Call it off…")
        address = reverse("admin:guides_notice_end", args=[notice.pk])
        return format_html('{}<br><a href="{}">{}</a>', state.label, address, words)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        may_end = self.has_change_permission(request)
        return [name if name != "ways" or may_end else "state" for name in super().get_list_display(request)]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.SplitDateTimeField):  # Django’s two inputs stand under one label that names neither
            day, hour = field.widget.widgets
            day.attrs["aria-label"] = field.label
            hour.attrs["aria-label"] = format_lazy("{}, {}", field.label, _("Time:"))
        if field is not None and db_field.name == "method":
            field.empty_label = str(_("the whole IKP"))  # type: ignore[attr-defined]
            for action in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{action}_related", False)
        return field

    def get_urls(self) -> list[URLPattern]:
        end = self.admin_site.admin_view(self.end_view)
        return [path("<int:pk>/end/", end, name="guides_notice_end"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The source of the newest notice of the kind is proposed: most outages are told of on the same page."""
        asked = super().get_changeform_initial_data(request)
        earlier = Notice.objects.filter(kind=asked.get("kind", NoticeKind.OUTAGE)).order_by("-pk")
        return {"source": earlier.values_list("source", flat=True).first() or "", **asked}

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        notice = kwargs.get("obj")
        seen = getattr(context["adminform"].form, "seen", None)
        context |= {"is_notice": True, "look": None if seen is None else _look(request, seen)}
        is_open = notice is not None and notice.state(timezone.now()) != NoticeState.OVER
        context["may_end"] = is_open and self.has_change_permission(request, notice)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.checked_by, obj.checked_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)
        transaction.on_commit(live.refresh)
        self._tell(request, obj)

    def _tell(self, request: HttpRequest, notice: Notice) -> None:
        match notice.state(timezone.now()):
            case NoticeState.ON:
                messages.success(request, _("Readers see this notice now. Nothing else has to be published."))
            case NoticeState.COMING:
                when = {"moment": _moment(notice.begins_at)}
                messages.success(request, _("Readers will see this notice from %(moment)s.") % when)
            case NoticeState.OVER:
                messages.success(request, _("This notice is over: readers do not see it."))

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then let a notice be over."""
        notice: Any = get_object_or_404(Notice, pk=pk)
        if not self.has_change_permission(request, notice):
            raise PermissionDenied
        now = timezone.now()
        state = notice.state(now)
        if request.method == "POST" and state != NoticeState.OVER:
            notice.checked_by, notice.checked_at = request.user, now
            with recording(user=request.user):
                notice.end(now)
            self.log_change(request, notice, _("Ended."))
            transaction.on_commit(live.refresh)
            self._tell(request, notice) if state == NoticeState.ON else messages.success(request, _("Called off."))
        if request.method == "POST" or state == NoticeState.OVER:
            return HttpResponseRedirect(reverse("admin:guides_notice_changelist"))
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("End this notice now")}
        context = {**shared, "notice": notice, "is_on": state == NoticeState.ON}
        return TemplateResponse(request, "admin/guides/notice/end.html", context)

    def address_on_site(self, links: Links, language: str, row: Notice) -> str | None:
        if row.method is None:
            return links.home(language)
        return links.method(language, row.method.key) if row.method.key in links.content.method else None


@dataclass(frozen=True)
class LookPage:
    """A page of the preview on which the notice stands."""

    name: str
    language: str
    address: str


@dataclass(frozen=True)
class Look:
    """A notice before it is announced: its text in each language, and the pages on which to see it."""

    heading: str
    texts: list[tuple[str, str, Any]]  # code and name of a language, HTML
    is_coming: bool
    guides: int
    pages: list[LookPage]


def _look(request: HttpRequest, notice: Notice) -> Look:
    """What readers will see of a notice that was typed and not saved."""
    notice.note_translations()
    compiled = compile_notice(notice, site_languages())
    snapshot = live.current()
    guides = [] if snapshot is None else snapshot.content.guides
    return Look(
        heading=str(notice),
        # Sanitised when it was compiled.
        texts=[
            (compiled.text.html_in(code).language, str(name), SafeString(compiled.text.html_in(code).value))
            for code, name in settings.LANGUAGES
        ],
        is_coming=notice.state(timezone.now()) == NoticeState.COMING,
        guides=sum(compiled.method in ("", guide.method) for guide in guides),
        pages=[] if snapshot is None or TYPING in request.POST else list(_pages(request, compiled)),
    )


def _pages(request: HttpRequest, notice: CurrentNotice) -> Iterator[LookPage]:
    """A preview of what is live, with the notice on it: its way of logging in, home and the first question."""
    active = Release.objects.filter(kind=ReleaseKind.CONTENT, is_active=True).first()
    token = make_token(request.user, active, notice)
    try:
        content, points = (each := read_token(token).snapshot).content, each.points
    except Damaged:
        return
    links = Links(content, points, each.flow, prefix=f"/preview/{token}")
    for code, name in settings.LANGUAGES:
        if notice.method in content.method:
            yield LookPage(
                content.method[notice.method].name.plain_in(code).value, str(name), links.method(code, notice.method)
            )
        yield LookPage(gettext("Home"), str(name), links.home(code))
        yield LookPage(gettext("First question"), str(name), links.start(code))


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
