"""Kills what migrates, saves, publishes or imports, again and again, and looks each time: `python -m tests.drills.killing N`.

A program of its own, since it forks: each child works until it is killed at a random moment. It tells through a pipe
what was confirmed to it; the parent looks with connections of its own at what is there. Needs an empty database.
"""

import itertools
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from msgspec.structs import replace

LONGEST = 4  # times as long as it takes once is what a child is given, at most
OFFICES = 6


def number_in(text: str) -> int:
    """What a text says last: the number that a child gave it."""
    return int(text.rpartition(" ")[2])


def save(number: int) -> None:
    """A guide and all its steps, in one save."""
    from guides.models import Guide
    from guides.working_copy.recording import recording

    guide = Guide.objects.get(key="pz-haslo")
    with recording():
        guide.title_pl, guide.title_en = f"Tytuł {number}", f"Title {number}"
        guide.save()
        for step in guide.steps.all():
            step.title_pl, step.title_en = f"Krok {number}", f"Step {number}"
            step.save()


def saved() -> int:
    """The number of the last save, whole: the guide, each step, and the version of it."""
    from guides.models import Guide, Step, Version

    guide = Guide.objects.get(key="pz-haslo")
    version = Version.objects.filter(kind="guide", key="pz-haslo").latest("pk")
    titles = [guide.title_pl, *Step.objects.filter(guide=guide).values_list("title_pl", flat=True)]
    (number,) = {number_in(title) for title in titles}
    entry: Any = version.entry
    assert {number_in(step["title"]["pl"]) for step in entry["steps"]} == {number}
    assert number_in(entry["title"]["pl"]) == number
    return number


def publish(number: int) -> None:
    from guides.releases import publishing

    save(number)
    publishing.publish("content")


def published() -> int:
    """The number in the release that is live: there is one, and it is whole."""
    from guides.models import Release
    from guides.releases.stored import decode

    (active,) = Release.objects.filter(kind="content", is_active=True)
    (guide,) = (each for each in decode(active).guides if each.key == "pz-haslo")
    (number,) = {number_in(text.plain["pl"]) for text in (guide.title, *(step.title for step in guide.steps))}
    return number


def import_offices(number: int) -> None:
    """A table of ours in which every office has another name."""
    from django.conf import settings

    from guides.importing import applying, own
    from guides.importing.official import import_upload
    from guides.working_copy import rows

    points = [replace(point, name=f"Urząd {number}") for point in rows.read_points().points]
    table = own.write(points, tuple(code for code, _name in settings.LANGUAGES))
    list(import_upload(applying.Upload(table, "offices.csv", "own"), None, apply=True))


def imported() -> int:
    """The number in the names of the offices: the same in all of them, and in their versions."""
    from guides.models import Point, Version

    names = dict(Point.objects.values_list("pk", "name"))
    (number,) = {number_in(name) for name in names.values()}
    entries: Any = Version.objects.filter(kind="point").order_by("pk").values_list("row", "entry")
    newest = {row: entry["name"] for row, entry in entries}
    assert len(names) == OFFICES and newest == names
    return number


KINDS: dict[str, tuple[Callable[[int], object], Callable[[], int]]] = {
    "saving": (save, saved),
    "publishing": (publish, published),
    "importing": (import_offices, imported),
}


def kill_one(act: Callable[[int], object], start: int, seconds: float) -> int:
    """Let a child act with one number after another, and kill it. The last number that was confirmed."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        for number in itertools.count(start):
            act(number)
            os.write(tell, number.to_bytes(8))
    os.close(tell)
    time.sleep(seconds)  # the moment of the kill, not a wait for something
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as pipe:
        confirmed = pipe.read()
    return int.from_bytes(confirmed[-8:]) if confirmed else 0


def migrate_through_kills(kills: int) -> None:
    """Migrate an empty database, killed again and again; in the end all of it is there."""
    from django.core.management import call_command
    from django.db import connections

    for _kill in range(kills):
        connections.close_all()
        kill_one(lambda _number: call_command("migrate", verbosity=0), 1, random.uniform(0, 3))
    call_command("migrate", verbosity=0)
    call_command("migrate", "--check", verbosity=0)
    print(f"migrating: {kills} kills, then all of it is there")


def drill(kind: str, kills: int) -> int:
    """How many of the children had something done when they were killed."""
    from django.db import connections

    act, look = KINDS[kind]
    began = time.monotonic()
    act(1)
    longest = LONGEST * (time.monotonic() - began)
    last, moved = 1, 0
    for _kill in range(kills):
        connections.close_all()  # a child must have its own
        confirmed = kill_one(act, last + 1, random.uniform(0, longest))
        found = look()
        assert found >= max(confirmed, last), f"{kind}: {confirmed} was confirmed, {found} is there"
        moved += found > last
        last = found
    print(f"{kind}: {kills} kills, {moved} with something done before, nothing half-done, nothing lost")
    return moved


def main(kills: int) -> None:
    django.setup()
    from guides.enums import ReleaseKind
    from guides.releases import publishing
    from tests.small import make_guide, make_point

    migrate_through_kills(1 + kills // 10)
    make_guide()
    for _office in range(OFFICES):
        make_point()
    publishing.publish(ReleaseKind.POINTS)
    publishing.publish(ReleaseKind.CONTENT)
    assert sum([drill(kind, kills) for kind in KINDS]), "no child did anything"


if __name__ == "__main__":
    main(int(sys.argv[1]))
