"""Counts held in memory, and written together a little later, so that no page waits for the database."""

import logging
from collections import Counter
from threading import Lock, Timer

from django.db import DatabaseError, connection
from django.utils import timezone

from guides.enums import CountKind
from guides.feedback import counts
from guides.feedback.counts import Counted

log = logging.getLogger(__name__)

WRITTEN_AFTER = 20.0  # seconds
MOST_HELD = 5_000  # different counts, while the database does not answer


class Tally:
    """The counts of this process that are not written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers: Counter[Counted] = Counter()
        self._timer: Timer | None = None

    def count(self, kind: CountKind, key: str, language: str) -> None:
        """Count one more of today."""
        counted = Counted(timezone.localdate(), language, kind, key)
        with self._lock:
            if counted in self._numbers or len(self._numbers) < MOST_HELD:
                self._numbers[counted] += 1
            self._set_timer()

    def write(self) -> None:
        """Write what was counted; what the database does not take is kept for the next time."""
        with self._lock:
            numbers, self._numbers = self._numbers, Counter()
            self._stop_timer()
        try:
            counts.add(numbers)
        except DatabaseError as error:
            log.warning("The counts are not written yet: %s", error)
            with self._lock:
                self._numbers.update(numbers)
                self._set_timer()

    def forget(self) -> None:
        """Begin anew, as a new process would."""
        with self._lock:
            self._numbers.clear()
            self._stop_timer()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = Timer(WRITTEN_AFTER, self._write_in_thread)
            self._timer.daemon = True
            self._timer.start()

    def _write_in_thread(self) -> None:
        try:
            self.write()
        finally:
            connection.close()  # of this thread


tally = Tally()
