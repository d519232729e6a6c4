"""“Something is wrong here”: what visitors can send, and what is refused."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guides.feedback import reports
from guides.models import PointReport
from tests.html import Element, parse

ADDRESS = "/en/points/1-zus-oddzial-w-bialymstoku/report/"
START = "2026-11-25T10:00:00+01:00"
PESEL = "44051401359"


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def filled_in(client: Client, **values: str) -> dict[str, str]:
    form = parse(client.get(ADDRESS)).one("form")
    return {"time": form.one("input", name="time")["value"], "choice": "hours", "text": "", "website": "", **values}


def send(client: Client, clock: Any, *, after: float = 20, headers: Any = None, **values: Any) -> Any:
    data = urlencode(filled_in(client, **values))
    clock.shift(timedelta(seconds=after))
    headers = headers or {"origin": "http://testserver"}
    return client.post(ADDRESS, data, content_type="application/x-www-form-urlencoded", headers=headers)


def problems(page: Element) -> str:
    return page.one("div", class_="govuk-error-summary").text


def test_a_report_is_kept_with_its_office_and_nothing_of_its_sender(
    visitor: Client, working_copy: None, clock: Any
) -> None:
    response = send(visitor, clock, text="  Otwarte do 16:00 \n\n w środy ")
    assert response.status_code == 302
    assert parse(visitor.get(response.headers["Location"])).one("h1").text == "Thank you for the report"
    kept = PointReport.objects.get()
    assert (kept.number, kept.point.number, kept.choice, kept.state) == (1, 1, "hours", "new")
    assert (kept.text, kept.day, kept.language) == ("Otwarte do 16:00\n\nw środy", date(2026, 11, 25), "en")


def test_signs_that_cannot_be_seen_are_not_kept(visitor: Client, working_copy: None, clock: Any) -> None:
    send(visitor, clock, text="Otw\u00adarte\u200b \x1b[1mdo\u202e 16")
    assert PointReport.objects.get().text == "Otwarte [1mdo 16"


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\x1b", "\u202e"])
def test_signs_that_cannot_be_seen_do_not_hide_a_pesel(visitor: Client, clock: Any, sign: str) -> None:
    assert "looks like a PESEL" in problems(parse(send(visitor, clock, text=sign.join(PESEL))))


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
        ({"text": f"moj numer {PESEL}"}, "looks like a PESEL"),
        ({"text": "440514 01359"}, "looks like a PESEL"),
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


def test_after_many_reports_of_a_day_no_more_are_taken_for_the_office(
    visitor: Client, working_copy: None, clock: Any
) -> None:
    for _number in range(reports.DAILY_OF_POINT):
        assert send(visitor, clock).status_code == 302
    full = send(visitor, clock, text="Jeszcze jedno")
    assert full.status_code == 429
    assert "many reports about this office" in problems(parse(full))
    assert parse(full).one("textarea").text == "Jeszcze jedno"
    clock.shift(timedelta(days=1))
    assert send(visitor, clock).status_code == 302


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


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 9999))
def test_every_pesel_is_found_and_none_with_another_last_digit(born: date, serial: int) -> None:
    digits = f"{born:%y%m%d}{serial:04}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    pesel = digits + str(-weighed % 10)
    assert reports.holds_pesel(f"PESEL: {pesel}.")
    assert not reports.holds_pesel(digits + str((int(pesel[-1]) + 1) % 10))


@pytest.mark.parametrize("text", ["", "42 111 22 33", "Nr konta 44 0514 0135 9000 0000 0000 0000", "12345678901"])
def test_other_numbers_are_no_pesel(text: str) -> None:
    assert not reports.holds_pesel(text)
