"""What does not fit together in the rows of a file, seen beside the gazetteer and the working copy. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from guides.enums import PointKind, Precision
from guides.importing.matching import name_key, street_key
from guides.jobs.kinds import Progress, unheard
from guides.offices.formats.cleaning import note
from guides.offices.formats.reading import Office
from guides.places.gazetteer import Gazetteer
from guides.places.locating import Located, locate
from guides.schema import draft
from guides.schema.geography import distance, in_poland
from guides.text import fold

_NAMES_ALIKE, _STREETS_ALIKE = 92, 88  # of 100
_TOLD_EVERY = 50  # rows
_NEIGHBOURS = 20  # in the order of names; offices that are alike stand side by side there


def check(
    rows: Sequence[Office],
    found: Mapping[int, draft.Point],
    points: Iterable[draft.Point],
    gazetteer: Gazetteer,
    progress: Progress = unheard,
) -> dict[int, Located]:
    """Add notes to `rows`; return where each row is, by its line, as far as the gazetteer knows."""
    located = {} if gazetteer.is_empty else _locate(rows, gazetteer, progress)
    _find_two_postcodes(rows)
    _find_near_twins(rows, found, points)
    return located


def _locate(rows: Sequence[Office], gazetteer: Gazetteer, progress: Progress) -> dict[int, Located]:
    located = {}
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            progress(number, len(rows), _("Looking for the places of the offices"))
        values = row.values
        if values.get("country", "PL") != "PL":
            continue
        postcode, town = values.get("postcode", ""), values["town"]
        if postcode and not gazetteer.knows_postcode(postcode):
            note(row.notes, "postcode_unknown", postcode)
        _doubt_country(row)
        place = locate(gazetteer, postcode, town, _area(values), values.get("voivodeship", "")) or _elsewhere(
            locate(gazetteer, postcode, town)
        )
        if place is None:
            note(row.notes, "not_located", f"{postcode} {town}")
            continue
        located[row.line] = place
        _doubt_coordinates(row, place)
        named = values.get("voivodeship", "")
        if named and place.voivodeship and named != place.voivodeship:
            note(row.notes, "other_voivodeship", f"{town}: {named}, {place.voivodeship}")
    return located


_FARTHEST = 25_000  # metres from the town; a municipality is seldom wider


def _doubt_country(row: Office) -> None:
    """Coordinates of a list that lie abroad are not believed."""
    place = _given(row)
    if place is not None and not in_poland(*place):
        _leave_out(row, "coordinates_abroad", f"{place[0]} {place[1]}")


def _doubt_coordinates(row: Office, located: Located) -> None:
    """Coordinates of a list that lie far from the postcode and the town of their row are not believed."""
    place = _given(row)
    far = distance(*place, located.latitude, located.longitude) if place is not None else 0
    if place is not None and far > _FARTHEST:
        _leave_out(row, "coordinates_far", f"{place[0]} {place[1]}: {far / 1000:.0f} km")


def _given(row: Office) -> tuple[float, float] | None:
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    # Of this site's own table, whose rows have numbers, an editor answers for each value.
    return None if latitude is None or longitude is None or "number" in row.values else (latitude, longitude)


def _leave_out(row: Office, code: str, detail: str) -> None:
    note(row.notes, code, detail)
    for name in ("latitude", "longitude", "precision"):
        row.values.pop(name)


def _elsewhere(place: Located | None) -> Located | None:
    """Perhaps it is the voivodeship that is wrong. A namesake far away is no answer: the postcode has to agree."""
    return place if place is not None and place.precision == Precision.POSTCODE_AREA else None


def _area(values: Mapping[str, Any]) -> str:
    """The gmina, or for a county office the first four digits of its own code."""
    reference: str = values.get("reference", "")
    if values["kind"] == PointKind.STAROSTY and re.fullmatch(r"[0-9]{7}", reference):
        return reference[:4]
    teryt: str = values.get("teryt", "")
    return teryt


def _find_two_postcodes(rows: Sequence[Office]) -> None:
    places: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for row in rows:
        street = street_key(row.values.get("street", ""))
        if row.values.get("postcode") and any(sign.isdigit() for sign in street):
            places[fold(row.values["town"]), street].append(row)
    for same in places.values():
        postcodes = sorted({row.values["postcode"] for row in same})
        if len(postcodes) > 1:
            for row in same:
                note(
                    row.notes, "two_postcodes", f"{row.values['street']}, {row.values['town']}: {', '.join(postcodes)}"
                )


def _find_near_twins(rows: Sequence[Office], found: Mapping[int, draft.Point], points: Iterable[draft.Point]) -> None:
    """Rows that are like another row, or like an office that no row was recognised as."""
    taken = {point.number for point in found.values()}
    groups: dict[tuple[str, str], list[tuple[str, str, Office | None, str]]] = defaultdict(list)
    for row in rows:
        values = row.values
        key = (values["kind"], fold(values["town"]))
        groups[key].append((name_key(values["name"]), street_key(values.get("street", "")), row, values["name"]))
    for point in points:
        key = (point.kind, fold(point.town))
        if point.number not in taken and point.is_listed and key in groups:
            groups[key].append((name_key(point.name), street_key(point.street), None, f"{point.name} ({point.number})"))
    for group in groups.values():
        group.sort(key=lambda one: one[:2])
        for place, one in enumerate(group):
            for other in group[place + 1 : place + 1 + _NEIGHBOURS]:
                if _are_alike(one, other):
                    _note_twins(one, other)


def _are_alike(one: tuple[str, str, Any, str], other: tuple[str, str, Any, str]) -> bool:
    return fuzz.token_sort_ratio(one[0], other[0]) >= _NAMES_ALIKE and fuzz.ratio(one[1], other[1]) >= _STREETS_ALIKE


def _note_twins(one: tuple[str, str, Office | None, str], other: tuple[str, str, Office | None, str]) -> None:
    for this, that in ((one, other), (other, one)):
        if this[2] is not None:
            where = f", {that[2].line}" if that[2] is not None else ""
            note(this[2].notes, "near_twin", f"{that[3]}{where}")
