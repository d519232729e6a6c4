"""Reports of readers, as editors see them."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from guides import models
from guides.enums import Role
from tests.admin.conftest import form_values
from tests.admin.test_roles import sign_in
from tests.html import parse

LIST = "/admin/guides/readerreport/"


@pytest.fixture
def report(point: models.Point) -> models.ReaderReport:
    return models.ReaderReport.objects.create(
        subject="office",
        key=str(point.number),
        point=point,
        choice="hours",
        text="Do 16:00 <b>",
        language="pl",
        day=date(2026, 11, 25),
    )


def form_of(point: models.Point | None) -> str:
    assert point is not None
    return f"/admin/guides/point/{point.pk}/change/"


def test_an_editor_reads_a_report_and_goes_to_the_office(report: models.ReaderReport) -> None:
    page = parse(sign_in(Role.EDITOR).get(LIST))
    assert "Do 16:00 <b>" in page.text
    assert page.all("a", href=form_of(report.point))


def test_an_editor_ticks_reports_off(report: models.ReaderReport) -> None:
    assert report.state != "done"
    sign_in(Role.EDITOR).post(LIST, {"action": "mark_done", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert report.state == "done"


def test_a_saved_office_settles_the_report_from_which_it_was_opened(report: models.ReaderReport) -> None:
    client = sign_in(Role.EDITOR)
    address = parse(client.get(LIST)).one("a", href=f"{form_of(report.point)}?settle={report.pk}")["href"]
    form = client.get(address)
    assert "Do 16:00 <b>" in parse(form).text
    client.post(address, form_values(form) | {"name": "Urząd"})
    report.refresh_from_db()
    assert (report.state, report.point and report.point.name) == ("done", "Urząd")


def test_a_form_that_is_refused_settles_nothing(report: models.ReaderReport) -> None:
    client, address = sign_in(Role.EDITOR), f"{form_of(report.point)}?settle={report.pk}"
    client.post(address, form_values(client.get(address)) | {"name": ""})
    report.refresh_from_db()
    assert report.state == "new"


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "999999"])
def test_a_form_opened_from_no_report_is_saved_all_the_same(report: models.ReaderReport, number: str) -> None:
    client, address = sign_in(Role.EDITOR), f"{form_of(report.point)}?settle={number}"
    assert client.post(address, form_values(client.get(address))).status_code == 302


def test_what_a_reader_wrote_cannot_be_changed_but_notes_can_be_made(report: models.ReaderReport) -> None:
    sign_in(Role.EDITOR).post(
        f"{LIST}{report.pk}/change/", {"text": "Inaczej", "state": "seen", "note": "Zapytać w urzędzie"}
    )
    report.refresh_from_db()
    assert (report.text, report.state, report.note) == ("Do 16:00 <b>", "seen", "Zapytać w urzędzie")


def test_reports_leave_as_a_table_without_formulas(report: models.ReaderReport) -> None:
    models.ReaderReport.objects.filter(pk=report.pk).update(text='=HYPERLINK("x")', note="+1")
    response = sign_in(Role.EDITOR).post(LIST, {"action": "export_csv", "_selected_action": [report.pk]})
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert table[0][:3] == ["day", "subject", "key"]
    assert table[1] == ["2026-11-25", "office", report.key, "", "hours", '\'=HYPERLINK("x")', "pl", "new", "'+1"]


def test_a_translator_sees_no_reports(report: models.ReaderReport, client: Client) -> None:
    assert sign_in(Role.TRANSLATOR).get(LIST).status_code == 403


def test_a_report_outlives_its_office(report: models.ReaderReport) -> None:
    assert report.point is not None
    report.point.delete()
    assert report.key in parse(sign_in(Role.EDITOR).get(LIST)).text
