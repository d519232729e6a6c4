"""What the start script prepares: files for their owner only, a password in no log, two starts at once."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PREPARE = """
import sys
sys.path.insert(0, ".")
import runpy
start = runpy.run_path("scripts/start.py")
start["prepare_environment"]()
import django, os
django.setup()
os.umask(0o077)
with start["alone_in"](start["var_folder"]()):
    if start["prepare_database"]():
        start["make_editor"]()
print("prepared")
"""
pytestmark = pytest.mark.slow


def begin(folder: Path) -> "subprocess.Popen[str]":
    dropped = ("SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE],
        cwd=settings.BASE_DIR,
        env={**environment, "VAR_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_two_first_starts_at_once_prepare_one_site_that_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "db.sqlite3").touch()
    (folder / "db.sqlite3").chmod(0o644)
    told = [start.communicate(timeout=180)[0] for start in (begin(folder), begin(folder))]
    assert all(text.endswith("prepared\n") for text in told), told
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"db.sqlite3", "secret_key", "first-password"}
    assert [path for path in files if mode(path) & 0o077] == []
    password = (folder / "first-password").read_text().strip()
    assert len(password) > 20 and password not in "".join(told)
    assert sum("redakcja" in text for text in told) == 1


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_told_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o500)
    told = begin(folder).communicate(timeout=60)[0]
    assert "VAR_DIR" in told and "10001" in told and "Traceback" not in told
