"""What is kept for a while only, deleted when that is over. Each kind is registered beside the code that keeps it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import JobState
from guides.jobs.kinds import Progress, job
from guides.jobs.models import Job

Prune = Callable[[], int]  # returns how many were deleted

PRUNED: dict[str, tuple[Any, Prune]] = {}


def pruned(name: str, label: Any) -> Callable[[Prune], Prune]:
    """Register a function that deletes what is too old; `label` says what, to editors."""

    def register(prune: Prune) -> Prune:
        PRUNED[name] = (label, prune)
        return prune

    return register


@job("prune", _("Delete what is kept for a while only"), every=timedelta(days=1))
def prune(progress: Progress) -> dict[str, Any]:
    """Delete all that has been kept long enough. Return how many of each kind."""
    result = {}
    for done, (name, (label, delete)) in enumerate(PRUNED.items()):
        progress(done, len(PRUNED), label)
        result[name] = delete()
    return result


@pruned("jobs", _("old jobs"))
def prune_jobs() -> int:
    old = timezone.now() - timedelta(days=settings.JOBS_KEPT_DAYS)
    jobs, _each = Job.objects.filter(state__in=[JobState.DONE, JobState.FAILED], finished_at__lt=old).delete()
    return jobs


@pruned("sessions", _("expired sessions"))
def prune_sessions() -> int:
    sessions, _each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    # What is known of those that are over: from which address and with which browser.
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return sessions
