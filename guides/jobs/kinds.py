"""The kinds of jobs: what runs under which name. Each is registered beside the code that it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol


class Progress(Protocol):
    """Tells how far a job has come. Raises Interrupted when the job has to be left."""

    def __call__(self, done: int, total: int, message: Any = "") -> None: ...


def unheard(done: int, total: int, message: Any = "") -> None:
    """The progress of what is done at once, of which nobody asks how far it is."""


class Interrupted(Exception):
    """The worker is stopping, or another one has the job by now: what was not finished is done again later."""


class JobFailed(Exception):
    """A reason, in words for an editor, for which trying again is of no use."""


Run = Callable[..., Any]  # (progress, **arguments) -> what is kept as JSON


@dataclass(frozen=True)
class Kind:
    """What is done under a name; it has to be safe to do again after it was cut off.

    `alone`: two of this name never run at once. `every`: it is asked for anew when this time has passed; with `hour`,
    when the clock shows that hour again.
    """

    name: str
    label: Any
    run: Run
    alone: bool = False
    attempts: int = 3
    every: timedelta | None = None
    hour: int | None = None


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    label: Any,
    *,
    alone: bool = False,
    attempts: int = 3,
    every: timedelta | None = None,
    hour: int | None = None,
) -> Callable[[Run], Run]:
    """Register a function as a kind of job."""

    def register(run: Run) -> Run:
        KINDS[name] = Kind(name, label, run, alone or every is not None, attempts, every, hour)
        return run

    return register


def label_of(name: str) -> str:
    """The kind in the editor's language; its name where it is not known any more."""
    return str(KINDS[name].label) if name in KINDS else name
