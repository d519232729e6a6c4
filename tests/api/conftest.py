"""A site whose offices hold the cases of the API."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.test import Client

from guides.enums import Precision
from guides.schema.content import GonePoint, PointSet
from guides.serving.live import Snapshot, live
from tests.places.sample import sample_gazetteer, serve_places

# Of each precision an office, by its number; no other office is there.
PLACES = {
    1: (53.1325, 23.1601, Precision.BUILDING),
    2: (49.8201, 19.0401, Precision.STREET),
    3: (50.5412, 22.7212, Precision.POSTCODE_AREA),
    4: (53.1234, 18.0084, Precision.TOWN),
}


@pytest.fixture
def offices(point_set: PointSet) -> PointSet:
    """Four offices of ZUS, the third named like a formula, and one that is gone."""
    points = []
    for point in point_set.points[:4]:
        latitude, longitude, precision = PLACES[point.number]
        changed: dict[str, Any] = {"latitude": latitude, "longitude": longitude, "precision": precision.value}
        if point.number == 3:
            changed["name"] = '=HYPERLINK("https://example.org")'
        if point.number == 4:
            changed |= {"teryt": "146501", "step_free": "no"}
        points.append(msgspec.structs.replace(point, **changed))
    gone = GonePoint(number=9, name="Urząd, którego nie ma", town="Warszawa")
    return msgspec.structs.replace(point_set, points=tuple(points), gone=(gone,))


@pytest.fixture
def caller(visitor: Client, serving: Snapshot, offices: PointSet) -> Client:
    """A program that asks a site with these offices and with municipalities."""
    live._snapshot = replace(serving, points=offices)
    serve_places(sample_gazetteer())
    return visitor
