"""Import a file of offices, as the editors' desk does."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from guides import models
from guides.importing import applying
from guides.importing.proposal import Proposal, decode_proposal
from guides.importing.registry import FORMATS
from guides.offices.formats.notes import explain
from guides.offices.formats.rows import BadTable
from guides.serving.live import live


class Command(BaseCommand):
    help = "Show what a file of offices would change in the working copy, and with --apply change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=[*FORMATS, applying.MAPPED])
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
            row = applying.start(upload, None, live.gazetteer())
        except BadTable as error:
            raise CommandError(str(error)) from error
        proposal = decode_proposal(row.proposal)
        self._tell(proposal, verbosity)
        if not apply:
            self.stdout.write(f"Nothing has changed. Apply it at the desk (import {row.pk}), or with --apply.")
        elif not proposal.new and not proposal.changed and not proposal.gone and not proposal.conflicts:
            row.delete()
            self.stdout.write("There is nothing to apply.")
        else:
            written = applying.apply(row, None)
            self.stdout.write(f"Applied: {len(written.changes)} offices. Undo it at the desk (import {row.pk}).")

    def _mapping(self, name_of_format: str, name: str | None) -> models.ImportMapping | None:
        if name_of_format != applying.MAPPED:
            return None
        mapping = models.ImportMapping.objects.filter(name=name or "").first()
        if mapping is None:
            known = ", ".join(models.ImportMapping.objects.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"Name a mapping that was made at the desk: {known}")
        return mapping

    def _tell(self, proposal: Proposal, verbosity: int) -> None:
        self.stdout.write(
            f"{proposal.rows} rows = {proposal.offices} offices + {len(proposal.aside)} set aside; "
            f"{len(proposal.new)} new, {len(proposal.changed)} changed, {proposal.same} the same, "
            f"{len(proposal.gone)} no longer in the list{' (left as they are)' * proposal.doubtful_gone}, "
            f"{len(proposal.conflicts)} left as editors made them"
        )
        if proposal.gazetteer_empty:
            self.stdout.write("  No places are loaded (load_places), so nothing was looked up.")
        for what, counted in (
            ("set aside", Counter(one.note.code for one in proposal.aside)),
            ("note", Counter(one.code for one in proposal.notes)),
        ):
            for code, number in counted.most_common():
                self.stdout.write(f"  {what}: {number} × {explain(code)}")
        if verbosity > 1:
            for one in proposal.aside:
                self.stdout.write(
                    f"  row {one.line} set aside: {explain(one.note.code)} {one.note.detail} | {one.text}"
                )
            for noted in proposal.notes:
                self.stdout.write(f"  row {noted.line}: {explain(noted.code)} {noted.detail} | {noted.name}")
