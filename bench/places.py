"""The gazetteer at full size: `python -m bench.places PL.txt [terc.csv]`, in a database of its own.

Prints how long loading takes and how much memory it needs, how good finding is on the tests' list of queries, and how
long look-ups take.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

CALLS = 3_000


def main(path: Path, register: Path | None) -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="bench-places-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("loaded", "loaded again"):
        began = time.perf_counter()
        call_command("load_places", path, terc=register, verbosity=0)
        print(f"{name} in {time.perf_counter() - began:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{(peak - before) / 1024:.0f} MB more memory at the most ({before / 1024:.0f} MB before)")
    print_finding()
    print_locating(path)


def print_finding() -> None:
    from guides.places.database import DatabaseGazetteer
    from guides.places.finding import find_place
    from guides.places.suggesting import suggest
    from guides.schema.content import PointSet
    from tests.places.queries import QUERIES, is_right, rank_of

    gazetteer, points = DatabaseGazetteer(), PointSet()
    right, times = 0, []
    for query, key, rank in QUERIES:
        began = time.perf_counter()
        place = find_place(points, query, gazetteer)
        times.append((time.perf_counter() - began) * 1000)
        if is_right(place, key, rank):
            right += 1
        else:
            print(f"  {query!r}: {key} is at {rank_of(place, key)}, not {rank} ({place.state}, {place.name})")
    print(f"{right} of {len(QUERIES)} queries at the expected rank ({right / len(QUERIES):.1%})")
    print_times("finding", times)
    times = []
    for query, _key, _rank in QUERIES:
        for length in range(2, min(len(query), 8)):
            began = time.perf_counter()
            suggest(gazetteer, query[:length])
            times.append((time.perf_counter() - began) * 1000)
    print_times("suggesting", times)


def print_locating(path: Path) -> None:
    from guides.places import geonames
    from guides.places.database import locate

    with geonames.open_lines(path) as lines:
        rows = [row for row in geonames.read(lines) if isinstance(row, geonames.Row)]
    rows = rows[:: len(rows) // CALLS or 1][:CALLS]
    began = time.perf_counter()
    found = sum(locate(row.postcode, row.name) is not None for row in rows)
    print(f"{len(rows)} calls of locate in {time.perf_counter() - began:.1f} s, {found} located")


def print_times(name: str, times: list[float]) -> None:
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"{name}: median {statistics.median(times):.1f} ms, 95 % under {slow:.1f} ms, at the most {max(times):.1f} ms"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
