"""Workers in processes of their own: each job once, and none lost when a worker is killed."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guides.enums import JobState
from guides.jobs import queue
from guides.jobs.models import Job
from tests.jobs.conftest import wait_for

pytestmark = pytest.mark.slow
Start = Callable[[], "subprocess.Popen[bytes]"]
MANY = 40


def test_of_many_jobs_each_is_done_once_by_three_workers(start_worker: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for number in range(MANY):
        queue.enqueue("append", {"path": str(trace), "line": str(number)})
    for _worker in range(3):
        start_worker()
    wait_for(lambda: Job.objects.filter(name="append", state=JobState.DONE).count() == MANY)
    lines = trace.read_text().split("\n")
    assert sorted(line for line in lines if line.startswith("begin")) == sorted(f"begin {n}" for n in range(MANY))


def test_two_workers_never_do_at_once_what_runs_alone(start_worker: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for _worker in range(2):
        start_worker()
    for number in range(3):
        queue.enqueue("alone", {"path": str(trace), "line": str(number), "seconds": 0.3})
        wait_for(lambda: not Job.objects.filter(name="alone", state=JobState.WAITING).exists())
    wait_for(lambda: Job.objects.filter(name="alone", state=JobState.DONE).count() == 3)
    assert [line.split()[0] for line in trace.read_text().splitlines()] == ["begin", "end"] * 3


def test_a_job_of_a_killed_worker_is_done_by_the_next(start_worker: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    job = queue.enqueue("slow", {"path": str(trace)})
    first = start_worker()
    wait_for(trace.exists)
    first.send_signal(signal.SIGKILL)
    first.wait(30)
    start_worker()
    wait_for(lambda: trace.read_text() == "begin\nbegin\n")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 2)


def test_a_worker_that_lives_keeps_its_job_beyond_the_lease(start_worker: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    queue.enqueue("append", {"path": str(trace), "seconds": 3})
    for _worker in range(2):
        start_worker()
    wait_for(lambda: Job.objects.filter(name="append", state=JobState.DONE).exists())
    assert trace.read_text() == "begin x\nend x\n"


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(start_worker: Start, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    job = queue.enqueue("slow", {"path": str(trace)})
    worker = start_worker()
    wait_for(trace.exists)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
