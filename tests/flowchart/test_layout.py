"""The geometry of the picture: what stands and runs where."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from guides.flowchart.layout import COLUMN_WIDTH, Connector, Layout, Node, Plan, lay_out, plan

Laid = tuple[list[Node], list[Connector], Plan, Layout]


@st.composite
def laid_out(draw: st.DrawFn) -> Laid:
    """Boxes of any height, joined anyhow: in circles too, and to themselves; each pair of boxes at most once."""
    count = draw(st.integers(1, 12))
    ends = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), unique=True, max_size=30))
    rows: dict[int, int] = {}
    links = []
    for source, target in ends:
        rows[source] = rows.get(source, 0) + 1
        links.append(Connector(source, target, 40.5 + 31 * rows[source]))
    nodes = [Node(61 + 31 * rows.get(number, 0) + draw(st.integers(0, 90)), 20.5) for number in range(count)]
    planned = plan(count, ends)
    return nodes, links, planned, lay_out(planned, nodes, links)


@given(laid_out())
def test_no_two_boxes_overlap(laid: Laid) -> None:
    nodes, _links, _planned, layout = laid
    boxes = zip(layout.corners, nodes, strict=True)
    for ((left, top), node), ((other_left, other_top), other) in combinations(boxes, 2):
        beside = left + COLUMN_WIDTH < other_left or other_left + COLUMN_WIDTH < left
        assert beside or top + node.height < other_top or other_top + other.height < top


@given(laid_out())
def test_everything_lies_on_the_paper(laid: Laid) -> None:
    nodes, _links, _planned, layout = laid
    for (left, top), node in zip(layout.corners, nodes, strict=True):
        assert left > 0 and left + COLUMN_WIDTH < layout.width and top > 0 and top + node.height < layout.height
    assert all(0 < x < layout.width and 0 < y < layout.height for route in layout.routes for x, y in route)


@given(laid_out())
def test_a_line_leads_from_its_box_to_its_target(laid: Laid) -> None:
    nodes, links, planned, layout = laid
    for link, route, jump in zip(links, layout.routes, planned.jumps, strict=True):
        left, top = layout.corners[link.source]
        assert route[0][0] == left + COLUMN_WIDTH and abs(route[0][1] - top - link.port) <= 4
        if not jump:
            left, top = layout.corners[link.target]
            assert route[-1][0] == left and top < route[-1][1] < top + nodes[link.target].height


@given(laid_out())
def test_lines_never_lead_to_the_left(laid: Laid) -> None:
    for route in laid[3].routes:
        assert all(x <= next_x for (x, _y), (next_x, _next_y) in pairwise(route))


@given(laid_out())
def test_lines_to_different_boxes_never_run_in_one_another(laid: Laid) -> None:
    _nodes, links, planned, layout = laid
    pieces = [
        (link.target, piece)
        for link, route, jump in zip(links, layout.routes, planned.jumps, strict=True)
        if not jump
        for piece in pairwise(route)
    ]
    for (target, piece), (other, other_piece) in combinations(pieces, 2):
        assert target == other or not _run_together(piece, other_piece)


def _run_together(one: tuple[tuple[float, float], ...], other: tuple[tuple[float, float], ...]) -> bool:
    for along, across in ((0, 1), (1, 0)):
        if one[0][across] == one[1][across] == other[0][across] == other[1][across]:
            from_, to = sorted((one[0][along], one[1][along]))
            other_from, other_to = sorted((other[0][along], other[1][along]))
            return from_ < other_to and other_from < to
    return False


@given(laid_out())
def test_no_line_runs_through_a_box(laid: Laid) -> None:
    nodes, _links, planned, layout = laid
    for route, jump in zip(layout.routes, planned.jumps, strict=True):
        for (x, y), (next_x, next_y) in [] if jump else pairwise(route):
            for (left, top), node in zip(layout.corners, nodes, strict=True):
                within = x < left + COLUMN_WIDTH and next_x > left
                assert not (within and max(y, next_y) > top and min(y, next_y) < top + node.height)


@given(laid_out())
def test_only_lines_in_a_circle_lead_back(laid: Laid) -> None:
    nodes, links, planned, _layout = laid
    for link, back in zip(links, planned.back, strict=True):
        if back:
            assert link.source in _reached(links, link.target, len(nodes))
        else:
            assert planned.column[link.source] < planned.column[link.target]


def _reached(links: list[Connector], start: int, count: int) -> set[int]:
    found = {start}
    for _ in range(count):
        found |= {link.target for link in links if link.source in found}
    return found


def test_the_first_box_is_at_the_top_left() -> None:
    planned = plan(4, [(3, 1), (0, 2), (2, 1)])
    layout = lay_out(planned, [Node(100, 20)] * 4, [Connector(3, 1, 60), Connector(0, 2, 60), Connector(2, 1, 60)])
    assert layout.corners[0] == min(layout.corners)


def test_a_line_far_ahead_is_a_jump() -> None:
    chain = [(number, number + 1) for number in range(9)]
    assert plan(10, [*chain, (0, 9)]).jumps == (*[False] * 9, True)


def test_a_thousand_boxes_in_a_row_are_placed() -> None:
    ends = [(number, number + 1) for number in range(999)]
    layout = lay_out(plan(1000, ends), [Node(100, 20)] * 1000, [Connector(*pair, 60) for pair in ends])
    assert len(set(layout.corners)) == 1000
