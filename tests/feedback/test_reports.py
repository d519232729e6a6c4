"""What is stored of a report, how often, and for how long."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from guides.enums import ReportChoice, ReportSubject
from guides.feedback import reports
from guides.models import DailyCount, ReaderReport, SpentForm

WRONG = reports.Said(ReportSubject.GUIDE, "pz-haslo", ReportChoice.UNCLEAR, "", "pl")


@pytest.fixture(autouse=True)
def fresh_senders() -> None:
    reports.senders.clear()


def test_a_form_is_stored_once_however_often_it_is_sent(db: None) -> None:
    for _each in range(3):
        reports.store(WRONG, "one-form", "192.0.2.1")
    assert ReaderReport.objects.count() == 1


def test_that_it_helped_is_counted_and_only_words_are_for_the_editors(db: None) -> None:
    said = reports.Said(ReportSubject.GUIDE, "pz-haslo", ReportChoice.PARTLY, "", "en")
    for number in range(3):
        reports.store(said, str(number), "192.0.2.1")
    reports.store(reports.Said(said.subject, said.key, said.choice, "Krok 3 jest niejasny", "en"), "4", "192.0.2.1")
    count = DailyCount.objects.get()
    assert (count.kind, count.key, count.answer, count.language, count.number) == (
        *("helped", "pz-haslo", "partly", "en"),
        4,
    )
    assert [report.text for report in ReaderReport.objects.all()] == ["Krok 3 jest niejasny"]


def test_a_flood_from_one_sender_closes_nothing_for_another(db: None, settings: Any) -> None:
    settings.REPORTS_OF_SENDER = 3
    refused = 0
    for number in range(50):
        try:
            reports.store(WRONG, f"flood-{number}", "192.0.2.1")
        except reports.TooMany:
            refused += 1
    reports.store(WRONG, "mine", "192.0.2.2")
    assert (refused, ReaderReport.objects.count()) == (47, 4)


def test_reports_are_deleted_when_their_time_is_over(
    db: None, settings: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(day: date) -> ReaderReport:
        return ReaderReport.objects.create(subject="guide", key="x", choice="other", language="pl", day=day)

    today = timezone.localdate()
    put(today - timedelta(days=settings.REPORTS_KEPT_DAYS + 1))
    last, first = put(today - timedelta(days=settings.REPORTS_KEPT_DAYS)), put(today)
    SpentForm.objects.create(nonce="old", day=today - timedelta(days=3))
    SpentForm.objects.create(nonce="new", day=today)
    call_command("prune")
    assert "reports: 1" in capsys.readouterr().out
    assert list(ReaderReport.objects.all()) == [first, last]
    assert [form.nonce for form in SpentForm.objects.all()] == ["new"]
    monkeypatch.setattr(reports, "MOST_KEPT", 1)
    assert reports.prune() == 1
    assert ReaderReport.objects.count() == 1
