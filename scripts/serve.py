"""Run the server and the worker of jobs side by side, as one program; with the argument “web” the server only.

Signals go to both. A worker that died is started again; when the server ends, all of it ends, with the server's status.
Nothing but the standard library is loaded here, so that watching costs little memory.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

SERVER = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
WORKER = [sys.executable, "manage.py", "work"]

_PAUSE = 5.0  # seconds from one start of the worker to the next, at least
_GRACE = 10.0  # seconds for the worker to give its job back
_PR_SET_PDEATHSIG = 1  # of Linux: a signal for when the parent is gone


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, preexec_fn=_end_with_parent)


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    """Not Popen's own way, which may take the status of a process that `os.wait` waits for."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def serve(server_command: list[str], worker_command: list[str]) -> int:
    """Run both until the server ends, and return its status."""
    stopping = threading.Event()
    server, worker, began = _start(server_command), _start(worker_command), time.monotonic()

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGHUP:
            stopping.set()
            _signal(worker, signal.SIGTERM)
        _signal(server, number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, pass_on)
    while True:
        pid, status = os.wait()
        if pid == server.pid:
            server.returncode = os.waitstatus_to_exitcode(status)
            _end(worker)
            return server.returncode if server.returncode >= 0 else 128 - server.returncode
        if pid == worker.pid:
            worker.returncode = os.waitstatus_to_exitcode(status)
            if not stopping.wait(max(0.0, began + _PAUSE - time.monotonic())):
                worker, began = _start(worker_command), time.monotonic()


if __name__ == "__main__":
    if sys.argv[1:] == ["web"]:
        os.execv(SERVER[0], SERVER)
    sys.exit(serve(SERVER, WORKER))
