"""What is killed at any moment of its work leaves nothing half-done and loses nothing that it has confirmed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

KILLS = os.environ.get("DRILL_KILLS", "2")


@pytest.mark.slow
def test_kills_at_random_moments_leave_nothing_half_done(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    call = [sys.executable, "-m", "tests.drills.killing", KILLS]
    told = subprocess.run(call, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    print(told.stdout)
