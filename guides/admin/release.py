"""Releases: publishing the working copy, and going back to what was published before."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guides.admin.faults import RowToMend, by_row
from guides.enums import ReleaseKind
from guides.models import Release
from guides.models.release import checksum
from guides.publishing import checks, releases
from guides.publishing.content import Damaged, encode
from guides.publishing.live import live


class PublishForm(forms.Form):
    kind = forms.ChoiceField(choices=ReleaseKind.choices, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What has changed, and why"),
        max_length=300,
        required=False,
        help_text=_("For the list of releases. Visitors do not see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True)
class State:
    """What the publish page shows of one kind of release."""

    kind: str
    label: str
    active: Release | None
    form: PublishForm
    differs: bool = False
    errors: tuple[RowToMend, ...] = ()
    error_count: int = 0
    warnings: tuple[RowToMend, ...] = ()
    warning_count: int = 0
    damaged: str = ""

    @property
    def may_go_live(self) -> bool:
        return self.differs and not self.error_count and not self.damaged


def may_publish(request: HttpRequest) -> bool:
    """Whether the editor may change what visitors read."""
    return request.user.has_perm("guides.add_release")


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin[Release]):
    list_display = ["__str__", "is_active", "go_back", "published_at", "published_by", "note"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["published_by"]
    search_fields = ["note", "number"]
    actions = None
    fields = ["kind", "number", "published_at", "published_by", "note", "is_active", "activated_at", "checksum"]
    change_list_template = "admin/guides/release/change_list.html"
    change_form_template = "admin/guides/release/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return super().get_queryset(request).defer("payload")

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

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [name for name in self.list_display if name != "go_back" or may_publish(request)]

    @admin.display(description=_("go back"))
    def go_back(self, release: Release) -> SafeString | str:
        if release.is_active:
            return ""
        address = reverse("admin:guides_release_activate", args=[release.pk])
        return format_html('<a href="{}">{}</a>', address, _("Make it live again…"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("publish/", view(self.publish_view), name="guides_release_publish"),
            path("<int:pk>/activate/", view(self.activate_view), name="guides_release_activate"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """Say what stands in the way of each kind of release, and publish it."""
        if not may_publish(request):
            raise PermissionDenied
        form = PublishForm(request.POST) if request.method == "POST" else None
        if form is not None and form.is_valid() and self._publish(request, **form.cleaned_data):
            return HttpResponseRedirect(reverse("admin:guides_release_publish"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Publish"),
            "states": [_state(kind, form) for kind in ReleaseKind],
        }
        return TemplateResponse(request, "admin/guides/release/publish.html", context)

    def _publish(self, request: HttpRequest, kind: str, note: str) -> bool:
        """Publish, and tell the editor what came of it. False when the page has to show why not."""
        try:
            release = releases.publish(kind, by=request.user, note=note)
        except releases.NothingToPublish:
            messages.info(request, _("Nothing has changed since the last release, so there is nothing to publish."))
        except releases.Refused:
            messages.error(request, _("Nothing was published: the errors below have to be mended first."))
            return False
        except Damaged:
            messages.error(request, _("Nothing was published: the last release is damaged and can’t be compared."))
            return False
        else:
            live.refresh()
            self.log_addition(request, release, note)
            messages.success(request, _("%(release)s: published, visitors read it now.") % {"release": release})
        return True

    def activate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then make an older release live again."""
        if not may_publish(request):
            raise PermissionDenied
        release = get_object_or_404(Release.objects.defer("payload"), pk=pk)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Make an older release live again"),
                "release": release,
                "active": _active(release.kind),
            }
            return TemplateResponse(request, "admin/guides/release/activate.html", context)
        try:
            releases.activate(release)
        except Damaged:
            message = _("%(release)s is damaged and was not made live. Visitors go on reading what they read before.")
            messages.error(request, message % {"release": release})
        else:
            live.refresh()
            self.log_change(request, release, _("Made live again."))
            messages.success(request, _("%(release)s: visitors read it now.") % {"release": release})
        return HttpResponseRedirect(reverse("admin:guides_release_changelist"))


def _active(kind: str) -> Release | None:
    active = Release.objects.of_kind(kind).filter(is_active=True)
    return active.defer("payload").select_related("published_by").first()


def _state(kind: ReleaseKind, sent: PublishForm | None) -> State:
    """The working copy of this kind, compiled and checked now. `sent` keeps what the editor typed."""
    active = _active(kind)
    if sent is not None and sent.data.get("kind") == kind:
        form = PublishForm(sent.data, auto_id=f"id_{kind}_%s")
    else:
        form = PublishForm(initial={"kind": kind}, auto_id=f"id_{kind}_%s")
    try:
        candidate = releases.prepare(kind)
    except Damaged as error:
        return State(kind, str(kind.label), active, form, damaged=str(error))
    errors = candidate.errors
    warnings = [fault for fault in candidate.faults if fault.severity == checks.Severity.WARNING]
    return State(
        kind=kind,
        label=str(kind.label),
        active=active,
        form=form,
        differs=active is None or active.checksum != checksum(encode(candidate.compiled)),
        errors=tuple(by_row(errors)),
        error_count=len(errors),
        warnings=tuple(by_row(warnings)),
        warning_count=len(warnings),
    )
