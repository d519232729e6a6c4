"""What is kept for a while only, deleted when that is over."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import JobState
from guides.jobs.kinds import Progress, job
from guides.jobs.models import Job


@job("prune", _("Delete what is kept for a while only"), every=timedelta(days=1))
def prune(progress: Progress) -> dict[str, Any]:
    """Delete jobs that ended long ago, and sessions that have expired."""
    now = timezone.now()
    progress(0, 2, _("old jobs"))
    old = now - timedelta(days=settings.JOBS_KEPT_DAYS)
    jobs, _each = Job.objects.filter(state__in=[JobState.DONE, JobState.FAILED], finished_at__lt=old).delete()
    progress(1, 2, _("expired sessions"))
    sessions, _each = Session.objects.filter(expire_date__lt=now).delete()
    return {"jobs": jobs, "sessions": sessions}
