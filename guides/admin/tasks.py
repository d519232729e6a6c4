"""The kinds of tasks on the start page that are about the working copy, its publication, notices and settings."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.core import checks
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides import models, roles
from guides.admin import requests
from guides.admin.link import TroubleFilter
from guides.admin.point import DataFilter, has_old_data
from guides.admin.review import REVIEW_CONDITIONS, ReviewFilter
from guides.admin.todo import Task, Urgency, finds_tasks, list_of
from guides.checking.operator import missing_operator
from guides.checking.translations import translations
from guides.enums import (
    BROKEN_LINKS,
    EDITED_KINDS,
    RISKY_LINKS,
    STOPPING,
    JobState,
    NoticeState,
    ReleaseKind,
    ReportState,
    TranslationState,
)
from guides.jobs.models import Job
from guides.releases import candidates, publishing
from guides.releases.differing import rows_that_differ
from guides.upkeep import mail


def may_see_releases(request: HttpRequest) -> bool:
    """Whether the publish page is open to the editor."""
    return any(request.user.has_perm(f"guides.{right}_release") for right in ("view", "add"))


def _publish_page(kind: str) -> str:
    return f"{reverse('admin:guides_release_publish')}#release-{kind}"


@finds_tasks(10)
def errors_of_the_check(request: HttpRequest) -> Iterator[Task]:
    if not may_see_releases(request):
        return
    for kind, candidate in zip(EDITED_KINDS, candidates.prepare_all(EDITED_KINDS), strict=True):
        number = len(candidate.errors)
        if number:
            text = ngettext(
                "%(number)s error stops a publication (%(kind)s)",
                "%(number)s errors stop a publication (%(kind)s)",
                number,
            )
            yield Task(text % {"number": number, "kind": kind.label}, _publish_page(kind), Urgency.NOW)


@finds_tasks(20)
def requests_to_publish(request: HttpRequest) -> Iterator[Task]:
    if not may_see_releases(request):
        return
    open_ones = (find(kind) for kind in ReleaseKind for find in (publishing.open_approval, publishing.open_activation))
    for approval in filter(None, open_ones):
        words = {"what": requests.what(approval), "by": approval.asked_by or "–"}
        address = requests.page_of(approval)
        if approval.asked_by_id == request.user.pk:
            yield Task(_("You asked %(what)s; it waits") % words, address, Urgency.LATER)
        elif request.user.has_perm("guides.add_release"):
            yield Task(_("%(by)s asks %(what)s") % words, address, Urgency.NOW, approval.note)
    for approval in publishing.returned_to(request.user):
        text = _("%(by)s has sent back what you asked for (%(what)s)")
        words = {"what": requests.what(approval), "by": approval.returned_by or "–"}
        page = f"{reverse('admin:guides_release_publish')}#release-{approval.kind}"
        yield Task(text % words, page, Urgency.SOON, approval.answer)


@finds_tasks(30)
def outages_that_run(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("guides.view_notice"):
        return
    on = models.Notice.objects.in_state(NoticeState.ON, timezone.now())
    number = on.filter(kind__in=STOPPING).count()
    if number:
        text = ngettext("%(number)s outage is on", "%(number)s outages are on", number)
        yield Task(text % {"number": number}, list_of(models.Notice, f"state={NoticeState.ON}"), Urgency.NOW)


@finds_tasks(40)
def reports_not_answered(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("guides.change_readerreport"):
        return
    number = models.ReaderReport.objects.filter(state=ReportState.NEW).count()
    if number:
        text = ngettext("%(number)s report of a reader is new", "%(number)s reports of readers are new", number)
        yield Task(text % {"number": number}, list_of(models.ReaderReport, f"state__exact={ReportState.NEW}"))


@finds_tasks(50)
def links_in_trouble(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("guides.view_link"):
        return
    trouble = TroubleFilter.parameter_name
    risky = models.Link.objects.filter(state__in=RISKY_LINKS).count()
    if risky:
        text = ngettext(
            "%(number)s official address leads where it should not",
            "%(number)s official addresses lead where they should not",
            risky,
        )
        address = list_of(models.Link, f"{trouble}={TroubleFilter.RISKY}")
        yield Task(text % {"number": risky}, address, Urgency.NOW)
    broken = models.Link.objects.filter(state__in=BROKEN_LINKS).count()
    if broken:
        text = ngettext(
            "%(number)s official address does not work", "%(number)s official addresses do not work", broken
        )
        yield Task(text % {"number": broken}, list_of(models.Link, f"{trouble}={TroubleFilter.BROKEN}"))


CHECKED = (models.Guide, models.Method, models.Helpdesk)


@finds_tasks(60)
def checks_that_are_due(request: HttpRequest) -> Iterator[Task]:
    mine = [model for model in CHECKED if request.user.has_perm(f"guides.change_{model._meta.model_name}")]
    for state, urgency in ((ReviewFilter.OVERDUE, Urgency.SOON), (ReviewFilter.SOON, Urgency.LATER)):
        for model in mine:
            number = model._default_manager.filter(REVIEW_CONDITIONS[state]()).count()
            if not number:
                continue
            if state == ReviewFilter.OVERDUE:
                text = _("%(kinds)s whose check is overdue: %(number)s")
            else:
                text = _("%(kinds)s whose check is due within 30 days: %(number)s")
            words = {"kinds": capfirst(model._meta.verbose_name_plural), "number": number}
            yield Task(text % words, list_of(model, f"review={state}"), urgency)


@finds_tasks(70)
def translations_to_make(request: HttpRequest) -> Iterator[Task]:
    if not (request.user.has_perm("guides.change_guide") or roles.languages_of(request.user)):
        return
    codes = [code for code, _name in settings.LANGUAGES]
    states = Counter(
        text.state
        for candidate in candidates.prepare_all(EDITED_KINDS)
        for text in translations(candidate.draft, codes)
    )
    address = reverse("admin:translations:list")
    if number := states[TranslationState.MISSING]:
        text = ngettext("%(number)s translation is missing", "%(number)s translations are missing", number)
        yield Task(text % {"number": number}, f"{address}?state={TranslationState.MISSING}")
    if number := states[TranslationState.OUTDATED]:
        text = ngettext("%(number)s translation is outdated", "%(number)s translations are outdated", number)
        yield Task(text % {"number": number}, f"{address}?state={TranslationState.OUTDATED}")


@finds_tasks(80)
def changes_not_published(request: HttpRequest) -> Iterator[Task]:
    if not may_see_releases(request):
        return
    for kind in EDITED_KINDS:
        number = rows_that_differ(kind)
        if number:
            text = ngettext(
                "%(number)s changed row is not on the site yet (%(kind)s)",
                "%(number)s changed rows are not on the site yet (%(kind)s)",
                number,
            )
            yield Task(text % {"number": number, "kind": kind.label}, _publish_page(kind))


@finds_tasks(90)
def offices_with_old_data(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("guides.change_point"):
        return
    number = models.Point.objects.filter(has_old_data(), is_listed=True).count()
    if number:
        text = ngettext("%(number)s office has old data", "%(number)s offices have old data", number)
        address = list_of(models.Point, f"data={DataFilter.OLD}&is_listed__exact=1")
        yield Task(text % {"number": number}, address, Urgency.LATER)


@finds_tasks(95)
def mails_not_sent(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("accounts.change_user"):
        return
    number = Job.objects.filter(name=mail.SEND, state__in=[JobState.WAITING, JobState.FAILED]).exclude(error="").count()
    if number:
        text = ngettext("%(number)s mail could not be sent", "%(number)s mails could not be sent", number)
        yield Task(text % {"number": number}, list_of(Job, f"name__exact={mail.SEND}"), Urgency.LATER)


@finds_tasks(100)
def settings_that_are_missing(request: HttpRequest) -> Iterator[Task]:
    if not request.user.has_perm("accounts.change_user"):
        return
    where = _("Set by whoever runs the server, in the environment.")
    if missing := missing_operator():
        text = _("Pages do not say in full who runs the site: %(settings)s")
        yield Task(text % {"settings": ", ".join(missing)}, urgency=Urgency.LATER, note=where)
    if "//localhost" in settings.SITE_URL:
        text = _("Printed addresses and QR codes lead to this machine only: SITE_URL")
        yield Task(text, urgency=Urgency.LATER, note=where)
    number = _warnings_of_the_system()
    if number:
        text = ngettext("The system check has %(number)s warning", "The system check has %(number)s warnings", number)
        note = _("The command “manage.py check --deploy” lists them.")
        yield Task(text % {"number": number}, urgency=Urgency.LATER, note=note)


@cache
def _warnings_of_the_system() -> int:
    """How much Django's own checks find; settings do not change while a process runs."""
    return sum(fault.level >= checks.WARNING for fault in checks.run_checks(include_deployment_checks=True))
