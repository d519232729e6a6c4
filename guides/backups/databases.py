"""The whole database as one file, as of one moment, while others write; and back again, all of it or nothing."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

_TOOLS = "usr/lib/postgresql/*/bin"  # of Debian, where several versions stand side by side


class BadBackup(Exception):
    """What can't be backed up or restored, in words for the operator."""


def engine() -> str:
    """The kind of database that the settings name: “sqlite” or “postgresql”."""
    return connection.vendor


def dump(target: Path) -> None:
    """Write the database to a file that is not there yet. Nobody waits for it."""
    if engine() == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)  # in one step, so of one moment
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it
        return
    _run("pg_dump", "--no-owner", "--no-privileges", f"--file={target}")


def restore(source: Path) -> None:
    """Put what `dump` has written in the place of the whole database, under whoever uses it. Raise BadBackup."""
    if engine() == "sqlite":
        _restore_sqlite(source)
        return
    connection.close()
    # One transaction: those who read see the old tables until the new ones are there.
    again = ("--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public", f"--file={source}")
    _run(
        "psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1", "--single-transaction", *again
    )


def _restore_sqlite(source: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BadBackup("The database in the backup is damaged.")
            copy.backup(connection.connection)
    except sqlite3.Error as error:
        raise BadBackup(f"The database in the backup can't be used: {error}") from error
    finally:
        connection.close()


def is_empty() -> bool:
    """Whether nothing has been stored: there are no tables yet."""
    return not connection.introspection.table_names()


def applied_migrations() -> list[str]:
    """Those that this database has gone through, as “app.name”."""
    return sorted(".".join(each) for each in MigrationRecorder(connection).applied_migrations())


def known_migrations() -> set[str]:
    """Those that this version of the site has."""
    return {".".join(each) for each in MigrationLoader(None).disk_migrations}


def _run(tool: str, *options: str) -> None:
    """One of PostgreSQL's programs, connected as the site is. Raise BadBackup with what it says."""
    (_psql, *arguments), environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    newest = max(Path("/").glob(f"{_TOOLS}/{tool}"), default=None)
    path = shutil.which(tool) or newest
    if path is None:
        raise BadBackup(f"{tool} is missing: apt-get install postgresql-client")
    told = subprocess.run(  # noqa: S603 - what is run and its options are ours
        [path, *options, *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
    )
    if told.returncode:
        raise BadBackup(f"{tool}: {told.stderr.strip()}")
