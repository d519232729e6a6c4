"""The table of jobs."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import JobState

LONGEST_MESSAGE = 300


class Job(models.Model):
    """One piece of work for the worker.

    `key` names what may not be done twice at once; "" for jobs that may. `claim` is the token of the worker that runs
    it, which holds it until `lease_until` and renews that while it lives. `done` of `total` is the progress; a total of
    0 means that nobody knows.
    """

    name = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=100, blank=True, editable=False)
    arguments = models.JSONField(_("arguments"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    run_at = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    message = models.CharField(_("what it does now"), max_length=LONGEST_MESSAGE, blank=True)
    result = models.JSONField(_("result"), null=True, encoder=DjangoJSONEncoder)
    error = models.CharField(_("what went wrong"), max_length=LONGEST_MESSAGE, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("begun"), null=True)
    finished_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "run_at"], name="job_state_run_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "state"],
                condition=models.Q(state__in=[JobState.WAITING, JobState.RUNNING]) & ~models.Q(key=""),
                name="job_once_waiting_once_running",
            )
        ]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def percent(self) -> int | None:
        """How much of it is done; None where nobody knows."""
        return min(100 * self.done // self.total, 100) if self.total else None

    def note(self, **values: Any) -> bool:
        """Write columns while this worker still holds the job. False: another one has it by now."""
        held = Job.objects.filter(pk=self.pk, claim=self.claim, state=JobState.RUNNING)
        return bool(held.update(**values))
