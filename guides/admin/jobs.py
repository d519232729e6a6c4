"""What the worker does and has done, with its progress."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guides.admin.roles import OnlySeen
from guides.enums import JobState
from guides.jobs import kinds, queue
from guides.jobs.models import Job

_CLASSES = {JobState.DONE: "", JobState.FAILED: " desk-state-missing"}


def following(request: HttpRequest, job: Job | None, page: TemplateResponse) -> TemplateResponse:
    """The page of a job, which the browser loads again every five seconds where the reader has asked for that."""
    if "follow" in request.GET and job is not None and not job.is_over:
        page["Refresh"] = "5"
    return page


@admin.register(Job)
class JobAdmin(OnlySeen, admin.ModelAdmin[Job]):
    """Looked at only; one that failed can be asked for again."""

    list_display = ["kind", "shown_state", "progress", "user", "made_at", "finished_at"]
    list_display_links = ["kind"]
    list_filter = ["state", "name"]
    list_select_related = ["user"]
    list_per_page = 50

    @admin.display(description=_("job"), ordering="name")
    def kind(self, job: Job) -> str:
        return kinds.label_of(job.name)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, job: Job) -> str:
        return format_html(
            '<span class="desk-state{}">{}</span>',
            _CLASSES.get(JobState(job.state), " desk-state-outdated"),
            job.get_state_display(),
        )

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        """What it does now, and how much of it is done."""
        if job.state == JobState.FAILED or job.error:
            return job.error
        percent = f"{job.percent}% " if job.percent is not None and not job.is_over else ""
        return f"{percent}{job.message}" or "–"

    def get_urls(self) -> list[URLPattern]:
        again = self.admin_site.admin_view(require_POST(self.again_view))
        return [path("<int:pk>/again/", again, name="jobs_job_again"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One job: how far it is, or what became of it."""
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        result = job.result if isinstance(job.result, dict) else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": kinds.label_of(job.name),
            "job": job,
            "lines": result.get("lines", []),
            "import_pk": result.get("import"),
            "follow": "follow" in request.GET,
            "may_ask_again": self._may_ask_again(request, job),
        }
        return following(request, job, TemplateResponse(request, "admin/jobs/show.html", context))

    def _may_ask_again(self, request: HttpRequest, job: Job) -> bool:
        return job.state == JobState.FAILED and job.name in kinds.KINDS and request.user.has_perm("jobs.add_job")

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more for a job that has failed."""
        job = self.get_object(request, str(pk))
        if job is None:
            raise Http404
        if not self._may_ask_again(request, job):
            raise PermissionDenied
        again = queue.begin_again(job)
        messages.success(request, _("It was asked for once more."))
        return HttpResponseRedirect(reverse("admin:jobs_job_change", args=[again.pk]))
