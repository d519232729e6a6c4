"""The file of a backup: a packed tar with the database, the pictures and, at its end, what must be in it."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from guides import __version__
from guides.backups import databases
from guides.backups.databases import BadBackup

_DATABASE, _MEDIA, _ABOUT = "database", "media", "about.json"


@dataclass(frozen=True)
class About:
    """What a backup says of itself. `files`: SHA-256 by name; `migrations`: what its database has gone through."""

    version: str
    engine: str
    made_at: str
    migrations: list[str]
    files: dict[str, str]


def write(target: Path) -> About:
    """Write a backup that is there whole or not at all, readable by its owner only."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
        folder = Path(name)
        # The database first: a picture that comes later is not missed, and none is ever changed.
        databases.dump(folder / _DATABASE)
        made_at, files = timezone.now().isoformat(timespec="seconds"), {}
        with tarfile.open(folder / "backup", "w:gz", compresslevel=6) as archive:
            for path, known in ((folder / _DATABASE, _DATABASE), *_media()):
                archive.add(path, known, recursive=False)
                files[known] = _digest(path)
            about = About(__version__, databases.engine(), made_at, databases.applied_migrations(), files)
            (folder / _ABOUT).write_text(json.dumps(asdict(about), indent=1))
            archive.add(folder / _ABOUT, _ABOUT)
        (folder / "backup").chmod(0o600)
        with (folder / "backup").open("rb") as written:
            os.fsync(written.fileno())
        (folder / "backup").replace(target)
    return about


def _media() -> Iterator[tuple[Path, str]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield path, f"{_MEDIA}/{path.relative_to(root)}"


@contextmanager
def unpacked(source: Path) -> Iterator[tuple[Path, About]]:
    """A folder with what is in a backup, whole, for as long as it is needed. Raise BadBackup."""
    settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR_DIR) as name:
        folder = Path(name)
        try:
            with tarfile.open(source, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            about = About(**json.loads((folder / _ABOUT).read_text()))
            damaged = [each for each, digest in about.files.items() if _digest(folder / each) != digest]
        except FileNotFoundError as error:
            raise BadBackup(f"{error.filename} is not there.") from error
        except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
            raise BadBackup(f"{source} is no whole backup: {error}") from error
        if damaged or _DATABASE not in about.files:
            raise BadBackup(f"{source} is damaged: {', '.join(damaged) or 'there is no database in it'}")
        yield folder, about


def check(about: About, *, replace: bool) -> None:
    """Raise BadBackup where this site can't take it, or would lose what it has."""
    if about.engine != databases.engine():
        raise BadBackup(f"The backup is of {about.engine}, this site's database is {databases.engine()}.")
    if unknown := set(about.migrations) - databases.known_migrations():
        raise BadBackup(
            f"The backup was made by version {about.version}, which is newer than this one: update the site first"
            f" (unknown here: {', '.join(sorted(unknown))})."
        )
    if not replace and not databases.is_empty():
        raise BadBackup("This site has a database already. To put the backup in its place: --replace")


def restore(folder: Path) -> None:
    """Put an unpacked backup in the place of what is there. Pictures that are there already stay."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted((folder / _MEDIA).rglob("*")):
        target = root / path.relative_to(folder / _MEDIA)
        if path.is_file() and not target.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    # Last: whatever it names is there by then.
    databases.restore(folder / _DATABASE)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
