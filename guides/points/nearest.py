"""The points nearest to a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

from guides.publishing.content import Point

EARTH_RADIUS = 6_371_008.8  # metres, mean radius (IUGG)


@dataclass(frozen=True)
class Found:
    """A point and how far it is, in metres, as the crow flies; `rough` when the place itself is only roughly known."""

    point: Point
    metres: int
    rough: bool = False


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Metres along the great circle between two places in degrees WGS84 (haversine)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    half_phi = (other_phi - phi) / 2
    half_lambda = radians(other_longitude - longitude) / 2
    chord = sin(half_phi) ** 2 + cos(phi) * cos(other_phi) * sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(chord)))


def nearest(
    points: Iterable[Point], latitude: float, longitude: float, count: int, *, rough: bool = False
) -> list[Found]:
    """The `count` points nearest to a place in degrees WGS84, nearest first; equal distances by number.

    Points whose coordinates nobody knows are left out.
    """
    measured = (
        (distance(latitude, longitude, point.latitude, point.longitude), point)
        for point in points
        if point.latitude is not None and point.longitude is not None
    )
    return [
        Found(point, round(metres), rough)
        for metres, point in nsmallest(count, measured, key=lambda pair: (pair[0], pair[1].number))
    ]
