"""The nearest offices, against looking at every one of them."""

from collections.abc import Sequence
from itertools import islice
from math import asin, cos, radians, sin, sqrt

from hypothesis import given
from hypothesis import strategies as st

from guides.offices.nearest import NearestIndex
from guides.schema.content import Point, PointSet
from guides.schema.geography import EARTH_RADIUS, unit_vector

LATITUDES = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, -89.999, 0.0, 52.23, 89.999, 90.0]))
LONGITUDES = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, -179.999, 0.0, 21.01, 179.999, 180.0]))
PLACES = st.tuples(LATITUDES, LONGITUDES)


def office(number: int, latitude: float | None, longitude: float | None) -> Point:
    return Point(
        number=number, kind="zus", name=f"Z{number}", street="", postcode="", town="T", voivodeship="", slug="z",
        latitude=latitude, longitude=longitude, precision="town", source="s", country="PL",
    )  # fmt: skip


def haversine(latitude: float, longitude: float, point: Point) -> float:
    """Metres along the great circle, by another formula than the index uses."""
    assert point.latitude is not None and point.longitude is not None
    phi, other = radians(latitude), radians(point.latitude)
    half = sin((other - phi) / 2) ** 2 + cos(phi) * cos(other) * sin(radians(point.longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def squared_chord(latitude: float, longitude: float, point: Point) -> float:
    assert point.latitude is not None and point.longitude is not None
    pairs = zip(unit_vector(point.latitude, point.longitude), unit_vector(latitude, longitude), strict=True)
    dx, dy, dz = (a - b for a, b in pairs)
    return dx * dx + dy * dy + dz * dz


def numbers(points: Sequence[Point], latitude: float, longitude: float, count: int | None = None) -> list[int]:
    return [found.point.number for found in islice(NearestIndex(points).walk(latitude, longitude), count)]


@given(st.lists(PLACES, max_size=120), PLACES)
def test_the_order_is_that_of_looking_at_every_office(places: list[tuple[float, float]], here: tuple[float, float]):
    points = [office(number, *place) for number, place in enumerate(places, 1)]
    by_force = sorted(points, key=lambda point: (squared_chord(*here, point), point.number))
    assert numbers(points, *here) == [point.number for point in by_force]


@given(st.lists(PLACES, min_size=1, max_size=60), PLACES)
def test_distances_are_those_along_the_great_circle(places: list[tuple[float, float]], here: tuple[float, float]):
    points = [office(number, *place) for number, place in enumerate(places, 1)]
    for found in NearestIndex(points).walk(*here):
        # On the far side of the globe the straight line hardly grows any more: there to 20 m, elsewhere to one.
        assert abs(found.metres - haversine(*here, found.point)) <= (20 if found.metres > 20_000_000 else 1)


@given(PLACES, st.permutations(range(1, 60)))
def test_equal_distances_come_by_number(place: tuple[float, float], order: list[int]) -> None:
    assert numbers([office(number, *place) for number in order], 52.0, 21.0) == sorted(order)


@given(st.lists(LONGITUDES, min_size=1, max_size=30), LONGITUDES)
def test_every_longitude_is_the_same_place_at_a_pole(longitudes: list[float], here: float) -> None:
    points = [office(number, 90.0, longitude) for number, longitude in enumerate(longitudes, 1)]
    walked = list(NearestIndex(points).walk(90.0, here))
    assert [(found.point.number, found.metres) for found in walked] == [(point.number, 0) for point in points]


def test_the_date_line_parts_nothing() -> None:
    points = [office(1, -17.0, 170.0), office(2, -17.0, -179.9), office(3, -17.0, 0.0)]
    assert numbers(points, -17.0, 179.9) == [2, 1, 3]


def test_an_office_that_nobody_can_place_is_left_out() -> None:
    assert numbers([office(1, None, None), office(2, 50.0, 20.0)], 50.0, 20.0) == [2]


def test_without_offices_there_is_nothing_near() -> None:
    assert numbers([], 50.0, 20.0) == []
    assert numbers([office(1, None, None)], 50.0, 20.0) == []


def test_the_nearest_of_the_shipped_list_are_in_the_town_itself(point_set: PointSet) -> None:
    nearest = islice(NearestIndex(point_set.points).walk(54.35, 18.65), 3)
    assert {found.point.town for found in nearest} == {"Gdańsk"}
