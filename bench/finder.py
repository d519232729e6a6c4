"""Pages of the finder: `python -m bench.finder postcodes.json [docs/data.md]`.

Puts the places of tests/places/first_start.py to the site as a first start has it, in both languages, and prints a
table of what the first result was; “before” is taken from the table in the document, if one is named. Then prints what
a list of ten offices and a page cost, in milliseconds of processor time, over the shipped and over 20,000 offices.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from guides.schema.content import PointSet
    from guides.serving.live import Snapshot

ADDRESSES = {"pl": "/pl/punkty/", "en": "/en/points/"}
RUNS, OFFICES, MADE_UP = 20, 10, 20_000
GOAL_LIST = 3.0  # milliseconds for ten offices


def site(path: Path) -> "Snapshot":
    """The shipped content and the places of the package, served by this process."""
    from datetime import UTC, datetime

    from django.conf import settings

    from guides.checking.compiled_parts import site_languages
    from guides.checking.compiling import compile_content
    from guides.checking.compiling_offices import compile_points
    from guides.places import package
    from guides.places.compiling import compile_places
    from guides.places.gazetteer import Gazetteer
    from guides.serving.live import Snapshot, Stamp, live
    from guides.text import slugify_name
    from guides.working_copy import files

    content = compile_content(files.read_content(settings.CONTENT_DIR), site_languages())
    drafts = files.read_points(settings.CONTENT_DIR, tuple(code for code, _name in settings.LANGUAGES))
    points = compile_points(drafts, site_languages(), slugify_name)
    places, _report = compile_places(package=package.read_file(path))
    moment = datetime(2026, 10, 1, 8, tzinfo=UTC)
    stamps = tuple(Stamp(kind, 1, kind[0] * 64, moment) for kind in ("content", "points", "places"))
    live._snapshot = Snapshot(content, points, stamps, gazetteer=Gazetteer(places))
    return live._snapshot


def print_table(client: "Client", known: "Snapshot", before: dict[str, str]) -> None:
    """A row for each place that was typed."""
    from guides.places.finding import find_place
    from tests.places.first_start import FIRST_START, answer_of

    alike = total = 0
    print("| kind | typed | before | now | first office |\n|---|---|---|---|---|")
    for kind, queries in FIRST_START.items():
        for query in queries:
            first = {code: first_office(client, code, query.typed) for code in ADDRESSES}
            alike, total = alike + (len(set(first.values())) == 1), total + 1
            place = find_place(known.points, query.typed, known.gazetteer)
            answer = answer_of(place)
            now = in_words(answer.state, answer.first or place.name, answer.district)
            was = before.get(visible(query.typed), "")
            print(f"| {kind} | {visible(query.typed)} | {was} | {now} | {first['pl']} |")
    print(f"\n{total} places, {alike} with the same first office in both languages")


def visible(typed: str) -> str:
    """What was typed, with the name of a hyphen that looks like the ordinary one."""
    other = next((char for char in typed if char in "\u2010\u2011\u2212"), "")
    return f"{typed} (U+{ord(other):04X})" if other else typed


def in_words(state: str, first: str, district: str) -> str:
    match state:
        case "found":
            return f"{first} ({district})" if district else first
        case "choose":
            return f"asks which {first}"
        case "similar":
            return f"asks: {first}?"
        case "area":
            return f"asks for a town: {first} first"
        case "abroad":
            return f"abroad: {first}"
        case "unknown" if first[:1].isdigit():
            return "does not exist"
        case _:
            return "not known: asks for the postcode"


def first_office(client: "Client", language: str, typed: str) -> str:
    """The name of the first office that the page lists, with its distance in kilometres."""
    from tests.html import parse

    page = parse(client.get(ADDRESSES[language], {"near": typed}))
    listed = [office for listing in page.all("ol", class_="results") for office in listing.all("li")]
    if not listed:
        return ""
    far = "".join(char for char in listed[0].one("p", class_="distance").text if char.isdigit())
    return f"{listed[0].one('h3').text}, {far} km"


def print_times(client: "Client", known: "Snapshot", name: str) -> None:
    """What a list and a page cost."""
    from django.template import loader

    from guides.places.finding import find_place
    from guides.views import public
    from guides.views.listing import Filters, list_nearest
    from tests.places.first_start import FIRST_START

    every = [query.typed for queries in FIRST_START.values() for query in queries]
    place = find_place(known.points, "Kraków", known.gazetteer)
    listing = list_nearest(known, place, OFFICES, Filters())
    context = {
        "listing": listing,
        "links": public.site_of(known).links,
        "language": "pl",
        "source_language": "pl",
        "is_short": False,
    }
    lists = [timed(loader.render_to_string, "components/offices.html", context) for _run in range(10 * RUNS)]
    count = sum(map(len, (listing.results, listing.far, listing.unsure)))
    print(f"{name}: a list of {count}: {described(lists)} (goal {GOAL_LIST:.0f} ms)")
    typed = [timed(client.get, ADDRESSES["pl"], {"near": typed}) for _run in range(RUNS // 4) for typed in every]
    typed = typed[len(every) :]  # the first time opening hours are read
    print(f"{name}: a page, as typed: {described(typed)}")
    kept = {"near": "00-950"}
    client.get(ADDRESSES["pl"], kept)
    again = [timed(client.get, ADDRESSES["pl"], kept) for _run in range(10 * RUNS)]
    print(f"{name}: a page for a known place, again: {described(again)}")
    sizes = {near: len(client.get(ADDRESSES["pl"], {"near": near}).content) for near in ("00-950", "00950")}
    print(f"{name}: {sizes['00-950']:,} bytes kept, {sizes['00950']:,} made for one")


def timed(call: Callable[..., Any], *args: Any) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    call(*args)
    return (time.process_time() - began) * 1000


def described(times: list[float]) -> str:
    return f"median {statistics.median(times):.1f} ms, 95 % under {statistics.quantiles(times, n=20)[-1]:.1f} ms"


def read_before(document: Path) -> dict[str, str]:
    """What was typed, and the answer before, in the table of a document."""
    rows = (line.split("|") for line in document.read_text("utf-8").splitlines() if line.startswith("|"))
    return dict(_cells(rows))


def _cells(rows: Iterator[list[str]]) -> Iterator[tuple[str, str]]:
    return ((row[2].strip(), row[3].strip()) for row in rows if len(row) > 5)


def made_up() -> "PointSet":
    from bench.points import release_of
    from guides.schema.content import decode_points

    return decode_points(release_of(MADE_UP))


def main(path: Path, document: Path | None) -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="bench-finder-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from dataclasses import replace

    from django.test import Client

    from guides.serving.live import live

    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "identity"})
    packed = Client(SERVER_NAME="localhost", headers={"accept-encoding": "br"})
    known = site(path)
    print_table(client, known, read_before(document) if document else {})
    print()
    print_times(packed, known, f"{len(known.points.points)} offices")
    live._snapshot = replace(known, points=made_up())
    print_times(packed, live._snapshot, f"{MADE_UP:,} offices")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
