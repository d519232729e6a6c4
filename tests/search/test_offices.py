"""Points by their town, name and kind."""

import pytest

from guides.schema.content import PointSet
from guides.search.finding import Search
from guides.search.offices import Offices
from guides.serving.live import Snapshot


@pytest.fixture(scope="module")
def search(shipped: Snapshot) -> Search:
    return Search(shipped.content, shipped.points)


def offices(search: Search, query: str, language: str = "pl") -> Offices:
    return search.find(language, query).offices


@pytest.mark.parametrize(
    ("query", "town"),
    [
        ("Gdańsk", "Gdańsk"),
        ("gdansk", "Gdańsk"),
        ("w Gdańsku", "Gdańsk"),
        ("gdnask", "Gdańsk"),
        ("łodzi", "Łódź"),
        ("zielona góra", "Zielona Góra"),
        ("ZIELONEJ GÓRZE", "Zielona Góra"),
        ("jaśle", "Jasło"),
        ("cracow", "Kraków"),
        ("Danzig", "Gdańsk"),
        ("zus hirschberg", "Jelenia Góra"),
        ("bielsko‑biała", "Bielsko-Biała"),
        ("bielsko biała", "Bielsko-Biała"),
        ("zus warszawa", "Warszawa"),
        ("punkt potwierdzający kraków", "Kraków"),
    ],
)
def test_a_town_is_recognised(search: Search, query: str, town: str) -> None:
    assert offices(search, query).near == town


def test_a_town_in_another_case_has_its_offices(search: Search) -> None:
    assert {point.town for point in offices(search, "zus w zielonej górze").points} == {"Zielona Góra"}


@pytest.mark.parametrize("query", ["80-001", "80001", "80 001", "80‑001", "80\u2010001", "80\u2212001", "kod 80-001"])
def test_a_postcode_leads_to_the_finder(search: Search, query: str) -> None:
    assert offices(search, query).near == "80-001"
    assert search.find("pl", query).offices_first or query.startswith("kod")


def test_points_of_the_kind_that_was_asked_for_come_alone(search: Search) -> None:
    found = offices(search, "urząd skarbowy gdańsk")
    assert {(point.kind, point.town) for point in found.points} == {("tax_office", "Gdańsk")}
    assert found.total == 2


@pytest.mark.parametrize("query", ["tax office gdansk", "revenue office Gdańsk"])
def test_kinds_are_found_by_english_words(search: Search, query: str) -> None:
    assert {point.kind for point in offices(search, query, "en").points} == {"tax_office"}


@pytest.mark.parametrize("query", ["urząd skarbowy", "zus", "punkt potwierdzający"])
def test_a_kind_alone_leads_to_the_finder_rather_than_to_some_towns(search: Search, query: str) -> None:
    found = offices(search, query)
    assert found.strength > 0
    assert found.points == ()


@pytest.mark.parametrize("query", ["hasłami", "hasłach", "kodzie", "o kodach", "cudzoziemca", "dla cudzoziemców"])
def test_a_word_of_the_guides_in_another_form_is_no_office(search: Search, query: str) -> None:
    found = search.find("pl", query)
    assert found.offices == Offices()
    assert found.hits[0].kind == "guide"


@pytest.mark.parametrize(
    "query", ["zgubiłam telefon", "nowy telefon", "hasło", "nie mam banku", "xyz", "profil zaufany", "19 239"]
)
def test_what_is_no_office_finds_none(search: Search, query: str) -> None:
    assert offices(search, query) == Offices()


def test_a_town_is_not_taken_for_a_mistyped_word_of_the_guides(search: Search) -> None:
    assert search.find("pl", "warszawa").hits == ()


def test_a_town_named_like_an_ordinary_word_is_not_taken_for_one(shipped: Snapshot) -> None:
    import msgspec

    first = shipped.points.points[0]
    points = PointSet(
        points=(msgspec.structs.replace(first, number=1, town="Police", name="Urząd Miejski w Policach"),)
    )
    search = Search(shipped.content, points)
    assert offices(search, "stolen phone police", "en") == Offices()
    assert offices(search, "police", "en").near == "Police"


def test_without_points_nothing_is_an_office(shipped: Snapshot) -> None:
    search = Search(shipped.content, PointSet())
    assert offices(search, "zus gdańsk").points == ()
