"""Put a backup in the place of what the site has."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from guides.backups import archive
from guides.backups.databases import BadBackup
from guides.management.commands.migrate import make_file


class Command(BaseCommand):
    help = "Restore what `backup` has written, of this or an older version, and bring it up to date."
    requires_system_checks = []  # some ask the database, which need not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="in the place of the database that is there")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            with archive.unpacked(file) as (folder, about):
                make_file("default")
                archive.check(about, replace=replace)
                archive.restore(folder)
        except (BadBackup, OSError, Error) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored: version {about.version}, as of {about.made_at}, {len(about.files) - 1} pictures")
