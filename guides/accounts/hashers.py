"""How passwords are stored: with Argon2, in memory that a small machine has, one at a time, after everything else."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher

Result = TypeVar("Result")

_LAST = 19  # how willingly Linux lets others go before a thread: all of them


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with what OWASP recommends for it (19 MiB, two passes, one lane), one password at a time.

    Django's own takes 100 MiB and eight lanes for each. A password that was stored so is stored anew at its sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return _in_turn(lambda: super(BoundedArgon2PasswordHasher, self).encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        return _in_turn(lambda: super(BoundedArgon2PasswordHasher, self).verify(password, encoded))


def _in_turn(work: Callable[[], Result]) -> Result:
    """Do something in the one thread of this process that hashes."""
    return _thread_of(os.getpid()).submit(work).result()


@cache
def _thread_of(_process: int) -> ThreadPoolExecutor:
    """One for each process: a fork takes no threads along."""
    return ThreadPoolExecutor(1, "hashing", _step_back)


def _step_back() -> None:
    """Let those who read the site go first. Who computes a hash does not hold the interpreter meanwhile."""
    if sys.platform == "linux":  # where threads have priorities of their own
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST)
