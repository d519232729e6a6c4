"""A few hundred rows in the formats of GeoNames and TERC that hold the hard cases; coordinates to two decimals.

Names, postcodes and codes are facts; the coordinates of places come from GeoNames (CC BY 4.0).
"""

from dataclasses import replace
from pathlib import Path

from guides.places import database, geonames, loading, terc
from guides.serving.live import live

FOLDER = Path(__file__).parent / "gazetteer"
PLACES, REGISTER = FOLDER / "PL.txt", FOLDER / "terc.csv"


def load_sample(*, with_terc: bool = True) -> loading.Report:
    units = terc.read_file(REGISTER) if with_terc else {}
    with geonames.open_lines(PLACES) as lines:
        return loading.load(geonames.read(lines), units)


def look_for_places() -> None:
    """What the poller does: see which gazetteer is loaded."""
    assert live._snapshot is not None
    live._snapshot = replace(live._snapshot, places=database.edition())
