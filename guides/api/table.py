"""Offices as a table: CSV with a heading, safe to open in a spreadsheet."""

import csv
import io

from guides.api.asking import ApiRequest
from guides.api.offices import answered, expression_of, offices_wanted, place_of, published_on, terms
from guides.enums import ServiceKind
from guides.schema.content import Point
from guides.text import disarm

_BOM = "\ufeff"  # by which spreadsheets know UTF-8
COLUMNS = (
    "number",
    "kind",
    "name",
    "street",
    "postcode",
    "town",
    "voivodeship",
    "teryt",
    "country",
    "phones",
    "email",
    "website",
    "opening_hours",
    "opening_hours_text",
    *(kind.value for kind in ServiceKind),
    "by_appointment",
    "step_free",
    "sign_language",
    "latitude",
    "longitude",
    "precision",
    "page",
    "source",
    "source_published",
    "checked_on",
    "published_on",
    "licence",
)


def office_table(request: ApiRequest) -> bytes:
    """The offices asked for, one to a line, each with its source, day of the data and licence."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    ends = [_written(published_on(request)), terms()]
    for point in offices_wanted(request):
        writer.writerow([disarm(cell) for cell in (*_cells(request, point), *ends)])
    return (_BOM + out.getvalue()).encode()


def _cells(request: ApiRequest, point: Point) -> list[str]:
    points = request.snapshot.points
    source, place = points.source[point.source], place_of(point)
    services = [points.service_of(point, kind) for kind in ServiceKind.values]
    values = (
        point.number,
        point.kind,
        point.name,
        point.street,
        point.postcode,
        point.town,
        point.voivodeship,
        point.teryt,
        point.country,
        "; ".join(point.phones),
        point.email,
        point.website or source.website,
        expression_of(points.opening_of(point)),
        point.hours_text,
        *(service.status if service else "unknown" for service in services),
        answered(point.appointment),
        answered(point.step_free),
        answered(point.sign_language),
        place.latitude if place else None,
        place.longitude if place else None,
        place.precision if place else None,
        request.page(request.links.point(request.language, point.number)),
        source.name.plain_in(request.language).value,
        source.published,
        point.checked_on,
    )
    return [_written(value) for value in values]


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
