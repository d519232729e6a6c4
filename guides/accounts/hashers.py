"""How passwords are stored: with Argon2, in memory that a small machine has, a few at a time."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# One in each process: eight sign-ins at once would else take the processors from those who read the site.
_room = BoundedSemaphore(1)


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with what OWASP recommends for it (19 MiB, two passes, one lane), one password at a time.

    Django's own takes 100 MiB and eight lanes for each. A password that was stored so is stored anew at its sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _room:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _room:
            return super().verify(password, encoded)
