"""The page for other websites: what is chosen stands in its address, and the codes lead there."""

import base64
import hashlib
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from msgspec.structs import replace as changed

from guides.schema.content import Content, Retired
from guides.serving.live import live
from guides.views.embed import script_body
from guides.views.sharing import is_local
from tests.html import Element, parse

PAGE = {"pl": "/pl/na-twoja-strone/", "en": "/en/for-your-site/"}
POSTER = "/pl/na-twoja-strone/plakat/"
SITE = "https://pomoc.example.pl"


@pytest.fixture(autouse=True)
def public_address(settings: Any) -> None:
    settings.SITE_URL = SITE


def shown(visitor: Client, **chosen: str) -> Element:
    return parse(visitor.get(f"{PAGE['pl']}?{urlencode(chosen)}"))


def code_of(page: Element, name: str) -> str:
    return unescape(page.one("textarea", id=f"code-{name}").text)


@pytest.mark.parametrize(
    ("chosen", "path"),
    [
        ({}, "/pl/pomoc/"),
        ({"lang": "en"}, "/en/help/"),
        ({"what": "points", "near": "18-400"}, "/pl/punkty/?near=18-400"),
        ({"what": "pz-haslo", "lang": "en"}, "/en/guides/new-password-profil-zaufany/"),
        ({"fbclid": "x", "what": "", "lang": ""}, "/pl/pomoc/"),
    ],
)
def test_every_code_leads_where_the_choices_say(visitor: Client, chosen: dict[str, str], path: str) -> None:
    page = shown(visitor, **chosen)
    for name in ("link", "button", "element"):
        assert f'href="{SITE}{path}"' in code_of(page, name)
    assert code_of(page, "address") == f"{SITE}{path}"
    assert f'src="{SITE}/embed{path}"' in code_of(page, "frame")
    assert page.one("iframe")["src"] == f"/embed{path}"


def test_what_a_frame_shows_is_there(visitor: Client) -> None:
    assert visitor.get(shown(visitor, what="points", near="18-400").one("iframe")["src"]).status_code == 200


def test_the_hash_is_that_of_the_script(visitor: Client) -> None:
    digest = base64.b64encode(hashlib.sha384(script_body()).digest()).decode()
    assert f'integrity="sha384-{digest}"' in code_of(shown(visitor), "element")


def test_the_choices_stay_when_the_language_of_the_page_changes(visitor: Client) -> None:
    page = shown(visitor, what="pz-haslo", near="18-400", lang="en")
    other = next(link["href"] for link in page.one("header").all("a") if link.get("hreflang") == "en")
    assert {"what=pz-haslo", "near=18-400", "lang=en"} <= set(other.partition("?")[2].split("&"))


@pytest.mark.parametrize(
    ("asked", "status", "target", "said"),
    [
        ("near=Nigdzie", 404, "near", "a postcode or a larger town"),
        ("near=44051401359", 404, "near", "a postcode or a larger town"),
        ("gmina=999999", 404, "near", "No municipality has the TERYT code 999999"),
        ("near=9999991", 404, "near", "No municipality has the TERYT code 999999"),
        ("gmina=320304", 410, "near", "The municipality Ostrowice (TERYT 320304) was joined to another one"),
        ("gmina=abc", 400, "near", "six or seven digits"),
        ("what=no-such-guide", 404, "what", "There is no guide “no-such-guide”"),
        ("what=stary", 410, "what", "The guide “stary” was withdrawn"),
        ("lang=xx", 400, "lang", "pl, en, both"),
        ("size=a3", 400, "size", "a4, a5"),
        ("ink=red", 400, "ink", "colour, black"),
    ],
)
def test_a_wrong_choice_is_said_with_what_is_right_and_no_code_is_made(
    people: Client, asked: str, status: int, target: str, said: str
) -> None:
    snapshot, retired = live.current(), Retired(slugs={"pl": {"guide": {"dawny": "stary"}}})
    assert snapshot is not None
    live._snapshot = replace(snapshot, content=changed(snapshot.content, retired=retired))
    response = people.get(f"{PAGE['en']}?{asked}")
    page = parse(response)
    assert response.status_code == status
    (fault,) = page.one(class_="govuk-error-summary").all("a")
    assert fault["href"] == f"#{target}" and said in fault.text.replace("\xa0", " ")
    assert not page.all("textarea")
    refused = people.get(f"/en/for-your-site/poster/?{asked}")
    assert refused.status_code == max(400, status)
    assert said in parse(refused).one("main").text.replace("\xa0", " ")
    assert people.get(f"{PAGE['en']}qr.svg?{asked}").status_code == status


@pytest.mark.parametrize("asked", ["gmina=020102", "gmina=0201022", "near=020102", "near=Bolesławiec&place=020102"])
def test_a_municipality_stands_in_the_codes_by_its_number(people: Client, asked: str) -> None:
    page = parse(people.get(f"{PAGE['pl']}?{asked}"))
    assert f'href="{SITE}/pl/pomoc/?gmina=020102"' in code_of(page, "link")
    assert page.one("iframe")["src"] == "/embed/pl/pomoc/?gmina=020102"
    assert "Bolesławca" in page.text or page.one(id="near")["value"] == "Bolesławiec"
    assert page.one("form", id="place").one("input", **{"name": "place"})["value"] == "020102"


def test_another_name_that_was_typed_counts_more_than_the_town_before(people: Client) -> None:
    page = parse(people.get(f"{PAGE['pl']}?near=Warszawa&place=020102"))
    assert "near=Warszawa" in code_of(page, "link")


def test_one_of_several_places_is_chosen_and_the_other_choices_stay(people: Client) -> None:
    page = parse(people.get(f"{PAGE['pl']}?near=Nowa+Wie%C5%9B&what=points&lang=en"))
    choices = [link["href"] for link in page.one("form", id="place").all("a") if "near=" in link["href"]]
    assert choices and all("what=points" in address and "lang=en" in address for address in choices)


def test_a_pesel_in_place_of_a_town_is_shown_nowhere(visitor: Client) -> None:
    assert "44051401359" not in visitor.get(f"{PAGE['pl']}?near=44051401359").content.decode()


def test_each_kind_has_a_preview_and_a_code_to_copy(visitor: Client) -> None:
    page = shown(visitor, near="lomza", lang="en")
    codes = {box["id"] for box in page.all("textarea")}
    assert codes == {f"code-{kind}" for kind in ("link", "address", "button", "frame", "element", "code", "poster")}
    assert {span["data-copied"] for span in page.all("span") if span.get("data-copied")} == codes
    shown_small = page.one("ul", class_="posters").all("li")
    assert [len(poster.all(class_="side")) for poster in shown_small] == [1, 1, 2, 2]
    assert ["black" in poster.one(class_="poster")["class"] for poster in shown_small] == [False, True, False, True]
    assert all("Łomża" in poster.text and poster.all("svg") for poster in shown_small)
    addresses = [link["href"] for poster in shown_small for link in poster.all("a")]
    assert {visitor.get(unescape(address)).status_code for address in addresses} == {200}
    assert code_of(page, "poster") == SITE + unescape(addresses[0])


def test_the_code_of_a_picture_leads_where_the_picture_does_and_others_may_show_it(visitor: Client) -> None:
    given = parse(HttpResponse(code_of(shown(visitor, what="points"), "code")))
    assert given.one("a")["href"] == f"{SITE}/pl/punkty/"
    assert given.one("img")["alt"].replace("\xa0", " ") == "Kod QR: Gdzie potwierdzić Profil Zaufany"
    picture = visitor.get(given.one("img")["src"].removeprefix(SITE))
    assert picture["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_was_made_is_shown_at_once_and_says_for_which_place(visitor: Client) -> None:
    page = shown(visitor, near="lomza")
    assert page.one("form", id="place")["action"].endswith("#made")
    assert "Łomża" in page.one(id="made").text
    targets = [link["href"].removeprefix("#") for link in page.one(id="made").all("a")]
    assert len(targets) == 6 and all(page.all(id=target) for target in targets)


def test_from_the_paper_of_a_municipality_its_own_page_is_typed(people: Client) -> None:
    page = parse(people.get(f"{POSTER}?gmina=020102&what=points"))
    assert page.one("strong", class_="address").text.replace(" ", "") == "pomoc.example.pl/g/020102"
    assert people.get("/g/020102", follow=True).status_code == 200


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_local_address_is_in_no_code_that_others_scan(visitor: Client, settings: Any, language: str) -> None:
    settings.SITE_URL = "http://localhost:8000"
    page = parse(visitor.get(PAGE[language]))
    assert page.all(class_="warn") and not page.all("svg", class_="qr")
    assert not parse(visitor.get(POSTER)).all("svg", class_="qr")
    assert visitor.get(f"{PAGE[language]}qr.svg").status_code == 404


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:8000", True), ("http://127.0.0.1", True), ("http://[::1]:80", True), ("http://192.168.1.5", True),
        ("http://serwer", True), ("https://pomoc.local", True), ("https://pomoc.example.pl", False), ("https://1.1.1.1", False),
    ],
)  # fmt: skip
def test_an_address_that_only_this_machine_knows_is_told(address: str, local: bool) -> None:
    assert is_local(address) == local


def test_the_code_is_saved_as_a_picture(visitor: Client) -> None:
    response = visitor.get(f"{PAGE['pl']}qr.svg?what=points")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


def test_the_page_says_who_answers_and_what_is_logged(visitor: Client, settings: Any) -> None:
    settings.OPERATOR_NAME, settings.LOG_DAYS = "Fundacja Przykład", 14
    text = parse(visitor.get(PAGE["en"])).one("section", aria_labelledby="data-heading").text
    assert {"Fundacja Przykład", "pomoc.example.pl", "14 days"} <= {
        words for words in ("Fundacja Przykład", "pomoc.example.pl", "14 days") if words in text
    }


def test_only_this_page_may_hold_a_frame_and_only_of_ours(visitor: Client) -> None:
    assert "frame-src 'self'" in visitor.get(PAGE["pl"])["Content-Security-Policy"]
    assert "frame-src" not in visitor.get("/pl/")["Content-Security-Policy"]


def test_the_footer_leads_to_it(visitor: Client) -> None:
    assert PAGE["en"] in [link["href"] for link in parse(visitor.get("/en/")).one("footer").all("a")]


def test_a_poster_names_the_place_and_the_helpline(visitor: Client, content: Content) -> None:
    text = parse(visitor.get(f"{POSTER}?near=lomza&what=pz-haslo&lang=en")).one("main").text
    helpdesk = content.main_helpdesk
    assert helpdesk and helpdesk.phone.replace(" ", "") in text.replace(" ", "")
    assert "Łomża" in text and "pomoc.example.pl/s/pz-haslo" in text.replace(" ", "")


def test_a_poster_in_all_languages_speaks_each_of_them(visitor: Client) -> None:
    page = parse(visitor.get(f"{POSTER}?lang=both"))
    assert [section["lang"] for section in page.all(class_="side")] == ["pl", "en"]


def test_the_short_address_on_a_poster_answers(visitor: Client) -> None:
    short = (
        parse(visitor.get(POSTER))
        .one("strong", class_="address")
        .text.replace(" ", "")
        .removeprefix("pomoc.example.pl")
    )
    assert visitor.get(short, follow=True).status_code == 200
