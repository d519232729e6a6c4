"""One writer at a time, where a number is handed out or a whole is read."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection, models

Result = TypeVar("Result")

# What PostgreSQL says when another transaction came between: serialization_failure, deadlock_detected.
_COLLISIONS = {"40001", "40P01"}
_ATTEMPTS = 5


def lock_tables(*locked: type[models.Model]) -> None:
    """Keep other writers of these tables out until the transaction ends.

    SQLite's write transactions exclude each other by themselves (transaction_mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in locked)
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def after_collisions(transaction: Callable[[], Result]) -> Result:
    """Do a whole transaction; once more where PostgreSQL undid it because another, which is over by then, came between.

    Inside another transaction it is done once: only the outermost can begin again.
    """
    for _attempt in range(0 if connection.in_atomic_block else _ATTEMPTS - 1):
        try:
            return transaction()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in _COLLISIONS:
                raise
    return transaction()
