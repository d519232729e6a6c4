"""A questionnaire of 1,000 questions, through the database: `python -m bench.thousand [count]`.

In a database of its own (SQLite), each with a question before it that leads to it and an outcome: what a publication
takes, how large its release is, how long a worker takes to load it and how much memory then, the checks, and a replay
of all answers. Seconds are of this process's processor.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from bench.points import resident

QUESTIONS = 1_000
REPLAYS = 20


def took(action: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    result = action()
    return time.process_time() - began, result


def set_up(folder: str) -> None:
    os.environ |= {"SECRET_KEY": "bench", "VAR_DIR": folder, "DATABASE_URL": ""}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    Path(folder, "db.sqlite3").touch()
    django.setup()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-thousand-") as folder:
        set_up(folder)
        from django.core.management import call_command

        from guides.models import Release
        from guides.releases import publishing
        from tests.small import make_guide, make_many_questions, make_point

        call_command("migrate", verbosity=0)
        make_point()
        make_many_questions(make_guide(), count)
        publishing.publish("points")
        published, _release = took(lambda: publishing.publish("content"))
        print_table(count, published, Release.objects.get(kind="content", is_active=True))


def print_table(count: int, published: float, release: Any) -> None:
    from guides.checking.checks import check_content
    from guides.questionnaire.replay import Flow, replay
    from guides.releases.stored import decode
    from guides.schema.content import PointSet
    from guides.search.finding import Search

    before = resident()
    loaded, content = took(lambda: decode(release))
    indexed, _index = took(lambda: Search(content, PointSet()).index("pl"))
    memory = resident() - before
    flow = Flow(content)
    checked, _faults = took(lambda: check_content(content, release.published_at.date(), 180))
    answers = [("problem", "zapomniane"), *((f"pytanie-{number}", "odp-1") for number in range(count))]
    replayed, last = took(lambda: [replay(flow, answers) for _time in range(REPLAYS)][-1])
    assert last.outcome, "the way ends at an outcome"
    print(f"| {count:,} questions | | goal |\n|---|---|---|")
    print(f"| publication | {published:.2f} s | 30 s |")
    print(f"| the release | {len(release.payload.encode()) / 1e6:.1f} MB | |")
    print(f"| loaded by a worker | {loaded:.2f} s | 1 s |")
    print(f"| its index of search, made when first asked for | {indexed:.2f} s | |")
    print(f"| memory of both | {memory:.0f} MB | 60 MB |")
    print(f"| all checks | {checked:.2f} s | 10 s |")
    print(f"| a replay of {len(answers):,} answers | {replayed / REPLAYS * 1000:.1f} ms | 50 ms |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
