"""A page for each municipality of the gazetteer: its office, the points near it, where to begin."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guides.enums import PointKind, Precision, ServiceKind, Voivodeship
from guides.places.cities import city_of
from guides.places.districts import district_of_code
from guides.places.finding import Place, State, find_place
from guides.places.gazetteer import VOIVODESHIPS, Gazetteer, Municipality
from guides.places.typed import fold_name
from guides.serving.links import DISTRICT, GMINA, MUNICIPALITY, NEAR, PLACE, Links
from guides.serving.live import live
from guides.views.asked import PublicRequest, Rendered
from guides.views.errors import error_page, not_found, read_only, unavailable
from guides.views.finder import show
from guides.views.kept_place import NOWHERE, KeptPlace
from guides.views.listing import ANCHOR
from guides.views.places import kind_of
from guides.views.public import public
from guides.views.rendering import redirect, site_of
from guides.views.typed_place import read_teryt

NEAREST_ON_MUNICIPALITY = 5
MOST_CODES_SHOWN = 6
REGIONS = {slugify(fold_name(name)): name for name in Voivodeship.values}


def _needs_gazetteer(view: Callable[..., Rendered | HttpResponse]) -> Callable[..., Rendered | HttpResponse]:
    """The finder instead of a fault where municipalities are not loaded."""

    def answer(request: PublicRequest, *args: Any, **kwargs: Any) -> Rendered | HttpResponse:
        if request.site.snapshot.gazetteer.has_municipalities:
            return view(request, *args, **kwargs)
        teryt, slug, region = (str(kwargs.get(name, "")) for name in ("teryt", "slug", "region"))
        near = _near(request.site.snapshot.gazetteer, teryt, slug) if teryt else {NEAR: REGIONS.get(region, "")}
        if near is None:
            return _unknown(request, teryt)
        if PLACE not in near:
            near[MUNICIPALITY] = "1"
        query = urlencode({name: value for name, value in near.items() if value})
        return redirect(f"{request.site.links.points(request.language)}?{query}#{ANCHOR}")

    return answer


def _near(gazetteer: Gazetteer, teryt: str, slug: str) -> dict[str, str] | None:
    """What the finder is asked for a municipality that is not loaded; None where no voivodeship has this code.

    The town that has the name in its address, or the city of its code; else its voivodeship, of which the finder
    offers the towns.
    """
    voivodeship = VOIVODESHIPS.get(int(teryt[:2]))
    if voivodeship is None:
        return None
    city = city_of(teryt)
    town = gazetteer.town(f"{teryt[:2]}0000-{slugify(fold_name(city)) if city else slug}")
    if town is None:
        return {NEAR: city or voivodeship}
    return {NEAR: f"{town.name} {district_of_code(teryt)}".strip(), PLACE: town.key}


@partial(public, shows_hours=True)
@_needs_gazetteer
def municipality(request: PublicRequest, teryt: str, slug: str = "") -> Rendered | HttpResponse:
    links, language, points = request.site.links, request.language, request.site.snapshot.points
    found = request.site.snapshot.gazetteer.municipality(teryt[:6])
    if found is None:
        # TERC knows some cities by their districts: “1465138” is Ursynów in Warszawa.
        city = request.site.snapshot.gazetteer.municipality(f"{teryt[:4]}01")
        if city is not None and city.is_city:
            return redirect(f"{links.municipality(language, city.teryt, city.slug)}?{DISTRICT}={teryt[:6]}")
        gone = request.site.snapshot.gazetteer.dissolved(teryt[:6])
        return _dissolved(request, gone) if gone else _unknown(request, teryt)
    if (teryt, slug) != (found.teryt, found.slug):
        return redirect(links.municipality(language, found.teryt, found.slug), permanent=True)
    offices = [point for point in points.points if point.teryt == found.teryt and point.kind == PointKind.GMINA]
    place = _place_in(request, found)
    return Rendered(
        template="pages/municipality.html",
        kind="municipality",
        key=found.teryt,
        title=_("%(name)s (%(kind)s): where to confirm a Profil Zaufany")
        % {"name": found.name, "kind": _standing(found)},
        description=_(
            "Municipality %(name)s, county %(powiat)s, %(teryt)s: its office, the nearest points and where to begin."
        )
        % {"name": found.name, "powiat": found.powiat, "teryt": found.teryt},
        address_in=lambda code: links.municipality(code, found.teryt, found.slug),
        context={
            "municipality": found,
            "is_district": DISTRICT in request.GET,
            "district": "" if place.is_of_city else place.district,
            "standing": _standing(found),
            "region": slugify(fold_name(found.voivodeship)),
            "offices": [
                {"point": point, "confirms": points.service_of(point, ServiceKind.CONFIRMS)} for point in offices
            ],
            "finder": show(
                request, place, links.points(language), NEAREST_ON_MUNICIPALITY, service=ServiceKind.CONFIRMS
            ),
            "places": [
                {"name": name, "codes": codes if len(codes) <= MOST_CODES_SHOWN else (), "count": len(codes)}
                for name, codes in found.places
            ],
            "guides": [
                guide for guide in request.site.snapshot.content.guides if guide.office_service == ServiceKind.CONFIRMS
            ][:5],
            "short": links.absolute(f"/g/{found.teryt}"),
            "for_site": links.for_site(language, urlencode({GMINA: found.teryt})),
        },
        printed_address=f"/g/{found.teryt}",
        where=_where(found, place),
    )


def _place_in(request: PublicRequest, found: Municipality) -> Place:
    """The district that the address names by its code, else the municipality."""
    code, snapshot = request.GET.get(DISTRICT, ""), request.site.snapshot
    is_inside = len(code) == 6 and code.isascii() and code.isdigit() and code[:4] == found.teryt[:4]
    district = district_of_code(code) if is_inside else ""
    town = snapshot.gazetteer.town(f"{found.teryt}-{found.slug}") if district else None
    if town is None:
        return _place(found)
    return find_place(snapshot.points, f"{town.name} {district}", snapshot.gazetteer, town.key)


def _where(found: Municipality, place: Place) -> KeptPlace:
    """The place that goes along from here."""
    if place.town and place.district:
        return KeptPlace(((NEAR, place.town.as_typed), (PLACE, place.town.key)), found.name)
    return KeptPlace(((NEAR, found.name), (PLACE, found.teryt)), found.name) if found.latitude is not None else NOWHERE


def _standing(found: Municipality) -> str:
    """What tells a municipality from others of its name."""
    if found.is_city:
        return _("city with the rights of a county")
    return _("%(kind)s, county %(powiat)s") % {"kind": kind_of(found.kind), "powiat": found.powiat}


def _place(found: Municipality) -> Place:
    if found.latitude is None or found.longitude is None:
        return Place(State.EMPTY)
    return Place(State.FOUND, found.name, found.latitude, found.longitude, precision=Precision.TOWN.value)


def _dissolved(request: PublicRequest, gone: Municipality) -> Rendered:
    """What is left of a municipality that was joined to others: the offices nearest to where it was."""
    links = request.site.links
    title = _("The municipality %(name)s does not exist any more") % {"name": gone.name}
    place = _place(gone)
    return Rendered(
        template="pages/municipality_gone.html",
        kind="municipality",
        key=gone.teryt,
        title=title,
        description=title,
        address_in=lambda code: links.municipality(code, gone.teryt),
        context={
            "municipality": gone,
            "finder": show(
                request, place, links.points(request.language), NEAREST_ON_MUNICIPALITY, service=ServiceKind.CONFIRMS
            ),
        },
        status=410,
        noindex=True,
        where=KeptPlace(((NEAR, gone.name), (PLACE, gone.teryt)), gone.name) if place.is_located else NOWHERE,
    )


def _unknown(request: PublicRequest, teryt: str) -> HttpResponse:
    return error_page(
        request.language,
        404,
        _("We don’t know this municipality"),
        _("No municipality has the TERYT code %(teryt)s. It may have changed: look for your town among the points.")
        % {"teryt": teryt},
        finds_points=True,
    )


@public
@_needs_gazetteer
def municipalities(request: PublicRequest) -> Rendered:
    """The voivodeships."""
    return Rendered(
        template="pages/municipalities.html",
        kind="municipalities",
        key="municipalities",
        title=_("Municipalities of Poland"),
        description=_(
            "Every municipality of Poland by voivodeship and county, with its office and the nearest points."
        ),
        address_in=request.site.links.municipalities,
        context={"regions": REGIONS.items(), "name": "", "cities": [], "counties": []},
    )


@public
@_needs_gazetteer
def municipalities_of(request: PublicRequest, region: str) -> Rendered | HttpResponse:
    """The municipalities of a voivodeship, by county."""
    name = REGIONS.get(region)
    if name is None:
        return not_found(request.http)
    inside = request.site.snapshot.gazetteer.municipalities(name)
    cities = [{"row": each, "kind": ""} for each in inside if each.is_city]
    counties = [
        {"name": powiat, "code": code, "municipalities": [{"row": each, "kind": kind_of(each.kind)} for each in rows]}
        for (powiat, code), rows in groupby(
            (each for each in inside if not each.is_city), key=lambda each: (each.powiat, each.powiat_code)
        )
    ]
    return Rendered(
        template="pages/municipalities.html",
        kind="municipalities",
        key=region,
        title=_("Municipalities in the voivodeship %(name)s") % {"name": name},
        description=_(
            "Every municipality in the voivodeship %(name)s, by county, with its office and the nearest points."
        )
        % {"name": name},
        address_in=lambda code: request.site.links.municipalities(code, region),
        context={"regions": [], "name": name, "cities": cities, "counties": counties},
    )


@read_only
def short(request: HttpRequest, teryt: str) -> HttpResponse:
    """/g/<TERYT>: to the page of the municipality in the browser's language; the seventh digit is dropped."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    wanted = translation.get_language_from_request(request)
    language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        response = _lead_on(request, site_of(snapshot).links, language, teryt)
    response["Vary"] = "Accept-Language"
    return response


def _lead_on(request: HttpRequest, links: Links, language: str, teryt: str) -> HttpResponse:
    code = read_teryt(teryt)  # as somebody copied it from a sentence, or spaced it out
    # Where it leads is seen by the page itself, which also says what is unknown: no query here.
    return redirect(links.municipality(language, code)) if code else not_found(request)
