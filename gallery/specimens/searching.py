"""Specimens of what a search finds beside guides."""

from gallery.specimens.finding import PLACE, office
from gallery.specimens.specimen import Specimen, included
from guides.enums import PointKind
from guides.schema.content import Point
from guides.search.finding import Found
from guides.search.offices import Offices
from guides.views.search import ShownOffice


def found(offices: Offices) -> Found:
    return Found(hits=(), total=0, offices=offices, offices_first=False, words={"przykladowo": 0}, language="pl")


def search_results(known: Point | None) -> list[Specimen]:
    """The offices that a search names; without a `known` one, only the ways to the finder."""
    place = found(Offices(near=PLACE, strength=1.0, is_place=True))
    kind = found(Offices(strength=1.0))
    ways = [
        included("Way to the finder", "search_near", found=kind),
        included("Way to the finder, near a place", "search_near", found=place),
        included("Search for a place", "search_offices", found=place, offices=[]),
    ]
    if known is None:
        return ways
    shown = [ShownOffice(office(known), str(PointKind.GMINA.label))] * 2
    named = found(Offices(points=tuple(each.point for each in shown), total=2, strength=1.0))
    return [
        *ways,
        included("Search for an office", "search_offices", found=named, offices=shown),
        included("Search for a place that has offices", "search_offices", found=place, offices=shown),
    ]
