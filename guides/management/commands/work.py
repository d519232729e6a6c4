"""Do the jobs that wait, until told to stop."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from guides.jobs.worker import Worker


class Command(BaseCommand):
    help = "Do the jobs that wait (imports, official lists, pruning), one after another, until SIGTERM or Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--poll", type=float, default=1.0, help="seconds between two looks when there is no work")
        parser.add_argument("--once", action="store_true", help="end when no job waits any more")

    def handle(self, *args: Any, poll: float, once: bool, **options: Any) -> None:
        worker = Worker(poll)
        if once:
            while worker.work_once():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        worker.work()
