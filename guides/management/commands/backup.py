"""Back the site up while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from guides.backups import archive
from guides.backups.databases import BadBackup

_PREFIX, _SUFFIX = "ikp-", ".tar.gz"


class Command(BaseCommand):
    help = "Write database and pictures, as of one moment, to one file. The site may go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="otherwise one named by the moment, in VAR_DIR/backups")
        parser.add_argument(
            "--keep", type=int, default=0, help="delete all but so many of the newest in VAR_DIR/backups"
        )

    def handle(self, *args: Any, file: Path | None, keep: int, **options: Any) -> None:
        folder = settings.VAR_DIR / "backups"
        moment = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
        target = file or folder / f"{_PREFIX}{moment}{_SUFFIX}"
        if target.exists():
            raise CommandError(f"{target} is there already.")
        try:
            about = archive.write(target)
        except (BadBackup, OSError, Error) as error:
            raise CommandError(f"Nothing was backed up: {error}") from error
        self.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {len(about.files) - 1} pictures")
        for old in sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))[:-keep] if keep > 0 else ():
            old.unlink()
