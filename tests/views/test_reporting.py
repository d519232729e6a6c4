"""“Something is wrong here”: what visitors can send, and what is refused."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from guides.feedback import reports
from guides.models import DailyCount, ReaderReport
from guides.serving.live import Snapshot
from tests.conftest import LANGUAGES
from tests.html import Element, parse
from tests.shipped import links_of

ADDRESS = "/en/points/1-zus-oddzial-w-bialymstoku/report/"
HELPED = "/en/guides/new-password-profil-zaufany/did-this-help/?answer=partly"
FORM = "application/x-www-form-urlencoded"
START = "2026-11-25T10:00:00+01:00"
PESEL = "44051401359"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def fresh_senders() -> None:
    reports.senders.clear()


def filled_in(client: Client, address: str = ADDRESS, **values: str) -> dict[str, str]:
    form = parse(client.get(address)).one("form")
    hidden = {each["name"]: each["value"] for each in form.all("input", type="hidden")}
    return {**hidden, "choice": "hours", "text": "", "website": "", **values}


def send(
    client: Client, clock: Any, address: str = ADDRESS, *, after: float = 20, headers: Any = None, **values: Any
) -> Any:
    data = urlencode(filled_in(client, address, **values))
    clock.shift(timedelta(seconds=after))
    headers = headers or {"origin": "http://testserver"}
    return client.post(address, data, content_type=FORM, headers=headers)


def problems(page: Element) -> str:
    return page.one("div", class_="govuk-error-summary").text


def test_a_report_is_kept_with_its_office_and_nothing_of_its_sender(
    visitor: Client, working_copy: None, clock: Any
) -> None:
    response = send(visitor, clock, text="  Otwarte do 16:00 \n\n w środy ")
    assert response.status_code == 302
    assert parse(visitor.get(response.headers["Location"])).one("h1").text == "Thank you for the report"
    kept = ReaderReport.objects.get()
    assert (kept.subject, kept.key, kept.point and kept.point.number) == ("office", "1", 1)
    assert (kept.choice, kept.state) == ("hours", "new")
    assert (kept.text, kept.day, kept.language) == ("Otwarte do 16:00\n\nw środy", date(2026, 11, 25), "en")


def test_signs_that_cannot_be_seen_are_not_kept(visitor: Client, working_copy: None, clock: Any) -> None:
    send(visitor, clock, text="Otw\u00adarte\u200b \x1b[1mdo\u202e 16")
    assert ReaderReport.objects.get().text == "Otwarte [1mdo 16"


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\x1b", "\u202e"])
def test_signs_that_cannot_be_seen_do_not_hide_a_pesel(
    visitor: Client, working_copy: None, clock: Any, sign: str
) -> None:
    response = send(visitor, clock, text=f"mam {sign.join(PESEL)}")
    assert ReaderReport.objects.get().text == "mam […]"
    assert "taken out of your text" in parse(visitor.get(response["Location"])).text


def test_the_page_works_in_polish(visitor: Client) -> None:
    page = parse(visitor.get("/pl/punkty/1-zus-oddzial-w-bialymstoku/zglos/"))
    assert page.one("h1").text == "Coś się nie zgadza"


def test_what_was_typed_is_not_lost_when_the_office_was_renamed_meanwhile(visitor: Client, clock: Any) -> None:
    data = urlencode(filled_in(visitor, text="Zamknięte", choice=""))
    response = visitor.post(
        "/en/points/1-old-name/report/",
        data,
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "http://testserver"},
    )
    assert response.status_code == 400
    assert parse(response).one("textarea").text == "Zamknięte"
    assert visitor.get("/en/points/1-old-name/report/")["Location"] == ADDRESS


def test_the_point_page_leads_to_it(visitor: Client) -> None:
    assert parse(visitor.get("/en/points/1-zus-oddzial-w-bialymstoku/")).all("a", href=ADDRESS)


def test_the_form_is_kept_nowhere_and_sets_no_cookie(visitor: Client) -> None:
    response = visitor.get(ADDRESS)
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert parse(response).one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"choice": ""}, "Choose what is wrong."),
        ({"choice": "magic"}, "Choose what is wrong."),
        ({"text": "x" * 501}, "Shorten the text to 500 characters. Now it has 501."),
        ({"choice": "other"}, "Write in a few words what is wrong."),
        ({"time": ""}, "This page has been open for a long time"),
        ({"time": "1:abc:def"}, "This page has been open for a long time"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(
    visitor: Client, clock: Any, values: dict[str, Any], words: str
) -> None:
    response = send(visitor, clock, **values)
    page = parse(response)
    assert response.status_code == 400
    assert words in problems(page)
    assert page.one("title").text.startswith("Error:")
    assert page.one("textarea").text == values.get("text", "")
    chosen = [each["value"] for each in page.all("input", type="radio") if "checked" in each.attributes]
    assert chosen == [each for each in [values.get("choice", "hours")] if each in ("hours", "other")]


def test_a_form_sent_faster_than_anybody_types_is_to_be_sent_again(visitor: Client, clock: Any) -> None:
    assert "very quick" in problems(parse(send(visitor, clock, after=1)))


def test_a_form_of_yesterday_is_to_be_sent_again(visitor: Client, clock: Any) -> None:
    page = parse(send(visitor, clock, after=25 * 3600, text="Zamknięte"))
    assert "open for a long time" in problems(page) and page.one("textarea").text == "Zamknięte"


def test_a_program_that_fills_in_everything_learns_nothing(visitor: Client, clock: Any) -> None:
    response = send(visitor, clock, website="http://spam.example")  # no database here: storing would fail
    assert response.status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(visitor: Client, clock: Any, headers: dict[str, str]) -> None:
    assert send(visitor, clock, headers=headers).status_code == 403


def test_our_own_origin_is_taken(visitor: Client, working_copy: None, clock: Any) -> None:
    assert (
        send(visitor, clock, headers={"origin": "http://testserver", "sec-fetch-site": "same-origin"}).status_code
        == 302
    )


def test_after_many_reports_of_a_day_no_more_are_taken_from_one_sender(
    visitor: Client, working_copy: None, clock: Any, settings: Any
) -> None:
    settings.REPORTS_OF_SENDER = 2
    for _number in range(2):
        assert send(visitor, clock).status_code == 302
    full = send(visitor, clock, text="Jeszcze jedno")
    assert full.status_code == 429
    assert "from your network today" in problems(parse(full))
    assert parse(full).one("textarea").text == "Jeszcze jedno"
    clock.shift(timedelta(days=1))
    assert send(visitor, clock).status_code == 302


def test_a_form_sent_twice_is_one_report(visitor: Client, working_copy: None, clock: Any) -> None:
    data = urlencode(filled_in(visitor))
    clock.shift(timedelta(seconds=20))
    for _each in range(2):
        sent = visitor.post(ADDRESS, data, content_type=FORM, headers={"origin": "http://testserver"})
        assert sent.status_code == 302
    assert ReaderReport.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_leads_to_its_forms_and_they_lead_back(visitor: Client, serving: Snapshot, language: str) -> None:
    links = links_of(serving)
    guide = links.guide(language, "pz-haslo")
    for address in (links.helped(language, "pz-haslo", "partly"), links.report_guide(language, "pz-haslo")):
        assert parse(visitor.get(guide)).all("a", href=address)
        page = visitor.get(address)
        assert page["Cache-Control"] == "private, no-store"
        assert parse(page).one("a", class_="govuk-back-link")["href"] == guide


def test_whether_a_guide_helped_is_counted(visitor: Client, working_copy: None, clock: Any) -> None:
    page = parse(visitor.get(HELPED))
    assert [each["value"] for each in page.all("input", type="radio") if "checked" in each.attributes] == ["partly"]
    response = send(visitor, clock, HELPED, choice="no", text="Nie mam banku, tel. 501 234 567", after=2)
    assert "Thank you for your answer" in parse(visitor.get(response["Location"])).text
    assert (DailyCount.objects.get().answer, ReaderReport.objects.get().text) == ("no", "Nie mam banku, tel. […]")


def chosen_step(page: Element) -> list[str]:
    return [each["value"] for each in page.one("select", id="step").all("option") if "selected" in each.attributes]


def test_a_step_is_reported_with_its_guide(visitor: Client, working_copy: None, clock: Any, serving: Snapshot) -> None:
    address, step = links_of(serving).report_guide("en", "pz-haslo", 2), serving.content.guide["pz-haslo"].steps[1].key
    assert chosen_step(parse(visitor.get(address))) == [step]
    refused = send(visitor, clock, address, choice="", step=step)
    assert chosen_step(parse(refused)) == [step]
    send(visitor, clock, address, choice="looks", step=step)
    kept = ReaderReport.objects.get()
    assert (kept.subject, kept.key, kept.guide and kept.guide.key) == ("guide", "pz-haslo", "pz-haslo")
    assert kept.step == step


@pytest.mark.parametrize("step", ["0", "99", "x", "9" * 5000, "²"])
def test_a_step_that_is_not_there_is_no_error(visitor: Client, serving: Snapshot, step: str) -> None:
    page = parse(visitor.get(links_of(serving).report_guide("en", "pz-haslo"), {"step": step}))
    assert chosen_step(page) == []


def test_the_signed_time_of_one_form_opens_no_other(visitor: Client, clock: Any) -> None:
    time = filled_in(visitor, HELPED)["time"]
    assert "open for a long time" in problems(parse(send(visitor, clock, time=time)))


def test_while_the_database_is_down_the_text_is_kept_on_the_page(
    visitor: Client, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object, **_values: object) -> None:
        raise OperationalError("down")

    monkeypatch.setattr(reports.transaction, "atomic", down)
    response = send(visitor, clock, text="Zamknięte")
    assert response.status_code == 503
    assert "try again in a few minutes" in problems(parse(response))
    assert parse(response).one("textarea").text == "Zamknięte"


def test_other_methods_are_told_what_the_page_is_for(visitor: Client) -> None:
    assert visitor.delete(ADDRESS).status_code == 405
