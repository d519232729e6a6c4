"""Notices on pages: where they stand, what they put before the procedure, and that they vanish at their minute."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from guides.questionnaire.replay import Flow, write_state
from guides.schema.content import Content
from guides.schema.kinds import Text
from guides.serving.links import Links
from guides.serving.live import Snapshot, live
from guides.serving.notices import Board, CurrentNotice
from tests.conftest import LANGUAGES
from tests.html import Element, parse

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = Text(plain={"pl": "Trwa naprawa.", "en": "It is being repaired."}, html={"pl": "<p>Trwa naprawa.</p>", "en": "<p>It is being repaired.</p>"})  # fmt: skip


def a_notice(**values: Any) -> CurrentNotice:
    given = {"number": 1, "kind": "outage", "method": "pz", "text": TEXT, "begins_at": NOON - HOUR}
    return CurrentNotice(**{**given, "source": "https://www.gov.pl/komunikat", "checked_at": NOON, **values})


Hang = Callable[..., None]


@pytest.fixture
def hang(serving: Snapshot) -> Hang:
    """Show these notices beside the shipped content."""

    def put_up(*notices: CurrentNotice) -> None:
        live._snapshot = replace(serving, board=Board(notices=notices, changed_at=NOON - 2 * HOUR))

    return put_up


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def outcomes(content: Content) -> dict[str, str]:
    """The state of one way to each outcome, by its key."""
    states: dict[str, str] = {}
    for path in Flow(content).paths():
        states.setdefault(path[-1].answer.outcome, write_state([answered.pair for answered in path]))
    return states


def before_the_procedure(page: Element) -> Element:
    return page.one("section", id="meanwhile")


def is_before(html: str, first: str, second: str) -> bool:
    return html.index(first) < html.index(second)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outage_comes_first_on_every_outcome_of_its_method_and_offers_only_others(
    visitor: Client, serving: Snapshot, hang: Hang, language: str
) -> None:
    hang(a_notice())
    content = serving.content
    links = Links(content, serving.points, serving.flow)
    method_of = {links.guide(language, guide.key): guide.method for guide in content.guides}
    touched = 0
    for key, state in outcomes(content).items():
        outcome = content.outcome[key]
        response = visitor.get(links.start(language) + state)
        html, page = response.content.decode(), parse(response)
        if content.guide[outcome.guide].method != "pz" and outcome.guide != "awaria":
            assert TEXT.plain[language] not in html, key
            continue
        touched += 1
        assert is_before(html, TEXT.plain[language], "<h1>"), key
        assert is_before(html, 'id="meanwhile"', "<h1>"), key
        offered = [link["href"] for link in before_the_procedure(page).all("a", class_="row")]
        expected = [one.guide for one in outcome.alternatives if content.guide[one.guide].method != "pz"]
        assert offered == [links.guide(language, guide) for guide in expected], key
        assert "pz" not in {method_of[address] for address in offered}, key
        ways = {link["href"] for link in before_the_procedure(page).all("a")}
        assert links.method(language, "pz") not in ways, key
        assert {links.method(language, other) for other in ("edowod", "mobywatel", "mojeikp")} <= ways, key
    assert touched > 5


def test_without_a_notice_nothing_changes(visitor: Client, serving: Snapshot, hang: Hang) -> None:
    addresses = ["/pl/", "/pl/pomoc/", "/pl/poradniki/pz-haslo/", "/pl/sposoby/profil-zaufany/"]
    addresses += [f"/pl/pomoc/{state}" for state in outcomes(serving.content).values()]
    before = {address: visitor.get(address, follow=True).content for address in addresses}
    hang(a_notice(begins_at=NOON + HOUR), a_notice(begins_at=NOON - 2 * HOUR, ends_at=NOON - HOUR, method=""))
    for address in addresses:
        assert visitor.get(address, follow=True).content == before[address], address


def outcome_address(content: Content, key: str = "pz-haslo") -> str:
    return f"/pl/pomoc/{outcomes(content)[key]}"


def test_a_page_changes_at_the_minute_at_which_a_notice_begins_and_ends(
    visitor: Client, serving: Snapshot, hang: Hang, at_noon: Any
) -> None:
    hang(a_notice(begins_at=NOON + HOUR, ends_at=NOON + 2 * HOUR))
    address = outcome_address(serving.content)
    seen = []
    for moment in (NOON + HOUR - timedelta(seconds=1), NOON + HOUR, NOON + 2 * HOUR):
        at_noon.move_to(moment)
        response = visitor.get(address)
        seen.append((response["ETag"], response["Last-Modified"], "Trwa naprawa." in response.content.decode()))
    assert [shown for _etag, _modified, shown in seen] == [False, True, False]
    assert len({etag for etag, _modified, _shown in seen}) == 3
    assert [modified for _etag, modified, _shown in seen[1:]] == [
        "Tue, 01 Dec 2026 13:00:00 GMT",
        "Tue, 01 Dec 2026 14:00:00 GMT",
    ]


def test_a_kept_copy_of_a_page_is_asked_for_again_when_a_notice_ends(
    visitor: Client, serving: Snapshot, hang: Hang, at_noon: Any
) -> None:
    hang(a_notice(ends_at=NOON + HOUR))
    address = outcome_address(serving.content)
    etag = visitor.get(address)["ETag"]
    assert visitor.get(address, headers={"if-none-match": etag}).status_code == 304
    at_noon.move_to(NOON + HOUR)
    assert visitor.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("address", ["/pl/", "/pl/pomoc/", "/pl/poradniki/edowod-pin/", "/pl/sposoby/e-dowod/"])
def test_what_concerns_the_whole_of_ikp_stands_on_every_page(visitor: Client, hang: Hang, address: str) -> None:
    hang(a_notice(method=""))
    page = parse(visitor.get(address, follow=True))
    assert page.all("section", aria_label="Awaria: całe IKP")


@pytest.mark.parametrize("address", ["/pl/", "/pl/pomoc/", "/pl/poradniki/edowod-pin/", "/pl/sposoby/e-dowod/"])
def test_an_outage_of_one_way_is_silent_where_it_does_not_matter(visitor: Client, hang: Hang, address: str) -> None:
    hang(a_notice())
    assert "Trwa naprawa." not in visitor.get(address, follow=True).content.decode()


@pytest.mark.parametrize("address", ["/pl/poradniki/pz-haslo/", "/pl/sposoby/profil-zaufany/", "/pl/poradniki/awaria/"])
def test_an_outage_is_on_the_pages_of_its_way_and_on_the_guide_for_outages(
    visitor: Client, hang: Hang, address: str
) -> None:
    hang(a_notice())
    response = visitor.get(address, follow=True)
    assert is_before(response.content.decode(), "Trwa naprawa.", "<h1>")


def test_when_all_of_ikp_is_down_no_other_way_is_offered(visitor: Client, serving: Snapshot, hang: Hang) -> None:
    hang(a_notice(method=""))
    page = parse(visitor.get(outcome_address(serving.content)))
    links = [link["href"] for link in before_the_procedure(page).all("a")]
    assert links == ["/pl/poradniki/strona-nie-dziala/"]


def test_a_second_way_that_is_down_is_not_offered_either(visitor: Client, serving: Snapshot, hang: Hang) -> None:
    hang(a_notice(), a_notice(number=2, method="edowod", kind="works"))
    page = parse(visitor.get(outcome_address(serving.content)))
    ways = [link["href"] for link in before_the_procedure(page).all("a")]
    assert "/pl/sposoby/e-dowod/" not in ways
    assert "/pl/sposoby/mobywatel/" in ways


@pytest.mark.parametrize("kind", ["change", "fraud"])
def test_news_that_stop_nothing_do_not_reorder(visitor: Client, serving: Snapshot, hang: Hang, kind: str) -> None:
    hang(a_notice(kind=kind))
    response = visitor.get(outcome_address(serving.content))
    html = response.content.decode()
    assert is_before(html, "<h1>", "Trwa naprawa.")
    assert not parse(response).all("section", id="meanwhile")


def test_a_notice_says_since_when_until_when_and_from_where(visitor: Client, serving: Snapshot, hang: Hang) -> None:
    hang(a_notice(ends_at=NOON + 3 * HOUR))
    page = parse(visitor.get(outcome_address(serving.content)))
    told = page.one("section", class_="warn", aria_label="Awaria: Profil Zaufany")
    assert "Od 1 grudnia 2026, 12:00 do 1 grudnia 2026, 16:00." in told.text  # in Poland
    assert told.all("a")[-1]["href"] == "https://www.gov.pl/komunikat"


def test_a_notice_about_a_way_that_is_not_live_is_left_out(visitor: Client, hang: Hang) -> None:
    hang(a_notice(method="nowy"))
    assert visitor.get("/pl/poradniki/awaria/", follow=True).status_code == 200


def test_a_text_that_fell_back_is_marked_as_polish(visitor: Client, hang: Hang) -> None:
    hang(a_notice(method="", text=Text(plain={"pl": "Trwa naprawa."}, html={"pl": "<p>Trwa naprawa.</p>"})))
    page = parse(visitor.get("/en/"))
    assert page.one("section", class_="note").one("div", lang="pl").text == "Trwa naprawa."


@pytest.mark.parametrize(
    ("address", "shown"),
    [("https://www.gov.pl/a/b", "gov.pl"), ("https://cert.pl", "cert.pl"), ("https://[x.pl/a", "https://[x.pl/a")],
)
def test_a_source_is_named_by_its_host(visitor: Client, hang: Hang, address: str, shown: str) -> None:
    hang(a_notice(method="", source=address))
    assert parse(visitor.get("/pl/")).one("section", class_="note").all("a")[-1].text == shown


def test_home_puts_the_ways_that_work_first_and_says_which_does_not(visitor: Client, hang: Hang) -> None:
    hang(a_notice())
    page = parse(visitor.get("/pl/"))
    brief = page.one("section", aria_label="Awaria: Profil Zaufany")
    assert [link["href"] for link in brief.all("a")] == ["/pl/sposoby/profil-zaufany/"]
    ways = next(each for each in page.all("p") if each.text.startswith("Sposoby logowania"))
    assert ways.all("a")[-1].text == "Profil Zaufany" and "nie działa teraz" in ways.text


def test_questions_that_lead_there_say_so_and_mark_the_answers_without_another_way(visitor: Client, hang: Hang) -> None:
    hang(a_notice())
    page = parse(visitor.get("/pl/pomoc/start.login/czym.pz/"))
    assert page.all("section", aria_label="Awaria: Profil Zaufany")
    marked = {each.text for each in page.all("label") if "nie działa teraz" in each.text.replace("\xa0", " ")}
    assert marked and len(marked) < len(page.all("label"))
    elsewhere = parse(visitor.get("/pl/pomoc/start.login/czym.edowod/edowod.brak-pin/", follow=True))
    assert not elsewhere.all("section", aria_label="Awaria: mojeIKP")


@pytest.mark.parametrize("kind", ["change", "fraud"])
def test_what_stops_nothing_marks_nothing(visitor: Client, hang: Hang, kind: str) -> None:
    hang(a_notice(kind=kind))
    for address in ("/pl/", "/pl/poradniki/", "/pl/pomoc/start.login/czym.pz/"):
        assert "nie działa teraz" not in visitor.get(address).content.decode().replace("\xa0", " ")


def test_lists_of_guides_mark_those_of_a_way_that_does_not_work(visitor: Client, hang: Hang) -> None:
    hang(a_notice())
    page = parse(visitor.get("/pl/poradniki/"))
    marked = [each for each in page.all("h3") if "nie działa teraz" in each.text.replace("\xa0", " ")]
    assert marked[-1].text.startswith("Profil Zaufany") and page.all("h3")[-1] is marked[-1]


def test_frames_say_it_too(visitor: Client, hang: Hang) -> None:
    hang(a_notice())
    assert "Awaria: Profil Zaufany" in visitor.get("/embed/pl/pomoc/start.login/czym.pz/").content.decode()
    assert "Trwa naprawa." in visitor.get("/embed/pl/poradniki/pz-haslo/", follow=True).content.decode()


def test_programs_are_told_too_until_it_ends(visitor: Client, hang: Hang, serving: Snapshot, at_noon: Any) -> None:
    hang(a_notice(ends_at=NOON + HOUR))
    answer = visitor.get("/api/v1/guides/pz-haslo?lang=en")
    (notice,) = answer.json()["notices"]
    assert (notice["kind"], notice["stops"], notice["method"]) == ("outage", True, "pz")
    assert (notice["text"]["text"], notice["ends_at"]) == ("It is being repaired.", "2026-12-01T13:00:00Z")
    assert visitor.get("/api/v1/guides/edowod-pin").json()["notices"] == []
    outcomes_told = visitor.get("/api/v1/questionnaire").json()["outcomes"]
    method_of = {guide.key: guide.method for guide in serving.content.guides}
    for outcome in outcomes_told:
        ways = [method_of[guide] == "pz" for guide in outcome["alternatives"]]
        assert ways == sorted(ways)  # those that work come first
        assert bool(outcome["notices"]) == (method_of[outcome["guide"]] == "pz")
    at_noon.move_to(NOON + HOUR)
    over = visitor.get("/api/v1/guides/pz-haslo?lang=en", headers={"if-none-match": answer["ETag"]})
    assert over.status_code == 200 and over.json()["notices"] == []
