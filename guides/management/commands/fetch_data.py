"""Fetch the official files and import them; where that can't be done, say what to do by hand."""

import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, no_translations

from guides.importing.applying import date_in
from guides.importing.fetching import CannotFetch, Fetcher

PLACES, TERC = "geonames", "terc"
OFFICES = ("zus", "kas", "jst")
PLACES_COMMAND = "load_places"


@dataclass(frozen=True)
class Step:
    name: str
    what: str
    page: str  # where people find the file
    command: str  # what imports it, after manage.py


STEPS = {
    PLACES: Step(PLACES, "postcodes and places (GeoNames, CC BY 4.0)", settings.DATA_PAGES[PLACES], "load_places FILE"),
    TERC: Step(TERC, "TERC, the register of gminas", settings.DATA_PAGES[TERC], "load_places PLACES_FILE --terc FILE"),
    **{
        key: Step(key, what, settings.DATA_PAGES[key], f"import_points FILE --format {key} --apply")
        for key, what in (
            ("zus", "units of ZUS"),
            ("kas", "tax offices (KAS)"),
            ("jst", "municipal and county offices (JST)"),
        )
    },
}


class Command(BaseCommand):
    help = "Fetch the official files (settings: DATA_ADDRESSES) and import them into the working copy. Safe to repeat."
    fetcher = Fetcher(deadline=300.0)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.VAR_DIR / "data", help="where the files are kept")

    @no_translations  # one language on the console
    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        by_hand: list[Step] = []
        files: dict[str, Path] = {}
        for step in STEPS.values():
            path = self._fetch(step, folder)
            if path is None:
                by_hand.append(step)
            else:
                files[step.name] = path
        # Places first: offices get their coordinates from them.
        by_hand += [STEPS[name] for name in self._import(files)]
        self._tell_by_hand(by_hand)

    def _fetch(self, step: Step, folder: Path) -> Path | None:
        address = settings.DATA_ADDRESSES.get(step.name, "")
        if not address:
            self.stdout.write(f"{step.what}: no address is set (DATA_{step.name.upper()})")
            return None
        self.stdout.write(f"{step.what}: fetching {address}")
        try:
            fetched = self.fetcher.fetch(address)
        except CannotFetch as error:
            self.stdout.write(f"  not fetched: {error}")
            return None
        path = folder / f"{step.name}-{Path(fetched.name).name or 'file'}"
        path.write_bytes(fetched.content)
        self.stdout.write(f"  {len(fetched.content):,} bytes in {path}")
        return path

    def _import(self, files: dict[str, Path]) -> Iterator[str]:
        """Import what was fetched; give the names of what was not."""
        if PLACES in files and not self._load_places(files):
            yield PLACES
        for name in OFFICES:
            if name in files and not self._import_offices(name, files[name]):
                yield name

    def _load_places(self, files: dict[str, Path]) -> bool:
        if PLACES_COMMAND not in get_commands():
            self.stdout.write(f"  places were not loaded: this site has no command {PLACES_COMMAND}")
            return False
        terc = {"terc": unpacked(files[TERC])} if TERC in files else {}
        return self._run(PLACES_COMMAND, str(files[PLACES]), **terc)

    def _import_offices(self, name: str, path: Path) -> bool:
        origin = settings.DATA_ADDRESSES[name]
        return self._run("import_points", str(path), format=name, apply=True, date=date_in(path.name), origin=origin)

    def _run(self, command: str, *args: str, **options: Any) -> bool:
        try:
            call_command(command, *args, stdout=self.stdout, **options)
        except CommandError as error:
            self.stdout.write(f"  not imported: {error}")
            return False
        return True

    def _tell_by_hand(self, steps: list[Step]) -> None:
        if not steps:
            self.stdout.write("Everything is in the working copy. Publish the points at the desk.")
            return
        self.stdout.write("\nTo do by hand: download each file, then import it.")
        for step in steps:
            self.stdout.write(f"  {step.what}\n    from {step.page}\n    manage.py {step.command}")
        self.stdout.write("With `make run`: python scripts/start.py manage …")


def unpacked(path: Path) -> str:
    """The CSV inside when `path` is an archive of one (as TERC is published), beside it; otherwise `path`."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(BytesIO(content)):
        return str(path)
    with zipfile.ZipFile(path) as archive:
        inside = next((item for item in archive.infolist() if item.filename.lower().endswith(".csv")), None)
        if inside is None or inside.file_size > settings.IMPORT_LARGEST_FILE:
            return str(path)
        target = path.with_suffix(".csv")
        target.write_bytes(archive.read(inside))
    return str(target)
