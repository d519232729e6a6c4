"""Kinds of jobs for tests, which leave their traces in a file."""

import time
from pathlib import Path
from typing import Any

from guides.jobs.kinds import KINDS, JobFailed, Progress, job

NAMES = ("append", "slow", "alone", "refused", "broken")


def register() -> None:
    """Make them known to this process."""
    job("append", "Append")(append)
    job("slow", "Slow", attempts=2)(slow)
    job("alone", "Alone", alone=True)(append)
    job("refused", "Refused")(refused)
    job("broken", "Broken", attempts=2)(broken)


def forget() -> None:
    for name in NAMES:
        KINDS.pop(name, None)


def write(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


def append(progress: Progress, path: str, line: str = "x", seconds: float = 0) -> dict[str, Any]:
    write(path, f"begin {line}")
    time.sleep(seconds)
    progress(1, 2, "half")
    write(path, f"end {line}")
    return {"line": line}


def slow(progress: Progress, path: str) -> str:
    write(path, "begin")
    for step in range(600):
        progress(step, 600, "waiting")
        time.sleep(0.05)
    return "finished"


def refused(progress: Progress) -> None:
    raise JobFailed("Nothing to be done.")


def broken(progress: Progress) -> None:
    raise ValueError("a bug")
