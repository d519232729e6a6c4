"""Counts held in memory and written together."""

from datetime import date

import pytest
import time_machine
from django.db import OperationalError

from guides.enums import CountKind
from guides.feedback import counts
from guides.feedback.tally import Tally
from guides.models import DailyCount


@pytest.fixture
def tally() -> Tally:
    return Tally()


def test_what_is_counted_is_added_to_what_was_written(db: None, tally: Tally) -> None:
    with time_machine.travel("2026-11-25T10:00:00+01:00"):
        for _each in range(3):
            tally.count(CountKind.ASKED, "start", "pl")
        tally.count(CountKind.OUTCOME, "haslo", "en")
        tally.write()
        tally.count(CountKind.ASKED, "start", "pl")
        tally.write()
    assert set(DailyCount.objects.values_list("day", "kind", "key", "language", "number")) == {
        (date(2026, 11, 25), "asked", "start", "pl", 4),
        (date(2026, 11, 25), "outcome", "haslo", "en", 1),
    }
    tally.forget()


def test_what_the_database_does_not_take_is_kept_for_the_next_time(
    db: None, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally.count(CountKind.ASKED, "start", "pl")
    with monkeypatch.context() as patch:
        patch.setattr(counts, "add", lambda _numbers: (_ for _ in ()).throw(OperationalError("down")))
        tally.write()
    tally.count(CountKind.ASKED, "start", "pl")
    tally.write()
    assert DailyCount.objects.get().number == 2
    tally.forget()


def test_counting_needs_no_database(tally: Tally) -> None:
    tally.count(CountKind.ASKED, "start", "pl")
    tally.forget()
