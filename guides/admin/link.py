"""Official addresses: what became of each when it was asked, and in which texts it stands."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guides import models
from guides.admin.faults import RowPlace, find
from guides.admin.roles import OnlySeen
from guides.enums import BROKEN_LINKS, RISKY_LINKS, UNTOLD_LINKS
from guides.jobs.models import Job
from guides.upkeep import links
from guides.upkeep.addresses import UsedAt, addresses_now

MOST_PLACES = 3  # shown in the list; all of them on the page of the address


class TroubleFilter(admin.SimpleListFilter):
    """What to do about an address."""

    title = _("what to do")
    parameter_name = "trouble"
    RISKY, BROKEN, UNTOLD = "risk", "broken", "look"
    STATES = {RISKY: RISKY_LINKS, BROKEN: BROKEN_LINKS, UNTOLD: UNTOLD_LINKS}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [
            (self.RISKY, _("a risk: leads elsewhere")),
            (self.BROKEN, pgettext_lazy("link", "does not work")),
            (self.UNTOLD, _("to be looked at by somebody")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        states = self.STATES.get(self.value() or "")
        return queryset.filter(state__in=states) if states else queryset


class _PlacedList(ChangeList):
    """A list whose rows know where they are used, found for the whole page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        places = addresses_now() if self.result_list else {}
        for row in self.result_list:
            # The first place in each entry: the others are on the page of the address.
            row.used_at = list({used[:2]: used for used in reversed(places.get(row.address, []))}.values())[::-1]
        shown = iter(find([each for row in self.result_list for each in row.used_at[:MOST_PLACES]]))
        for row in self.result_list:
            row.places = [next(shown) for _each in row.used_at[:MOST_PLACES]]


@admin.register(models.Link)
class LinkAdmin(OnlySeen, admin.ModelAdmin[models.Link]):
    """Looked at only: an address is mended where it stands."""

    list_display = ["shown_address", "shown_state", "shown_target", "used_in", "failing_since", "checked_at"]
    list_display_links = None
    list_filter = [TroubleFilter]
    search_fields = ["address", "leads_to"]
    list_per_page = 50
    change_list_template = "admin/guides/link/change_list.html"

    @admin.display(description=_("address"), ordering="address")
    def shown_address(self, row: models.Link) -> SafeString:
        return _outside(row.address)

    @admin.display(description=_("what became of it"), ordering="state")
    def shown_state(self, row: models.Link) -> SafeString:
        kind = " desk-state-missing" if row.failing_since else ""
        kind = kind or (" desk-state-outdated" if row.state in UNTOLD_LINKS else "")
        words = f"{row.get_state_display()} ({row.status})" if row.status else row.get_state_display()
        return format_html('<span class="desk-state{}">{}</span>', kind, words)

    @admin.display(description=_("leads to"), ordering="leads_to")
    def shown_target(self, row: models.Link) -> SafeString:
        return _outside(row.leads_to) if row.leads_to else SafeString("–")

    @admin.display(description=_("used in"))
    def used_in(self, row: Any) -> SafeString:
        shown: list[RowPlace] = row.places
        found = _linked([place._replace(place="") for place in shown])
        left = len(row.used_at) - len(shown)
        if left <= 0:
            return found or SafeString("–")
        address = reverse("admin:guides_link_change", args=[row.pk])
        return format_html(
            '{}<br><a href="{}">{}</a>', found, address, gettext("and %(number)d more") % {"number": left}
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return _PlacedList

    def get_urls(self) -> list[URLPattern]:
        check = self.admin_site.admin_view(require_POST(self.check_view))
        return [path("check/", check, name="guides_link_check"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        newest = Job.objects.filter(name=links.CHECK).first()
        extra = {"title": capfirst(self.opts.verbose_name_plural), "job": newest, **(extra_context or {})}
        extra["may_check"] = request.user.has_perm("guides.check_link")
        return super().changelist_view(request, extra)

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Let the worker ask all addresses now."""
        if not request.user.has_perm("guides.check_link"):
            raise PermissionDenied
        job = links.ask_to_check(request.user)
        messages.success(request, gettext("The addresses are being checked. It takes some minutes."))
        if request.user.has_perm("jobs.view_job"):
            return HttpResponseRedirect(reverse("admin:jobs_job_change", args=[job.pk]))
        return HttpResponseRedirect(reverse("admin:guides_link_changelist"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["shown_address", "shown_state", "shown_target", "failing_since", "checked_at", "every_place"]

    @admin.display(description=_("used in"))
    def every_place(self, row: models.Link) -> SafeString:
        """All places in which the address stands."""
        used: list[UsedAt] = addresses_now().get(row.address, [])
        return _linked(find(used)) or SafeString("–")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)


def _outside(address: str) -> SafeString:
    """An address of another site, which is told nothing of the desk."""
    if not address.startswith("https://"):
        return format_html("{}", address)
    return format_html('<a href="{}" rel="noreferrer noopener">{}</a>', address, address)


def _linked(places: list[RowPlace]) -> SafeString:
    named = ((place.address, ", ".join(filter(None, (place.row, place.place)))) for place in places if place.row)
    return format_html_join(SafeString("<br>"), '<a href="{}">{}</a>', named)
