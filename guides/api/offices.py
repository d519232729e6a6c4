"""Offices as the API hands them out. Coordinates that may come from the lists of places are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guides.api import parameters, problems, shapes
from guides.api.asking import ApiRequest, cut_page
from guides.api.near import NearPlace, place_asked
from guides.api.problems import RequestProblem
from guides.enums import HANDED_OUT, Answered, PlaceSource, PointKind, ReleaseKind
from guides.offices.nearest import NearOffice
from guides.places.cities import city_of
from guides.schema.content import Opening, Point, PointSet, PointSource
from guides.views.listing import does
from guides.views.results import is_open, local_now, state_of

MOST_NEAREST = 100


@dataclass(frozen=True)
class _Wanted:
    """The filters of a request."""

    kind: str | None
    service: str | None
    teryt: str
    at: datetime | None

    def admit(self, points: PointSet, point: Point) -> bool:
        if self.kind and point.kind != self.kind:
            return False
        if self.teryt and point.teryt != self.teryt:
            return False
        if self.service and not does(points, point, self.service):
            return False
        return self.at is None or is_open(state_of(points, point, self.at))


def office_list(request: ApiRequest) -> shapes.OfficeList:
    """Offices as JSON."""
    where, found = _found(request)
    shown, links = cut_page(request, found)
    return shapes.OfficeList(
        total=len(found),
        near=where.said if where else None,
        offices=[_entry(request, each) for each in shown],
        links=links,
        licence=licence(request),
    )


def office_features(request: ApiRequest) -> shapes.FeatureCollection:
    """The same as GeoJSON."""
    where, found = _found(request)
    shown, links = cut_page(request, found)
    return shapes.FeatureCollection(
        features=[_feature(request, each) for each in shown],
        total=len(found),
        near=where.said if where else None,
        links=links,
        licence=licence(request),
    )


def office(request: ApiRequest) -> shapes.OfficeAnswer:
    """One office. Raise RequestProblem where there is none, or none any more."""
    number, points = request.values[parameters.NUMBER.name], request.snapshot.points
    point = points.point.get(number)
    if point is not None:
        return shapes.OfficeAnswer(office=_entry(request, NearOffice(point, -1)), licence=licence(request))
    gone = next((each for each in points.gone if each.number == number), None)
    if gone is None:
        detail = _("Look the office up in the list. Its number is in its short address, after /p/.")
        raise RequestProblem(problems.UNKNOWN_OFFICE, detail, parameter="number", address=request.address("/offices"))
    said = {"name": gone.name, "town": gone.town}
    detail = _("%(name)s (%(town)s) is no longer on the list. Ask for what is near its town instead.") % said
    address = request.page(request.links.points(request.language, near=gone.town, gone=number))
    raise RequestProblem(problems.GONE_OFFICE, detail, parameter="number", address=address)


def offices_wanted(request: ApiRequest) -> list[Point]:
    """The offices that the filters admit, by number."""
    points = request.snapshot.points
    wanted = _wanted(request)
    return sorted((point for point in points.points if wanted.admit(points, point)), key=lambda point: point.number)


def _found(request: ApiRequest) -> tuple[NearPlace | None, list[NearOffice]]:
    """What is asked for: by number, or the nearest first with how far each is; below 0: not asked or not known."""
    where = place_asked(request)
    if where is None:
        return None, [NearOffice(point, -1) for point in offices_wanted(request)]
    points, wanted = request.snapshot.points, _wanted(request)
    nearest = (
        found
        for found in request.snapshot.index.walk(where.latitude, where.longitude)
        if wanted.admit(points, found.point)
    )
    beside = [NearOffice(point, -1) for point in _unplaced(request, where) if wanted.admit(points, point)]
    return where, [*beside, *islice(nearest, MOST_NEAREST)][:MOST_NEAREST]


def _unplaced(request: ApiRequest, where: NearPlace) -> Iterator[Point]:
    """Offices of the town itself of which nobody knows where in it they are."""
    if where.town is not None and not where.town.is_gmina:
        yield from request.snapshot.index.unplaced_in(where.town.folded, where.town.voivodeship)


def _wanted(request: ApiRequest) -> _Wanted:
    values = request.values
    at: Any = values.get(parameters.OPEN_AT.name)
    code = values.get(parameters.TERYT.name)
    return _Wanted(
        kind=values.get(parameters.KIND.name),
        service=values.get(parameters.SERVICE.name),
        teryt=_municipality(request, code) if code else "",
        at=local_now() if at == parameters.NOW else at,
    )


def _municipality(request: ApiRequest, code: str) -> str:
    """The six digits of a municipality that exists; those of its city for a district. Raise RequestProblem."""
    gazetteer, teryt, name = request.snapshot.gazetteer, code[:6], parameters.TERYT.name
    if not gazetteer.has_municipalities:
        detail = _("This site can’t look offices up by TERYT. Ask with “near” and the name or a postcode instead.")
        raise RequestProblem(problems.NO_MUNICIPALITIES, detail, parameter=name)
    if gazetteer.municipality(teryt):
        return teryt
    city = gazetteer.municipality(f"{teryt[:4]}01")
    if city is not None and city.is_city and city_of(teryt):
        return city.teryt
    if gone := gazetteer.dissolved(teryt):
        detail = _(
            "%(name)s was joined to other municipalities. Ask with their code, or with “near” and the name of a town."
        )
        raise RequestProblem(problems.DISSOLVED_MUNICIPALITY, detail % {"name": gone.name}, parameter=name)
    detail = _(
        "No municipality has the code %(teryt)s. Codes change when municipalities join or move to another county: "
        "look it up in TERYT (eteryt.stat.gov.pl), or ask with “near” and the name of a town."
    )
    raise RequestProblem(problems.UNKNOWN_MUNICIPALITY, detail % {"teryt": code}, parameter=name)


def licence(request: ApiRequest) -> shapes.Licence:
    """On what terms the data may be used."""
    sources = request.snapshot.gazetteer.sources
    points = request.snapshot.points
    used = {point.source for point in points.points}
    named = [source.name.plain_in(request.language).value for source in points.sources if source.key in used]
    if PlaceSource.GEONAMES in sources:
        named.append(_("TERYT codes: GeoNames (CC BY 4.0)"))
    elif PlaceSource.TERC in sources:
        named.append(_("TERYT codes: TERC (GUS)"))
    return shapes.Licence(terms=terms(), published=published_on(request), attribution=named)


def terms() -> str:
    """The terms in one sentence."""
    return _(
        "Public sector information: use it freely, name the source of each office and the day of the data "
        "(Polish act of 11 August 2021 on open data, Dz.U. 2021 poz. 1641)."
    )


def published_on(request: ApiRequest) -> date | None:
    """The day on which the release of the offices went live."""
    stamps = request.snapshot.stamps
    moment = next((stamp.activated_at for stamp in stamps if stamp.kind == ReleaseKind.POINTS), None)
    return timezone.localdate(moment) if moment else None


def place_of(point: Point) -> shapes.Coordinates | None:
    """The coordinates of an office as far as they may be handed out."""
    if point.latitude is None or point.longitude is None or point.precision not in HANDED_OUT:
        return None
    precision: Any = point.precision
    return shapes.Coordinates(latitude=point.latitude, longitude=point.longitude, precision=precision)


def _entry(request: ApiRequest, found: NearOffice) -> shapes.OfficeEntry:
    return shapes.OfficeEntry(**_fields(request, found), coordinates=place_of(found.point))


def _feature(request: ApiRequest, found: NearOffice) -> shapes.Feature:
    place = place_of(found.point)
    return shapes.Feature(
        id=found.point.number,
        geometry=shapes.Position(coordinates=(place.longitude, place.latitude)) if place else None,
        properties=shapes.OfficeData(**_fields(request, found)),
    )


def _fields(request: ApiRequest, found: NearOffice) -> dict[str, Any]:
    """All of an office but its coordinates."""
    point, points = found.point, request.snapshot.points
    source, opening = points.source[point.source], points.opening_of(point)
    return {
        "number": point.number,
        "kind": point.kind,
        "kind_label": str(PointKind(point.kind).label),
        "name": point.name,
        "address": shapes.OfficeAddress(
            street=point.street or None,
            postcode=point.postcode or None,
            town=point.town,
            voivodeship=point.voivodeship or None,
            teryt=point.teryt or None,
            country=point.country,
        ),
        "phones": list(point.phones),
        "helpline": (source.phone or None) if not point.phones else None,
        "email": point.email or None,
        "website": point.website or source.website or None,
        "opening_hours": expression_of(opening),
        "opening_hours_text": point.hours_text or None,
        "services": _services(request, point),
        "by_appointment": answered(point.appointment),
        "appointment_how": request.text_or_none(point.appointment_how),
        "step_free": answered(point.step_free),
        "sign_language": answered(point.sign_language),
        "note": request.text_or_none(point.note),
        "source": _source(request, source),
        "checked_on": point.checked_on,
        "page": request.page(request.links.point(request.language, point.number)),
        "short_address": request.page(f"/p/{point.number}"),
        "distance_km": max(1, round(found.metres / 1000)) if found.metres >= 0 else None,
    }


def expression_of(opening: Opening | None) -> str | None:
    """Opening hours in OpenStreetMap's syntax, the days that differ included."""
    return opening.expression if opening else None


def answered(value: str) -> bool | None:
    """Yes or no, None where it was not asked."""
    return value == Answered.YES if value else None


def _services(request: ApiRequest, point: Point) -> list[shapes.OfficeService]:
    points = request.snapshot.points
    services = [points.services[place] for place in point.services]
    return [
        shapes.OfficeService(
            kind=service.kind,
            status=service.status,  # type: ignore[arg-type]  # one of Confirms
            source=_source(request, points.source[service.source]) if service.source in points.source else None,
            url=service.url or None,
            checked_on=service.checked_on,
        )
        for service in services
    ]


def _source(request: ApiRequest, source: PointSource) -> shapes.DataSource:
    return shapes.DataSource(
        key=source.key,
        name=source.name.plain_in(request.language).value,
        published=source.published or None,
        url=source.url or None,
    )
