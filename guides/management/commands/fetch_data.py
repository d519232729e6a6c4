"""Fetch the official files and import them; where that can't be done, say what to do by hand."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, no_translations

from guides.importing.fetching import Fetcher
from guides.importing.official import OfficialImport


class Command(BaseCommand):
    help = "Fetch the official files (settings: DATA_SOURCES) and import them into the working copy. Safe to repeat."
    fetcher: Fetcher | None = None

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.VAR_DIR / "data", help="where the files are kept")
        parser.add_argument("--propose", action="store_true", help="offices become proposals to be looked at")

    @no_translations  # one language on the console
    def handle(self, *args: Any, folder: Path, propose: bool, **options: Any) -> None:
        left = OfficialImport(folder, self.stdout.write, apply=not propose, fetcher=self.fetcher).fetch_and_import()
        if not left:
            self.stdout.write("Everything is in the working copy. Publish the points at the desk.")
            return
        self.stdout.write("\nTo do by hand: download each file, then import it.")
        for official in left:
            self.stdout.write(f"  {official.what}\n    from {official.page}\n    manage.py {official.command}")
        self.stdout.write("With `make run`: python scripts/start.py manage …")
