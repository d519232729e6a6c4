"""Server and worker side by side: signals reach both, a lost worker comes back, neither outlives the other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

# Writes its process id, and at SIGTERM its name.
CHILD = """
import os, signal, sys, time
def end(*_):
    with open(sys.argv[1] + ".ended", "a") as file:
        file.write("x")
    sys.exit(7)
signal.signal(signal.SIGTERM, end)
with open(sys.argv[1], "w") as file:
    file.write(str(os.getpid()))
time.sleep(600)
"""
PARENT = """
import sys
from scripts import serve
serve._PAUSE = 0.1
command = [sys.executable, "-c", {child!r}]
sys.exit(serve.serve([*command, {server!r}], [*command, {worker!r}]))
"""


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


class Both:
    def __init__(self, folder: Path) -> None:
        self.server_file, self.worker_file = folder / "server", folder / "worker"
        code = PARENT.format(child=CHILD, server=str(self.server_file), worker=str(self.worker_file))
        self.process = subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR)
        wait_for(lambda: self.pid(self.server_file) and self.pid(self.worker_file))
        self.server, self.worker = self.pid(self.server_file), self.pid(self.worker_file)

    def pid(self, file: Path) -> int:
        return int(file.read_text() or 0) if file.exists() else 0


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    started = Both(tmp_path)
    yield started
    started.process.kill()
    started.process.wait(20)


def test_a_signal_to_end_reaches_both_and_the_servers_status_is_told(both: Both) -> None:
    both.process.send_signal(signal.SIGTERM)
    assert both.process.wait(20) == 7
    assert not is_alive(both.server) and not is_alive(both.worker)
    assert Path(f"{both.worker_file}.ended").exists()


def test_a_worker_that_was_killed_is_started_again(both: Both) -> None:
    os.kill(both.worker, signal.SIGKILL)
    wait_for(lambda: both.pid(both.worker_file) not in (0, both.worker))
    assert is_alive(both.server)


def test_when_the_server_ends_the_worker_ends(both: Both) -> None:
    os.kill(both.server, signal.SIGKILL)
    assert both.process.wait(20) == 128 + signal.SIGKILL
    assert not is_alive(both.worker)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent is gone")
def test_neither_outlives_what_started_it(both: Both) -> None:
    both.process.kill()
    wait_for(lambda: not is_alive(both.server) and not is_alive(both.worker))
