"""Ask every official address now, and say what became of it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from guides.jobs.kinds import JobFailed, unheard
from guides.upkeep.guarded import Asker
from guides.upkeep.links import check_links


class Command(BaseCommand):
    help = (
        "Ask every official address of the working copy, a second between two requests to a server, and keep what"
        " became of each. The desk shows it; LINKS_DAYS says how often the worker does so by itself."
    )
    asker: Asker | None = None

    @no_translations  # one language on the console
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = check_links(unheard, asker=self.asker)
        except JobFailed as failure:
            raise CommandError(str(failure)) from failure
        for line in result["lines"]:
            self.stdout.write(line)
