"""Publish the working copy."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import Release
from guides.releases import publishing


class Command(BaseCommand):
    help = "Check the working copy and make it what visitors read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only", choices=[kind.value for kind in EDITED_KINDS], help="publish only this; otherwise both"
        )
        parser.add_argument("--note", default="", help="why, for the list of releases")
        parser.add_argument("--if-none", action="store_true", help="do nothing where something is published already")

    def handle(self, *args: Any, only: str | None, note: str, if_none: bool, verbosity: int, **options: Any) -> None:
        refused = False
        for kind in [only] if only else EDITED_KINDS:
            label = str(ReleaseKind(kind).label)
            if if_none and Release.objects.active(kind):
                continue
            try:
                release = publishing.publish(kind, note=note)
            except publishing.NothingToPublish:
                self.stdout.write(f"{label}: nothing has changed")
            except publishing.Refused as error:
                refused = True
                self.stderr.write(f"{label}: not published, {len(error.faults)} to mend:")
                for fault in error.faults:
                    self.stderr.write(f"  {fault}")
            else:
                self.stdout.write(f"{label}: release {release.number} is live")
        if refused:
            raise CommandError("What is refused stays as it was.")
