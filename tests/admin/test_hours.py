"""Opening hours in the forms of offices and helpdesks: what was understood is told before it is saved."""

from typing import Any

import pytest
from django.test import Client

from guides import models
from guides.accounts.models import User
from tests.admin.conftest import form_values
from tests.html import Element, parse
from tests.small import words


@pytest.fixture
def english(publisher: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(publisher)
    return client


@pytest.fixture
def helpdesk(empty: None) -> models.Helpdesk:
    return models.Helpdesk.objects.create(key="pz", order=10, **words("name", "P", "H"), **words("purpose", "x", "x"))


def address(row: Any) -> str:
    return f"/admin/guides/{row._meta.model_name}/{row.pk}/change/"


def send(client: Client, row: Any, **changed: Any) -> Any:
    values = form_values(client.get(address(row))) | changed
    return client.post(address(row), {name: value for name, value in values.items() if value is not None})


HOURS = "/admin/guides/point/hours/"


def seen_in(page: Element) -> str:
    return page.one("input", name="hours_seen")["value"]


def test_hours_in_words_are_saved_once_the_editor_has_read_them(english: Client, point: models.Point) -> None:
    typed = "poniedziałek 9:00-17:00, wtorek-piątek 7:30-15:30"
    answer = send(english, point, opening_hours=typed)
    page = parse(answer)
    assert answer.status_code == 200
    assert "Understood: Monday 9:00–17:00, Tuesday–Friday 7:30–15:30" in page.text
    point.refresh_from_db()
    assert point.opening_hours == ""
    assert send(english, point, opening_hours=typed, hours_seen=seen_in(page)).status_code == 302
    point.refresh_from_db()
    assert point.opening_hours == "Mo 09:00-17:00; Tu-Fr 07:30-15:30"


def test_what_was_seen_counts_for_these_hours_alone(english: Client, point: models.Point) -> None:
    seen = seen_in(parse(send(english, point, opening_hours="pn-pt 8-16")))
    assert send(english, point, opening_hours="pn-pt 8-18", hours_seen=seen).status_code == 200


def test_hours_that_stay_as_they_are_need_no_second_look(english: Client, point: models.Point) -> None:
    models.Point.objects.filter(pk=point.pk).update(opening_hours="We[1] 08:00-16:00")
    assert send(english, point, name="ZUS").status_code == 302


def test_a_saved_row_tells_what_its_hours_mean(english: Client, point: models.Point) -> None:
    models.Point.objects.filter(pk=point.pk).update(opening_hours="2020 Jan-Oct Mo-Fr 08:00-16:00")
    assert "Understood: not open within a year" in parse(english.get(address(point))).text


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Mo-Fr, Sa 08:00-16:00", "Did you mean “Mo-Fr,Sa 08:00-16:00”?"),
        ("7:30-15:30", "Did you mean “Mo-Fr 07:30-15:30”?"),
        ("co drugi wtorek", "These opening hours can’t be read."),
    ],
)
def test_hours_that_are_not_clear_are_asked_about(
    english: Client, point: models.Point, typed: str, question: str
) -> None:
    answer = send(english, point, opening_hours=typed)
    assert answer.status_code == 200 and question in parse(answer).text


def test_the_form_of_a_helpdesk_does_the_same(english: Client, helpdesk: models.Helpdesk) -> None:
    page = parse(send(english, helpdesk, hours="pn-pt 7-18"))
    assert "Understood: Monday–Friday 7:00–18:00" in page.text
    assert send(english, helpdesk, hours="pn-pt 7-18", hours_seen=seen_in(page)).status_code == 302
    helpdesk.refresh_from_db()
    assert helpdesk.hours == "Mo-Fr 07:00-18:00"


def rows(**cells: str) -> dict[str, str]:
    """Rows of the form, `Mo="8 16"`; days that are not named are empty."""
    sent = {"opening_hours-was": ""}
    for day in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"):
        times = cells.get(day, "").split()
        sent |= {f"opening_hours-{day}-{place}": time for place, time in enumerate([*times, *[""] * (4 - len(times))])}
    return sent


def test_rows_are_saved_without_a_second_look(english: Client, point: models.Point) -> None:
    assert send(english, point, **rows(Mo="8 16", We="8.00 1200 13 18:30", Fr="8 16")).status_code == 302
    point.refresh_from_db()
    assert point.opening_hours == "Mo,Fr 08:00-16:00; We 08:00-12:00,13:00-18:30"


def test_rows_that_say_no_hours_are_refused_and_kept(english: Client, point: models.Point) -> None:
    answer = send(english, point, **rows(Mo="8 7"))
    assert answer.status_code == 200
    page = parse(answer)
    assert "Monday: a time is missing, is no time, or ends before it begins." in page.text
    assert page.one("input", name="opening_hours-Mo-1")["value"] == "7"


def test_rows_and_a_text_that_differ_are_refused(english: Client, point: models.Point) -> None:
    answer = send(english, point, opening_hours="pn-pt 9-15", **rows(Mo="8 16"))
    assert "The text and the rows say different hours." in parse(answer).text
    assert send(english, point, opening_hours="pn 8-16", **rows(Mo="8 16")).status_code == 302


def test_rows_left_as_they_are_change_nothing(english: Client, point: models.Point) -> None:
    models.Point.objects.filter(pk=point.pk).update(opening_hours="Mo-Fr 08:00-16:00; PH off")
    page = parse(english.get(address(point)))
    assert page.one("input", name="opening_hours-Fr-1")["value"] == "16:00"
    left = rows(**dict.fromkeys(("Mo", "Tu", "We", "Th", "Fr"), "08:00 16:00"))
    left["opening_hours-was"] = page.one("input", name="opening_hours-was")["value"]
    assert send(english, point, name="ZUS", **left).status_code == 302
    point.refresh_from_db()
    assert point.opening_hours == "Mo-Fr 08:00-16:00; PH off"


def test_what_readers_will_see_is_told_while_one_types(english: Client) -> None:
    sent = {"name": "opening_hours", "opening_hours": "pn–pt 8–16, śr 8–18", "exceptions": ""}
    said = english.post(HOURS, sent).json()
    assert said["expression"] == "Mo-Fr 08:00-16:00; We 08:00-18:00"
    assert said["cells"][2] == ["08:00", "18:00", "", ""]
    assert "What readers will see this week" in said["html"]
    assert "can’t be read" in english.post(HOURS, sent | {"opening_hours": "co drugi wtorek"}).json()["html"]
    by_rows = english.post(HOURS, {"name": "opening_hours"} | rows(Sa="9 13")).json()
    assert by_rows["expression"] == "Sa 09:00-13:00"


def test_a_field_without_hours_tells_nothing(english: Client, point: models.Point) -> None:
    assert "Understood" not in parse(english.get(address(point))).text


def days(*rows: list[str], was: str = "") -> dict[str, str]:
    """What a form sends of rows of days: day, last day, from, to, and from, to."""
    cells = {f"exceptions-{n}-{k}": (row + [""] * 6)[k] for n, row in enumerate(rows) for k in range(6)}
    return {"exceptions-was": was, **cells}


def test_days_with_other_hours_are_typed_in_rows(desk: Client, point: models.Point) -> None:
    rows = days(["2026-12-27", "2026-12-31"], ["24.12.2026", "", "8", "12"], [""])
    assert send(desk, point, **rows).status_code == 302
    point.refresh_from_db()
    assert point.exceptions == "2026-12-24 08:00-12:00; 2026-12-27..2026-12-31 closed"


@pytest.mark.parametrize(
    "row", [["", "", "8", "12"], ["2026-12-31", "2026-12-01"], ["2026-12-24", "", "12", "8"], ["wigilia"]]
)
def test_a_row_that_says_no_day_is_told_by_its_number_and_kept(desk: Client, point: models.Point, row: Any) -> None:
    answer = send(desk, point, **days(["2026-12-23"], row))
    page = parse(answer)
    assert answer.status_code == 200
    assert "Wiersz 2" in page.text
    assert [page.one("input", name=f"exceptions-1-{k}").get("value") for k in range(len(row))] == row


def test_rows_hold_the_days_that_are_stored(desk: Client, point: models.Point) -> None:
    models.Point.objects.update(exceptions="2026-12-24..2026-12-26 08:00-10:00,12:00-14:00")
    page = parse(desk.get(address(point)))
    shown = [page.one("input", name=f"exceptions-0-{k}").get("value") for k in range(6)]
    assert shown == ["2026-12-24", "2026-12-26", "08:00", "10:00", "12:00", "14:00"]


DATED = "Mo-Fr 08:00-16:00; 2026 Dec 24 off; 2026 Dec 27-2026 Dec 31 08:00-12:00"


def test_dated_days_of_a_helpdesk_are_read_from_its_hours_and_written_to_them(
    desk: Client, helpdesk: models.Helpdesk
) -> None:
    models.Helpdesk.objects.update(hours=DATED)
    page = parse(desk.get(address(helpdesk)))
    assert page.one("input", name="hours").get("value") == "Mo-Fr 08:00-16:00"
    assert page.one("input", name="exceptions-1-1").get("value") == "2026-12-31"
    was = page.one("input", name="exceptions-was").get("value")
    assert send(desk, helpdesk).status_code == 302
    helpdesk.refresh_from_db()
    assert helpdesk.hours == DATED
    assert send(desk, helpdesk, **days(["2026-12-24", "", "8", "9"], was=was)).status_code == 302
    helpdesk.refresh_from_db()
    assert helpdesk.hours == "Mo-Fr 08:00-16:00; 2026 Dec 24 08:00-09:00"


def test_what_rows_of_days_cannot_say_stays_as_it_is(desk: Client, helpdesk: models.Helpdesk) -> None:
    rest = 'Mo-Fr 08:00-16:00; 2026 Dec 24 08:00-12:00 "po umówieniu"'
    models.Helpdesk.objects.update(hours=rest)
    assert send(desk, helpdesk, phone_note_pl="Inna uwaga").status_code == 302
    helpdesk.refresh_from_db()
    assert helpdesk.hours == rest


def test_the_server_tells_rows_of_days_while_they_are_typed(desk: Client, point: models.Point) -> None:
    sent = {"name": "opening_hours", "opening_hours": "Mo-Fr 08:00-16:00", **days(["2026-12-24", "", "8", "12"])}
    said = desk.post(HOURS, sent).json()
    assert said["exceptions"] == "2026-12-24 08:00-12:00"
    assert said["dated"] == [["2026-12-24", "", "08:00", "12:00", "", ""]]
