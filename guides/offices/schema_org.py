"""An office as search engines read it: a GovernmentOffice of schema.org, in JSON-LD."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from guides.enums import PointKind, Precision
from guides.schema.content import Opening, Point
from guides.schema.phones import read_phone
from guides.schema.schedule import Day, Schedule, Week, schedule_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TYPES = {PointKind.POST: "PostOffice", PointKind.BANK: "BankOrCreditUnion"}
_CLOSED = ("00:00", "00:00")  # opening and closing at midnight
# What would end the element, or begin a comment, inside of a script element.
UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


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
    if dialled := [phone.dial for text in point.phones if (phone := read_phone(text)) and phone.dial]:
        office["telephone"] = dialled
    if point.email:
        office["email"] = point.email
    if point.website:
        office["url"] = point.website
    # A place that is not known to the house would be shown as one.
    if point.precision == Precision.BUILDING and point.latitude is not None:
        office["geo"] = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}
    if opening and (hours := _hours(schedule_of(opening, today), today)):
        office["openingHoursSpecification"] = hours
    return json.dumps(office, ensure_ascii=False).translate(UNSAFE)


def _hours(schedule: Schedule, today: date) -> list[dict[str, Any]]:
    """The usual weeks, each as long as it holds, and the days that differ; only hours on which people can rely."""
    hours: list[dict[str, Any]] = []
    for season, following in zip_longest(schedule.seasons, schedule.seasons[1:]):
        when: dict[str, Any] = {}
        if season.since > schedule.monday:
            when["validFrom"] = season.since.isoformat()
        if following:
            when["validThrough"] = (following.since - timedelta(days=1)).isoformat()
        hours += _week(season.week, when)
    for days in (*schedule.others, *schedule.dates):
        if days.last >= today:
            when = {"validFrom": days.first.isoformat(), "validThrough": days.last.isoformat()}
            hours += [_specification(*span, **when) for span in list(_sure(days.hours)) or [_CLOSED]]
    return hours if any(each["opens"] != each["closes"] for each in hours) else []


def _week(week: Week, when: dict[str, Any]) -> list[dict[str, Any]]:
    """The days that have the same span together."""
    days: dict[tuple[str, str], list[str]] = {}
    for name, spans in zip(_DAYS, week, strict=True):
        for span in _sure(spans):
            days.setdefault(span, []).append(name)
    return [_specification(*span, dayOfWeek=names, **when) for span, names in days.items()]


def _sure(spans: Day) -> Iterator[tuple[str, str]]:
    """The spans without a condition: a search engine shows no remark beside them."""
    return ((span.start, span.end) for span in spans if span.certain and not span.remark)


def _specification(opens: str, closes: str, **when: object) -> dict[str, Any]:
    end = "23:59" if closes == "24:00" else closes
    return {"@type": "OpeningHoursSpecification", **when, "opens": opens, "closes": end}
