"""The finder of confirmation points, as pages show it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from guides.enums import PointKind
from guides.links import NEAR
from guides.points.finding import Place, State, find_place
from guides.points.nearest import Found, nearest
from guides.publishing.content import Opening, Point, PointSet
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
class Choice:
    label: str
    address: str


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
    points = request.site.snapshot.points
    place = find_place(points, query)
    results = (
        nearest(points.points, place.latitude, place.longitude, count, rough=place.state == State.ROUGH)
        if place.is_located
        else []
    )
    return Finder(
        action=f"{address}#{ANCHOR}",
        query=query[:200],
        state=place.state,
        place=place.name,
        results=tuple(result_of(points, found) for found in results),
        choices=tuple(Choice(name, f"{address}?{_near(name)}#{ANCHOR}") for name in place.choices),
        message=_message(place),
    )


def _near(name: str) -> str:
    return urlencode({NEAR: name})


def _message(place: Place) -> str:
    match place.state:
        case State.UNKNOWN:
            return _(
                "We don’t know this place yet: our list so far has offices in larger towns only. "
                "Type your postcode or a larger town nearby, or choose from the list by voivodeship."
            )
        case State.INVALID:
            return _("Type the name of a town, or a postcode with five digits, for example 18-400.")
        case _:
            return ""
