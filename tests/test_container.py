"""The container starts as `make run` does. Nothing is built here: the files are read."""

import runpy
import shlex
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from guides import __version__

BASE = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """(instruction, rest) of each instruction, continued lines joined."""
    lines = [line for line in (BASE / "Dockerfile").read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line.strip()]


def test_make_and_the_container_share_the_start_script(dockerfile):
    assert ".venv/bin/python scripts/start.py\n" in (BASE / "Makefile").read_text()
    assert ("CMD", '["python", "scripts/start.py"]') in dockerfile


def test_what_it_copies_is_there_and_not_ignored(dockerfile):
    ignore = (BASE / ".dockerignore").read_text().splitlines()
    copied = [
        name
        for instruction, rest in dockerfile
        if instruction == "COPY" and "--from" not in rest
        for name in shlex.split(rest)[:-1]
    ]
    assert {"config", "guides", "locale", "static", "templates", "scripts/start.py", "scripts/serve.py"} <= set(copied)
    for name in copied:
        assert (BASE / name).exists(), name
        assert f"!{name}" in ignore, name


def test_every_package_of_ours_is_in_it(dockerfile):
    copied = " ".join(rest for instruction, rest in dockerfile if instruction == "COPY")
    for application in settings.INSTALLED_APPS:
        name = application.split(".")[0]
        if (BASE / name).is_dir():
            assert f"{name} {name}" in copied


def test_it_runs_as_another_user_than_root_and_keeps_what_it_writes(dockerfile):
    instructions = [instruction for instruction, _rest in dockerfile]
    assert dict(dockerfile)["USER"] == "site"
    assert instructions.index("USER") < instructions.index("CMD")
    assert ("VOLUME", "/app/var") in dockerfile


def test_its_health_is_checked(dockerfile):
    assert dict(dockerfile)["HEALTHCHECK"].endswith('CMD ["python", "scripts/start.py", "health"]')


def test_its_python_is_one_that_the_code_is_checked_for(dockerfile):
    bases = {rest.split()[0] for instruction, rest in dockerfile if instruction == "FROM"}
    assert bases == {"${BASE}"}
    assert ("ARG", "BASE=python:3.11-slim") in dockerfile
    assert 'target-version = "py311"' in (BASE / "pyproject.toml").read_text()


def test_its_packages_are_held_to_their_hashes(dockerfile):
    (install,) = [
        rest for instruction, rest in dockerfile if instruction == "RUN" and "pip" in rest and "install --" in rest
    ]
    assert "--require-hashes" in install and "--only-binary :all:" in install


def test_texts_of_packages_stay_in_the_languages_of_the_site_only(dockerfile, tmp_path: Path):
    (command,) = [rest for instruction, rest in dockerfile if instruction == "RUN" and rest.startswith("find /venv")]
    kept = {code for code, _name in settings.LANGUAGES} | {"en"}  # Django's own source
    for code in (*kept, "de", "zh_Hans"):
        (tmp_path / "django" / "conf" / "locale" / code / "LC_MESSAGES").mkdir(parents=True)
    subprocess.run(["sh", "-c", command.replace("/venv", shlex.quote(str(tmp_path)))], check=True)
    assert {path.parent.name for path in tmp_path.rglob("LC_MESSAGES")} == kept


def test_a_checkout_for_its_owner_only_makes_an_image_that_the_running_user_can_read(dockerfile):
    stages = [index for index, (instruction, _rest) in enumerate(dockerfile) if instruction == "FROM"]
    files = dockerfile[stages[1] : stages[2]]
    assert files[-1] == ("RUN", "chmod -R u=rwX,go=rX /app")
    final = dockerfile[stages[2] :]
    assert [rest for instruction, rest in final if instruction == "COPY"] == [
        "--from=packages /venv /venv",
        "--from=files /app /app",
    ]


def test_it_is_labelled_with_version_commit_and_licence(dockerfile):
    (label,) = [rest for instruction, rest in dockerfile if instruction == "LABEL"]
    assert "image.version=${VERSION}" in label and "image.revision=${COMMIT}" in label and "licenses=MIT" in label
    assert ("ARG", f"VERSION={__version__}") in dockerfile


def test_it_ends_before_it_is_killed(dockerfile):
    settings_of_server = runpy.run_path(str(BASE / "config" / "gunicorn.py"))
    assert settings_of_server["graceful_timeout"] < 10
    assert dict(dockerfile)["STOPSIGNAL"] == "SIGTERM"


@pytest.mark.parametrize(
    ("unit", "command"), [("ikp-web", "scripts/start.py web"), ("ikp-work", "scripts/start.py manage work")]
)
def test_the_units_of_systemd_start_what_is_there(unit: str, command: str) -> None:
    lines = (BASE / "deploy" / f"{unit}.service").read_text().splitlines()
    (start,) = [line for line in lines if line.startswith("ExecStart=")]
    assert start.endswith(f"/.venv/bin/python {command}")
    assert {"UMask=0077", "Restart=always", "EnvironmentFile=/etc/ikp.env"} <= set(lines)
