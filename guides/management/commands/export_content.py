"""Write the working copy as content files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from guides.working_copy import files, rows


class Command(BaseCommand):
    help = "Write guides, questions and points of the working copy as text files, the same bytes for the same content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR)

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        content = rows.read_content()
        files.write_content(content, folder)
        files.write_points(rows.read_points(), folder, tuple(code for code, _name in settings.LANGUAGES))
        files.copy_pictures(content, settings.MEDIA_ROOT / files.PICTURES, folder / files.PICTURES)
        if verbosity:
            self.stdout.write(f"Written to {folder}")
