"""Jobs put into the table, taken by one worker at a time, and put back when a worker was lost."""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.enums import JobState
from guides.jobs.kinds import KINDS, Kind
from guides.jobs.models import LONGEST_MESSAGE, Job

log = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(seconds=30)  # before the second attempt; doubled for each further one
_ATTEMPTS_TO_ENQUEUE = 3


def enqueue(
    name: str,
    arguments: dict[str, Any] | None = None,
    user: Any = None,
    *,
    subject: Any = "",
    run_at: datetime | None = None,
) -> Job:
    """Ask for a job, and return it; or the one that waits already, where only one may.

    `subject` is the thing that is worked on: two jobs of one kind never work on one subject at once.
    """
    kind = KINDS[name]
    key = f"{name}:{subject}" if subject else name if kind.alone else ""
    moment = run_at or timezone.now()
    values = {"arguments": arguments or {}, "user": user, "run_at": moment, "language": get_language() or ""}
    for _attempt in range(_ATTEMPTS_TO_ENQUEUE):
        try:
            with transaction.atomic():
                return Job.objects.create(name=name, key=key, **values)
        except IntegrityError:
            waiting = Job.objects.filter(key=key, state=JobState.WAITING)
            waiting.filter(run_at__gt=moment).update(run_at=moment)
            if found := waiting.first():
                return found  # else a worker has just taken it, and there is room for one more
    raise RuntimeError(f"{name} could not be enqueued")


def latest(subject: Any, *names: str) -> Job | None:
    """The newest job of these kinds on one subject."""
    return Job.objects.filter(key__in=[f"{name}:{subject}" for name in names]).order_by("-pk").first()


def forget(subject: Any, *names: str) -> None:
    """Delete the jobs of these kinds on one subject, save for one that runs."""
    jobs = Job.objects.filter(key__in=[f"{name}:{subject}" for name in names])
    jobs.exclude(state=JobState.RUNNING).delete()


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def is_work_waiting() -> bool:
    """Whether there is anything to take or to put back: asked often, so without a lock."""
    now = timezone.now()
    ready = Q(state=JobState.WAITING, run_at__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(ready).exists()


def claim() -> Job | None:
    """Take the job that has waited longest. Two workers never get the same one.

    PostgreSQL passes over rows that another worker is taking; SQLite has one writer at a time (IMMEDIATE).
    """
    try:
        with transaction.atomic():
            now = timezone.now()
            running = Job.objects.filter(state=JobState.RUNNING).exclude(key="").values("key")
            ready = Job.objects.filter(state=JobState.WAITING, run_at__lte=now).exclude(key__in=running)
            row = ready.select_for_update(skip_locked=True).order_by("run_at", "pk").first()
            if row is None:
                return None
            row.state, row.claim, row.started_at, row.lease_until = (
                JobState.RUNNING,
                secrets.token_hex(16),
                now,
                now + lease(),
            )
            row.attempts += 1
            row.done = row.total = 0
            row.message = row.error = ""
            row.save()
            return row
    except IntegrityError:  # another worker has begun one with the same key meanwhile
        return None


def finish(job: Job, result: Any) -> bool:
    """False where another worker has the job by now."""
    return job.note(state=JobState.DONE, result=result, finished_at=timezone.now(), lease_until=None, message="")


def fail(job: Job, reason: str) -> bool:
    return job.note(
        state=JobState.FAILED, error=reason[:LONGEST_MESSAGE], finished_at=timezone.now(), lease_until=None, message=""
    )


def give_back(job: Job) -> None:
    """Let another worker do it: this one stops before it has finished. The attempt does not count."""
    _wait_again(job, timezone.now(), attempts=job.attempts - 1)


def try_again_later(job: Job, reason: str) -> None:
    """After a failure that may pass: later and later, and given up after the attempts of its kind."""
    if job.attempts >= _most_attempts(job):
        fail(job, reason)
    else:
        pause = _FIRST_PAUSE * 2 ** (job.attempts - 1)
        _wait_again(job, timezone.now() + pause, error=reason[:LONGEST_MESSAGE])


def _most_attempts(job: Job) -> int:
    return KINDS[job.name].attempts if job.name in KINDS else 1


def _wait_again(job: Job, moment: datetime, **values: Any) -> None:
    try:
        with transaction.atomic():
            job.note(state=JobState.WAITING, run_at=moment, claim="", lease_until=None, message="", **values)
    except IntegrityError:  # the same was asked for once more meanwhile
        fail(job, _("Another one was waiting to do the same."))


def put_back_lost() -> int:
    """Jobs whose worker was lost wait again, or have failed where it was the last attempt. Return how many."""
    lost = list(Job.objects.filter(state=JobState.RUNNING, lease_until__lt=timezone.now()))
    for job in lost:
        log.warning("The worker that ran %s was lost", job)
        reason = _("The worker was stopped while it ran.")
        if job.attempts >= _most_attempts(job):
            fail(job, reason)
        else:
            _wait_again(job, timezone.now(), error=reason)
    return len(lost)


def ask_for_what_is_due() -> None:
    """Kinds that come round by themselves each have one job that waits for its time."""
    for kind in KINDS.values():
        mine = Job.objects.filter(key=kind.name)
        if kind.every is None or mine.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
            continue
        last = mine.order_by("-made_at").first()
        enqueue(kind.name, run_at=_next_time(kind, kind.every, last))


def _next_time(kind: Kind, every: timedelta, last: Job | None) -> datetime:
    """When a kind that comes round by itself is due: at once for the first time, or at its hour."""
    now = timezone.now()
    if kind.hour is None:
        return last.made_at + every if last else now
    moment = timezone.localtime(now).replace(hour=kind.hour, minute=0, second=0, microsecond=0)
    return moment if moment > now else moment + every


def begin_again(job: Job) -> Job:
    """Ask once more for a job that has failed."""
    subject = job.key.partition(":")[2]
    return enqueue(job.name, job.arguments, job.user, subject=subject)
