"""The scored lists of what people type (queries, held_out and third.yaml), and how well a search answers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
from django.test import Client

from guides.search.asking import read_query
from guides.search.finding import Found, Search
from guides.serving.live import Snapshot
from guides.views.rendering import site_of
from tests.html import parse

FIRST_SHOWN = 3
_START, _QUESTION = "start", "question"


@dataclass(frozen=True)
class Row:
    """One query; `right` are the answers that are equally right, as queries.yaml names them."""

    language: str
    typed: str
    right: tuple[str, ...]


def _read(name: str) -> tuple[Row, ...]:
    rows = msgspec.yaml.decode((Path(__file__).parent / name).read_bytes())
    return tuple(Row(language, typed, tuple(right.split("|"))) for language, typed, right in rows)


OPEN = _read("queries.yaml")
# The search is never adjusted to these.
HELD_OUT = _read("held_out.yaml")
# Written and committed before the search words of November 2026, by the hand that then wrote those.
THIRD = _read("third.yaml")
ALL = OPEN + HELD_OUT


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1; `misses` tells what came first in the place of a right answer."""

    first: float
    among_three: float
    misses: tuple[str, ...]


def score(rows: Iterable[Row], shown: Callable[[str, str], list[str]], change: Callable[[str], str] = str) -> Score:
    """How often a right answer is shown first; `shown` gives the answers to a query in a language, the first first."""
    ranks, misses = [], []
    for row in rows:
        typed = change(row.typed)
        found = shown(row.language, typed)
        missing = len(found) + FIRST_SHOWN + 1
        rank = next((place for place, answer in enumerate(found, 1) if answer in row.right), missing)
        ranks.append(rank)
        if rank > 1:
            place = f"at {rank}" if rank <= len(found) else "not found"
            misses.append(f"{row.language} “{typed}”: {'|'.join(row.right)} {place}; first {found[:2]}")
    total = max(len(ranks), 1)
    among = sum(rank <= FIRST_SHOWN for rank in ranks)
    return Score(sum(rank == 1 for rank in ranks) / total, among / total, tuple(misses))


def answers(search: Search, language: str, typed: str) -> list[str]:
    """What the page of results shows for a query, from top to bottom, as queries.yaml names it."""
    return answers_of(search.find(language, read_query(typed).text))


def answers_of(found: Found) -> list[str]:
    if found.is_empty:
        return [_START, "contact"]
    in_order = [hit for kind in found.groups for hit in found.of(kind)]
    hits = [hit.kind if hit.kind in (_START, _QUESTION) else f"{hit.kind}:{hit.key}" for hit in in_order]
    if not found.offices.strength:
        return hits
    near = [f"near:{found.offices.near}" if found.offices.near else "points"]
    points = [f"point:{point.kind} {point.town}" for point in found.offices.points]
    offices = [*near, *points] if found.offices.is_place or not points else [*points, *near]
    return [*offices, *hits] if found.offices_first else [*hits, *offices]


def answers_on_page(visitor: Client, snapshot: Snapshot, language: str, typed: str) -> list[str]:
    """The same, read off the page itself."""
    links, content = site_of(snapshot).links, snapshot.content
    known = {links.start(language): _START, links.contact(language): "contact", links.points(language): "points"}
    known |= {links.guide(language, guide.key): f"guide:{guide.key}" for guide in content.guides}
    known |= {links.method(language, method.key): f"method:{method.key}" for method in content.methods}
    known |= {links.helpdesk(language, desk.key): f"helpdesk:{desk.key}" for desk in content.helpdesks}
    known |= {links.page(language, page.key): f"page:{page.key}" for page in content.pages}
    known |= {
        links.point(language, point.number): f"point:{point.kind} {point.town}" for point in snapshot.points.points
    }
    main = parse(visitor.get(links.search(language), {"q": typed})).one("div", class_="main")
    found = []
    for link in main.all("a"):
        near = parse_qs(urlsplit(link["href"]).query).get("near")
        found.append(f"near:{near[0]}" if near else known.get(link["href"], _QUESTION))
    return found
