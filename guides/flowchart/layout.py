"""Where the boxes of a directed graph stand and how the lines between them run. Pure geometry.

Boxes stand in columns, from left to right, so that lines lead to the right. A line that would lead back, or far ahead,
is a jump: a stub, told in words and not drawn across everything. Lines run level through the columns and upright
between them, each in a lane of its own. Those to the same box join on their way and never part again, so that any
line, followed to the right, ends at one box. Why no library does this: docs/decisions/0008-layout-of-the-flow.md.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

COLUMN_WIDTH = 272
BOX_GAP = 22
RAIL_GAP = 8
LANE = 9
# All lines of a column run at heights on this grid, those of the next column half a step lower: where lines from the
# one and to the other run side by side, none hides another.
GRID = 8
STUB = 18
MARGIN = 16
MOST_COLUMNS = 6  # that a line may cross; one that leads further ahead is a jump

Point = tuple[float, float]
Slot = tuple[int, int]  # a node and a column: its own, or an earlier one, in which the lines to it run together
Feeds = dict[
    Slot, list[tuple[Slot, float]]
]  # for each slot those in the column before from which lines come, and ports


@dataclass(frozen=True)
class Node:
    """A box to place. Lines arrive `entry` below its top."""

    height: float
    entry: float


@dataclass(frozen=True)
class Connector:
    """A line to draw, from `port` below the top of the box `source`. Both ends are places in the list of nodes."""

    source: int
    target: int
    port: float


@dataclass(frozen=True)
class Plan:
    """The column of each node, and of each link whether it leads back, and whether it is a jump."""

    column: tuple[int, ...]
    order: tuple[int, ...]  # the nodes so that all links lead forth but those that lead back
    back: tuple[bool, ...]
    jumps: tuple[bool, ...]


@dataclass(frozen=True)
class Layout:
    """The top left corner of each node and the points of each link."""

    width: float
    height: float
    corners: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]


def plan(count: int, ends: Sequence[tuple[int, int]]) -> Plan:
    """Columns for `count` nodes, of which the first is where everything begins, joined from source to target."""
    back, order = _walk(count, ends)
    column = _columns(order, [pair for pair, leads_back in zip(ends, back, strict=True) if not leads_back])
    jumps = tuple(
        leads_back or column[target] - column[source] > MOST_COLUMNS
        for (source, target), leads_back in zip(ends, back, strict=True)
    )
    return Plan(tuple(column), tuple(order), back, jumps)


def lay_out(planned: Plan, nodes: Sequence[Node], links: Sequence[Connector]) -> Layout:
    """Place the nodes and links for which `planned` was made."""
    nodes = [replace(node, entry=_on_grid(node.entry)) for node in nodes]
    links = [replace(link, port=_on_grid(link.port)) for link in links]
    paper = _Paper(nodes, planned.column)
    drawn = [link for link, jump in zip(links, planned.jumps, strict=True) if not jump]
    paper.stack(planned.order, drawn)
    paper.spread()
    corners = tuple((paper.left[column], paper.tops[node, column]) for node, column in enumerate(planned.column))
    routes = tuple(
        paper.stub(link) if jump else paper.way(link) for link, jump in zip(links, planned.jumps, strict=True)
    )
    bottoms = [top + node.height for (_, top), node in zip(corners, nodes, strict=True)]
    return Layout(
        width=paper.left[-1] + MARGIN,
        height=max([*bottoms, *(y for route in routes for _, y in route)], default=0) + MARGIN,
        corners=corners,
        routes=routes,
    )


def _walk(count: int, ends: Sequence[tuple[int, int]]) -> tuple[tuple[bool, ...], list[int]]:
    """Links that close a cycle, and an order of the nodes in which all other links lead forward."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for number, (source, _target) in enumerate(ends):
        leaving[source].append(number)
    back = [False] * len(ends)
    entered: set[int] = set()
    left: list[int] = []
    for start in range(count):
        # Without recursion: a thousand questions in a row are allowed.
        stack = [(start, iter(leaving[start]))] if start not in entered else []
        entered.add(start)
        on_way = {start}
        while stack:
            node, ahead = stack[-1]
            following = next(ahead, None)
            if following is None:
                stack.pop()
                on_way.discard(node)
                left.append(node)
                continue
            target = ends[following][1]
            if target in on_way:
                back[following] = True
            elif target not in entered:
                entered.add(target)
                on_way.add(target)
                stack.append((target, iter(leaving[target])))
    return tuple(back), left[::-1]


def _columns(order: Sequence[int], forth: Sequence[tuple[int, int]]) -> list[int]:
    """The column of each node: right after the last of those that lead to it."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for source, target in forth:
        leaving[source].append(target)
    column = [0] * len(order)
    for node in order:
        for target in leaving[node]:
            column[target] = max(column[target], column[node] + 1)
    last = max(column, default=0)
    led_to = {0, *(target for _source, target in forth)}
    for node in order:
        if node not in led_to:  # next to what it leads to, or among the ends
            column[node] = min((column[target] - 1 for target in leaving[node]), default=last)
    return column


def _on_grid(height: float) -> float:
    return GRID * round(height / GRID)


class _Paper:
    """Finds heights within the columns first, then the lanes between them, and with these how far apart they are."""

    def __init__(self, nodes: Sequence[Node], column: Sequence[int]) -> None:
        self.nodes = nodes
        self.column = column
        self.columns: list[list[Slot]] = [[] for _ in range(max(column, default=-1) + 1)]
        self.feeds: Feeds = defaultdict(list)
        self.tops: dict[Slot, float] = {}
        self.lanes: dict[Slot, int] = {}  # in the gap before the slot's column
        self.left: list[float] = [MARGIN]

    def stack(self, order: Sequence[int], drawn: Sequence[Connector]) -> None:
        """Give every slot its height, from the first column to the last."""
        slots = {(node, self.column[node]): None for node in order}
        for link in drawn:
            here, port = (link.source, self.column[link.source]), link.port
            for place in range(self.column[link.source] + 1, self.column[link.target] + 1):
                after = (link.target, place)
                slots[after] = None
                if (here, port) not in self.feeds[after]:
                    self.feeds[after].append((here, port))
                here, port = after, 0
        for slot in slots:
            self.columns[slot[1]].append(slot)
        for column in self.columns:
            wanted = {slot: self._wanted(slot) for slot in column}
            # In the order in which the lines come in, so that few of them cross. Nothing comes before the beginning.
            column.sort(key=lambda slot: (slot[0] != 0, wanted[slot] + self._entry(slot)))
            self._place(column, [wanted[slot] for slot in column])

    def _is_box(self, slot: Slot) -> bool:
        return self.column[slot[0]] == slot[1]

    def _entry(self, slot: Slot) -> float:
        return self.nodes[slot[0]].entry if self._is_box(slot) else 0

    def _wanted(self, slot: Slot) -> float:
        """The top at which the lines that come in would run most nearly level; what nothing leads to comes last."""
        heights = [self.tops[here] + port - self._entry(slot) for here, port in self.feeds[slot]]
        return sum(heights) / len(heights) if heights else max(self.tops.values(), default=0)

    def _place(self, slots: Sequence[Slot], wanted: Sequence[float]) -> None:
        """Give each slot a top as near as possible to the one wanted, in this order and without overlap.

        Slots that push each other form a block, which takes the mean of what its slots want (least squares).
        """
        offsets: list[float] = []
        blocks: list[list[float]] = []  # sum of what is wanted, number of slots
        for number, slot in enumerate(slots):
            top = MARGIN + GRID / 2 * (slot[1] % 2)
            offsets.append(offsets[-1] + self._room(slots[number - 1], slot) if number else top)
            blocks.append([wanted[number] - offsets[number], 1])
            while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
                total, count = blocks.pop()
                blocks[-1][0] += total
                blocks[-1][1] += count
        places = [_on_grid(max(total / count, 0)) for total, count in blocks for _ in range(int(count))]
        self.tops.update({slot: place + offset for slot, place, offset in zip(slots, places, offsets, strict=True)})

    def _room(self, above: Slot, below: Slot) -> float:
        """From the top of a slot to the top of the next."""
        boxes = self._is_box(above) + self._is_box(below)
        height = self.nodes[above[0]].height if self._is_box(above) else 0
        return GRID * ceil((height + (RAIL_GAP, (BOX_GAP + RAIL_GAP) / 2, BOX_GAP)[boxes]) / GRID)

    def spread(self) -> None:
        """Give the lines between two columns their lanes and set the columns as far apart as these need."""
        for column in self.columns[1:]:
            most = self._assign_lanes(column)
            self.left.append(self.left[-1] + COLUMN_WIDTH + STUB + (most + 2) * LANE)
        self.left.append(self.left[-1] + COLUMN_WIDTH + STUB)

    def _assign_lanes(self, column: Sequence[Slot]) -> int:
        """Lines that lead up turn the further left the higher they end, those that lead down the further right:
        so they do not cross each other. Lines that never meet share a lane. Return the last lane."""
        spans = []
        for slot in column:
            end = self.tops[slot] + self._entry(slot)
            starts = [self.tops[here] + port for here, port in self.feeds[slot]]
            if starts:
                goes_down = sum(starts) < end * len(starts)
                spans.append((goes_down, -end if goes_down else end, min(*starts, end), max(*starts, end), slot))
        taken: list[tuple[float, float, int]] = []
        for *_key, top, bottom, slot in sorted(spans):
            met = [lane for start, end, lane in taken if top <= end + 2 * GRID and start <= bottom + 2 * GRID]
            self.lanes[slot] = max(met, default=-1) + 1
            taken.append((top, bottom, self.lanes[slot]))
        return max((lane for _top, _bottom, lane in taken), default=0)

    def way(self, link: Connector) -> tuple[Point, ...]:
        """The points of a line: out of its box, level through each column on the way, upright between them."""
        here = (link.source, self.column[link.source])
        points = [(self.left[here[1]] + COLUMN_WIDTH, self.tops[here] + link.port)]
        for place in range(here[1] + 1, self.column[link.target] + 1):
            slot = (link.target, place)
            lane = self.left[place - 1] + COLUMN_WIDTH + LANE * (self.lanes[slot] + 1)
            height = self.tops[slot] + self._entry(slot)
            points += [(lane, points[-1][1]), (lane, height)]
        return (*points, (self.left[self.column[link.target]], points[-1][1]))

    def stub(self, link: Connector) -> tuple[Point, ...]:
        column = self.column[link.source]
        x, y = self.left[column] + COLUMN_WIDTH, self.tops[link.source, column] + link.port
        return (x, y), (x + STUB, y)
