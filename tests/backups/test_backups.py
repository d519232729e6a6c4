"""Backups: of one moment while others write, restored whole or not at all, those of older versions too."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from guides.backups import archive, databases
from guides.backups.databases import BadBackup
from guides.models import Topic, Version
from tests.database import every_model, read_rows

FOLDER = Path(__file__).parent
OF_VERSIONS = sorted(FOLDER.glob("*.tar.gz"))
SHIPPED = OF_VERSIONS[-1]


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    """Folders of this test's own for what the site writes."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var" / "media"
    return tmp_path


@contextmanager
def writing(keys: list[str]) -> Iterator[Event]:
    """Somebody gives these topics one number after another, all the same one; the event: the first is written."""
    began, ending = Event(), Event()

    def write() -> None:
        number = 1000
        while not ending.is_set():
            number += 1
            with transaction.atomic():
                for key in keys:
                    Topic.objects.filter(key=key).update(order=number)
            began.set()
        connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        yield began
    finally:
        ending.set()
        writer.join()


def facts() -> dict[str, set[str]]:
    """All rows but topics and what is kept of them, by the names of their models."""
    return {
        str(model._meta): {repr(sorted((k, v) for k, v in vars(row).items() if k != "_state")) for row in rows}
        for model, rows in read_rows(every_model())
        if model not in (Topic, Version)
    }


@pytest.mark.django_db(transaction=True)
def test_a_backup_made_while_others_write_is_of_one_moment_and_comes_back_whole(folders: Path) -> None:
    keys = list(Topic.objects.values_list("key", flat=True))
    assert len(keys) > 2
    (picture := settings.MEDIA_ROOT / "pictures" / "a.png").parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    before = facts()
    with writing(keys) as began:
        assert began.wait(20)
        call_command("backup", folders / "one.tar.gz", verbosity=0)
        at_end = Topic.objects.get(key=keys[0]).order
    Topic.objects.all().update(order=7)
    picture.unlink()
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", folders / "one.tar.gz")
    assert set(Topic.objects.values_list("order", flat=True)) == {7}
    call_command("restore", folders / "one.tar.gz", replace=True)
    (order,) = set(Topic.objects.values_list("order", flat=True))
    assert 1000 < order <= at_end
    assert facts() == before
    assert picture.read_bytes() == b"a picture"


def rows_of(file: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(file)) as database:
        database.row_factory = sqlite3.Row
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'guides_%'")
        # The names are the database's own.
        return {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')] for (name,) in tables}  # noqa: S608


RESTORE_AND_PUBLISH = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("restore", sys.argv[1])
call_command("publish")
"""


@pytest.mark.parametrize("file", OF_VERSIONS, ids=lambda file: file.name)
def test_a_site_of_each_version_is_restored_and_migrated_with_its_content(file: Path, tmp_path: Path) -> None:
    """Until the first release: after the initial migration was made again, so is this backup (docs/developing.md)."""
    with tarfile.open(file) as archived:
        archived.extract("database", tmp_path, filter="data")
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_URL", None)
    call = [sys.executable, "-c", RESTORE_AND_PUBLISH, str(file)]
    told = subprocess.run(call, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "nothing has changed" in told.stdout  # it compiles to what was published
    old, new = rows_of(tmp_path / "database"), rows_of(tmp_path / "var" / "db.sqlite3")
    assert len(old["guides_guide"]) > 2 and old["guides_release"]
    for name, rows in old.items():
        assert [{key: row[key] for key in had} for row, had in zip(new[name], rows, strict=True)] == rows, name


def repacked(target: Path, **changes: Any) -> Path:
    """The shipped backup, saying something else of itself."""
    with tarfile.open(SHIPPED) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == "about.json":
                data = json.dumps({**json.loads(data), **changes}).encode()
                member.size = len(data)
            new.addfile(member, BytesIO(data))
    return target


def refusal(file: Path) -> str:
    with pytest.raises(BadBackup) as error, archive.unpacked(file) as (_folder, about):
        archive.check(about, replace=True)
    return str(error.value)


def test_a_file_that_is_not_whole_is_refused(folders: Path) -> None:
    (cut := folders / "cut.tar.gz").write_bytes(SHIPPED.read_bytes()[:-200])
    assert "no whole backup" in refusal(cut)
    (nothing := folders / "nothing").write_bytes(b"")
    assert "no whole backup" in refusal(nothing)
    assert "damaged: database" in refusal(repacked(folders / "other", files={"database": "0" * 64}))
    assert "is not there" in refusal(folders / "missing")
    assert list(settings.VAR_DIR.iterdir()) == []


def test_what_a_newer_version_or_another_database_has_written_is_refused(folders: Path, db: None) -> None:
    one = databases.engine()
    newer = repacked(folders / "newer", version="9.0.0", engine=one, migrations=["guides.0099_later"])
    assert "9.0.0" in refusal(newer) and "guides.0099_later" in refusal(newer)
    assert "this site's database is" in refusal(repacked(folders / "other", engine="oracle"))


def test_a_full_disk_leaves_no_half_backup(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(target: Path) -> None:
        target.write_bytes(b"a part")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(databases, "dump", fail)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup")
    assert list((settings.VAR_DIR / "backups").iterdir()) == []


def test_only_the_newest_are_kept(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "dump", lambda target: target.write_bytes(b"rows"))
    monkeypatch.setattr(databases, "applied_migrations", list)
    (folder := settings.VAR_DIR / "backups").mkdir(parents=True)
    for day in (1, 2, 3):
        (folder / f"ikp-2020-01-0{day}-000000.tar.gz").touch()
    (folder / "mine.tar.gz").touch()
    call_command("backup", keep=2, verbosity=0)
    kept = sorted(path.name for path in folder.iterdir())
    assert len(kept) == 3 and kept[0] == "ikp-2020-01-03-000000.tar.gz" and kept[2] == "mine.tar.gz"
    assert (folder / kept[1]).stat().st_mode & 0o077 == 0
