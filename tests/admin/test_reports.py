"""Reports of visitors, as editors see them."""

from datetime import date

import pytest
from django.test import Client

from guides import models
from guides.enums import Role
from tests.admin.test_roles import sign_in
from tests.html import parse

LIST = "/admin/guides/pointreport/"


@pytest.fixture
def report(point: models.Point) -> models.PointReport:
    return models.PointReport.objects.create(
        number=point.number, point=point, choice="hours", text="Do 16:00 <b>", language="pl", day=date(2026, 11, 25)
    )


def test_an_editor_reads_a_report_and_goes_to_the_office(report: models.PointReport) -> None:
    page = parse(sign_in(Role.EDITOR).get(LIST))
    assert "Do 16:00 <b>" in page.text
    assert page.all("a", href=f"/admin/guides/point/{report.point.pk}/change/")


def test_an_editor_ticks_reports_off(report: models.PointReport) -> None:
    client = sign_in(Role.EDITOR)
    client.post(LIST, {"action": "mark_done", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert report.state == "done"


def test_what_a_visitor_wrote_cannot_be_changed(report: models.PointReport) -> None:
    client = sign_in(Role.EDITOR)
    client.post(f"{LIST}{report.pk}/change/", {"text": "Inaczej", "state": "seen"})
    report.refresh_from_db()
    assert (report.text, report.state) == ("Do 16:00 <b>", "seen")


def test_a_translator_sees_no_reports(report: models.PointReport, client: Client) -> None:
    assert sign_in(Role.TRANSLATOR).get(LIST).status_code == 403


def test_a_report_outlives_its_office(report: models.PointReport) -> None:
    report.point.delete()
    assert str(report.number) in parse(sign_in(Role.EDITOR).get(LIST)).text
