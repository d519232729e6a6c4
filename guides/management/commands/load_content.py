"""Load the shipped guides, questions and points into the working copy."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guides.working_copy import files, loading
from guides.working_copy.rows import MissingRow


class Command(BaseCommand):
    help = "Load the content files into the working copy. Nothing goes live: publish does that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)
        parser.add_argument("--overwrite", action="store_true", help="also replace what editors changed or deleted")

    def handle(self, *args: Any, folder: Path, overwrite: bool, verbosity: int, **options: Any) -> None:
        languages = tuple(code for code, _name in settings.LANGUAGES)
        try:
            content = files.read_content(folder)
            points = files.read_points(folder, languages)
            files.copy_pictures(content, folder / files.PICTURES, settings.MEDIA_ROOT / files.PICTURES)
            for report in (
                loading.load_content(content, overwrite=overwrite),
                loading.load_points(points, overwrite=overwrite),
                loading.load_situations(folder / "journeys.yaml", overwrite=overwrite),
            ):
                self.tell(report, verbosity)
        except (files.BadContentFile, loading.TooLong, MissingRow) as error:
            raise CommandError(f"Nothing was loaded from this folder's files. {error}") from error

    def tell(self, report: loading.LoadReport, verbosity: int) -> None:
        if verbosity:
            self.stdout.write(
                f"{len(report.created)} new, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
                f"{len(report.kept)} kept as editors made them"
            )
            for name in report.kept:
                self.stdout.write(f"  kept: {name}")
