"""Jobs are asked for, taken, finished, failed, tried again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from guides.accounts.models import User
from guides.enums import JobState
from guides.jobs import queue
from guides.jobs.models import Job
from tests.jobs.conftest import do_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def test_a_job_is_done_with_its_arguments_and_keeps_its_result(trace: Path) -> None:
    user = User.objects.create_user("ola")
    queue.enqueue("append", {"path": str(trace), "line": "a"}, user)
    job = do_next()
    assert (job.state, job.result, job.user) == (JobState.DONE, {"line": "a"}, user)
    assert trace.read_text() == "begin a\nend a\n"


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(trace: Path) -> None:
    for line in "abc":
        queue.enqueue("append", {"path": str(trace), "line": line})
    assert [do_next().result for _each in range(3)] == [{"line": line} for line in "abc"]
    assert queue.claim() is None


def test_a_job_for_later_waits_for_its_time(trace: Path) -> None:
    queue.enqueue("append", {"path": str(trace)}, run_at=timezone.now() + timedelta(hours=1))
    assert not queue.is_work_waiting() and queue.claim() is None
    Job.objects.update(run_at=timezone.now())
    assert queue.is_work_waiting() and do_next().state == JobState.DONE


def test_an_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        queue.enqueue("no-such-kind")


def test_the_same_is_not_asked_for_twice_and_the_earlier_time_counts(trace: Path) -> None:
    later = queue.enqueue("alone", {"path": str(trace)}, run_at=timezone.now() + timedelta(days=1))
    assert queue.enqueue("alone", {"path": str(trace)}) == later
    later.refresh_from_db()
    assert later.run_at <= timezone.now()


def test_what_runs_alone_is_not_begun_while_it_runs(trace: Path) -> None:
    queue.enqueue("alone", {"path": str(trace)})
    running = queue.claim()
    waiting = queue.enqueue("alone", {"path": str(trace)})
    assert running is not None and waiting != running
    assert queue.claim() is None
    queue.finish(running, None)
    assert queue.claim() == waiting


def test_jobs_on_other_subjects_run_side_by_side(trace: Path) -> None:
    for subject in (1, 2):
        queue.enqueue("append", {"path": str(trace)}, subject=subject)
    assert queue.claim() is not None and queue.claim() is not None


def test_a_refusal_is_final_and_in_words() -> None:
    queue.enqueue("refused")
    job = do_next()
    assert (job.state, job.error) == (JobState.FAILED, "Nothing to be done.")


def test_a_bug_is_tried_again_later_and_then_given_up() -> None:
    queue.enqueue("broken")
    job = do_next()
    assert job.state == JobState.WAITING and job.run_at > timezone.now() and "a bug" in job.error
    Job.objects.update(run_at=timezone.now())
    assert do_next().state == JobState.FAILED
    assert not queue.is_work_waiting()


def test_a_worker_that_stops_gives_its_job_back_uncounted(trace: Path) -> None:
    queue.enqueue("slow", {"path": str(trace)})
    job = do_next(is_stopping=lambda: True)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert queue.claim() == job


def lose(job: Job) -> None:
    """As if its worker had been killed a while ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_of_a_lost_worker_is_taken_again_and_failed_at_the_last_attempt(trace: Path) -> None:
    queue.enqueue("slow", {"path": str(trace)})
    for state in (JobState.WAITING, JobState.FAILED):
        job = queue.claim()
        assert job is not None
        lose(job)
        assert queue.is_work_waiting() and queue.put_back_lost() == 1
        job.refresh_from_db()
        assert job.state == state


def test_a_worker_that_was_given_up_writes_nothing_any_more(trace: Path) -> None:
    queue.enqueue("append", {"path": str(trace)})
    slow = queue.claim()
    assert slow is not None
    lose(slow)
    queue.put_back_lost()
    quick = do_next()
    assert not queue.finish(slow, "late") and not queue.fail(slow, "late")
    quick.refresh_from_db()
    assert (quick.state, quick.result) == (JobState.DONE, {"line": "x"})


def test_a_job_speaks_the_language_in_which_it_was_asked_for() -> None:
    with translation.override("en"):
        assert queue.enqueue("refused").language == "en"


def test_what_comes_round_by_itself_waits_for_its_time_once() -> None:
    queue.ask_for_what_is_due()
    queue.ask_for_what_is_due()
    assert Job.objects.filter(name="prune").count() == 1
    first = do_next()
    queue.ask_for_what_is_due()
    second = Job.objects.filter(name="prune").latest("pk")
    assert second.run_at == first.made_at + timedelta(days=1)


def test_pruning_deletes_what_ended_long_ago_and_nothing_else(settings: Any) -> None:
    old = timezone.now() - timedelta(days=settings.JOBS_KEPT_DAYS + 1)
    Job.objects.create(name="x", state=JobState.DONE, finished_at=old)
    waiting = Job.objects.create(name="x", run_at=old + timedelta(days=100))
    recent = Job.objects.create(name="x", state=JobState.FAILED, finished_at=timezone.now())
    queue.enqueue("prune")
    done = do_next()
    assert done.result is not None
    assert (done.result["jobs"], done.result["sessions"]) == (1, 0)
    assert set(Job.objects.all()) == {waiting, recent, done}
