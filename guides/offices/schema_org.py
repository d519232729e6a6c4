"""An office as search engines read it: a GovernmentOffice of schema.org, in JSON-LD."""

import json
from datetime import date
from typing import Any

from guides.enums import PointKind, Precision
from guides.schema.content import Opening, Point

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TYPES = {PointKind.POST: "PostOffice", PointKind.BANK: "BankOrCreditUnion"}
# What would end the element, or begin a comment, inside of a script element.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_ld(point: Point, opening: Opening | None, address: str, today: date) -> str:
    """The JSON of an office whose page is at `address`, safe inside a script element. Exceptions from `today` on."""
    place = {
        "@type": "PostalAddress",
        "streetAddress": point.street,
        "postalCode": point.postcode,
        "addressLocality": point.town,
        "addressRegion": point.voivodeship,
        "addressCountry": point.country,
    }
    office: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(PointKind(point.kind), "GovernmentOffice"),
        "name": point.name,
        "address": {name: value for name, value in place.items() if value},
        "mainEntityOfPage": address,
    }
    if point.phones:
        office["telephone"] = list(point.phones)
    if point.email:
        office["email"] = point.email
    if point.website:
        office["url"] = point.website
    # A place that is not known to the house would be shown as one.
    if point.precision == Precision.BUILDING and point.latitude is not None:
        office["geo"] = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}
    if opening:
        office["openingHoursSpecification"] = _week(opening) + _exceptions(opening, today)
    return json.dumps(office, ensure_ascii=False).translate(_UNSAFE)


def _week(opening: Opening) -> list[dict[str, Any]]:
    """The days that have the same span together."""
    days: dict[tuple[str, str], list[str]] = {}
    for name, spans in zip(_DAYS, opening.week, strict=True):
        for span in spans:
            days.setdefault(span, []).append(name)
    return [_specification(*span, dayOfWeek=names) for span, names in days.items()]


def _exceptions(opening: Opening, today: date) -> list[dict[str, Any]]:
    """Days with other hours; opening and closing at midnight says closed."""
    return [
        _specification(*span, validFrom=first.isoformat(), validThrough=last.isoformat())
        for first, last, spans in opening.exceptions
        if last >= today
        for span in spans or (("00:00", "00:00"),)
    ]


def _specification(opens: str, closes: str, **when: object) -> dict[str, Any]:
    end = "23:59" if closes == "24:00" else closes
    return {"@type": "OpeningHoursSpecification", **when, "opens": opens, "closes": end}
