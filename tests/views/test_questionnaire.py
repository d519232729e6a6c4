"""The questionnaire as people use it: forwards, back, changing an answer, without choosing, with an old link."""

import pytest
from django.test import Client

from tests.conftest import LANGUAGES
from tests.html import Element, kind, parse

DEEP = "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/"


def chosen(page: Element) -> list[str]:
    return [radio["value"] for radio in page.all("input", type="radio") if "checked" in radio.attributes]


def back(page: Element) -> str:
    return page.one("a", class_="govuk-back-link")["href"]


def test_an_answer_leads_to_the_next_state_by_a_redirect(visitor: Client) -> None:
    response = visitor.get("/pl/pomoc/", {"start": "login", "go": "1"})
    assert (response.status_code, response["Location"]) == (302, "/pl/pomoc/start.login/")


def test_back_leads_to_the_question_before_with_its_option_chosen(visitor: Client) -> None:
    page = parse(visitor.get(DEEP))
    for question, answer in [("mail", "tak"), ("pz", "haslo"), ("czym", "pz"), ("start", "login")]:
        page = parse(visitor.get(back(page)))
        assert kind(page) == ("question", question)
        assert chosen(page) == [answer]
    assert back(page) == "/pl/"


def test_back_and_forth_again_keeps_all_answers(visitor: Client) -> None:
    earlier = parse(visitor.get(back(parse(visitor.get(DEEP)))))
    response = visitor.get(earlier.one("main").one("form", method="get")["action"], {"mail": "tak", "go": "1"})
    assert response["Location"] == DEEP


def test_changing_an_early_answer_keeps_later_ones_that_still_make_sense(visitor: Client) -> None:
    outcome = "/pl/pomoc/start.nie-wiem/co-masz.nic/dojscie.tak/"
    change = f"{outcome}zmien/start/"
    response = visitor.get(change, {"start": "nowy", "go": "1"})
    assert response["Location"] == "/pl/pomoc/start.nowy/dojscie.tak/"
    response = visitor.get(response["Location"], {"dokument": "paszport", "go": "1"})
    assert response["Location"] == "/pl/pomoc/start.nowy/dokument.paszport/dojscie.tak/"
    assert kind(parse(visitor.get(response["Location"]))) == ("outcome", "pz-punkt")


@pytest.mark.parametrize("end", ["", "kartka/", "na-telefon/"])
def test_an_outcome_with_a_title_of_its_own_shows_it_and_not_that_of_its_guide(visitor: Client, end: str) -> None:
    page = parse(visitor.get(f"/pl/pomoc/start.telefon/telefon.nowy/aplikacja.mojeikp/co-masz-nowy.pz/{end}"))
    assert page.one("h1").text.replace("\u00a0", " ") == "Połącz mojeIKP z tym telefonem"
    assert "Połącz mojeIKP z tym telefonem" in page.one("title").text.replace("\u00a0", " ")


def test_every_change_link_has_a_name_of_its_own(visitor: Client) -> None:
    page = parse(visitor.get(DEEP))
    names = [
        link.text
        for link in page.all("a")
        if "/zmien/" in link["href"] and link not in page.all("a", class_="govuk-back-link")
    ]
    assert len(names) == 4
    assert len(set(names)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_on_without_choosing_tells_what_to_do(visitor: Client, language: str) -> None:
    start = {"pl": "/pl/pomoc/", "en": "/en/help/"}[language]
    page = parse(visitor.get(start, {"go": "1"}))
    assert kind(page) == ("question", "start")
    assert page.one("title").text.startswith({"pl": "Błąd:", "en": "Error:"}[language])
    summary = page.one(class_="govuk-error-summary")
    target = summary.all("a")[0]["href"]
    assert page.one("input", id=target[1:])["type"] == "radio"


def test_choosing_what_is_not_offered_is_the_same_as_not_choosing(visitor: Client) -> None:
    page = parse(visitor.get("/pl/pomoc/", {"start": "nie-ma-takiej", "go": "1"}))
    assert kind(page) == ("question", "start")
    assert page.all(class_="govuk-error-summary")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        # An answer that this release does not have.
        ("/pl/pomoc/start.login/czym.golab/", "/pl/pomoc/start.login/?changed=1"),
        # A question that this release does not have; what still makes sense stays.
        ("/pl/pomoc/start.login/stare.tak/czym.pz/", "/pl/pomoc/start.login/czym.pz/?changed=1"),
        # An answer that no way leads to any more.
        ("/pl/pomoc/start.oszustwo/mail.tak/", "/pl/pomoc/start.oszustwo/?changed=1"),
        # Out of order or repeated: nothing is lost, nothing to tell.
        ("/pl/pomoc/czym.pz/start.login/", "/pl/pomoc/start.login/czym.pz/"),
        ("/pl/pomoc/start.login/start.login/", "/pl/pomoc/start.login/"),
        ("/pl/pomoc/start.telefon/start.login/", "/pl/pomoc/start.login/"),
        # Not answers at all.
        ("/pl/pomoc/ala/ma/kota/", "/pl/pomoc/?changed=1"),
        ("/pl/pomoc/..%2F..%2Fetc/passwd/", "/pl/pomoc/?changed=1"),
        (f"/pl/pomoc/start.{'x' * 10_000}/", "/pl/pomoc/?changed=1"),
        (f"/pl/pomoc/{'start.login/' * 900}", "/pl/pomoc/start.login/"),
        ("/pl/pomoc/start.%FF%FE/", "/pl/pomoc/?changed=1"),
        ("/pl/pomoc/start.login/zmien/czym/", "/pl/pomoc/start.login/"),
        ("/pl/pomoc/zmien/nie-ma/", "/pl/pomoc/"),
    ],
)  # fmt: skip
def test_an_address_that_no_longer_fits_leads_to_what_still_does(visitor: Client, address: str, expected: str) -> None:
    response = visitor.get(address)
    assert (response.status_code, response["Location"]) == (302, expected)
    assert visitor.get(response["Location"]).status_code == 200


def test_the_reader_is_told_that_answers_were_dropped(visitor: Client) -> None:
    told = parse(visitor.get("/pl/pomoc/start.login/?changed=1")).one("main").text
    untold = parse(visitor.get("/pl/pomoc/start.login/")).one("main").text
    assert len(told) > len(untold)


def test_parameters_of_others_are_dropped_silently(visitor: Client) -> None:
    plain = visitor.get("/pl/pomoc/start.login/")
    response = visitor.get("/pl/pomoc/start.login/?fbclid=x&utm_source=y&utm_medium=%FF")
    assert response.content == plain.content
    assert response["ETag"] == plain["ETag"]


def test_the_number_of_questions_left_never_grows_along_a_path(visitor: Client) -> None:
    import re

    left = []
    for address in ("/en/help/", "/en/help/start.login/", "/en/help/start.login/czym.pz/"):
        text = parse(visitor.get(address)).one("main").text
        left.append([int(number) for number in re.findall(r"\d+", text)][:2])
    assert [numbers[0] for numbers in left] == [1, 2, 3]
    assert [numbers[1] for numbers in left] == sorted([numbers[1] for numbers in left], reverse=True)


def test_a_place_goes_along_from_the_first_question_to_the_offices_at_the_end(visitor: Client) -> None:
    address = "/pl/pomoc/?near=18-400"
    while (page := parse(visitor.get(address))) and kind(page)[0] == "question":
        form = page.one("main").one("form", method="get")
        fields = {field["name"]: field["value"] for field in form.all("input", type="hidden")}
        question, answer = {
            "start": ("start", "nowy"),
            "dokument": ("dokument", "paszport"),
            "dojscie": ("dojscie", "tak"),
        }[kind(page)[1]]
        address = visitor.get(form["action"], {**fields, question: answer})["Location"]
    assert kind(page)[0] == "outcome"
    assert page.one(id="near")["value"] == "18-400"
    assert page.all(class_="results")


def test_a_place_stays_when_an_answer_is_changed_or_has_gone(visitor: Client) -> None:
    page = parse(visitor.get(f"{DEEP}?near=18-400"))
    assert back(page).endswith("?near=18-400")
    response = visitor.get("/pl/pomoc/start.login/czym.golab/?near=18-400")
    assert response["Location"] == "/pl/pomoc/start.login/?near=18-400&changed=1"
