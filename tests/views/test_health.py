"""What a supervisor asks."""

from pathlib import Path

import pytest
from django.db import ConnectionHandler, OperationalError
from django.test import Client

from guides.serving.live import Snapshot
from guides.views import health


def test_healthz_answers_without_a_database_or_a_release() -> None:
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_names_the_releases_and_the_database(serving: Snapshot) -> None:
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"releases": {"content": 1, "points": 1, "places": None}, "database": True}


def test_readyz_says_when_the_database_is_down(serving: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def cursor(self) -> None:
            raise OperationalError

    monkeypatch.setattr(health, "connection", Down())
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json()["database"] is False


@pytest.mark.django_db
def test_readyz_is_503_while_nothing_is_served() -> None:
    assert Client().get("/readyz").status_code == 503


@pytest.mark.django_db
def test_readyz_says_when_the_file_of_the_database_is_damaged(
    serving: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "db.sqlite3"
    file.write_bytes(b"SQLite format 3\0" + b"damaged" * 1000)
    damaged = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}})["default"]
    monkeypatch.setattr(health, "connection", damaged)
    try:
        assert Client().get("/readyz").json()["database"] is False
    finally:
        damaged.close()
