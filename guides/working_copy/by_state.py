"""What is read from the whole working copy, once for each state of it."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class ByState(Generic[T]):
    """A reading of the working copy that this process keeps until `state` gives another value."""

    def __init__(self, state: Callable[[], Hashable], read: Callable[[], T]) -> None:
        self._state = state
        self._read = read
        self._kept: tuple[Hashable, T] | None = None
        self._lock = Lock()  # of those who ask at once, one reads and the others wait for it

    def now(self) -> T:
        with self._lock:
            state = self._state()
            if self._kept is None or self._kept[0] != state:
                self._kept = state, self._read()
            return self._kept[1]
