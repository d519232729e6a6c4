"""Delete now what is kept for a while only; the worker does so once a day by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from guides.jobs import pruning
from guides.jobs.kinds import unheard


class Command(BaseCommand):
    help = "Delete what has been kept long enough: jobs, sessions, reports of readers. The worker does so daily."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, number in pruning.prune(unheard).items():
            self.stdout.write(f"{name}: {number}")
