"""The links to previews: each editor sees their own, who publishes sees all; both can withdraw them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guides.models import PreviewLink


@admin.register(PreviewLink)
class PreviewLinkAdmin(admin.ModelAdmin[PreviewLink]):
    list_display = ["number", "shows", "made_by", "made_at", "expires_at", "state"]
    list_display_links = None
    list_select_related = ["made_by", "release"]
    actions = ["withdraw"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PreviewLink]:
        links = super().get_queryset(request).defer("release__payload", "release__source")
        return links if request.user.has_perm("guides.add_release") else links.filter(made_by=request.user.pk)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, link: PreviewLink) -> str:
        return str(link.pk)

    @admin.display(description=_("what it shows"))
    def shows(self, link: PreviewLink) -> str:
        return str(link.release or _("the working copy"))

    @admin.display(description=_("state"))
    def state(self, link: PreviewLink) -> str:
        if link.is_withdrawn():
            return str(_("withdrawn"))
        return str(_("expired") if link.is_expired(timezone.now()) else _("works"))

    @admin.action(description=_("Withdraw the chosen links: they stop working at once"))
    def withdraw(self, request: HttpRequest, chosen: QuerySet[PreviewLink]) -> None:
        number = chosen.filter(revoked_at=None).update(revoked_at=timezone.now())
        done = ngettext("%(number)s link was withdrawn.", "%(number)s links were withdrawn.", number)
        messages.success(request, done % {"number": number})

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_view_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return bool(getattr(request.user, "is_staff", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False
