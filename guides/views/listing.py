"""The offices near a place that a page lists, and the filters on them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.enums import Answered, Confirms, PointKind, ServiceKind
from guides.offices.nearest import NearOffice
from guides.places.finding import Place, State
from guides.schema.content import Point, PointSet
from guides.serving.links import FROM, KIND, LAT, LON, NEAR, OPEN, PLACE, SERVICE, STEP_FREE
from guides.serving.live import Snapshot
from guides.views.asked import PublicRequest
from guides.views.map import Map, map_of
from guides.views.results import CERTAIN, Result, is_open, label_of, local_now, result_of, state_of

ANCHOR = "finder"  # of the finder in a page
ANY_SERVICE = "any"
_KINDS = frozenset(PointKind.values)
_SERVICES = frozenset((*ServiceKind.values, ANY_SERVICE))
_MOST_UNSURE = 3
_FIRST = 3  # of the certain offices, before those to call first
_FAR = 50_000  # metres: offices beyond are folded
_ABROAD = 200_000  # metres to the nearest office beyond which the place is hardly in Poland


@dataclass(frozen=True)
class Filters:
    """What the visitor wants to see only; empty values ask for nothing."""

    kind: str = ""
    open_now: bool = False
    step_free: bool = False
    service: str = ServiceKind.CONFIRMS

    @property
    def narrows(self) -> bool:
        return bool(self.kind or self.open_now or self.step_free)

    def admit(self, points: PointSet, point: Point, local: datetime) -> bool:
        """Whether `point` is to be shown, whatever it does."""
        if self.kind and point.kind != self.kind:
            return False
        if self.step_free and point.step_free != Answered.YES:
            return False
        return not self.open_now or is_open(state_of(points, point, local))


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class FilterForm:
    """The filters as a form at `action`; `kept` are the fields that say where."""

    action: str
    filters: Filters
    kept: tuple[tuple[str, str], ...]
    kinds: tuple[Option, ...]
    services: tuple[Option, ...]
    without: str  # the address of the list without filters


@dataclass(frozen=True)
class Listing:
    """Offices near a place: those that do what is wanted, and others of which that is not known.

    `results` are those within 50 km, or else the nearest one; `far` the rest. `unplaced` are offices of the town of
    which nobody knows where in it they are.
    """

    results: tuple[Result, ...]
    unsure: tuple[Result, ...]
    service: str
    abroad: bool
    narrowed: bool
    form: FilterForm | None
    map: Map | None
    everything: str = ""  # the address of the longer list with filters
    far: tuple[Result, ...] = ()
    unplaced: tuple[Result, ...] = ()

    @property
    def first(self) -> tuple[Result, ...]:
        """What stands before the offices to call first, so that they are not below the tenth."""
        return self.results[:_FIRST] if self.unsure else self.results

    @property
    def others(self) -> tuple[Result, ...]:
        return self.results[len(self.first) :]

    @property
    def is_by_law(self) -> bool:
        """Whether each office does it by law, and none by consent."""
        return all(result.status == Confirms.BY_LAW for result in (*self.unplaced, *self.results, *self.far))

    @property
    def unsure_is_closer(self) -> bool:
        """Whether each office of which it is not known is closer than the first of those that do it."""
        certain = min((result.metres or 0 for result in self.results), default=0)
        return all(result.metres is not None and result.metres < certain for result in self.unsure)


def read_location(query: QueryDict) -> Place | None:
    """The place that a phone or computer sent, to about 1 km; None where none was sent."""
    if LAT not in query and LON not in query:
        return None
    try:
        latitude, longitude = (round(float(query.get(name, "")), 2) for name in (LAT, LON))
    except ValueError:
        return Place(State.INVALID)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return Place(State.INVALID)
    return Place(State.FOUND, _("your location (to about 1 km)"), latitude, longitude)


def read_filters(query: QueryDict) -> Filters:
    """The filters in an address; values that mean nothing ask for nothing."""
    kind, service = query.get(KIND, ""), query.get(SERVICE, "")
    return Filters(
        kind=kind if kind in _KINDS else "",
        open_now=bool(query.get(OPEN)),
        step_free=bool(query.get(STEP_FREE)),
        service=service if service in _SERVICES else ServiceKind.CONFIRMS,
    )


def list_nearest(snapshot: Snapshot, place: Place, count: int, filters: Filters) -> Listing:
    """The `count` offices nearest to a located place that do `filters.service`, without a form."""
    points, local = snapshot.points, local_now()
    certain: list[Result] = []
    unsure: list[Result] = []
    for found in snapshot.index.walk(place.latitude, place.longitude):
        if len(certain) == count:
            break
        done = _is_wanted(points, found.point, filters, local)
        if done:
            certain.append(result_of(points, found, local, filters.service))
        elif done is None and len(unsure) < _MOST_UNSURE and found.metres <= _FAR:
            unsure.append(result_of(points, found, local, filters.service))
    nearest = min((result.metres or 0 for result in (*certain, *unsure)), default=0)
    near = max(1, sum((result.metres or 0) <= _FAR for result in certain))
    unplaced, unplaced_unsure = _unplaced(snapshot, place, filters, local)
    return Listing(
        results=tuple(certain[:near]),
        far=tuple(certain[near:]),
        unplaced=unplaced,
        unsure=(*unsure, *unplaced_unsure)[:_MOST_UNSURE],
        service=filters.service,
        abroad=nearest > _ABROAD and not filters.narrows,
        narrowed=filters.narrows,
        form=None,
        map=None,
    )


def _is_wanted(points: PointSet, point: Point, filters: Filters, local: datetime) -> bool | None:
    """Whether an office is to be listed; None: among those of which it is not known."""
    return does(points, point, filters.service) if filters.admit(points, point, local) else False


def _unplaced(
    snapshot: Snapshot, place: Place, filters: Filters, local: datetime
) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """Offices of the town itself without coordinates: those that do what is wanted, and those that may."""
    town = place.town
    if town is None or town.is_gmina:
        return (), ()
    points = snapshot.points
    named = snapshot.index.unplaced_in(town.folded, town.voivodeship)
    known = [(point, _is_wanted(points, point, filters, local)) for point in named]
    certain, unsure = (
        tuple(
            result_of(points, NearOffice(point, 0), local, filters.service) for point, done in known if done is wanted
        )
        for wanted in (True, None)
    )
    return certain, unsure


def listing_of(request: PublicRequest, place: Place, address: str, count: int, *, service: str | None) -> Listing:
    """The `count` offices nearest to `place` that do `service`, with a link to the longer list with a map.

    `service` None: this is that list, on the page at `address`, and the visitor chooses.
    """
    language, links = request.language, request.site.links
    if service is None:
        listing = list_nearest(request.site.snapshot, place, count, read_filters(request.GET))
        shown = [result.point for result in listing.results]
        return replace(
            listing,
            form=filter_form(request.site.snapshot, address, request.GET),
            map=map_of(place.latitude, place.longitude, shown, partial(links.point, language)),
        )
    listing = list_nearest(request.site.snapshot, place, count, Filters(service=service))
    query = dict(where_in(request.GET))
    if service != ServiceKind.CONFIRMS:
        query[SERVICE] = service
    return replace(listing, everything=f"{links.points(language)}?{urlencode(query)}#{ANCHOR}")


def where_in(query: QueryDict) -> tuple[tuple[str, str], ...]:
    """The parameters that say near to what, and on which way."""
    return tuple((name, str(query[name])) for name in (NEAR, PLACE, LAT, LON, FROM) if query.get(name))


def filter_form(snapshot: Snapshot, address: str, query: QueryDict) -> FilterForm:
    """The form of the filters that stand in `query`, for the page at `address`."""
    filters = read_filters(query)
    kept = where_in(query)
    return FilterForm(
        action=f"{address}#{ANCHOR}",
        filters=filters,
        kept=kept,
        kinds=_kind_options(snapshot.points.kinds, filters.kind, get_language()),
        services=_service_options(snapshot.points.service_kinds, filters.service, get_language()),
        without=f"{address}?{urlencode(kept)}#{ANCHOR}",
    )


@lru_cache(256)
def _kind_options(kinds: frozenset[str], chosen: str, _language: str | None) -> tuple[Option, ...]:
    """The kinds of offices that there are, in the active language."""
    labelled = (Option(kind.value, label_of(kind), kind == chosen) for kind in PointKind if kind in kinds)
    return (Option("", _("all kinds"), not chosen), *labelled)


@lru_cache(256)
def _service_options(services: frozenset[str], chosen: str, _language: str | None) -> tuple[Option, ...]:
    """What the offices do for people, in the active language."""
    known = services | {ServiceKind.CONFIRMS}
    labelled = (Option(kind.value, label_of(kind), kind == chosen) for kind in ServiceKind if kind in known)
    return (*labelled, Option(ANY_SERVICE, _("anything"), chosen == ANY_SERVICE))


def does(points: PointSet, point: Point, kind: str) -> bool | None:
    """Whether an office does it, by a source that names it; None: not known.

    Any office may confirm, but a PIN is set only by municipal ones: of others nothing is said, and it is not asked.
    """
    if kind == ANY_SERVICE:
        return True
    service = points.service_of(point, kind)
    if service is None and kind != ServiceKind.CONFIRMS:
        return None if point.kind == PointKind.GMINA else False
    if service is None or service.status == Confirms.UNKNOWN:
        return None
    return service.status in CERTAIN


def is_done_somewhere(points: PointSet, kind: str) -> bool:
    """Whether any office does it."""
    return any(service.kind == kind and service.status in CERTAIN for service in points.services)
