"""A few hundred rows in the formats of GeoNames and TERC that hold the hard cases; coordinates to two decimals.

Names, postcodes and codes are facts; the coordinates of places come from GeoNames (CC BY 4.0).
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from guides.places import geonames, terc
from guides.places.compiling import CompilationReport, compile_places
from guides.places.gazetteer import Gazetteer
from guides.schema.places import PlaceSet
from guides.serving.live import Stamp, live

FOLDER = Path(__file__).parent / "gazetteer"
PLACES, REGISTER = FOLDER / "PL.txt", FOLDER / "terc.csv"


@cache
def sample(*, with_terc: bool = True) -> tuple[PlaceSet, CompilationReport]:
    units = terc.read_file(REGISTER) if with_terc else {}
    with geonames.open_lines(PLACES) as lines:
        return compile_places(geonames.read(lines), units)


@cache
def sample_gazetteer(*, with_terc: bool = True) -> Gazetteer:
    return Gazetteer(sample(with_terc=with_terc)[0])


def serve_places(gazetteer: Gazetteer, number: int = 1) -> None:
    """What the poller does when a places release has become active."""
    assert live._snapshot is not None
    stamps = tuple(stamp for stamp in live._snapshot.stamps if stamp.kind != "places")
    stamp = Stamp("places", number, f"{number}" * 64, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    live._snapshot = replace(live._snapshot, stamps=(*stamps, stamp), gazetteer=gazetteer)
