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


def office_list(asked: ApiRequest) -> shapes.OfficeList:
    """Offices as JSON."""
    where, found = _found(asked)
    shown, links = cut_page(asked, found)
    return shapes.OfficeList(
        total=len(found),
        near=where.said if where else None,
        offices=[_entry(asked, each) for each in shown],
        links=links,
        licence=licence(asked),
    )


def office_features(asked: ApiRequest) -> shapes.FeatureCollection:
    """The same as GeoJSON."""
    where, found = _found(asked)
    shown, links = cut_page(asked, found)
    return shapes.FeatureCollection(
        features=[_feature(asked, each) for each in shown],
        total=len(found),
        near=where.said if where else None,
        links=links,
        licence=licence(asked),
    )


def office(asked: ApiRequest) -> shapes.OfficeAnswer:
    """One office. Raise RequestProblem where there is none, or none any more."""
    number, points = asked.values[parameters.NUMBER.name], asked.snapshot.points
    point = points.point.get(number)
    if point is not None:
        return shapes.OfficeAnswer(office=_entry(asked, NearOffice(point, -1)), licence=licence(asked))
    gone = next((each for each in points.gone if each.number == number), None)
    if gone is None:
        detail = _("Look the office up in the list. Its number is in its short address, after /p/.")
        raise RequestProblem(problems.UNKNOWN_OFFICE, detail, parameter="number", address=asked.address("/offices"))
    said = {"name": gone.name, "town": gone.town}
    detail = _("%(name)s (%(town)s) is no longer on the list. Ask for what is near its town instead.") % said
    address = asked.page(asked.links.points(asked.language, near=gone.town, gone=number))
    raise RequestProblem(problems.GONE_OFFICE, detail, parameter="number", address=address)


def offices_wanted(asked: ApiRequest) -> list[Point]:
    """The offices that the filters admit, by number."""
    points = asked.snapshot.points
    wanted = _wanted(asked)
    return sorted((point for point in points.points if wanted.admit(points, point)), key=lambda point: point.number)


def _found(asked: ApiRequest) -> tuple[NearPlace | None, list[NearOffice]]:
    """What is asked for: by number, or the nearest first with how far each is; below 0: not asked or not known."""
    where = place_asked(asked)
    if where is None:
        return None, [NearOffice(point, -1) for point in offices_wanted(asked)]
    points, wanted = asked.snapshot.points, _wanted(asked)
    nearest = (
        found
        for found in asked.snapshot.index.walk(where.latitude, where.longitude)
        if wanted.admit(points, found.point)
    )
    beside = [NearOffice(point, -1) for point in _unplaced(asked, where) if wanted.admit(points, point)]
    return where, [*beside, *islice(nearest, MOST_NEAREST)][:MOST_NEAREST]


def _unplaced(asked: ApiRequest, where: NearPlace) -> Iterator[Point]:
    """Offices of the town itself of which nobody knows where in it they are."""
    if where.town is not None and not where.town.is_gmina:
        yield from asked.snapshot.index.unplaced_in(where.town.folded, where.town.voivodeship)


def _wanted(asked: ApiRequest) -> _Wanted:
    values = asked.values
    at: Any = values.get(parameters.OPEN_AT.name)
    code = values.get(parameters.TERYT.name)
    return _Wanted(
        kind=values.get(parameters.KIND.name),
        service=values.get(parameters.SERVICE.name),
        teryt=_municipality(asked, code) if code else "",
        at=local_now() if at == parameters.NOW else at,
    )


def _municipality(asked: ApiRequest, code: str) -> str:
    """The six digits of a municipality that exists; those of its city for a district. Raise RequestProblem."""
    gazetteer, teryt, name = asked.snapshot.gazetteer, code[:6], parameters.TERYT.name
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


def licence(asked: ApiRequest) -> shapes.Licence:
    """On what terms the data may be used."""
    sources = asked.snapshot.gazetteer.sources
    points = asked.snapshot.points
    used = {point.source for point in points.points}
    named = [source.name.plain_in(asked.language).value for source in points.sources if source.key in used]
    if PlaceSource.GEONAMES in sources:
        named.append(_("TERYT codes: GeoNames (CC BY 4.0)"))
    elif PlaceSource.TERC in sources:
        named.append(_("TERYT codes: TERC (GUS)"))
    return shapes.Licence(terms=terms(), published=published_on(asked), attribution=named)


def terms() -> str:
    """The terms in one sentence."""
    return _(
        "Public sector information: use it freely, name the source of each office and the day of the data "
        "(Polish act of 11 August 2021 on open data, Dz.U. 2021 poz. 1641)."
    )


def published_on(asked: ApiRequest) -> date | None:
    """The day on which the release of the offices went live."""
    stamps = asked.snapshot.stamps
    moment = next((stamp.activated_at for stamp in stamps if stamp.kind == ReleaseKind.POINTS), None)
    return timezone.localdate(moment) if moment else None


def place_of(point: Point) -> shapes.Coordinates | None:
    """The coordinates of an office as far as they may be handed out."""
    if point.latitude is None or point.longitude is None or point.precision not in HANDED_OUT:
        return None
    precision: Any = point.precision
    return shapes.Coordinates(latitude=point.latitude, longitude=point.longitude, precision=precision)


def _entry(asked: ApiRequest, found: NearOffice) -> shapes.OfficeEntry:
    return shapes.OfficeEntry(**_fields(asked, found), coordinates=place_of(found.point))


def _feature(asked: ApiRequest, found: NearOffice) -> shapes.Feature:
    place = place_of(found.point)
    return shapes.Feature(
        id=found.point.number,
        geometry=shapes.Position(coordinates=(place.longitude, place.latitude)) if place else None,
        properties=shapes.OfficeData(**_fields(asked, found)),
    )


def _fields(asked: ApiRequest, found: NearOffice) -> dict[str, Any]:
    """All of an office but its coordinates."""
    point, points = found.point, asked.snapshot.points
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
        "services": _services(asked, point),
        "by_appointment": answered(point.appointment),
        "appointment_how": asked.text_or_none(point.appointment_how),
        "step_free": answered(point.step_free),
        "sign_language": answered(point.sign_language),
        "note": asked.text_or_none(point.note),
        "source": _source(asked, source),
        "checked_on": point.checked_on,
        "page": asked.page(asked.links.point(asked.language, point.number)),
        "short_address": asked.page(f"/p/{point.number}"),
        "distance_km": max(1, round(found.metres / 1000)) if found.metres >= 0 else None,
    }


def expression_of(opening: Opening | None) -> str | None:
    """Opening hours in OpenStreetMap's syntax, the days that differ included."""
    return opening.expression if opening else None


def answered(value: str) -> bool | None:
    """Yes or no, None where it was not asked."""
    return value == Answered.YES if value else None


def _services(asked: ApiRequest, point: Point) -> list[shapes.OfficeService]:
    points = asked.snapshot.points
    services = [points.services[place] for place in point.services]
    return [
        shapes.OfficeService(
            kind=service.kind,
            status=service.status,  # type: ignore[arg-type]  # one of Confirms
            source=_source(asked, points.source[service.source]) if service.source in points.source else None,
            url=service.url or None,
            checked_on=service.checked_on,
        )
        for service in services
    ]


def _source(asked: ApiRequest, source: PointSource) -> shapes.DataSource:
    return shapes.DataSource(
        key=source.key,
        name=source.name.plain_in(asked.language).value,
        published=source.published or None,
        url=source.url or None,
    )
