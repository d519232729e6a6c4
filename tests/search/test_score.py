"""How well search finds what people look for: the order of the answers on the page of results.

The score is printed (`pytest -s`), and falls below a bar no more than once.
"""

import random
from collections.abc import Callable

import pytest
from django.test import Client

from guides.search.finding import Search
from guides.serving.live import Snapshot
from guides.text import fold
from tests.search import scoring
from tests.search.scoring import Row

SOME = scoring.OPEN[::4]  # what is typed in another way: a quarter shows it


@pytest.fixture
def search(serving: Snapshot) -> Search:
    return serving.search


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
    ("name", "rows", "change", "first_bar", "three_bar"),
    [
        ("open", scoring.OPEN, str, 0.985, 0.995),
        ("held out", scoring.HELD_OUT, str, 0.915, 0.935),
        ("a third set", scoring.THIRD, str, 0.96, 0.97),
        ("without Polish marks", SOME, fold, 0.94, 0.98),
        ("in capitals", SOME, str.upper, 0.94, 0.98),
        ("with a typing mistake", SOME, mistype, 0.86, 0.93),
    ],
)
def test_people_find_what_they_look_for(
    search: Search,
    name: str,
    rows: tuple[Row, ...],
    change: Callable[[str], str],
    first_bar: float,
    three_bar: float,
) -> None:
    reached = scoring.score(rows, lambda language, typed: scoring.answers(search, language, typed), change)
    report = f"{name}: {len(rows)} queries, {reached.first:.0%} first, {reached.among_three:.0%} among three"
    # What is held out is scored, and not shown to who adjusts the search.
    misses = () if rows in (scoring.HELD_OUT, scoring.THIRD) else reached.misses
    print("", report, *misses, sep="\n  ")
    assert reached.first >= first_bar and reached.among_three >= three_bar, "\n".join([report, *misses])


def test_the_page_shows_the_answers_in_the_order_that_is_scored(visitor: Client, serving: Snapshot) -> None:
    for row in scoring.ALL[::20]:
        page = scoring.answers_on_page(visitor, serving, row.language, row.typed)
        assert page[:1] == scoring.answers(serving.search, row.language, row.typed)[:1], row


def test_the_list_of_queries_is_long_enough_and_in_both_languages() -> None:
    assert len(scoring.ALL) >= 300
    assert min(sum(row.language == language for row in scoring.ALL) for language in ("pl", "en")) >= 100
    assert len(scoring.HELD_OUT) >= 250


def test_nothing_held_out_is_among_what_the_search_is_adjusted_to() -> None:
    known = {(row.language, fold(row.typed)) for row in scoring.OPEN}
    assert not [row.typed for row in scoring.HELD_OUT if (row.language, fold(row.typed)) in known]
