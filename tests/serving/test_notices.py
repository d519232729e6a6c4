"""Notices: shown from one minute to another, live without a release, served when the database is down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction

from guides import models
from guides.checking.compiled_parts import site_languages
from guides.releases import publishing
from guides.serving import live as live_module
from guides.serving import notices
from guides.serving.live import live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("working_copy")]

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def notice(**values: Any) -> models.Notice:
    method = models.Method.objects.get(key="pz")
    given = {
        "method": method,
        "text_pl": "Logowanie nie działa.",
        "text_en": "Logging in does not work.",
        "begins_at": NOON - HOUR,
        "source": "https://pz.gov.pl/komunikat",
    }
    return models.Notice.objects.create(**{**given, **values})


def shown() -> list[str]:
    """The Polish texts of the notices that this process shows now."""
    snapshot = live.current()
    assert snapshot is not None
    return [each.text.plain["pl"] for each in snapshot.board.on(datetime.now(UTC))]


def test_a_notice_is_live_without_a_release() -> None:
    publishing.publish("content")
    assert shown() == []
    notice()
    assert live.refresh()
    assert shown() == ["Logowanie nie działa."]
    assert models.Release.objects.of_kind("content").count() == 1


def test_a_changed_notice_is_loaded_again() -> None:
    publishing.publish("content")
    row = notice()
    assert shown() == ["Logowanie nie działa."]
    assert not live.refresh()
    row.text_pl = "Działa z przerwami."
    row.save()
    assert live.refresh()
    assert shown() == ["Działa z przerwami."]


def test_a_notice_that_was_called_off_is_gone() -> None:
    publishing.publish("content")
    row = notice(begins_at=NOON + HOUR)
    live.refresh()
    row.end(NOON)
    assert live.refresh()
    snapshot = live.current()
    assert snapshot is not None
    assert snapshot.board.notices == ()


def test_a_notice_begins_and_vanishes_at_its_minute(at_noon: Any) -> None:
    publishing.publish("content")
    notice(begins_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    for moment, expected in (
        (NOON + HOUR - timedelta(seconds=1), []),
        (NOON + HOUR, ["Logowanie nie działa."]),
        (NOON + 2 * HOUR - timedelta(seconds=1), ["Logowanie nie działa."]),
        (NOON + 2 * HOUR, []),
    ):
        at_noon.move_to(moment)
        assert shown() == expected


def test_pages_change_when_a_notice_is_published_begins_and_ends(at_noon: Any) -> None:
    publishing.publish("content")
    at_noon.move_to(NOON + timedelta(minutes=10))
    notice(begins_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    snapshot = live.current()
    assert snapshot is not None
    changed = [snapshot.changed_at(NOON + timedelta(minutes=minutes)) for minutes in (11, 59, 60, 119, 120, 500)]
    assert [int((moment - NOON).total_seconds()) // 60 for moment in changed] == [10, 10, 60, 60, 120, 120]


def test_the_end_of_a_notice_stays_a_moment_of_change_for_a_process_that_starts_after_it(at_noon: Any) -> None:
    publishing.publish("content")
    notice(ends_at=NOON + HOUR)
    at_noon.move_to(NOON + 3 * HOUR)
    snapshot = live.current()
    assert snapshot is not None
    assert snapshot.board.notices == ()
    assert snapshot.changed_at(NOON + 3 * HOUR) == NOON + HOUR


def test_a_notice_changes_the_validator() -> None:
    publishing.publish("content")
    before = live.current()
    notice()
    live.refresh()
    after = live.current()
    assert before is not None and after is not None
    assert before.validator != after.validator


def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("down")

    monkeypatch.setattr(live_module, "_active_stamps", fail)


def test_a_process_started_while_the_database_is_down_shows_notices_from_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    publishing.publish("content")
    notice()
    live.refresh()
    live.forget()
    database_down(monkeypatch)
    assert shown() == ["Logowanie nie działa."]


def test_a_damaged_file_of_notices_does_not_stop_the_service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing.publish("content")
    notice()
    live.refresh()
    file = Path(settings.STATE_DIR) / "notices.json"
    file.write_bytes(file.read_bytes().replace(b"Logowanie", b"Logowani"))
    live.forget()
    database_down(monkeypatch)
    assert shown() == []


def test_a_damaged_release_does_not_keep_a_notice_from_readers() -> None:
    publishing.publish("content")
    live.refresh()
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny tytuł")
    second = publishing.publish("content")
    models.Release.objects.filter(pk=second.pk).update(payload=second.payload.replace("Inny", "In"))
    notice()
    live.refresh()
    assert shown() == ["Logowanie nie działa."]


def test_an_outdated_translation_is_not_shown() -> None:
    row = notice()
    row.text_pl = "Nie działa także zmiana hasła."
    row.save()
    board = notices.load(site_languages(), NOON)
    phrase = board.notices[0].text.plain_in("en")
    assert (phrase.value, phrase.is_fallback) == ("Nie działa także zmiana hasła.", True)


def test_a_link_to_a_guide_that_slipped_in_does_not_break_pages() -> None:
    notice(text_pl="Zobacz [poradnik](guide:nie-ma).", text_en="")
    board = notices.load(site_languages(), NOON)
    assert "href" not in board.notices[0].text.html["pl"]


def test_what_was_written_is_what_is_read() -> None:
    notice()
    board = notices.load(site_languages(), NOON)
    assert notices.decode(notices.encode(board)) == board


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_pl": " \n "}, "text_pl"),
        ({"source": "http://pz.gov.pl"}, "source"),
        ({"source": ""}, "source"),
        ({"begins_at": NOON + HOUR, "ends_at": NOON + HOUR}, "ends_at"),
        ({"begins_at": NOON - 2 * HOUR, "ends_at": NOON - HOUR}, "ends_at"),
    ],
)
def test_what_a_notice_must_have(wrong: dict[str, Any], field: str) -> None:
    values = {"text_pl": "Tekst", "begins_at": NOON - HOUR, "source": "https://pz.gov.pl"}
    with pytest.raises(ValidationError) as refused:
        models.Notice(**{**values, **wrong}).full_clean()
    assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize("wrong", [{"source": "http://x.pl"}, {"source": ""}, {"ends_at": NOON - 2 * HOUR}])
def test_the_database_refuses_what_no_form_would_let_through(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        notice(**wrong)


@pytest.mark.parametrize(("text", "expected"), [("** **", False), ("", False), ("[[ ]]", False), ("Nie.", True)])
def test_marks_alone_say_nothing(text: str, expected: bool) -> None:
    assert notices.says_something(text) is expected
