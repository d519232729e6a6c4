"""The page of a guide as it carries its reader: what to prepare, real addresses, ways out, calm."""

import pytest
from django.test import Client

from guides.enums import ALARMS, EMERGENCIES, GuideRole
from guides.serving.live import Snapshot
from tests.conftest import LANGUAGES
from tests.html import parse
from tests.shipped import links_of
from tests.site_pages import SitePages

OUTCOME = "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/"
POINT_OUTCOME = "/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/"
FRAUD_OUTCOME = "/pl/pomoc/start.oszustwo/oszustwo.nie-wiem/"
CLOSE = "Możesz zamknąć tę stronę"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_a_way_out(pages: SitePages, serving: Snapshot, language: str) -> None:
    for guide in serving.content.guides:
        page = pages.document(links_of(serving).guide(language, guide.key))
        for number, step in enumerate(guide.steps, start=1):
            shown = page.one("li", id=f"step-{number}")
            folded = shown.one("details")
            assert len(folded.all("h4")) == len(step.problems)
            assert any(f"guide={guide.key}&step={number}" in link["href"] for link in folded.all("a"))
        assert page.one(id="stuck").name == "h2"


def test_the_ways_out_never_lead_to_the_guide_itself(visitor: Client, serving: Snapshot) -> None:
    for key in ("awaria", "pomoc-ikp"):
        address = links_of(serving).guide("pl", key)
        page = parse(visitor.get(address)).one("main")
        assert address not in [link["href"] for link in page.all("a")]


def test_an_outcome_offers_its_alternatives_before_the_general_ways_out(visitor: Client, serving: Snapshot) -> None:
    section = parse(visitor.get(OUTCOME)).one("section", aria_labelledby="stuck")
    offered = [link["href"] for link in section.all("a")]
    alternatives = serving.content.outcome["pz-haslo"].alternatives
    assert offered[: len(alternatives)] == [links_of(serving).guide("pl", each.guide) for each in alternatives]
    assert len(offered) > len(alternatives)


def test_a_guide_tells_whom_to_call(visitor: Client, serving: Snapshot) -> None:
    page = parse(visitor.get(links_of(serving).guide("pl", "mobywatel-haslo"))).one("main")
    assert "tel:+48422535474" in [link["href"] for link in page.all("a")]


def test_how_to_tell_a_real_address_is_told_only_where_it_holds(pages: SitePages, serving: Snapshot) -> None:
    for guide in serving.content.guides:
        if not guide.addresses:
            continue
        page = pages.document(links_of(serving).guide("pl", guide.key)).one("main")
        all_official = all(address.address.endswith(".gov.pl") for address in guide.addresses)
        assert ("„.gov.pl”" in page.text) == all_official


def test_each_thing_to_prepare_can_be_told_apart_for_ticking(pages: SitePages, serving: Snapshot) -> None:
    for guide in serving.content.guides:
        page = pages.document(links_of(serving).guide("pl", guide.key))
        things = [item["data-need"] for item in page.one("ul", class_="needs").all("li")]
        assert things and len(set(things)) == len(things)


def test_one_may_close_the_page_once_there_is_something_to_come_back_to(visitor: Client) -> None:
    assert CLOSE not in parse(visitor.get("/pl/pomoc/")).text
    assert CLOSE in parse(visitor.get("/pl/pomoc/start.login/")).text
    assert CLOSE in parse(visitor.get(OUTCOME)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finder_stands_in_the_step_that_chooses_an_office(
    pages: SitePages, serving: Snapshot, language: str
) -> None:
    page = pages.document(links_of(serving).guide(language, "pz-punkt"))
    assert page.one("li", id="step-1").one("section", id="finder").all("input", id="near")
    assert page.one(class_="way").one("a", class_="govuk-button")["href"] == "#finder"


def test_a_guide_keeps_the_place_when_the_language_is_switched(visitor: Client, serving: Snapshot) -> None:
    for address in (links_of(serving).guide("pl", "pz-punkt"), POINT_OUTCOME):
        page = parse(visitor.get(address, {"near": "18-400"}))
        assert page.one("a", hreflang="en")["href"].endswith("?near=18-400")


@pytest.mark.parametrize("role", EMERGENCIES)
def test_whom_to_call_stands_first_in_an_emergency(visitor: Client, serving: Snapshot, role: GuideRole) -> None:
    guide = serving.content.guide_for(role)
    assert guide is not None
    way = parse(visitor.get(links_of(serving).guide("pl", guide.key))).one(class_="way")
    calls = [link["href"] for link in way.all("a")]
    assert calls and all(address.startswith("tel:") for address in calls)
    assert "Zwykle" in way.text and "2023" in way.text


def test_an_outcome_repeats_no_number_that_it_begins_with(visitor: Client, serving: Snapshot) -> None:
    page = parse(visitor.get(FRAUD_OUTCOME))
    calling = page.one("section", class_="panel")
    assert calling.all("a")[0]["href"] == "#calls" and page.one(id="calls").all("a")
    assert "Zwykle" not in calling.text


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        (FRAUD_OUTCOME, [1]),
        ("/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/", [1]),
        ("/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/?near=18-400", []),  # heavy enough; the sheet has it
    ],
)
def test_an_outcome_has_the_code_of_its_guide_for_paper_alone(visitor: Client, address: str, codes: list[int]) -> None:
    main = parse(visitor.get(address)).one("main")
    in_print = [each.all("svg", class_="qr") for each in main.all(class_="only-print")]
    assert [len(each) for each in in_print if each] == codes


def test_right_addresses_take_one_line_before_they_are_unfolded(visitor: Client, serving: Snapshot) -> None:
    lines = {}
    for key in ("pz-punkt", "mobywatel-qr"):
        main = parse(visitor.get(links_of(serving).guide("en", key))).one("main")
        lines[key] = [each.text for each in main.all("summary") if each.text.startswith("Right address")]
    assert lines == {"pz-punkt": ["Right addresses: 3"], "mobywatel-qr": ["Right address: pacjent.gov.pl"]}


def test_only_theft_and_fraud_are_red(pages: SitePages, serving: Snapshot) -> None:
    for guide in serving.content.guides:
        main = pages.document(links_of(serving).guide("pl", guide.key)).one("main")
        assert bool(main.all(class_="way--alarm")) == (guide.role in ALARMS), guide.key
        assert bool(main.all(class_="warn")) <= (guide.role in ALARMS), guide.key


def test_that_a_screen_was_not_checked_is_said_once(pages: SitePages, serving: Snapshot) -> None:
    for guide in serving.content.guides:
        main = pages.document(links_of(serving).guide("en", guide.key)).one("main")
        assert main.text.count("could not check these screens") == any(step.unchecked for step in guide.steps)


@pytest.mark.parametrize("address", [POINT_OUTCOME, "/pl/poradniki/profil-zaufany-w-urzedzie/"])
def test_the_longer_list_of_offices_has_a_way_back(visitor: Client, address: str) -> None:
    shown = parse(visitor.get(address, {"near": "18-400"})).one("section", id="finder")
    longer = next(link["href"] for link in shown.all("a") if "from=" in link["href"])
    back = parse(visitor.get(longer.partition("#")[0].replace("&amp;", "&"))).one("a", class_="govuk-back-link")
    assert back["href"] == f"{address}?near=18-400"


def test_a_list_of_offices_leads_back_to_no_other_address(visitor: Client) -> None:
    for came_from in ("https://example.org/", "//example.org", "nie-ma", "start.login"):
        page = parse(visitor.get("/pl/punkty/", {"from": came_from}))
        assert not page.all("a", class_="govuk-back-link")
