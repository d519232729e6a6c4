"""Offices at scale: `python -m bench.points [count …]`.

For each number of offices, made up but of the shape of real ones, in a process of its own: the size of the release,
how long it takes to load (decoded, indexed), how much memory it takes, and how long the nearest ten take. The goals,
for 20,000: loaded in under 1 s, under 60 MB more memory, nearest ten in under 5 ms at the 95th percentile.
"""

import json
import os
import random
import subprocess
import sys
import time
from itertools import islice

SIZES = (1_000, 5_000, 20_000, 50_000, 100_000)
SEARCHES = 2_000
GOAL_SIZE, GOAL_SECONDS, GOAL_MEGABYTES, GOAL_MILLISECONDS = 20_000, 1.0, 60, 5.0
WEEKS = (
    "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off",
    "Mo-Fr 07:30-15:30; PH off",
    "Mo-We 08:00-15:30; Th 08:00-17:00; Fr 08:00-14:00; PH off",
)


def set_up() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def release_of(count: int) -> bytes:
    """A release of `count` offices all over the country, three hundred different hours among them."""
    from guides.schema.content import Opening, Point, PointSet, PointSource, Service, encode
    from guides.schema.kinds import Text

    chance = random.Random(count)  # noqa: S311 - the same offices at every run
    openings = tuple(
        Opening(expression=f"{WEEKS[each % 3]}; 2026 Dec {each % 28 + 1:02} 08:00-{8 + each % 11:02}:30")
        for each in range(300)
    )
    points = tuple(
        Point(
            number=number, kind="gmina", name=f"Urząd Gminy Miejscowość {number}", street=f"ul. Długa {number % 200}",
            postcode=f"{number % 100:02}-{number % 1000:03}", town=f"Miejscowość {number // 3}", voivodeship="łódzkie",
            latitude=round(chance.uniform(49.1, 54.8), 5), longitude=round(chance.uniform(14.2, 24.1), 5),
            precision="street", source="list", slug=f"urzad-gminy-miejscowosc-{number}", country="PL",
            teryt=f"{number % 1000000:06}", services=(number % 2,), phones=(f"22 {number % 1000:03} 00 00",),
            email=f"gmina{number}@example.org", website=f"https://gmina{number}.example.org", opening=number % 300,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    services = tuple(Service(kind="confirms", status=status, source="list") for status in ("by_consent", "unknown"))
    name = Text(plain={"pl": "Lista"}, html={"pl": "Lista"})
    return encode(
        PointSet(
            points=points, openings=openings, services=services, sources=(PointSource(key="list", name=name),)
        )
    )  # fmt: skip


def resident() -> float:
    """Memory of this process in MB (resident set)."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(path: str) -> dict[str, float]:
    """Load the release in a file as a worker does, and search in it."""
    set_up()
    from guides.offices.nearest import NearestIndex
    from guides.schema.content import decode_points

    before = resident()
    with open(path, "rb") as file:
        payload = file.read()
    start = time.perf_counter()
    points = decode_points(payload)
    index = NearestIndex(points.points)
    loaded = time.perf_counter() - start
    size = len(payload)
    del payload
    memory = resident() - before
    chance = random.Random(7)  # noqa: S311
    taken = []
    for _search in range(SEARCHES):
        latitude, longitude = chance.uniform(49.1, 54.8), chance.uniform(14.2, 24.1)
        start = time.perf_counter()
        list(islice(index.walk(latitude, longitude), 10))
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {
        "size": size, "loaded": loaded, "memory": memory,
        "median": taken[SEARCHES // 2], "p95": taken[SEARCHES * 95 // 100],
    }  # fmt: skip


def main(sizes: list[int]) -> None:
    import tempfile
    from pathlib import Path

    set_up()
    missed = False
    print("| offices | release | loaded | more memory | nearest ten, median | 95th percentile |")
    print("|---|---|---|---|---|---|")
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "points.json"
            path.write_bytes(release_of(count))
            run = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "bench.points", "--measure", str(path)], capture_output=True, check=True
            )
        found = json.loads(run.stdout)
        print(
            f"| {count:,} | {found['size'] / 1e6:.1f} MB | {found['loaded']:.2f} s | {found['memory']:.0f} MB "
            f"| {found['median']:.2f} ms | {found['p95']:.2f} ms |"
        )
        if count == GOAL_SIZE:
            missed = (
                found["loaded"] > GOAL_SECONDS or found["memory"] > GOAL_MEGABYTES or found["p95"] > GOAL_MILLISECONDS
            )
    print(
        f"\ngoals for {GOAL_SIZE:,}: loaded in {GOAL_SECONDS:.0f} s, {GOAL_MEGABYTES} MB, {GOAL_MILLISECONDS:.0f} ms: "
        f"{'missed' if missed else 'met'}"
    )
    sys.exit(missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2])))
    else:
        main([int(each) for each in sys.argv[1:]] or list(SIZES))
