"""What “near” and “place” of a request mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guides.api import parameters, problems
from guides.api.asking import ApiRequest
from guides.api.problems import PlaceChoice, RequestProblem
from guides.api.shapes import NearWhat
from guides.places.finding import Place, State, find_place
from guides.places.gazetteer import Town
from guides.text import single_line
from guides.views.places import in_voivodeship, label_of, message_of, name_of

MOST_CHOICES = 8
_DEGREES = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,20})?)\s*", re.ASCII)


@dataclass(frozen=True)
class NearPlace:
    """Near what, in degrees WGS84. Only its name is handed out."""

    said: NearWhat
    latitude: float
    longitude: float
    town: Town | None = None


def place_asked(request: ApiRequest) -> NearPlace | None:
    """The place that was asked for; None without one. Raise RequestProblem where it can't be told."""
    typed, key = request.values.get(parameters.NEAR.name), request.values.get(parameters.PLACE.name)
    if typed is None and key is None:
        return None
    if typed and (degrees := _DEGREES.fullmatch(typed)):
        return _at_degrees(float(degrees[1]), float(degrees[2]))
    snapshot = request.snapshot
    place = find_place(snapshot.points, single_line(typed or ""), snapshot.gazetteer, key or "")
    if place.is_located:
        said = NearWhat(name=name_of(place), precise=not (place.in_part or place.is_of_city))
        return NearPlace(said, place.latitude, place.longitude, place.town)
    raise _problem(request, place)


def _at_degrees(latitude: float, longitude: float) -> NearPlace:
    """A place in degrees, to about 1 km, as the pages take it."""
    latitude, longitude = round(latitude, 2), round(longitude, 2)
    if abs(latitude) > 90 or abs(longitude) > 180:
        detail = _("Latitude lies between -90 and 90, longitude between -180 and 180, in degrees WGS84.")
        raise RequestProblem(problems.UNKNOWN_PLACE, detail, parameter=parameters.NEAR.name)
    return NearPlace(NearWhat(name=f"{latitude:.2f},{longitude:.2f}", precise=True), latitude, longitude)


def _problem(request: ApiRequest, place: Place) -> RequestProblem:
    choices = list(_choices(place))[:MOST_CHOICES]
    if choices:
        detail = _("Choose a place from the choices, and ask with its “near” and “place”.")
        return RequestProblem(problems.SEVERAL_PLACES, detail, parameter=parameters.NEAR.name, choices=choices)
    towns_only = not request.snapshot.gazetteer.has_municipalities
    if place.state == State.ABROAD:
        detail = _("This place lies abroad. The list by kind has the consulates that we know: kind=consulate.")
    else:
        detail = message_of(place, knows_villages=not towns_only) or str(parameters.NEAR.wanted)
    return RequestProblem(problems.UNKNOWN_PLACE, detail, parameter=parameters.NEAR.name)


def _choices(place: Place) -> Iterator[PlaceChoice]:
    """The places that may be meant, as the finder offers them: without coordinates."""
    for name in place.choices:
        yield PlaceChoice(label=name, near=name)
    for town in place.towns:
        label = in_voivodeship(town, label_of(town)) if town.gmina else label_of(town)
        yield PlaceChoice(label=label, near=town.as_typed, place=town.key)
