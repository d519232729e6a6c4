"""The page of one office, and its entry for an address book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.enums import Confirms, GuideRole, PointKind, Precision, ServiceKind
from guides.offices.coverage import HOME
from guides.offices.schema_org import json_ld
from guides.offices.vcard import vcard
from guides.schema.content import Point, PointSet, PointSource
from guides.schema.countries import country_name
from guides.serving.reviews import is_overdue
from guides.views.asked import PublicRequest, Rendered
from guides.views.public import public
from guides.views.rendering import redirect
from guides.views.results import is_open, local_now, now_in_words, result_of, state_of

NEAREST_ON_POINT = 3
_GUIDES = (GuideRole.CONFIRMING, GuideRole.CONFIRMING_EU, GuideRole.CONFIRMING_FOREIGN)


@dataclass(frozen=True)
class ServiceRow:
    """What is known of one service: an answer in words, and how we know."""

    question: str
    answer: str
    source: PointSource | None
    url: str
    checked_on: date | None
    overdue: bool


def known_point(request: PublicRequest, number: int, slug: str, to: str = "point") -> Point | HttpResponse:
    """The office of an address; a redirect when its name has changed or it is gone; else Http404."""
    links, points = request.site.links, request.site.snapshot.points
    found = points.point.get(number)
    if found is None:
        gone = next((each for each in points.gone if each.number == number), None)
        if gone is None:
            raise Http404
        return redirect(links.points(request.language, near=gone.town, gone=number))
    if slug != found.slug and not request.is_post:  # a redirect would lose what was sent
        return redirect(getattr(links, to)(request.language, number), permanent=True)
    return found


@partial(public, shows_hours=True)
def point(request: PublicRequest, number: int, slug: str) -> Rendered | HttpResponse:
    found = known_point(request, number, slug)
    if isinstance(found, HttpResponse):
        return found
    links, snapshot = request.site.links, request.site.snapshot
    points, today = snapshot.points, timezone.localdate()
    return Rendered(
        template="pages/point.html",
        kind="point",
        key=str(number),
        title=found.name,
        description=_("%(name)s, %(street)s, %(town)s: address, phone, opening hours and what to bring.")
        % {"name": found.name, "street": found.street, "town": found.town},
        address_in=lambda code: links.point(code, number),
        context={
            "point": found,
            "kind_label": PointKind(found.kind).label,
            "country": country_name(found.country) if found.country != HOME else "",
            "precision": _precision(found),
            "source": points.source[found.source],
            "data_age": _age(found.checked_on, today),
            "overdue": is_overdue(found),
            "services": list(_services(points, found)),
            "near": _near(request, found),
            "map_links": _map_links(found),
            "guides": [guide for role in _GUIDES if (guide := snapshot.content.guide_for(role))],
            "json_ld": json_ld(
                found, points.opening_of(found), links.absolute(links.point(request.language, number)), today
            ),
            **_hours(points, found),
        },
    )


@public
def card(request: PublicRequest, number: int, slug: str) -> HttpResponse:
    """The office as a vCard."""
    found = known_point(request, number, slug, "card")
    if isinstance(found, HttpResponse):
        return found
    links = request.site.links
    address = links.absolute(links.point(request.language, number))
    note = _("Data from %(source)s. Check before you go: %(address)s") % {
        "source": request.site.snapshot.points.source[found.source].name.plain_in(request.language).value,
        "address": address,
    }
    response = HttpResponse(vcard(found, address, note), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug or number}.vcf"'
    response["Cache-Control"] = "no-cache"
    return response


def _hours(points: PointSet, found: Point) -> dict[str, Any]:
    """When the office is open, and now."""
    local = local_now()
    state = state_of(points, found, local)
    return {
        "opening": points.opening_of(found),
        "now": now_in_words(state, local) if state else "",
        "is_open": is_open(state),
    }


def _precision(found: Point) -> str:
    """How well the place is known, in words that keep nobody from reading the address."""
    if found.latitude is None:
        return _("We do not know where this is on the map. Go by the address.")
    match found.precision:
        case Precision.BUILDING:
            return _("We know the building.")
        case Precision.STREET:
            return _("We know the street, not the house. Go by the address.")
        case Precision.POSTCODE_AREA:
            return _("We know the area of the postcode only, up to 2 km off. Go by the address.")
        case _:
            return _("We know the town only, a few kilometres off. Go by the address.")


def _age(checked_on: date | None, today: date) -> str:
    """How old the data are, in the largest whole unit."""
    if checked_on is None:
        return ""
    days = (today - checked_on).days
    if days < 1:
        return _("today")
    months = (today.year - checked_on.year) * 12 + today.month - checked_on.month - (today.day < checked_on.day)
    if months < 1:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if months < 24:
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    return ngettext("%(count)s year ago", "%(count)s years ago", months // 12) % {"count": months // 12}


def _services(points: PointSet, found: Point) -> Iterator[ServiceRow]:
    """Whether it confirms, always; other services only where something is known of them."""
    questions = {
        ServiceKind.CONFIRMS: _("Does it confirm Profil Zaufany?"),
        ServiceKind.EDOWOD: _("Does it set the PIN of an e-dowód?"),
    }
    for kind, question in questions.items():
        service = points.service_of(found, kind)
        if service is None and kind != ServiceKind.CONFIRMS:
            continue
        status = service.status if service else Confirms.UNKNOWN
        yield ServiceRow(
            question,
            _answer(status),
            points.source.get(service.source) if service else None,
            service.url if service else "",
            service.checked_on if service else None,
            overdue=bool(service and service.checked_on and is_overdue(service)),
        )


def _answer(status: str) -> str:
    match status:
        case Confirms.BY_LAW:
            return _("By law it should. We have not checked this office, so ask before you go.")
        case Confirms.BY_CONSENT:
            return _("It should: it has the minister’s consent. Ask before you go.")
        case Confirms.NO:
            return _("No.")
        case _:
            return _("We do not know. Ask before you go.")


def _near(request: PublicRequest, found: Point) -> list[Any]:
    """Other offices close by."""
    if found.latitude is None or found.longitude is None:
        return []
    snapshot, local = request.site.snapshot, local_now()
    walk = snapshot.index.walk(found.latitude, found.longitude)
    others = (other for other in walk if other.point.number != found.number)
    return [result_of(snapshot.points, other, local) for other in islice(others, NEAREST_ON_POINT)]


def _map_links(point: Point) -> list[dict[str, str]]:
    """Ways to a map. The address is searched for, unless the coordinates are those of the building."""
    address = ", ".join(filter(None, (point.street, f"{point.postcode} {point.town}".strip())))
    there, query = "0,0", urlencode({"q": address})
    osm = f"https://www.openstreetmap.org/search?{urlencode({'query': address})}"
    if point.precision == Precision.BUILDING and point.latitude is not None:
        there = f"{point.latitude},{point.longitude}"
        query = f"q={there}"
        osm = f"https://www.openstreetmap.org/?mlat={point.latitude}&mlon={point.longitude}&zoom=17"
    return [
        {"label": _("Open in your phone’s map app"), "address": f"geo:{there}?{query}"},
        {"label": _("Show on OpenStreetMap"), "address": osm},
    ]
