"""What the list covers, and the lists by voivodeship and by country."""

import pytest
from django.test import Client

from guides.offices.coverage import VOIVODESHIPS, coverage_of, polish_order
from guides.schema.content import Content, PointSet
from tests.html import Element, parse
from tests.offices.samples import WEEK, office, opening, serve


def test_every_office_in_poland_is_in_the_list_of_its_voivodeship(visitor: Client, point_set: PointSet) -> None:
    page = parse(visitor.get("/en/points/"))
    addresses = [link["href"] for link in page.one("ul", class_="regions").all("a")]
    listed = [link["href"] for each in addresses for link in parse(visitor.get(each)).all("a", class_="row")]
    assert sorted(listed) == sorted(f"/en/points/{point.number}-{point.slug}/" for point in point_set.points)


def test_the_page_says_what_it_does_not_know(content: Content, visitor: Client) -> None:
    serve(content, [office(1, opening=0, teryt="106101"), office(2, phones=("1",), teryt="100201")], [opening(WEEK)])
    page = parse(visitor.get("/en/points/"))
    assert "This list is not complete: we know of 2 offices." in page.text
    assert "We have no list of them yet" in page.text
    address = next(link["href"] for link in page.all("a") if link.text == "What we know and what we do not")
    told = parse(visitor.get(address)).one("section", aria_labelledby="list-heading").text
    assert "We know of 2 offices so far. At least 2 counties (powiats) of 380 have one that confirms." in told
    assert "In 15 voivodeships we know of none." in told
    assert "Of 2 offices, we know the opening hours of 1 and a phone number of 1." in told


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


def test_the_list_of_a_voivodeship_has_for_paper_what_nobody_can_look_up_there(
    content: Content, visitor: Client
) -> None:
    serve(content, [office(1, opening=0, phones=("42 253 56 00",)), office(2)], [opening(WEEK)])
    told = [row.one("p", class_="only-print").text.replace("\xa0", " ") for row in rows_of(visitor)]
    assert "42 253 56 00" in told[0] and "8:00" in told[0]
    assert "We do not know the opening hours." in told[1]


def rows_of(visitor: Client) -> list[Element]:
    page = parse(visitor.get("/en/points/lodzkie/"))
    return [row for rows in page.all("ul", class_="rows") for row in rows.all("li")]


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
    assert "We do not know whether it confirms" in unsure.text and "whether it confirms" not in sure.text


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


@pytest.mark.parametrize(
    "near", ["44051401359", "440514 01359", "+44051401359", "Kielce 44051401359", "4405\u200b1401359"]
)
def test_a_pesel_in_place_of_a_town_is_neither_shown_again_nor_kept(visitor: Client, near: str) -> None:
    response = visitor.get("/en/points/", {"near": near, "open": "1"}, headers={"if-none-match": "*"})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    assert "01359" not in response.content.decode()
    assert parse(response).one("input", id="near")["value"] == ""
    assert "Type the name of a town" in parse(response).text


def test_what_is_too_long_for_a_town_is_shown_again_as_far_as_the_field_holds_it(visitor: Client) -> None:
    response = visitor.get("/en/points/", {"near": "x" * 3000})
    assert parse(response).one("input", id="near")["value"] == "x" * 100
    assert "x" * 102 not in response.content.decode()
    assert "Type the name of a town" in parse(response).text


def test_what_is_no_key_of_a_town_gets_into_no_link(visitor: Client) -> None:
    response = visitor.get("/en/points/", {"near": "80-001", "place": "javascript:secret"})
    assert "secret" not in response.content.decode()
    assert (
        "206301-suwalki" in visitor.get("/en/points/", {"near": "80-001", "place": "206301-suwalki"}).content.decode()
    )
