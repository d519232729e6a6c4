"""Import a file of offices, as the editors' desk does."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from guides import models
from guides.importing import applying
from guides.importing.official import import_upload
from guides.importing.registry import FORMATS
from guides.models.offices import MAPPED
from guides.offices.formats.rows import BadTable


class Command(BaseCommand):
    help = "Show what a file of offices would change in the working copy, and with --apply change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=[*FORMATS, MAPPED])
        parser.add_argument("--mapping", help="for --format mapped: the name under which the columns are known")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="of the list, as 2025-12-31; else as in the file’s name"
        )
        parser.add_argument("--apply", action="store_true", help="change the working copy; nothing goes live")
        parser.add_argument("--origin", default="", help="the address from which the file came")

    @no_translations  # one language on the console
    def handle(self, *args: Any, file: Path, apply: bool, verbosity: int, **options: Any) -> None:
        mapping = self._mapping(options["format"], options["mapping"])
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        listed_on = options["date"] or applying.date_in(file.name)
        upload = applying.Upload(
            content, file.name, options["format"], mapping=mapping, listed_on=listed_on, origin=options["origin"]
        )
        try:
            for line in import_upload(upload, None, apply=apply, in_full=verbosity > 1):
                self.stdout.write(line)
        except BadTable as error:
            raise CommandError(str(error)) from error

    def _mapping(self, name_of_format: str, name: str | None) -> models.ImportMapping | None:
        if name_of_format != MAPPED:
            return None
        mapping = models.ImportMapping.objects.filter(name=name or "").first()
        if mapping is None:
            known = ", ".join(models.ImportMapping.objects.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"Name a mapping that was made at the desk: {known}")
        return mapping
