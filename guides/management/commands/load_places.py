"""Load the gazetteer: GeoNames' postal codes and, for names and kinds of municipalities, TERC."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guides.places import geonames, loading, terc

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Replace the gazetteer by PL.txt of GeoNames (or the zip of it). All or nothing; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="PL.txt, or the zip that GeoNames has it in")
        parser.add_argument("--terc", type=Path, help="TERC as GUS has it: names and kinds of municipalities")

    def handle(self, *args: Any, path: Path, terc: Path | None, verbosity: int, **options: Any) -> None:
        try:
            report = _load(path, terc)
        except (geonames.BadGeoNames, BadTerc, loading.BadPlaces, OSError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if verbosity:
            self.tell(report)

    def tell(self, report: loading.Report) -> None:
        self.stdout.write(
            f"{report.rows:,} rows = {report.postcodes:,} postcodes of places"
            f" + {report.twins:,} said twice + {len(report.asides):,} set aside"
        )
        self.stdout.write(f"{report.places:,} places in {report.gminas:,} municipalities")
        if not report.changed:
            self.stdout.write("The same as before.")
        for aside in report.asides[:MOST_SHOWN]:
            self.stdout.write(f"  set aside, line {aside.line}: {aside.reason}: {aside.text}")
        for name, codes in (
            ("not in TERC (no page of their own)", report.not_in_terc),
            ("towns that only TERC has, placed by what is around them", report.added_seats),
            ("municipalities without coordinates", report.without_place),
            ("municipalities that are new", report.new),
            ("municipalities that are gone", report.gone),
        ):
            if codes:
                rest = f" and {len(codes) - MOST_SHOWN:,} more" if len(codes) > MOST_SHOWN else ""
                self.stdout.write(f"  {name}: {', '.join(codes[:MOST_SHOWN])}{rest}")


BadTerc = terc.BadTerc  # its module's name is taken by the option


def _load(path: Path, register: Path | None) -> loading.Report:
    units = terc.read_file(register) if register else {}
    with geonames.open_lines(path) as lines:
        return loading.load(geonames.read(lines), units)
