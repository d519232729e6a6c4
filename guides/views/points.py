"""Confirmation points."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guides.enums import PointKind, Precision, ServiceKind, Voivodeship
from guides.points.nearest import Found, nearest
from guides.publishing.content import Point
from guides.publishing.live import is_overdue
from guides.views.finder import find, result_of
from guides.views.public import public
from guides.views.rendering import PublicRequest, Rendered, redirect

NEAREST_ON_POINTS = 10
NEAREST_ON_POINT = 3


@public
def points(request: PublicRequest) -> Rendered:
    """The finder, and the whole list by voivodeship."""
    links, known = request.site.links, request.site.snapshot.points.points
    finder = find(request, links.points(request.language), NEAREST_ON_POINTS)
    return Rendered(
        "pages/points.html",
        "points",
        "points",
        _("Where to confirm a Profil Zaufany"),
        _("Find an office that confirms a Profil Zaufany: by town or postcode, with address, phone and opening hours."),
        links.points,
        {
            "finder": finder,
            "voivodeships": [
                {"name": name, "anchor": slugify(name.replace("ł", "l")), "points": inside}
                for name in Voivodeship.values
                if (inside := [point for point in known if point.voivodeship == name])
            ],
            "total": len(known),
            "kinds": [
                {"kind": kind.value, "label": kind.label, "count": count}
                for kind in PointKind
                if (count := sum(point.kind == kind for point in known))
            ],
        },
        noindex=bool(finder.query),
        has_error=bool(finder.message),
    )


@public
def point(request: PublicRequest, number: int, slug: str) -> Rendered | HttpResponse:
    links, language, known = request.site.links, request.language, request.site.snapshot.points
    found = known.point.get(number)
    if found is None:
        raise Http404
    if slug != found.slug:
        return redirect(links.point(language, number), permanent=True)
    others = [other for other in known.points if other.number != number]
    return Rendered(
        "pages/point.html",
        "point",
        str(number),
        found.name,
        _("%(name)s, %(street)s, %(town)s: address, phone, opening hours and what to bring.")
        % {"name": found.name, "street": found.street, "town": found.town},
        lambda code: links.point(code, number),
        {
            "point": found,
            "kind_label": PointKind(found.kind).label,
            "precision_label": Precision(found.precision).label,
            "overdue": is_overdue(found.checked_on),
            "opening": known.opening_of(found),
            "source": known.source[found.source],
            "confirms": known.service_of(found, ServiceKind.CONFIRMS),
            "near": [result_of(known, near) for near in _near(others, found)],
            "map_links": _map_links(found),
        },
    )


def _near(others: Iterable[Point], point: Point) -> list[Found]:
    if point.latitude is None or point.longitude is None:
        return []
    return nearest(others, point.latitude, point.longitude, NEAREST_ON_POINT)


def _map_links(point: Point) -> list[dict[str, str]]:
    """Ways to a map. The address is searched for, since the coordinates are rarely those of the building."""

    address = ", ".join(filter(None, (point.street, f"{point.postcode} {point.town}".strip())))
    return [
        {"label": _("Open in the map app of your phone"), "address": f"geo:0,0?{urlencode({'q': address})}"},
        {
            "label": _("Show on OpenStreetMap"),
            "address": f"https://www.openstreetmap.org/search?{urlencode({'query': address})}",
        },
    ]
