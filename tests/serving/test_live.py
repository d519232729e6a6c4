"""What a process serves: swapped when a release becomes active, kept when the database or a release fails."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from guides import models
from guides.models import Release
from guides.releases import publishing
from guides.releases.places import store
from guides.serving import live as live_module
from guides.serving.live import live
from tests.places.sample import sample

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("working_copy")]


def served_title() -> str:
    snapshot = live.current()
    assert snapshot is not None
    return snapshot.content.guide["pz-haslo"].title.plain["pl"]


def publish(title: str) -> Release:
    models.Guide.objects.filter(key="pz-haslo").update(title_pl=title)
    return publishing.publish("content")


def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("down")

    monkeypatch.setattr(live_module, "_active_stamps", fail)


def test_nothing_is_served_before_anything_is_published() -> None:
    assert live.current() is None


def test_refresh_swaps_in_the_newly_active_release() -> None:
    publish("Pierwszy")
    assert served_title() == "Pierwszy"
    publish("Drugi")
    assert served_title() == "Pierwszy"
    assert live.refresh()
    assert served_title() == "Drugi"


def test_refresh_without_a_change_keeps_the_same_snapshot() -> None:
    publish("Pierwszy")
    before = live.current()
    assert not live.refresh()
    assert live.current() is before


def test_refresh_notices_places_loaded_later() -> None:
    publishing.publish("content")
    live.refresh()
    before = live.current()
    assert before is not None and before.gazetteer.is_empty
    store(sample()[0])
    assert live.refresh()
    after = live.current()
    assert after is not None and after.gazetteer.knows_postcode("59-700")
    assert after.validator != before.validator
    assert after.content is before.content


def test_a_publication_does_not_load_the_places_anew() -> None:
    store(sample()[0])
    publish("Pierwszy")
    before = live.current()
    publish("Drugi")
    live.refresh()
    after = live.current()
    assert before is not None and after is not None and after.gazetteer is before.gazetteer


def test_a_process_started_while_the_database_is_down_knows_the_places(monkeypatch: pytest.MonkeyPatch) -> None:
    store(sample()[0])
    publish("Pierwszy")
    live.refresh()
    live.forget()
    database_down(monkeypatch)
    snapshot = live.current()
    assert snapshot is not None and snapshot.gazetteer.knows_postcode("59-700")


def test_refresh_goes_back_when_an_older_release_is_activated() -> None:
    first = publish("Pierwszy")
    publish("Drugi")
    live.refresh()
    publishing.activate(first)
    live.refresh()
    assert served_title() == "Pierwszy"


def test_a_running_process_goes_on_when_the_database_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("Pierwszy")
    live.refresh()
    database_down(monkeypatch)
    assert not live.refresh()
    assert served_title() == "Pierwszy"


def test_a_process_started_while_the_database_is_down_serves_from_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("Pierwszy")
    live.refresh()
    live.forget()
    database_down(monkeypatch)
    assert served_title() == "Pierwszy"


def test_a_damaged_active_release_is_not_served(settings: Any) -> None:
    publish("Pierwszy")
    live.refresh()
    second = publish("Drugi")
    Release.objects.filter(pk=second.pk).update(payload=second.payload.replace("Drugi", "Dr"))
    live.refresh()
    assert served_title() == "Pierwszy"
    live.forget()
    assert served_title() == "Pierwszy"


def test_a_release_of_the_wrong_shape_is_not_served() -> None:
    publish("Pierwszy")
    live.refresh()
    second = publish("Drugi")
    payload = second.payload.replace('"first":true', '"first":7')
    digest = models.release.checksum(payload.encode())
    Release.objects.filter(pk=second.pk).update(payload=payload, checksum=digest)
    live.refresh()
    assert served_title() == "Pierwszy"


def test_a_damaged_state_file_is_not_served(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publish("Pierwszy")
    live.refresh()
    file = Path(settings.STATE_DIR) / "content.json"
    file.write_bytes(file.read_bytes().replace(b"Pierwszy", b"Pierwsz"))
    live.forget()
    database_down(monkeypatch)
    assert live.current() is None


def test_a_full_disk_does_not_stop_the_service(settings: Any, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    settings.STATE_DIR = blocker / "state"
    publish("Pierwszy")
    assert served_title() == "Pierwszy"


def test_each_process_starts_its_own_poller(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    started: list[str] = []
    monkeypatch.setattr(live_module.threading.Thread, "start", lambda thread: started.append(thread.name))
    settings.POLL_SECONDS = 1
    fresh = live_module.Live()
    fresh.current()
    fresh.current()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    fresh.current()
    assert started == ["release-poller", "release-poller"]
