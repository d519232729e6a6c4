"""A third language: a structure in the settings and a migration, and every page is served."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

BASE_DIR = Path(settings.BASE_DIR)


def run(environment: Mapping[str, str], *command: str) -> list[str]:
    """The lines that a command of Python prints."""
    result = subprocess.run(
        [sys.executable, *command], cwd=BASE_DIR, env=dict(environment), capture_output=True, text=True, timeout=400
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.slow
def test_a_third_language_is_served_before_and_after_its_first_publication(tmp_path: Path) -> None:
    two = {
        **os.environ, "SECRET_KEY": "third", "VAR_DIR": str(tmp_path / "var"), "DATABASE_URL": "",
        "SITE_URL": "http://localhost", "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    (tmp_path / "var").mkdir()
    run(
        two, "-c",
        "import django; django.setup(); from django.core.management import call_command as run;"
        "[run(command, verbosity=0) for command in ('migrate', 'load_content', 'publish')]",
    )  # fmt: skip
    migrations = tmp_path / "third_migrations"
    migrations.mkdir()
    for file in (BASE_DIR / "guides" / "migrations").glob("*.py"):
        (migrations / file.name).write_bytes(file.read_bytes())
    three = {
        **two, "DJANGO_SETTINGS_MODULE": "tests.languages.third", "THIRD_MIGRATIONS": migrations.name,
        "PYTHONPATH": f"{BASE_DIR}{os.pathsep}{tmp_path}",
    }  # fmt: skip
    walks = run(three, "-m", "tests.languages.walk", "uk")
    middle = 1 + next(place for place, line in enumerate(walks) if line.startswith("title "))

    # What is live was published before the site had the language: it is served as it is, under the keys.
    *problems, sitemap, language, title = walks[:middle]
    assert (problems, language) == (["404 /not-there/"], "html uk")
    assert sitemap.startswith("pages 200 ")
    assert title == 'title <span lang="pl">Ustaw nowe hasło do Profilu Zaufanego</span>'

    *problems, sitemap, language, title = walks[middle:]
    assert (problems, sitemap[:10], language) == (["404 /not-there/"], "pages 200 ", "html uk")
    assert title == "title Новий пароль"
