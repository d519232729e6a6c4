"""The finder of confirmation points, as pages show it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from guides.enums import ServiceKind, Where
from guides.links import NEAR
from guides.points.finding import Place, State, find_place
from guides.publishing.content import Guide
from guides.views.rendering import PublicRequest
from guides.views.results import ANCHOR, Listing, is_done_somewhere, listing_of, read_location

NEAREST_TO_GUIDE = 3


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
    service: str = ServiceKind.CONFIRMS
    listing: Listing | None = None
    choices: tuple[Choice, ...] = ()
    message: str = ""


def empty_finder(address: str) -> Finder:
    """The form alone; it sends to the page at `address`."""
    return Finder(f"{address}#{ANCHOR}", "", State.EMPTY)


def finder_of(request: PublicRequest, guide: Guide, address: str) -> Finder | None:
    """The finder in a guide or an outcome that sends people to an office; None in the others.

    A PIN of an e-dowód is set by offices of other kinds: these are offered where the release knows any.
    """
    if guide.visits_point:
        return find(request, address, NEAREST_TO_GUIDE)
    sends_for_pin = guide.method == "edowod" and Where.IN_PERSON in guide.where
    if sends_for_pin and is_done_somewhere(request.site.snapshot.points, ServiceKind.EDOWOD):
        return find(request, address, NEAREST_TO_GUIDE, service=ServiceKind.EDOWOD)
    return None


def find(
    request: PublicRequest,
    address: str,
    count: int,
    *,
    filters: bool = False,
    service: str = ServiceKind.CONFIRMS,
) -> Finder:
    """The form at `address`, with the `count` points nearest to what was typed into it that do `service`.

    `filters`: with a form for filters, where the visitor chooses the service; else with a link to the list that has it.
    """
    query, snapshot = request.GET.get(NEAR, ""), request.site.snapshot
    location = read_location(request.GET) if not query else None
    place = location or find_place(snapshot.points, query)
    listing = None
    if place.is_located:
        listing = listing_of(request, place, address, count, service=None if filters else service)
    return Finder(
        action=f"{address}#{ANCHOR}",
        query=query[:200],
        state=place.state,
        place=place.name,
        service=service,
        listing=listing,
        choices=tuple(Choice(name, f"{address}?{_near(name)}#{ANCHOR}") for name in place.choices),
        message=_message(place)
        if place is not location
        else _("We could not read your location. Type a town instead."),
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
