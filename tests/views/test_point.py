"""The page of one office."""

import json
import re
from datetime import date

import pytest
import time_machine
import vobject
from django.test import Client

from guides.schema.content import Content, GonePoint
from tests.html import Element, parse
from tests.offices.samples import WEEK, office, opening, serve, text

TODAY = "2026-11-25T10:00:00+01:00"


def show(client: Client, content: Content, exceptions: str = "", **values: object) -> Element:
    serve(content, [office(1, opening=0, **values), office(2)], [opening(WEEK, exceptions)])
    with time_machine.travel(TODAY, tick=False):
        return parse(client.get("/en/points/1-urzad-1/"))


def office_data(page: Element) -> Element:
    """The block in which programs read of the office, beside that of its place in the site."""
    (block,) = (each for each in page.all("script") if "@graph" not in json.loads(each.text))
    return block


def test_it_says_how_old_the_data_are_and_where_they_come_from(content: Content, visitor: Client) -> None:
    page = show(visitor, content, checked_on=date(2025, 12, 23))
    assert "Data from 23 December 2025, 11 months ago" in page.text
    assert "This has not been checked for a long time" in page.text


def test_an_office_without_a_number_and_a_website_has_those_of_its_list(content: Content, visitor: Client) -> None:
    page = show(visitor, content, source="helped")
    assert page.one("a", href="tel:+48225601600") and page.one("a", href="https://www.zus.pl")
    assert "One number for all these offices" in page.text and "one website for all these offices" in page.text


def test_a_number_of_its_own_comes_before_that_of_its_list(content: Content, visitor: Client) -> None:
    page = show(visitor, content, source="helped", phones=("42 123 45 67",), website="https://www.example.org")
    assert "for all these offices" not in page.text


@pytest.mark.parametrize(("source", "is_there"), [("act", True), ("list", False)])
def test_the_note_of_a_source_stands_at_its_own_offices(
    content: Content, visitor: Client, source: str, is_there: bool
) -> None:
    assert ("Uwaga ustawy" in show(visitor, content, source=source).text) == is_there


def test_fresh_data_are_not_called_old(content: Content, visitor: Client) -> None:
    page = show(visitor, content)
    assert "24 days ago" in page.text
    assert "This has not been checked for a long time" not in page.text


def test_days_with_other_hours_are_told_while_they_are_near(content: Content, visitor: Client) -> None:
    page = show(
        visitor, content, "2026-11-20 closed; 2026-12-23 08:00-12:00; 2026-12-28..2026-12-30 closed; 2027-06-01 closed"
    )
    told = page.one("main").text
    assert "23 December 2026: 8:00–12:00" in told
    assert "28 December – 30 December 2026: closed" in told
    assert "20 November" not in told and "June" not in told


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("building", "We know the building."),
        ("street", "We know the street, not the house."),
        ("postcode_area", "up to 2 km off"),
        ("town", "a few kilometres off"),
    ],
)
def test_it_says_how_well_the_place_is_known(content: Content, visitor: Client, precision: str, words: str) -> None:
    assert words in show(visitor, content, precision=precision).text


@pytest.mark.parametrize(("precision", "pinned"), [("building", True), ("street", False), ("postcode_area", False)])
def test_a_map_gets_a_pin_only_where_the_building_is_known(
    content: Content, visitor: Client, precision: str, pinned: bool
) -> None:
    page = show(visitor, content, precision=precision)
    addresses = [link["href"] for link in page.all("a") if re.match("geo:|https://www.openstreetmap", link["href"])]
    assert len(addresses) == 2
    assert all(("51.77" in address) == pinned for address in addresses)


def test_an_office_that_nobody_can_place_has_a_page_all_the_same(content: Content, visitor: Client) -> None:
    page = show(visitor, content, latitude=None, longitude=None)
    assert "We do not know where this is on the map" in page.text
    assert "Other points close by" not in page.text


def test_it_tells_everything_that_is_known(content: Content, visitor: Client) -> None:
    page = show(
        visitor, content, services=(0, 3), appointment="yes", appointment_how=text("Zadzwoń"), step_free="no",
        sign_language="yes", note=text("Wejście od podwórza"), phones=("42 111 22 33",), email="u@example.org",
    )  # fmt: skip
    for words in (
        "You have to make an appointment.", "Zadzwoń", "There are steps at the entrance.", "Polish sign language",
        "Wejście od podwórza", "Does it set the PIN of an e-dowód?", "checked on 1 November 2026",
    ):  # fmt: skip
        assert words in page.text
    assert page.all("a", href="mailto:u@example.org") and page.all("a", href="tel:+48421112233")
    assert page.all("a", href="https://example.org/act")


def test_an_office_that_does_not_confirm_says_no_in_polish_too(content: Content, visitor: Client) -> None:
    serve(content, [office(1, services=(2,))])
    answers = [one.text for one in parse(visitor.get("/pl/punkty/1-urzad-1/")).all("p")]
    assert "Nie." in answers


def test_hours_that_nobody_can_read_are_shown_as_they_are(content: Content, visitor: Client) -> None:
    serve(content, [office(1, hours_text="co drugi wtorek")])
    assert "co drugi wtorek" in parse(visitor.get("/en/points/1-urzad-1/")).text


def test_search_engines_get_the_office_and_nothing_can_break_out(content: Content, visitor: Client) -> None:
    name = "</script><script>alert(1)</script>"
    page = show(visitor, content, name=name)
    block = office_data(page)
    assert block["type"] == "application/ld+json"
    assert json.loads(block.text)["name"] == name
    assert page.one("h1").text == name


def test_the_office_can_be_saved_in_the_contacts(content: Content, visitor: Client) -> None:
    page = show(visitor, content)
    response = visitor.get(next(link["href"] for link in page.all("a") if link["href"].endswith(".vcf")))
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    entry = vobject.readOne(response.content.decode())
    assert entry.fn.value == "Urząd 1"
    assert "Check before you go: http://localhost:8000/en/points/1-urzad-1/" in entry.note.value


@pytest.mark.parametrize(
    "address", ["/pl/punkty/7-stary/", "/pl/punkty/7-stary.vcf", "/pl/punkty/7/", "/pl/punkty/7-stary/zglos/"]
)
def test_an_office_that_is_gone_leads_to_the_finder_near_its_town(
    content: Content, visitor: Client, address: str
) -> None:
    serve(content, [office(1)], gone=[GonePoint(number=7, name="Stary <urząd>", town="Łódź")])
    response = visitor.get(address)
    assert response.status_code == 302
    page = parse(visitor.get(response.headers["Location"]))
    assert "Urzędu „Stary <urząd>” nie ma już na naszej liście." in page.text
    assert "Urząd 1" in page.one("ol", class_="results").text


@pytest.mark.parametrize("gone", ["8", "x", "", "-1", "9" * 50])
def test_a_number_that_was_never_an_office_says_nothing(content: Content, visitor: Client, gone: str) -> None:
    serve(content, [office(1)])
    assert "nie ma już" not in parse(visitor.get("/pl/punkty/", {"gone": gone})).text


def test_an_old_name_leads_to_the_new_one(content: Content, visitor: Client) -> None:
    serve(content, [office(1)])
    for address, to in (("1-x/", "1-urzad-1/"), ("1-x.vcf", "1-urzad-1.vcf"), ("1-x/report/", "1-urzad-1/report/")):
        assert visitor.get(f"/en/points/{address}").headers["Location"] == f"/en/points/{to}"


@pytest.mark.parametrize(
    ("phone", "dialled", "words"),
    [
        ("22 123 45 67 wew. 12", "tel:+48221234567", "extension 12"),
        ("22 123 45 67 do 69", "tel:+48221234567", "do 69"),
        ("22 123 45 67 (8-16)", "tel:+48221234567", "(8-16)"),
        ("800 190 590", "tel:800190590", "800 190 590"),
    ],
)
def test_a_link_dials_the_number_and_the_rest_is_told(
    content: Content, visitor: Client, phone: str, dialled: str, words: str
) -> None:
    page = show(visitor, content, phones=(phone,))
    (link,) = [each for each in page.all("a") if each["href"].startswith("tel:")]
    assert link["href"] == dialled
    assert words in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize("phone", ["brak", "48 66 110 do 113"])
def test_what_can_not_be_dialled_has_no_link(content: Content, visitor: Client, phone: str) -> None:
    assert not [each for each in show(visitor, content, phones=(phone,)).all("a") if each["href"].startswith("tel:")]


def test_the_words_of_the_source_stand_beside_the_hours(content: Content, visitor: Client) -> None:
    assert "kasa do 14" in show(visitor, content, hours_text="kasa do 14").text


def test_an_office_of_which_only_a_day_off_is_known_is_not_said_to_be_closed_now(
    content: Content, visitor: Client
) -> None:
    serve(content, [office(1, opening=0, hours_text="co drugi wtorek")], [opening("", "2026-12-01 closed")])
    with time_machine.travel(TODAY, tick=False):
        told = parse(visitor.get("/en/points/1-urzad-1/")).one("main").text
    assert "co drugi wtorek" in told and "1 December 2026: closed" in told
    assert "Closed" not in told and "Opens" not in told


def test_hours_on_a_condition_are_not_called_open(content: Content, visitor: Client) -> None:
    serve(content, [office(1, opening=0)], [opening('"po umówieniu"')])
    with time_machine.travel(TODAY, tick=False):
        page = parse(visitor.get("/en/points/1-urzad-1/"))
    assert "We do not know whether it is open now: “po umówieniu”" in page.text
    assert "openingHoursSpecification" not in json.loads(office_data(page).text)


def test_the_week_on_a_page_is_another_on_monday(content: Content, visitor: Client) -> None:
    serve(content, [office(1, opening=0)], [opening("week 1-53/2 Mo 08:00-12:00; Jul-Aug Mo-Fr 08:00-14:00")])
    tags = []
    for moment in ("2026-11-29T23:59:00+01:00", "2026-11-30T00:01:00+01:00"):
        with time_machine.travel(moment, tick=False):
            tags.append(visitor.get("/en/points/1-urzad-1/")["ETag"])
    assert tags[0] != tags[1]
