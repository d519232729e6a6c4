"""How much one sender has sent today: in the memory of this process only, and without anybody's address."""

import logging
import secrets
from collections import OrderedDict
from datetime import date
from hashlib import blake2b
from threading import Lock

from django.utils import timezone

log = logging.getLogger(__name__)

REMEMBERED = 20_000  # senders; who has not sent for longest is forgotten first


class Senders:
    """Counts for each sender, told apart by a hash of the address. Its salt is new each day and is written nowhere."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = Lock()
        self._day: date | None = None
        self._salt = b""
        self._counts: OrderedDict[bytes, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counts)

    def take(self, address: str | None, most: int) -> bool:
        """Count one more of a sender. False, and nothing counted, where there were `most` today."""
        today = timezone.localdate()
        with self._lock:
            if self._day != today:
                self._day, self._salt = today, secrets.token_bytes(32)
                self._counts.clear()
            sender = blake2b((address or "").encode(), key=self._salt, digest_size=8).digest()
            count = self._counts.get(sender, 0)
            if count >= most:
                return False
            self._counts[sender] = count + 1
            self._counts.move_to_end(sender)
            while len(self._counts) > self._remembered:
                self._counts.popitem(last=False)
            return True

    def clear(self) -> None:
        with self._lock:
            self._day = None
            self._counts.clear()
