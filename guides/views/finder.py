"""The finder of confirmation points, as pages show it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from guides.enums import Precision, ServiceKind
from guides.places.finding import Place, State
from guides.places.typed import LONGEST_QUERY
from guides.schema.content import Guide, Point
from guides.schema.countries import country_name
from guides.serving.links import NEAR
from guides.text import single_line
from guides.views.asked import PublicRequest
from guides.views.listing import ANCHOR, Listing, is_done_somewhere, listing_of, read_location
from guides.views.places import (
    Choice,
    choices_of,
    consulates_in,
    guide_abroad,
    look_up,
    message_of,
    municipality_of,
    name_of,
)

NEAREST_TO_GUIDE = 3


@dataclass(frozen=True)
class Abroad:
    """What may be meant outside Poland, and where to go there. `guide` is a key, or ""."""

    country: str
    consulates: tuple[Point, ...]
    guide: Guide | None
    is_certain: bool


@dataclass(frozen=True)
class Finder:
    """What the template shows: the form, and what was found for `query`."""

    action: str
    query: str
    state: str
    place: str = ""
    in_source_language: bool = False  # `place` is nothing but the name of a place
    service: str = ServiceKind.CONFIRMS
    listing: Listing | None = None
    choices: tuple[Choice, ...] = ()
    message: str = ""  # what has to be mended in what was typed
    note: str = ""  # what we do not know, where nothing has to be mended
    municipality: Choice | None = None
    by_postcode: bool = False  # `choices` are the towns of a postcode
    used_only: str = ""  # the part of what was typed that was used, where it was not all
    district: str = ""  # of the city from whose middle distances are measured
    towns_only: bool = False  # the village that was meant may not be known
    abroad: Abroad | None = None


def empty_finder(address: str) -> Finder:
    """The form alone; it sends to the page at `address`."""
    return Finder(f"{address}#{ANCHOR}", "", State.EMPTY)


def finder_of(request: PublicRequest, guide: Guide, address: str) -> Finder | None:
    """The finder in a guide or an outcome that sends people to an office; None in the others.

    A PIN of an e-dowód is set by offices of other kinds: they are offered where the release knows any.
    """
    service = guide.office_service
    is_offered = service == ServiceKind.CONFIRMS or is_done_somewhere(request.site.snapshot.points, service)
    return find(request, address, NEAREST_TO_GUIDE, service=service) if service and is_offered else None


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
    query = request.GET.get(NEAR, "")
    location = read_location(request.GET) if not query else None
    place = location or (Place(State.INVALID) if request.typed_pesel else look_up(request, query))
    shown = show(
        request, place, address, count, query=single_line(query)[:LONGEST_QUERY], service=None if filters else service
    )
    if location is None or location.is_located:
        return shown
    return replace(shown, message=_("We could not read your location. Type a town instead."))


def show(
    request: PublicRequest, place: Place, address: str, count: int, *, query: str = "", service: str | None
) -> Finder:
    """The form at `address`, with the `count` points nearest to `place`.

    `service` None: those that the filters in the address want.
    """
    gazetteer = request.site.snapshot.gazetteer
    towns_only = not gazetteer.has_municipalities and place.by_gazetteer
    said = message_of(place, knows_villages=not towns_only)
    is_mistake = place.state == State.INVALID or place.no_such_code
    is_village = place.precision == Precision.TOWN and place.town is not None and not place.town.is_city
    return Finder(
        action=f"{address}#{ANCHOR}",
        query=query,
        state=place.state,
        place=name_of(place),
        in_source_language=bool(query) and name_of(place) == place.name,
        service=service or ServiceKind.CONFIRMS,
        listing=listing_of(request, place, address, count, service=service) if place.is_located else None,
        choices=choices_of(place, address, ANCHOR),
        message=said if is_mistake else "",
        note="" if is_mistake else said,
        municipality=municipality_of(place, request),
        by_postcode=place.precision == Precision.POSTCODE_AREA and not place.district,
        used_only=place.town.name if place.in_part and place.town else "",
        district=place.district if place.is_of_city else "",
        towns_only=towns_only and (place.state == State.SIMILAR or is_village),
        abroad=_abroad(request, place) if place.country else None,
    )


def _abroad(request: PublicRequest, place: Place) -> Abroad:
    return Abroad(
        country_name(place.country),
        consulates_in(request.site.snapshot.points, place.country),
        guide_abroad(request),
        place.state == State.ABROAD,
    )
