"""Releases: publishing the working copy, and going back to what was published before."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guides.admin import requests
from guides.admin.comparing import compare, taking_back
from guides.admin.publishing import MOST_ROWS, PublishForm, state_of, untranslated_guides
from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import Approval, Release
from guides.releases import publishing, restoring
from guides.schema.content import Damaged
from guides.serving.live import live
from guides.working_copy.kinds import SHAPES_OF


def may_publish(request: HttpRequest) -> bool:
    """Whether the editor may change what visitors read."""
    return request.user.has_perm("guides.add_release")


def may_take_back(request: HttpRequest, kind: str) -> bool:
    """Whether the editor may replace the whole working copy of this kind."""
    if kind not in EDITED_KINDS:
        return False
    names = [f"guides.change_{shape.model._meta.model_name}" for shape in SHAPES_OF[kind].values()]
    return may_publish(request) and request.user.has_perms(names)


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin[Release]):
    list_display = ["__str__", "is_active", "published", "changes"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["published_by"]
    search_fields = ["note", "number"]
    actions = None
    fields = [
        "kind",
        "number",
        "published_at",
        "published_by",
        "asked_by",
        "note",
        "is_active",
        "activated_at",
        "checksum",
    ]
    readonly_fields = ["asked_by"]
    change_list_template = "admin/guides/release/change_list.html"
    change_form_template = "admin/guides/release/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).defer("payload", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return may_publish(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_publish(request) or super().has_module_permission(request)

    @admin.display(description=_("at the request of"))
    def asked_by(self, release: Release) -> str:
        return str(release.approval.asked_by or "") if hasattr(release, "approval") else ""

    @admin.display(description=_("published"), ordering="published_at")
    def published(self, release: Release) -> SafeString:
        """When, by whom and why: one column, so that the list is as wide as the page."""
        by = f", {release.published_by}" if release.published_by else ""
        when = date_format(timezone.localtime(release.published_at), "DATETIME_FORMAT")
        return format_html("{}{}<br>{}", when, by, release.note)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*self.list_display[:-1], "ways"] if may_publish(request) else list(self.list_display)

    @admin.display(description=_("what it changed"))
    def changes(self, release: Release) -> SafeString:
        if release.kind not in EDITED_KINDS:
            return SafeString("")
        address = reverse("admin:guides_release_compare")
        return format_html('<a href="{}?kind={}&amp;after={}">{}</a>', address, release.kind, release.pk, _("Changes"))

    @admin.display(description=_("what you can do"))
    def ways(self, release: Release) -> SafeString:
        if release.is_active:
            return self.changes(release)
        address = reverse("admin:guides_release_activate", args=[release.pk])
        again = format_html('<a href="{}">{}</a>', address, _("Make it live again…"))
        return format_html("{}<br>{}", self.changes(release), again)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("publish/", view(self.publish_view), name="guides_release_publish"),
            path("returned/<int:pk>/", view(require_POST(requests.return_view)), name="guides_release_return"),
            path("compare/", view(self.compare_view), name="guides_release_compare"),
            path("<int:pk>/activate/", view(self.activate_view), name="guides_release_activate"),
            path("<int:pk>/take-back/", view(self.take_back_view), name="guides_release_take_back"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        release = kwargs.get("obj")
        context["may_take_back"] = release is not None and may_take_back(request, release.kind)
        return super().render_change_form(request, context, *args, **kwargs)

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """Say what stands in the way of each kind of release, to whoever sees releases; and publish it."""
        is_asking = request.POST.get("action") == PublishForm.ASK
        may_only_look = request.method != "POST" or is_asking  # who sees what would be published may ask for it
        if not (self.has_view_permission(request) if may_only_look else may_publish(request)):
            raise PermissionDenied
        form = PublishForm(request.POST) if request.method == "POST" else None
        if form is not None and not form.is_valid() and set(form.errors) != {"note"}:
            messages.error(request, _("Nothing was published: what was sent is not whole. Please try again."))
        elif form is not None and form.is_valid() and self._carry_out(request, form):
            return HttpResponseRedirect(reverse("admin:guides_release_publish"))
        states = [state_of(kind, request.user, form) for kind in EDITED_KINDS]
        more = {
            "returned": publishing.returned_to(request.user),
            "may_accept": request.user.has_perm("guides.change_situation"),
        }
        title = _("Publish") if may_publish(request) else _("What would be published")
        return self._page(request, "publish", title, states=states, may_publish=may_publish(request), **more)

    def _carry_out(self, request: HttpRequest, form: PublishForm) -> bool:
        """Publish or ask for approval, and tell the editor what came of it. False when the page has to show why not."""
        kind, note = form.cleaned_data["kind"], form.cleaned_data["note"]
        try:
            if form.cleaned_data["action"] == PublishForm.ASK:
                requests.tell_publishers(publishing.ask_for_approval(kind, request.user, note, form.seen))
                messages.success(request, _("Noted. Another editor who may publish can now make exactly this live."))
                return True
            if not form.cleaned_data["as_it_is"] and untranslated_guides(ReleaseKind(kind)):
                text = _(
                    "Nothing was published: new guides lack a translation. Translate them, or tick that they go so."
                )
                messages.error(request, text)
                return False
            asked = publishing.open_approval(kind)
            release = publishing.publish(kind, by=request.user, note=note, seen=form.seen)
        except publishing.NothingToPublish:
            messages.info(request, _("Nothing has changed since the last release, so there is nothing to publish."))
            return True
        except publishing.Refused:
            messages.error(request, _("Nothing was published: the errors below have to be mended first."))
        except publishing.NeedsApproval:
            messages.error(
                request, _("Nothing was published: a second editor has to publish what the first one asked for.")
            )
        except publishing.Outrun as outrun:
            messages.error(request, _outrun_in_words(outrun))
        else:
            live.refresh()
            self.log_addition(request, release, note)
            if asked is not None:
                requests.tell_asker(asked, request.user, is_done=True)
            messages.success(request, _("%(release)s: published, visitors read it now.") % {"release": release})
            return True
        return False

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """What differs between two releases, or a release and the working copy."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._page(request, "compare", _("Compare releases"), comparison=compare(request.GET.dict()))

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what taking a release back into the working copy would undo, then do it."""
        release = get_object_or_404(Release.objects.defer("payload"), pk=pk)
        if not may_take_back(request, release.kind):
            raise PermissionDenied
        try:
            if request.method == "POST" and self._take_back(request, release):
                return HttpResponseRedirect(reverse("admin:guides_release_publish"))
            context = {"release": release, "changes": taking_back(release, MOST_ROWS)}
        except Damaged as error:
            messages.error(request, _("%(release)s can’t be taken back.") % {"release": release} + f" {error}")
            return HttpResponseRedirect(reverse("admin:guides_release_changelist"))
        return self._page(request, "take_back", _("Take a release back into the working copy"), **context)

    def _take_back(self, request: HttpRequest, release: Release) -> bool:
        try:
            report = restoring.take_back(release, request.POST.get("draft", ""), request.user)
        except restoring.WorkingCopyChanged:
            message = _("The working copy changed while this page was open, so it was left as it is. Look again.")
            messages.error(request, message)
            return False
        number = len(report.written) + len(report.deleted)
        done = ngettext("%(number)s row was changed.", "%(number)s rows were changed.", number) % {"number": number}
        self.log_change(request, release, _("Taken back into the working copy."))
        messages.success(
            request, _("The working copy is what %(release)s was made from.") % {"release": release} + f" {done}"
        )
        if report.kept:
            names = ", ".join(report.kept)
            messages.warning(request, _("Left, as something else needs it: %(names)s.") % {"names": names})
        return True

    def _page(self, request: HttpRequest, name: str, title: Any, **context: Any) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/guides/release/{name}.html", {**shared, **context})

    def activate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then make an older release live again."""
        if not may_publish(request):
            raise PermissionDenied
        release = get_object_or_404(Release.objects.defer("payload"), pk=pk)
        asked = publishing.open_activation(release.kind)
        asked = asked if asked is not None and asked.activates_id == release.pk else None
        if request.method != "POST":
            active = Release.objects.of_kind(release.kind).filter(is_active=True).defer("payload", "source")
            context: dict[str, Any] = {
                "release": release,
                "active": active.select_related("published_by").first(),
                "asked": asked,
                "may_activate": publishing.may_activate(release, request.user),
                "may_return": asked is not None and asked.asked_by_id != request.user.pk,
            }
            return self._page(request, "activate", _("Make an older release live again"), **context)
        self._activate(request, release, asked)
        return HttpResponseRedirect(reverse("admin:guides_release_changelist"))

    def _activate(self, request: HttpRequest, release: Release, asked: Approval | None) -> None:
        """Make a release live again, or ask for it where that takes two; and tell the editor what came of it."""
        try:
            publishing.activate(release, by=request.user)
        except publishing.NeedsApproval:
            note = request.POST.get("note", "")[:300]
            requests.tell_publishers(publishing.ask_to_activate(release, request.user, note))
            messages.success(request, _("Noted. Another editor who may publish can now make exactly this live."))
        except Damaged:
            message = _("%(release)s is damaged and was not made live. Visitors go on reading what they read before.")
            messages.error(request, message % {"release": release})
        else:
            live.refresh()
            self.log_change(request, release, _("Made live again."))
            if asked is not None:
                requests.tell_asker(asked, request.user, is_done=True)
            messages.success(request, _("%(release)s: visitors read it now.") % {"release": release})


def _outrun_in_words(outrun: publishing.Outrun) -> str:
    """What happened since the editor opened the page."""
    if not outrun.was_published:
        return gettext(
            "Nothing was published: the working copy changed after you opened this page. "
            "Look at what changes now, then publish."
        )
    if outrun.active is None:
        return gettext("Nothing was published: what was live is not live any more.")
    return gettext(
        "Nothing was published: %(release)s was made live after you opened this page (%(by)s, %(when)s: %(note)s). "
        "Look at what still changes, then publish."
    ) % {
        "release": outrun.active,
        "by": outrun.active.published_by or gettext("by command"),
        "when": date_format(timezone.localtime(outrun.active.activated_at), "DATETIME_FORMAT"),
        "note": outrun.active.note or gettext("without a note"),
    }
