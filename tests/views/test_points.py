"""What the list covers, and the lists by voivodeship and by country."""

import pytest
from django.test import Client

from guides.points.coverage import VOIVODESHIPS, coverage_of, polish_order
from guides.publishing.content import Content, PointSet
from tests.html import parse
from tests.offices import WEEK, office, opening, serve


def test_every_office_in_poland_is_in_the_list_of_its_voivodeship(visitor: Client, point_set: PointSet) -> None:
    page = parse(visitor.get("/en/points/"))
    addresses = [link["href"] for link in page.one("ul", class_="regions").all("a")]
    listed = [link["href"] for each in addresses for link in parse(visitor.get(each)).all("a", class_="row")]
    assert sorted(listed) == sorted(f"/en/points/{point.number}-{point.slug}/" for point in point_set.points)


def test_the_page_says_what_it_does_not_know(content: Content, visitor: Client) -> None:
    serve(content, [office(1, opening=0, teryt="106101"), office(2, phones=("1",), teryt="100201")], [opening(WEEK)])
    told = parse(visitor.get("/en/points/")).text
    assert "We know of 2 offices so far. At least 2 counties (powiats) of 380 have one that confirms." in told
    assert "In 15 voivodeships we know of none." in told
    assert "Of 2 offices, we know the opening hours of 1 and a phone number of 1." in told
    assert "We have no list of them yet" in told


def test_counties_are_not_counted_where_most_offices_do_not_name_theirs(content: Content) -> None:
    assert coverage_of(PointSet(points=(office(1, services=()),))).powiats is None


def test_a_county_counts_only_by_an_office_that_confirms(content: Content, visitor: Client) -> None:
    known = serve(content, [office(1, teryt="106101"), office(2, teryt="100201", services=(1,))]).points
    assert coverage_of(known).powiats == 1


def test_a_long_list_is_paged_and_stays_light(content: Content, visitor: Client) -> None:
    serve(content, [office(number, town=f"Miasto {number:05}") for number in range(1, 20_001)])
    page = visitor.get("/pl/punkty/lodzkie/", {"page": "200"})
    assert len(parse(page).all("a", class_="row")) == 100
    assert len(visitor.get("/pl/punkty/lodzkie/", headers={"accept-encoding": "br"}).content) < 8_000
    assert len(visitor.get("/pl/punkty/", headers={"accept-encoding": "br"}).content) < 5_000
    assert visitor.get("/pl/punkty/lodzkie/", {"page": "999"}).headers["Location"] == "/pl/punkty/lodzkie/?page=200"


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 30, ""])
def test_a_page_number_that_makes_no_sense_is_the_first_page(visitor: Client, page: str) -> None:
    assert parse(visitor.get("/pl/punkty/podlaskie/", {"page": page})).all("a", class_="row")


def test_an_unknown_voivodeship_is_no_page(visitor: Client) -> None:
    assert visitor.get("/pl/punkty/atlantyda/").status_code == 404


def test_a_voivodeship_without_offices_says_so(content: Content, visitor: Client) -> None:
    serve(content, [])
    assert "We know of no office here yet." in parse(visitor.get("/en/points/podlaskie/")).text


def test_the_list_never_says_of_an_unknown_office_that_it_confirms(content: Content, visitor: Client) -> None:
    serve(content, [office(1), office(2, services=(1,))])
    sure, unsure = parse(visitor.get("/en/points/lodzkie/")).one("ul", class_="rows").all("li")
    assert "We do not know whether it confirms" in unsure.text and "We do not know" not in sure.text


def test_consulates_stand_by_country_in_the_readers_language(content: Content, visitor: Client) -> None:
    abroad = [
        office(number, kind="consulate", country=code, town=town, voivodeship="", postcode="")
        for number, code, town in ((1, "GB", "London"), (2, "DE", "Köln"), (3, "XX", "Nowhere"))
    ]
    serve(content, abroad)
    headings = {
        language: [heading.text for heading in parse(visitor.get(f"/{address}/abroad/")).one("main").all("h2")]
        for language, address in (("pl", "pl/punkty"), ("en", "en/points"))
    }
    assert headings == {"pl": ["Niemcy", "Wielka Brytania", "XX"], "en": ["Germany", "United Kingdom", "XX"]}
    assert visitor.get("/en/points/").content.count(b"/en/points/abroad/") == 1


def test_towns_stand_as_the_polish_alphabet_has_them() -> None:
    towns = ["Żary", "Zamość", "Łódź", "Lublin", "Ostrów", "ostrołęka", "Óscin", "Zielona Góra", "Złotów"]
    assert sorted(towns, key=polish_order) == [
        "Lublin", "Łódź", "ostrołęka", "Ostrów", "Óscin", "Zamość", "Zielona Góra", "Złotów", "Żary",
    ]  # fmt: skip


def test_voivodeships_have_addresses_of_plain_letters() -> None:
    assert len(VOIVODESHIPS) == 16
    assert all(slug.isascii() for slug in VOIVODESHIPS)
