"""Specimens of the finder of confirmation points, and of the offices that it finds."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from gallery.specimens.lists import WEEKDAYS
from gallery.specimens.specimen import Specimen, included, uncovered, unfolded
from guides.enums import Confirms, PointKind, Precision, ServiceKind
from guides.places.finding import State
from guides.schema.content import Point
from guides.views.finder import Abroad, Finder
from guides.views.listing import ANY_SERVICE, FilterForm, Filters, Listing, Option
from guides.views.map import Map, StreetMap, map_of
from guides.views.places import Choice
from guides.views.results import Result, ServiceLine

PLACE = "Przykładowo"
CHOICES = (Choice("Przykładowo (mazowieckie)", "#main"), Choice("Przykładowo (podlaskie)", "#main"))
ABROAD = Abroad("Atlantyda", (), None, True)
MANY = tuple(Choice(f"Przykładowo {number}", "#main") for number in range(1, 15))


def finder(state: State, **more: Any) -> Finder:
    return Finder("#main", more.pop("query", PLACE), state, **more)


def office(known: Point, **changes: Any) -> Point:
    """A made-up office under the number of a real one, so that its links lead somewhere."""
    fields: dict[str, Any] = {
        "number": known.number,
        "kind": PointKind.GMINA,
        "name": "Urząd Miejski w Przykładowie",
        "street": "ul. Przykładowa 1",
        "postcode": "00-000",
        "town": PLACE,
        "voivodeship": "mazowieckie",
        "latitude": 52.2,
        "longitude": 21.0,
        "precision": Precision.BUILDING,
        "source": "",
        "slug": known.slug,
        "country": "PL",
        "phones": ("22 000 00 00",),
    }
    return Point(**{**fields, **changes})


def result(point: Point, metres: int | None, **changes: Any) -> Result:
    fields: dict[str, Any] = {
        "point": point,
        "metres": metres,
        "blur": 2,
        "kind_label": str(PointKind(point.kind).label),
        "now": "",
        "is_open": False,
        "by_appointment": False,
        "step_free": False,
        "services": (),
        "opening": None,
        "status": Confirms.BY_LAW,
        "helpline": "",
    }
    return Result(**{**fields, **changes})


def results(known: Point) -> tuple[Result, Result, Result]:
    """An office that is open and has all that can be said, one that is closed, and one of which little is known."""
    does = (ServiceLine(_("Sets the PIN of an e-dowód"), True),)
    unsure = (ServiceLine(_("We do not know whether it confirms Profil Zaufany"), False),)
    phones = ("22 000 00 00", "800 000 000")
    return (
        result(
            office(known, phones=phones), 700, now=_("Open now (until %(time)s)") % {"time": "16:00"}, is_open=True,
            by_appointment=True, step_free=True, services=does, opening=WEEKDAYS,
        ),
        result(
            office(known, kind=PointKind.ZUS, name="Inspektorat ZUS w Przykładowie", latitude=53.1, longitude=23.1),
            34_000, blur=1,
            now=_("Opens tomorrow at %(time)s") % {"time": "8:00"}, opening=WEEKDAYS,
        ),
        result(
            office(known, street="", phones=(), latitude=None, longitude=None), None, blur=3, services=unsure,
            status=Confirms.UNKNOWN,
        ),
    )  # fmt: skip


def listing(found: tuple[Result, ...], **changes: Any) -> Listing:
    fields: dict[str, Any] = {
        "results": found,
        "unsure": (),
        "service": ServiceKind.CONFIRMS,
        "abroad": False,
        "narrowed": False,
        "form": None,
        "map": None,
        "everything": "#main",
    }
    return Listing(**{**fields, **changes})


def filters(*, narrows: bool) -> FilterForm:
    kind = PointKind.ZUS if narrows else ""
    service = ANY_SERVICE if narrows else ServiceKind.CONFIRMS
    return FilterForm(
        action="#main",
        filters=Filters(kind=kind, open_now=narrows, step_free=narrows, service=service),
        kept=(("near", PLACE),),
        kinds=(
            Option("", _("all kinds"), not narrows),
            *(Option(each, str(each.label), each == kind) for each in (PointKind.TAX_OFFICE, PointKind.ZUS)),
        ),
        services=(
            *(Option(each, str(each.label), each == service) for each in ServiceKind),
            Option(ANY_SERVICE, _("anything"), narrows),
        ),
        without="#main",
    )


def drawing(known: Point) -> Map | None:
    """A map on which two of three offices share a dot."""
    near = [office(known), office(known, latitude=52.21), office(known, latitude=53.1, longitude=23.1)]
    drawn = map_of(52.6, 20.4, near, lambda number: "#main")
    return replace(drawn, street=None) if drawn else None


def places_and_fields() -> list[Specimen]:
    """The finder before anything is found."""
    unknown = finder(
        State.UNKNOWN, note=_("We don’t know a place of this name. Check how it is written, or type your postcode.")
    )
    invalid = finder(
        State.INVALID,
        query="???",
        message=_("Type the name of a town, or a postcode with five digits, for example 18-400."),
    )
    return [
        included("Finder", "finder", finder=finder(State.EMPTY, query="")),
        included("Finder of offices that set a PIN", "finder", finder=finder(State.EMPTY, query="", service="edowod")),
        included("Finder: which of several places", "finder", finder=finder(State.CHOOSE, choices=CHOICES)),
        included("Finder: which of many places", "finder", finder=finder(State.CHOOSE, choices=MANY)),
        included("Finder: places of a similar name", "finder", finder=finder(State.SIMILAR, choices=CHOICES)),
        included("Finder: a whole region", "finder", finder=finder(State.AREA, choices=CHOICES)),
        included("Finder: a place abroad", "finder", finder=finder(State.ABROAD, abroad=ABROAD)),
        included("A place abroad, by itself", "abroad", abroad=ABROAD),
        included("Finder: unknown place", "finder", finder=unknown),
        included("Finder: neither a town nor a postcode", "finder", finder=invalid),
        included("Which of several places, by itself", "finder_choices", finder=finder(State.CHOOSE, choices=CHOICES)),
        included("What is no place, at the top of the page", "finder_problem", finder=invalid),
        included("Places to choose from", "choices", choices=CHOICES),
        unfolded(included("Places to choose from, more than twelve, all shown", "choices", choices=MANY)),
        uncovered("Use of the location, as the script shows it", "locate", action="#main"),
        included("Where places come from", "attribution", place_sources=("geonames", "terc", "package")),
    ]


def lists_of_offices(known: Point) -> list[Specimen]:
    """The finder with what it found, and each part of that."""
    first, second, third = found = results(known)
    before = '{% load site %}{% guide_for "confirming" as guide %}{% kept "components/before_you_go.html" guide.key %}'
    one = '{% load site %}<ol class="results"><li>{% office found %}</li></ol>'
    whole = listing(found[:2], unsure=found[2:], form=filters(narrows=False), map=drawing(known), everything="")
    in_town = finder(
        State.FOUND, place=PLACE, listing=listing(found[:2]), choices=CHOICES, municipality=Choice(PLACE, "#main")
    )
    by_postcode = finder(
        State.FOUND, query="00-000", place="00-000", listing=listing(found[:1]), choices=CHOICES, by_postcode=True
    )
    return [
        included("Finder: offices found", "finder", finder=in_town),
        included("Finder: offices found by a postcode", "finder", finder=by_postcode),
        Specimen("An office that is open", one, {"found": first}),
        Specimen("An office that is closed", one, {"found": second}),
        Specimen("An office of which little is known", one, {"found": third}),
        included("Offices with filters, a map and others to call first", "results", listing=whole, place=PLACE),
        included(
            "Offices over 50 km away, and one without a place",
            "offices", listing=listing(found[:1], far=found[1:2], unplaced=found[2:]), is_short=False,
        ),
        included("Offices far from Poland", "results", listing=listing(found[1:2], abroad=True), place="Atlantyda"),
        included("No office does it", "results", listing=listing(()), place=PLACE),
        included(
            "No office is left by the filters",
            "results", listing=listing((), narrowed=True, form=filters(narrows=True), everything=""), place=PLACE,
        ),
        included(
            "Offices that may set a PIN",
            "results", listing=listing((), unsure=found[2:], service=ServiceKind.EDOWOD), place=PLACE,
        ),
        included("Filters", "filters", form=filters(narrows=False)),
        included("Filters in use", "filters", form=filters(narrows=True)),
        Specimen("Before you go", before, {}),
        *_maps(known),
    ]  # fmt: skip


def _maps(known: Point) -> list[Specimen]:
    drawn = drawing(known)
    if drawn is None:
        return []
    streets = replace(drawn, street=StreetMap("https://example.org/{z}/{x}/{y}.png", "© Example", []))
    return [
        unfolded(included("Map", "map", map=drawn)),
        unfolded(uncovered("Map that can show streets, as the script shows it", "map", map=streets)),
    ]
