"""The offices nearest to a place, right at the poles and at the date line."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from operator import itemgetter

from guides.places.typed import fold_name
from guides.schema.content import Point
from guides.schema.geography import Vector, metres_of, unit_vector

_IN_LEAF = 12  # offices in a leaf of the tree


@dataclass(frozen=True)
class NearOffice:
    """A point and how far it is, in metres, as the crow flies."""

    point: Point
    metres: int


class NearestIndex:
    """A k-d tree over the places of offices on the unit sphere, made once for each release.

    On the sphere there are no poles and no date line, and the straight line between two places grows with the way
    along the ground, so that ordering by it is ordering by distance. Offices without coordinates are found by the name
    of their town only.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        located = [
            (*unit_vector(point.latitude, point.longitude), place)
            for place, point in enumerate(points)
            if point.latitude is not None and point.longitude is not None
        ]
        self._points = points
        self._boxes = array("d")  # of each node: least and greatest x, y and z
        self._ranges = array("l")  # of each node: where its offices begin and end, and its second child; 0: a leaf
        _grow(located, 0, len(located), self._boxes, self._ranges)
        self._xs, self._ys, self._zs = (array("d", (each[axis] for each in located)) for axis in range(3))
        self._places = array("l", (place for *_vector, place in located))
        self._unplaced: dict[str, list[Point]] = {}
        for point in points:
            if point.latitude is None or point.longitude is None:
                self._unplaced.setdefault(fold_name(point.town), []).append(point)

    def __len__(self) -> int:
        return len(self._places)

    def walk(self, latitude: float, longitude: float) -> Iterator[NearOffice]:
        """All offices in order of their distance from a place in degrees WGS84; equal distances by number.

        Lazy: what is not asked for is not looked at, so that filters can be applied on the way.
        """
        if not len(self):
            return
        x, y, z = from_here = unit_vector(latitude, longitude)
        # Nodes (0) before offices (1) of the same distance, since a node may hold one with a lower number.
        queue: list[tuple[float, int, int, int]] = [(0.0, 0, 0, 0)]
        heapify(queue)
        while queue:
            squared, is_office, number, place = heappop(queue)
            if is_office:
                yield NearOffice(self._points[place], round(metres_of(squared)))
                continue
            start, end, second = self._ranges[3 * number : 3 * number + 3]
            if second:
                for child in (number + 1, second):
                    heappush(queue, (self._least(child, from_here), 0, child, 0))
                continue
            for position in range(start, end):
                dx, dy, dz = self._xs[position] - x, self._ys[position] - y, self._zs[position] - z
                place = self._places[position]
                heappush(queue, (dx * dx + dy * dy + dz * dz, 1, self._points[place].number, place))

    def unplaced_in(self, town: str, voivodeship: str) -> list[Point]:
        """The offices without coordinates in the town of this folded name."""
        return [point for point in self._unplaced.get(town, ()) if point.voivodeship in ("", voivodeship)]

    def _least(self, node: int, from_here: Vector) -> float:
        """The least squared straight line from a place to the box of a node.

        Subtraction and multiplication round monotonically, so that this is never above that of an office in the box.
        """
        box = self._boxes[6 * node : 6 * node + 6]
        dx, dy, dz = [max(box[2 * axis] - here, here - box[2 * axis + 1], 0.0) for axis, here in enumerate(from_here)]
        return dx * dx + dy * dy + dz * dz


def _grow(
    located: list[tuple[float, float, float, int]], start: int, end: int, boxes: "array[float]", ranges: "array[int]"
) -> None:
    """Add the node of located[start:end] and those below it, first child first, putting `located` in their order."""
    inside = located[start:end]
    if not inside:
        return
    node = len(ranges) // 3
    columns = [[each[axis] for each in inside] for axis in range(3)]
    bounds = [(min(column), max(column)) for column in columns]
    boxes.extend(bound for pair in bounds for bound in pair)
    ranges.extend((start, end, 0))
    if len(inside) <= _IN_LEAF:
        return
    widest = max(range(3), key=lambda axis: bounds[axis][1] - bounds[axis][0])
    inside.sort(key=itemgetter(widest))
    located[start:end] = inside
    middle = (start + end) // 2
    _grow(located, start, middle, boxes, ranges)
    ranges[3 * node + 2] = len(ranges) // 3
    _grow(located, middle, end, boxes, ranges)
