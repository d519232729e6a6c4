"""How well search finds what people look for, as they would see it: the order of the links on the page of results.

The score is printed (`pytest -s`), and falls below a bar no more than once.
"""

import random
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from guides.search.finding import phrases_of
from guides.search.words import fold
from guides.serving.live import Snapshot
from guides.views.rendering import site_of
from tests.html import parse
from tests.search import held_out, queries

Row = tuple[str, str, str]


def listed(visitor: Client, snapshot: Snapshot, language: str, query: str) -> list[str]:
    """What the page shows for `query`, from top to bottom, in the words of the tables of queries."""
    links = site_of(snapshot).links
    known = {links.guide(language, guide.key): f"guide:{guide.key}" for guide in snapshot.content.guides}
    known |= {links.method(language, method.key): f"method:{method.key}" for method in snapshot.content.methods}
    known |= {links.helpdesk(language, desk.key): f"helpdesk:{desk.key}" for desk in snapshot.content.helpdesks}
    known |= {links.page(language, page.key): f"page:{page.key}" for page in snapshot.content.pages}
    known |= {
        links.point(language, point.number): f"point:{point.kind} {point.town}" for point in snapshot.points.points
    }
    main = parse(visitor.get(links.search(language), {"q": query})).one("div", class_="main")
    found = []
    for link in main.all("a"):
        near = parse_qs(urlsplit(link["href"]).query).get("near")
        if near or link.get("class") == "row":
            found.append(f"near:{near[0]}" if near else known.get(link["href"], "question"))
    return found


def score(
    visitor: Client, snapshot: Snapshot, rows: Iterable[Row], change: Callable[[str], str] = str
) -> tuple[float, float, list[str]]:
    """The share of queries whose expected result comes first, the share in the top three, and the others."""
    ranks, misses = [], []
    for language, query, expected in rows:
        typed = change(query)
        found = listed(visitor, snapshot, language, typed)
        rank = min((found.index(one) + 1 for one in expected.split("|") if one in found), default=99)
        ranks.append(rank)
        if rank > 1:
            misses.append(f"{language} “{typed}”: {expected} at {rank}; first {found[:1]}")
    return sum(rank == 1 for rank in ranks) / len(ranks), sum(rank <= 3 for rank in ranks) / len(ranks), misses


def mistype(query: str) -> str:
    """One mistake in the longest word: a letter left out, doubled, or swapped with the next. The same every time."""
    words = query.split()
    longest = max(words, key=len)
    if len(longest) < 5 or not longest.isalpha():
        return query
    draw = random.Random(query)
    at = draw.randrange(1, len(longest) - 2)
    wrong = draw.choice(
        [
            longest[:at] + longest[at + 1 :],
            longest[:at] + longest[at] + longest[at:],
            longest[:at] + longest[at + 1] + longest[at] + longest[at + 2 :],
        ]
    )
    return " ".join(wrong if word is longest else word for word in words)


@pytest.mark.parametrize(
    ("name", "rows", "change", "first_bar", "top_bar"),
    [
        ("as typed", queries.QUERIES, str, 0.95, 0.98),
        ("without Polish marks", queries.QUERIES, fold, 0.95, 0.98),
        ("in capitals", queries.QUERIES, str.upper, 0.95, 0.98),
        ("with a typing mistake", queries.QUERIES, mistype, 0.85, 0.95),
        ("held out", held_out.QUERIES, str, 0.75, 0.9),
    ],
)
def test_people_find_what_they_look_for(
    visitor: Client,
    serving: Snapshot,
    name: str,
    rows: tuple[Row, ...],
    change: Callable[[str], str],
    first_bar: float,
    top_bar: float,
) -> None:
    first, top, misses = score(visitor, serving, rows, change)
    report = f"{name}: {len(rows)} queries, {first:.0%} first, {top:.0%} in the top three"
    print("", report, *misses, sep="\n  ")
    assert first >= first_bar and top >= top_bar, "\n".join([report, *misses])


def test_the_list_of_queries_is_long_enough_and_in_both_languages() -> None:
    of = {
        language: {query for code, query, _expected in queries.QUERIES if code == language} for language in ("pl", "en")
    }
    assert min(len(of["pl"]), len(of["en"])) >= 40
    assert len(of["pl"]) + len(of["en"]) >= 80


def test_no_held_out_query_is_in_the_search_words(serving: Snapshot) -> None:
    phrases = {
        fold(phrase)
        for guide in serving.content.guides
        for words in guide.search_words.values()
        for phrase in phrases_of(words)
    }
    assert not [query for _language, query, _expected in held_out.QUERIES if fold(query) in phrases]
