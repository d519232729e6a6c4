"""Write the mails of the morning now; the worker sends them, and does so each morning by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from guides.jobs.kinds import KINDS, unheard

DIGEST = "digest"  # the desk registers it, which knows what is to be done


class Command(BaseCommand):
    help = "Write a mail of what is to be done to each editor who wants one, at most one a day. The worker sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        for editor in KINDS[DIGEST].run(unheard)["lines"]:
            self.stdout.write(editor)
