"""Places at full size: `python -m bench.places [--package postcodes.json] [PL.zip [terc.csv]]`.

Prints how long compiling and loading take, what a process then holds, how good finding is on the tests' lists, and how
long look-ups take. With `--package` alone it is what a first start knows, and the answers are those in docs/data.md.
"""

import gc
import os
import statistics
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from guides.places.gazetteer import Gazetteer

CALLS = 3_000


def main(path: Path | None, register: Path | None, codes: Path | None) -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="bench-places-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    payload = compiled(path, register, codes)
    gazetteer = print_loading(payload)
    if path is None:
        print_first_start(gazetteer)
    else:
        print_finding(gazetteer)
        print_locating(gazetteer, path)


def compiled(path: Path | None, register: Path | None, codes: Path | None) -> bytes:
    """The payload of the release that these files make."""
    from guides.places import geonames, package, terc
    from guides.places.compiling import compile_places
    from guides.schema.places import encode_places

    began = time.process_time()
    rows = package.read_file(codes) if codes else []
    units = terc.read_file(register) if register else {}
    if path is None:
        places, _report = compile_places(package=rows)
    else:
        with geonames.open_lines(path) as lines:
            places, _report = compile_places(geonames.read(lines), units, rows)
    payload = encode_places(places)
    print(f"{len(places.postcodes.code):,} postcodes in {len(places.towns.name):,} places")
    print(f"compiled in {time.process_time() - began:.1f} s, {len(payload) / 1e6:.1f} MB")
    return payload


def print_loading(payload: bytes) -> "Gazetteer":
    from guides.places.gazetteer import Gazetteer
    from guides.schema.places import decode_places

    before, began = resident(), time.process_time()
    gazetteer = Gazetteer(decode_places(payload))
    print(f"loaded in {time.process_time() - began:.2f} s, {resident() - before:.0f} MB more in the process")
    return gazetteer


def resident() -> float:
    """Megabytes of memory that this process holds."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def print_finding(gazetteer: "Gazetteer") -> None:
    from guides.places.finding import find_place
    from guides.places.suggesting import suggest
    from guides.schema.content import PointSet
    from tests.places.queries import QUERIES, is_right, rank_of

    points = PointSet()
    for query, key, rank in QUERIES:
        place = find_place(points, query, gazetteer)
        if not is_right(place, key, rank):
            print(f"  {query!r}: {key} is at {rank_of(place, key)}, not {rank} ({place.state}, {place.name})")
    print_times("finding", [timed(find_place, points, query, gazetteer) for query, _key, _rank in QUERIES * 5])
    beginnings = [query[:length] for query, _key, _rank in QUERIES for length in range(2, min(len(query), 8))]
    print_times("suggesting", [timed(suggest, gazetteer, beginning) for beginning in beginnings])


def print_first_start(gazetteer: "Gazetteer") -> None:
    """A row of a table for each of the tests' queries: what was understood, and whether it is what was meant."""
    from guides.places.districts import districts_of_cities
    from guides.places.finding import find_place
    from guides.schema.content import PointSet
    from tests.places.first_start import FIRST_START, answer_of

    each = districts_of_cities()
    known = [one for one in each if gazetteer.towns_of_postcode(one.postcode, one.city)]
    print(f"{len(known)} of {len(each)} districts are measured from a postcode of their own")
    points = PointSet()
    for kind, queries in FIRST_START.items():
        for query in queries:
            answer = answer_of(find_place(points, query.typed, gazetteer))
            mark = "" if answer == query._replace(typed="") else f" instead of {query.state} {query.first}"
            district = f" ({answer.district})" if answer.district else ""
            print(f"| {kind} | {query.typed} | {answer.state}: {answer.first}{district}{mark} |")
    every = [query.typed for queries in FIRST_START.values() for query in queries] * 5
    print_times("finding", [timed(find_place, points, typed, gazetteer) for typed in every])


def print_locating(gazetteer: "Gazetteer", path: Path) -> None:
    from guides.places import geonames
    from guides.places.locating import locate

    with geonames.open_lines(path) as lines:
        rows = [row for row in geonames.read(lines) if isinstance(row, geonames.PostcodeRow)]
    rows = rows[:: len(rows) // CALLS or 1][:CALLS]
    began = time.process_time()
    found = sum(locate(gazetteer, row.postcode, row.name) is not None for row in rows)
    print(f"{len(rows)} calls of locate in {time.process_time() - began:.1f} s, {found} located")


def timed(call: Callable[..., Any], *args: Any) -> float:
    """Milliseconds of processor time that a call takes, whatever else the machine does."""
    began = time.process_time()
    call(*args)
    return (time.process_time() - began) * 1000


def print_times(name: str, times: list[float]) -> None:
    slow = statistics.quantiles(times, n=20)[-1]
    print(
        f"{name}: median {statistics.median(times):.1f} ms, 95 % under {slow:.1f} ms, at the most {max(times):.1f} ms"
    )


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("register", type=Path, nargs="?")
    parser.add_argument("--package", type=Path)
    given = parser.parse_args()
    main(given.path, given.register, given.package)
