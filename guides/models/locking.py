"""One writer at a time, where a number is handed out or a whole is read."""

from django.db import connection, models


def lock_table(model: type[models.Model]) -> None:
    """Keep other writers of this table out until the transaction ends.

    SQLite's write transactions exclude each other by themselves (transaction_mode IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")
