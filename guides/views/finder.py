"""The finder of confirmation points, as pages show it."""

from dataclasses import dataclass

from guides.enums import PointKind, Precision
from guides.links import NEAR
from guides.points.finding import Place, State
from guides.points.nearest import Found, nearest
from guides.points.typed import tidy
from guides.publishing.content import Opening, Point, PointSet
from guides.views.places import Choice, choices_of, look_up, message_of, municipality_of, name_of
from guides.views.rendering import PublicRequest

ANCHOR = "finder"


@dataclass(frozen=True)
class Result:
    """A point in the list: how far, in metres, and the name of its kind."""

    point: Point
    metres: int
    rough: bool
    kind_label: str
    opening: Opening | None


@dataclass(frozen=True)
class Finder:
    """What the template shows: the form, and what was found for `query`."""

    action: str
    query: str
    state: str
    place: str = ""
    results: tuple[Result, ...] = ()
    choices: tuple[Choice, ...] = ()
    message: str = ""
    municipality: Choice | None = None
    by_postcode: bool = False  # `choices` are the towns of a postcode


def result_of(points: PointSet, found: Found) -> Result:
    """A point that was found, as a list shows it."""
    kind_label = str(PointKind(found.point.kind).label)
    return Result(found.point, found.metres, found.rough, kind_label, points.opening_of(found.point))


def empty_finder(address: str) -> Finder:
    """The form alone; it sends to the page at `address`."""
    return Finder(f"{address}#{ANCHOR}", "", State.EMPTY)


def find(request: PublicRequest, address: str, count: int) -> Finder:
    """The form at `address`, with the `count` points nearest to what was typed into it."""
    query = request.GET.get(NEAR, "")
    place = look_up(request, query)
    return show(request, place, address, count, query=tidy(query)[:200])


def show(request: PublicRequest, place: Place, address: str, count: int, *, query: str = "") -> Finder:
    """The form at `address`, with the `count` points nearest to `place`."""
    points = request.site.snapshot.points
    results = (
        nearest(points.points, place.latitude, place.longitude, count, rough=place.state == State.ROUGH)
        if place.is_located
        else []
    )
    return Finder(
        action=f"{address}#{ANCHOR}",
        query=query,
        state=place.state,
        place=name_of(place),
        results=tuple(result_of(points, found) for found in results),
        choices=choices_of(place, address, ANCHOR),
        message=message_of(place, request),
        municipality=municipality_of(place, request),
        by_postcode=place.precision == Precision.POSTCODE_AREA,
    )
