"""Django's migrate, which alone may create the SQLite file: everything else opens it only if it is there.

It also makes the table of what processes count together (settings.CACHES).
"""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections


class Command(MigrateCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        # Before the system checks, which already connect.
        make_file(options["database"])
        said = super().execute(*args, **options)
        if not options.get("check_unapplied") and not options.get("plan"):
            call_command("createcachetable", database=options["database"], verbosity=0)
        return said


def make_file(alias: str) -> None:
    """An empty SQLite file where the site's own is not there yet."""
    if str(connections[alias].settings_dict["NAME"]).startswith(f"file:{settings.SQLITE_FILE}"):
        settings.SQLITE_FILE.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings.SQLITE_FILE.touch(mode=0o600)
        close_to_others(settings.SQLITE_FILE)


def close_to_others(file: Path) -> None:
    """Accounts and reports are in it: the folder may be one that everybody on the machine can enter."""
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        file.chmod(mode & 0o700)
