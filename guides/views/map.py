"""A plain map drawn on the server: where the offices of a list lie, with as much of the country as holds them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from math import cos, radians

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from guides.enums import Precision
from guides.schema.content import Point

WIDTH, HEIGHT = 340, 320
_WEST, _EAST, _SOUTH, _NORTH = 13.9, 24.4, 48.9, 54.95
_DEGREE = 111.32  # kilometres of a degree of latitude
_ROOM = 40  # around the places, for the words beside them
_LEAST = 16.0  # kilometres across, even where all lie in one street
_LENGTHS = (100, 50, 20, 10, 5, 2, 1)  # of the bar, in kilometres
_LONGEST_BAR = 110
_Place = tuple[float, float]  # east and south
_APART = 13.0  # dots nearer to one another than this are one dot
# Metres around the coordinates in which an office lies.
_RADII = {Precision.BUILDING: 30, Precision.STREET: 300, Precision.POSTCODE_AREA: 2000, Precision.TOWN: 3000}
_RING = '<circle class="here" cx="{}" cy="{}"\nr="8"/>'
_DOT = '<circle cx="{x}" cy="{y}" r="4"/><text x="{x}" y="{y}"\n{side} dy="-6" lang="{language}">{numbers}{town}</text>'
_BEFORE, _AFTER = 'text-anchor="end" dx="-7"', 'dx="7"'
# The border, simplified by hand to about 10 km: (longitude, latitude), clockwise from the mouth of the Oder.
_OUTLINE = (
    (14.2, 53.92), (14.6, 53.98), (15.1, 54.13), (15.7, 54.2), (16.2, 54.28), (16.6, 54.53), (17.1, 54.68),
    (17.7, 54.77), (18.3, 54.83), (18.75, 54.69), (18.45, 54.72), (18.55, 54.47), (18.8, 54.35), (19.3, 54.35),
    (19.63, 54.45), (19.9, 54.43), (20.6, 54.37), (21.4, 54.32), (22.2, 54.34), (22.79, 54.36), (23.1, 54.29),
    (23.45, 54.15), (23.52, 53.94), (23.6, 53.6), (23.83, 53.24), (23.92, 53.0), (23.87, 52.72), (23.4, 52.52),
    (23.2, 52.27), (23.65, 52.07), (23.63, 51.75), (23.55, 51.5), (23.7, 51.28), (24.0, 50.94), (24.13, 50.83),
    (24.0, 50.4), (23.55, 50.25), (23.0, 49.85), (22.68, 49.55), (22.75, 49.2), (22.88, 49.02), (22.5, 49.09),
    (22.0, 49.23), (21.6, 49.43), (21.1, 49.41), (20.9, 49.3), (20.35, 49.39), (20.1, 49.18), (19.78, 49.19),
    (19.78, 49.4), (19.45, 49.6), (19.2, 49.42), (18.97, 49.4), (18.84, 49.52), (18.57, 49.85), (18.1, 50.02),
    (17.7, 50.2), (17.6, 50.27), (17.72, 50.32), (17.2, 50.38), (16.95, 50.44), (16.7, 50.1), (16.35, 50.38),
    (16.25, 50.62), (15.82, 50.75), (15.35, 50.78), (15.02, 50.97), (14.83, 50.87), (14.98, 51.15), (14.96, 51.45),
    (14.72, 51.55), (14.6, 51.82), (14.75, 52.08), (14.55, 52.42), (14.63, 52.58), (14.15, 52.84), (14.38, 53.13),
    (14.41, 53.4), (14.27, 53.7),
)  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """Offices that lie so close together that one dot stands for them, with the town of the first.

    `is_right`: so far right that its words stand before it.
    """

    x: int
    y: int
    numbers: str
    town: str
    is_right: bool


@dataclass(frozen=True)
class StreetMap:
    """A map of tiles from the server that the settings name; `places` are what the script draws on it."""

    tiles: str
    credit: str
    places: list[dict[str, str | float]]


@dataclass(frozen=True)
class Map:
    """Sizes in units of the drawing; `here` is the place that was looked for, `bar` is as long as `kilometres`."""

    width: int
    height: int
    outline: str
    here: tuple[int, int] | None
    dots: tuple[Dot, ...]
    street: StreetMap | None
    bar: int
    kilometres: int

    @property
    def drawn(self) -> SafeString:
        """The ring and the dots as parts of an SVG. A template would take as long as all the rest of a map."""
        ring = _RING.format(*self.here) if self.here else ""
        return mark_safe(ring + "".join(map(_drawn, self.dots)))  # noqa: S308 - escaped there


class _View:
    """What of the country the drawing shows: all of some places, with room around them."""

    def __init__(self, places: Sequence[_Place]) -> None:
        easts, souths = [place[0] for place in places], [place[1] for place in places]
        inner = (max(easts) - min(easts)) / (WIDTH - 2 * _ROOM), (max(souths) - min(souths)) / (HEIGHT - 2 * _ROOM)
        self.kilometres = max(*inner, _LEAST / WIDTH)  # to a unit
        self._left = (max(easts) + min(easts) - WIDTH * self.kilometres) / 2
        self._top = (max(souths) + min(souths) - HEIGHT * self.kilometres) / 2

    def __call__(self, place: _Place) -> _Place:
        """Where a place stands in the drawing."""
        return (place[0] - self._left) / self.kilometres, (place[1] - self._top) / self.kilometres


def map_of(latitude: float, longitude: float, points: Sequence[Point], address_of: Callable[[int], str]) -> Map | None:
    """Where these offices lie, by their numbers in the list; None where none lies in Poland."""
    places = [(number, point, _place(point.latitude, point.longitude)) for number, point in enumerate(points, 1)]
    here = _place(latitude, longitude)
    shown = [place for *_office, place in places if place]
    if not shown:
        return None
    view = _View([*shown, here] if here else shown)
    heaps: list[tuple[_Place, str, list[int]]] = []
    for number, point, place in places:
        if place is None:
            continue
        x, y = view(place)
        for there, _town, numbers in heaps:
            if (there[0] - x) ** 2 + (there[1] - y) ** 2 < _APART**2:
                numbers.append(number)
                break
        else:
            heaps.append(((x, y), point.town, [number]))
    length = next(length for length in _LENGTHS if length / view.kilometres <= _LONGEST_BAR)
    return Map(
        WIDTH,
        HEIGHT,
        _outline(view),
        _rounded(view(here)) if here else None,
        tuple(_dots(heaps)),
        _street_map(points, address_of),
        round(length / view.kilometres),
        length,
    )


def _drawn(dot: Dot) -> str:
    return _DOT.format(
        x=dot.x,
        y=dot.y,
        side=_BEFORE if dot.is_right else _AFTER,
        language=settings.LANGUAGE_CODE,
        numbers=escape(dot.numbers),
        town=f"\n{escape(dot.town)}" if dot.town else "",
    )


def _dots(heaps: Sequence[tuple[_Place, str, list[int]]]) -> Iterator[Dot]:
    """A dot for each heap; a town is named once."""
    named: set[str] = set()
    for place, town, numbers in heaps:
        x, y = _rounded(place)
        yield Dot(x, y, _in_short(numbers), "" if town in named else town, x > WIDTH * 0.6)
        named.add(town)


def _street_map(points: Sequence[Point], address_of: Callable[[int], str]) -> StreetMap | None:
    if not settings.MAP_TILES:
        return None
    places: list[dict[str, str | float]] = [
        {
            "name": point.name,
            "address": address_of(point.number),
            "latitude": point.latitude,
            "longitude": point.longitude,
            "radius": _RADII[Precision(point.precision)],
        }
        for point in points
        if point.latitude is not None and point.longitude is not None
    ]
    return StreetMap(settings.MAP_TILES, settings.MAP_CREDIT, places)


def _place(latitude: float | None, longitude: float | None) -> _Place | None:
    """Kilometres east and south of the corner of the country (equirectangular); None outside of it."""
    if latitude is None or longitude is None or not (_WEST < longitude < _EAST and _SOUTH < latitude < _NORTH):
        return None
    return (longitude - _WEST) * cos(radians(52)) * _DEGREE, (_NORTH - latitude) * _DEGREE


def _rounded(place: _Place) -> tuple[int, int]:
    return round(place[0]), round(place[1])


def _outline(view: _View) -> str:
    """The land in the drawing: the border, cut at its edges."""
    corners = [view(place) for place in _border()]
    for axis, limit, sign in ((0, 0, 1), (0, WIDTH, -1), (1, 0, 1), (1, HEIGHT, -1)):
        corners = list(_cut(corners, axis, limit, sign))
    return " ".join(f"{x},{y}" for x, y in map(_rounded, corners))


def _cut(corners: Sequence[_Place], axis: int, limit: int, sign: int) -> Iterator[_Place]:
    """The part of a polygon on one side of a line (Sutherland and Hodgman)."""
    for before, after in zip([*corners[-1:], *corners[:-1]], corners, strict=True):
        inside, was_inside = sign * (after[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (after[axis] - before[axis])
            yield before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])
        if inside:
            yield after


@cache
def _border() -> tuple[_Place, ...]:
    return tuple(place for longitude, latitude in _OUTLINE if (place := _place(latitude, longitude)))


def _in_short(numbers: list[int]) -> str:
    """ "1–3, 5" for 1, 2, 3 and 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
