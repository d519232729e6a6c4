"""Kinds for tests, and workers in processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from guides.jobs import queue
from guides.jobs.models import Job
from guides.jobs.worker import run
from tests.jobs import kinds

WORKER = """
import django
django.setup()
from django.core.management import call_command
from tests.jobs import kinds
kinds.register()
call_command("work", poll=0.05)
"""


@pytest.fixture(autouse=True)
def known_kinds() -> Iterator[None]:
    kinds.register()
    yield
    kinds.forget()


def do_next(is_stopping: Callable[[], bool] = lambda: False) -> Job:
    """Take the next job, do it in this process, and return it as it is then."""
    job = queue.claim()
    assert job is not None
    run(job, is_stopping)
    job.refresh_from_db()
    return job


def wait_for(condition: Callable[[], Any], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def start_worker(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker on the database of the tests."""
    folder = tmp_path / "var"
    folder.mkdir()
    environment = {**os.environ, "VAR_DIR": str(folder), "JOB_LEASE_SECONDS": "1", "SECRET_KEY": "tests"}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.BASE_DIR)}
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "db.sqlite3").symlink_to(values["NAME"])
    else:
        address = os.environ["DATABASE_URL"].rpartition("/")[0]
        environment["DATABASE_URL"] = f"{address}/{values['NAME']}"
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, cwd=folder)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(30)
