"""Django's migrate, which alone may create the SQLite file: everything else opens it only if it is there."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections


class Command(MigrateCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        # Before the system checks, which already connect.
        name = str(connections[options["database"]].settings_dict["NAME"])
        if name.startswith(f"file:{settings.SQLITE_FILE}"):
            settings.SQLITE_FILE.parent.mkdir(parents=True, exist_ok=True)
            settings.SQLITE_FILE.touch()
        return super().execute(*args, **options)
