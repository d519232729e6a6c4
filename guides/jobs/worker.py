"""The worker: takes one job after another and does it."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone, translation

from guides.jobs import queue
from guides.jobs.kinds import KINDS, Interrupted, JobFailed
from guides.jobs.models import LONGEST_MESSAGE, Job

log = logging.getLogger(__name__)

_WRITTEN_EVERY = 0.5  # seconds between two notes of progress with the same words
_ROUND_SECONDS = 60  # between two looks for kinds that come round by themselves
_PAUSE_WITHOUT_DATABASE = 5.0


class RunningJob:
    """The progress of a job, as what runs it tells it."""

    def __init__(self, job: Job, is_stopping: Callable[[], bool]) -> None:
        self._job, self._is_stopping = job, is_stopping
        self._written, self._message = 0.0, ""

    def __call__(self, done: int, total: int, message: Any = "") -> None:
        if self._is_stopping():
            raise Interrupted
        text, now = str(message)[:LONGEST_MESSAGE], time.monotonic()
        if text == self._message and now - self._written < _WRITTEN_EVERY:
            return
        self._written, self._message = now, text
        if not self._job.note(done=done, total=total, message=text):
            raise Interrupted


def run(job: Job, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Do a job that was claimed, and note what became of it."""
    kind = KINDS.get(job.name)
    if kind is None:
        queue.fail(job, f"This version of the site does not know “{job.name}”.")
        return
    try:
        with _kept_lease(job), translation.override(job.language or settings.LANGUAGE_CODE):
            result = kind.run(RunningJob(job, is_stopping), **job.arguments)
    except Interrupted:
        queue.give_back(job)
    except JobFailed as failure:
        queue.fail(job, str(failure))
    except Exception as error:
        log.exception("%s failed in attempt %d", job, job.attempts)
        queue.try_again_later(job, f"{type(error).__name__}: {error}")
    else:
        queue.finish(job, result)


@contextmanager
def _kept_lease(job: Job) -> Iterator[None]:
    """The job stays this worker's as long as the worker lives, however long it takes."""
    over = threading.Event()
    thread = threading.Thread(target=_renew, args=(job, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(job: Job, over: threading.Event) -> None:
    while not over.wait(settings.JOB_LEASE_SECONDS / 4):
        try:
            job.note(lease_until=timezone.now() + queue.lease())
        except DatabaseError:  # locked or away for a moment: there are three more times before the lease ends
            log.debug("The lease of %s could not be renewed", job)
        finally:
            connection.close()  # of this thread


class Worker:
    """Takes jobs until it is told to stop."""

    def __init__(self, poll_seconds: float) -> None:
        self._poll_seconds = poll_seconds
        self._stop = threading.Event()
        self._looked = -float(_ROUND_SECONDS)

    def stop(self, *_signal: Any) -> None:
        self._stop.set()

    def work(self) -> None:
        """Until `stop`; without a database it waits for it to come back."""
        while not self._stop.is_set():
            try:
                pause = 0.0 if self.work_once() else self._poll_seconds
            except DatabaseError as error:
                log.warning("The database does not answer: %s", error)
                pause = max(self._poll_seconds, _PAUSE_WITHOUT_DATABASE)
                connections.close_all()
            self._stop.wait(pause)

    def work_once(self) -> bool:
        """Do one job. False: there was none."""
        connection.close_if_unusable_or_obsolete()
        if time.monotonic() - self._looked >= _ROUND_SECONDS:
            self._looked = time.monotonic()
            queue.ask_for_what_is_due()
        if not queue.is_work_waiting():
            return False
        queue.put_back_lost()
        job = queue.claim()
        if job is None:
            return False
        log.info("%s begins", job)
        run(job, self._stop.is_set)
        return True
