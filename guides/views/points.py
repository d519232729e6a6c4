"""The points page: the finder, what the list covers, and the lists by voivodeship and abroad."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from guides.enums import GuideRole, PointKind
from guides.offices.coverage import HOME, VOIVODESHIPS, confirms, in_voivodeship, polish_order
from guides.schema.content import Point, PointSet
from guides.schema.countries import country_name
from guides.schema.hours_in_words import hours_line
from guides.serving.links import FROM, GONE, MUNICIPALITY, NEAR, PAGE, POINTS_QUERY
from guides.views.asked import PublicRequest, Rendered
from guides.views.finder import find
from guides.views.location import asks_location
from guides.views.places import guide_abroad
from guides.views.public import public
from guides.views.rendering import redirect
from guides.views.results import label_of, local_now

NEAREST_ON_POINTS = 10
IN_PAGE = 100
ABROAD = "abroad"


@asks_location
@public
def points(request: PublicRequest) -> Rendered:
    """The finder, and what the list knows and does not know."""
    links, known = request.site.links, request.site.snapshot.points
    finder = find(request, links.points(request.language), NEAREST_ON_POINTS, filters=True)
    coverage = request.site.snapshot.coverage
    query = urlencode({name: request.GET[name] for name in POINTS_QUERY if request.GET.get(name)})
    return Rendered(
        template="pages/points.html",
        kind="points",
        key="points",
        title=_("Where to confirm a Profil Zaufany"),
        description=_(
            "Find an office that confirms a Profil Zaufany: by town or postcode, with address, phone and opening hours."
        ),
        address_in=lambda code: links.points(code) + (f"?{query}" if query else ""),
        context={
            "finder": finder,
            "way_back": links.way_back(request.language, request.GET.get(FROM, ""), request.GET.get(NEAR, "")),
            "gone": next((gone for gone in known.gone if str(gone.number) == request.GET.get(GONE)), None),
            "lost_municipality": MUNICIPALITY in request.GET and not request.site.snapshot.gazetteer.has_municipalities,
            "coverage": coverage,
            "voivodeships": [
                {"slug": slug, "name": name, "count": coverage.by_voivodeship.get(name, 0)}
                for slug, name in VOIVODESHIPS.items()
            ],
            "abroad": ABROAD,
            "guide_abroad": guide_abroad(request),
            "guide_confirming": request.site.snapshot.content.guide_for(GuideRole.CONFIRMING),
        },
        noindex=bool(query),
        has_error=bool(finder.message),
    )


@public
def region(request: PublicRequest, region: str) -> Rendered | HttpResponse:
    """The offices of a voivodeship by town, or those abroad by country, a hundred to a page."""
    links, known = request.site.links, request.site.snapshot.points
    if region != ABROAD and region not in VOIVODESHIPS:
        raise Http404
    name = VOIVODESHIPS.get(region, "")
    listed = in_voivodeship(known.points, name) if name else _abroad(known.points)
    pages = max(1, -(-len(listed) // IN_PAGE))
    number = _page_number(request.GET.get(PAGE, ""))
    if number > pages:
        return redirect(links.region(request.language, region, pages))
    shown = listed[(number - 1) * IN_PAGE : number * IN_PAGE]
    title = _("Offices: %(name)s voivodeship") % {"name": name} if name else _("Polish consulates abroad")
    return Rendered(
        template="pages/region.html",
        kind="region",
        key=region,
        title=title,
        description=_("%(title)s. Names and addresses, by town.") % {"title": title},
        address_in=lambda code: links.region(code, region, number),
        context={
            "region": region,
            "name": name,
            "heading": title,
            "total": len(listed),
            "groups": _grouped(known, shown, name),
            "number": number,
            "pages": range(1, pages + 1) if pages > 1 else (),
            "guide_abroad": guide_abroad(request),
        },
        noindex=number > 1,
    )


def _page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _abroad(points: tuple[Point, ...]) -> list[Point]:
    abroad = (point for point in points if point.country != HOME)
    return sorted(
        abroad, key=lambda point: (polish_order(country_name(point.country)), polish_order(point.town), point.number)
    )


def _grouped(known: PointSet, points: list[Point], voivodeship: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """The offices under their town, or under their country abroad; each with whether it `confirms`, and for paper."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for point in points:
        place = point.town if voivodeship else country_name(point.country)
        groups.setdefault(place, []).append(
            {"point": point, "confirms": confirms(known, point), **_on_paper(known, point)}
        )
    return list(groups.items())


def _on_paper(known: PointSet, point: Point) -> dict[str, Any]:
    """What somebody with a printed list cannot look up: `kind`, `hours` and `phones`, of which each may be empty."""
    opening = known.opening_of(point)
    own = known.source[point.source].phone
    return {
        "kind": label_of(PointKind(point.kind)),
        "hours": hours_line(opening, local_now().date()) if opening else point.hours_text,
        "phones": point.phones or ((own,) if own else ()),
    }
