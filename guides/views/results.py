"""The offices that were found near a place, as pages list them, and the filters on them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guides.enums import Answered, Confirms, PointKind, Precision, ServiceKind
from guides.offices.nearest import Found
from guides.places.finding import Place, State
from guides.schema.content import Opening, Point, PointSet
from guides.schema.hours import Openness, OpenState, state_at
from guides.serving.links import FROM, KIND, LAT, LON, NEAR, OPEN, PLACE, SERVICE, STEP_FREE
from guides.serving.live import Snapshot
from guides.views.map import Map, map_of
from guides.views.rendering import PublicRequest

ANCHOR = "finder"  # of the finder in a page
ANY_SERVICE = "any"
_MOST_UNSURE = 3
_TOWN = 3  # kilometres to which a town says where something is
_ABROAD = 200_000  # metres to the nearest office beyond which the place is hardly in Poland
_CERTAIN = {Confirms.BY_LAW, Confirms.BY_CONSENT}


@dataclass(frozen=True)
class ServiceLine:
    """One service of an office in words; `certain`: it does it, by a source that we name."""

    words: str
    certain: bool


@dataclass(frozen=True)
class Result:
    """An office in the list, and what is said of it `now`, empty when nothing is known.

    It is `metres` away, which is known to `blur` kilometres.
    """

    point: Point
    metres: int
    blur: int
    kind_label: str
    now: str
    is_open: bool
    by_appointment: bool
    step_free: bool
    services: tuple[ServiceLine, ...]
    opening: Opening | None
    helpline: str  # of all offices of its list, where the list gives it no number of its own


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
    """Offices near a place: those that do what is wanted, and nearer ones of which that is not known."""

    results: tuple[Result, ...]
    unsure: tuple[Result, ...]
    service: str
    abroad: bool
    narrowed: bool
    form: FilterForm | None
    map: Map | None
    everything: str = ""  # the address of the longer list with filters

    @property
    def unsure_is_closer(self) -> bool:
        """Whether each office of which it is not known is closer than the first of those that do it."""
        certain = min((result.metres for result in self.results), default=None)
        return certain is not None and all(result.metres < certain for result in self.unsure)


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
        kind=kind if kind in PointKind.values else "",
        open_now=bool(query.get(OPEN)),
        step_free=bool(query.get(STEP_FREE)),
        service=service if service in (*ServiceKind.values, ANY_SERVICE) else ServiceKind.CONFIRMS,
    )


def list_nearest(snapshot: Snapshot, place: Place, count: int, filters: Filters) -> Listing:
    """The `count` offices nearest to a located place that do `filters.service`, without a form."""
    points, local = snapshot.points, local_now()
    results: list[Result] = []
    unsure: list[Result] = []
    for found in snapshot.index.walk(place.latitude, place.longitude):
        if len(results) == count:
            break
        if not filters.admit(points, found.point, local):
            continue
        certain = does(points, found.point, filters.service)
        if certain:
            results.append(result_of(points, found, local))
        elif certain is None and len(unsure) < _MOST_UNSURE:
            unsure.append(result_of(points, found, local))
    nearest = min((result.metres for result in (*results, *unsure)), default=0)
    return Listing(
        results=tuple(results),
        unsure=tuple(unsure),
        service=filters.service,
        abroad=nearest > _ABROAD and not filters.narrows,
        narrowed=filters.narrows,
        form=None,
        map=None,
    )


def listing_of(request: PublicRequest, place: Place, address: str, count: int, *, service: str | None) -> Listing:
    """The `count` offices nearest to `place` that do `service`, with a link to the longer list with a map and filters.

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
    kinds = {point.kind for point in snapshot.points.points}
    services = {service.kind for service in snapshot.points.services}
    return FilterForm(
        action=f"{address}#{ANCHOR}",
        filters=filters,
        kept=kept,
        kinds=(
            Option("", _("all kinds"), not filters.kind),
            *(Option(kind.value, str(kind.label), kind == filters.kind) for kind in PointKind if kind in kinds),
        ),
        services=(
            *(
                Option(kind.value, str(kind.label), kind == filters.service)
                for kind in ServiceKind
                if kind in services or kind == ServiceKind.CONFIRMS
            ),
            Option(ANY_SERVICE, _("anything"), filters.service == ANY_SERVICE),
        ),
        without=f"{address}?{urlencode(kept)}#{ANCHOR}",
    )


def does(points: PointSet, point: Point, kind: str) -> bool | None:
    """Whether an office does it, by a source that names it; None: not known."""
    if kind == ANY_SERVICE:
        return True
    service = points.service_of(point, kind)
    if service is None or service.status == Confirms.UNKNOWN:
        return None
    return service.status in _CERTAIN


def is_done_somewhere(points: PointSet, kind: str) -> bool:
    """Whether any office does it."""
    return any(service.kind == kind and service.status in _CERTAIN for service in points.services)


def result_of(points: PointSet, found: Found, local: datetime) -> Result:
    """An office that was found, as a list shows it."""
    point = found.point
    state = state_of(points, point, local)
    return Result(
        point=point,
        metres=found.metres,
        blur=_TOWN if point.precision == Precision.TOWN else 1,
        kind_label=str(PointKind(point.kind).label),
        now=now_in_words(state, local) if state else point.hours_text,
        is_open=is_open(state),
        by_appointment=point.appointment == Answered.YES,
        step_free=point.step_free == Answered.YES,
        services=service_lines(points, point),
        opening=points.opening_of(point),
        helpline="" if point.phones else points.source[point.source].phone,
    )


def local_now() -> datetime:
    """This minute of the Polish clock, without a time zone, as opening hours are written."""
    return timezone.localtime().replace(tzinfo=None, second=0, microsecond=0)


def state_of(points: PointSet, point: Point, local: datetime) -> OpenState | None:
    """Whether an office is open at `local`; None where its hours are not known."""
    opening = points.opening_of(point)
    return state_at(opening.expression, local) if opening and opening.usual else None


def is_open(state: OpenState | None) -> bool:
    return state is not None and state.openness in (Openness.OPEN, Openness.ALWAYS)


def now_in_words(state: OpenState, local: datetime) -> str:
    """“Open now (until 15:00)”, “Opens Monday at 8:00”."""
    if state.openness == Openness.ALWAYS:
        return _("Open day and night")
    if state.openness == Openness.OPEN and state.changes:
        return _("Open now (until %(time)s)") % {"time": clock(state.changes)}
    if state.openness == Openness.UNKNOWN:
        words = _("We do not know whether it is open now")
        return _("%(words)s: “%(remark)s”") % {"words": words, "remark": state.remark} if state.remark else words
    return _opens(state.changes, local) if state.changes else _("Closed, we do not know until when")


def _opens(opens: datetime, local: datetime) -> str:
    words = {"time": clock(opens), "day": date_format(opens.date(), "j E")}
    days = (opens.date() - local.date()).days
    if days == 0:
        return _("Opens today at %(time)s") % words
    if days == 1:
        return _("Opens tomorrow at %(time)s") % words
    if opens.date() - local.date() < timedelta(days=7):
        on_weekday = (
            _("Opens Monday at %(time)s"),
            _("Opens Tuesday at %(time)s"),
            _("Opens Wednesday at %(time)s"),
            _("Opens Thursday at %(time)s"),
            _("Opens Friday at %(time)s"),
            _("Opens Saturday at %(time)s"),
            _("Opens Sunday at %(time)s"),
        )
        return on_weekday[opens.weekday()] % words
    return _("Opens on %(day)s at %(time)s") % words


def clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"


def service_lines(points: PointSet, point: Point) -> tuple[ServiceLine, ...]:
    """What an office does for people, in words. An office of which nothing is said may confirm or not."""
    confirms, edowod = (points.service_of(point, kind) for kind in (ServiceKind.CONFIRMS, ServiceKind.EDOWOD))
    lines = [_confirms_in_words(confirms.status if confirms else Confirms.UNKNOWN)]
    if edowod and edowod.status in _CERTAIN:
        lines.append(ServiceLine(_("Sets the PIN of an e-dowód"), True))
    elif edowod and edowod.status == Confirms.UNKNOWN:
        lines.append(ServiceLine(_("We do not know whether it sets the PIN of an e-dowód"), False))
    return tuple(lines)


def _confirms_in_words(status: str) -> ServiceLine:
    match status:
        case Confirms.BY_LAW:
            return ServiceLine(_("By law it should confirm Profil Zaufany: ask first"), True)
        case Confirms.BY_CONSENT:
            return ServiceLine(_("Confirms Profil Zaufany: with the minister’s consent"), True)
        case Confirms.NO:
            return ServiceLine(_("Does not confirm Profil Zaufany"), False)
        case _:
            return ServiceLine(_("We do not know whether it confirms Profil Zaufany"), False)
