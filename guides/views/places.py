"""Looking a place up for a visitor, and saying what was understood."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guides.enums import GminaKind, GuideRole, PointKind
from guides.places.finding import Place, State, find_place
from guides.places.gazetteer import Town
from guides.places.suggesting import suggest
from guides.places.typed import fold_name
from guides.schema.content import Guide, Point, PointSet
from guides.serving.links import NEAR, PLACE
from guides.serving.live import live
from guides.views.asked import PublicRequest
from guides.views.errors import read_only


@dataclass(frozen=True)
class Choice:
    label: str
    address: str


def look_up(request: PublicRequest, query: str) -> Place:
    """What `query` and the choice in the address mean; by the points alone where there is no gazetteer."""
    snapshot = request.site.snapshot
    return find_place(snapshot.points, query, snapshot.gazetteer, request.GET.get(PLACE, ""))


def label_of(town: Town) -> str:
    """A town with what tells it from others of its name."""
    names = {"name": town.name, "gmina": town.gmina, "powiat": town.powiat, "district": town.district}
    if town.district:
        return _("%(name)s, district %(district)s") % names
    if not town.gmina:
        return town.name if town.is_city else in_voivodeship(town, town.name)
    if town.is_gmina:
        return _("%(name)s (%(kind)s), county %(powiat)s") % {**names, "kind": kind_of(town.gmina_kind)}
    if town.name == town.powiat:
        return town.name
    if town.name == town.gmina:
        return _("%(name)s, county %(powiat)s") % names
    return _("%(name)s, municipality %(gmina)s, county %(powiat)s") % names


def in_voivodeship(town: Town, label: str) -> str:
    """`label` of a town with the voivodeship that it lies in."""
    return _("%(place)s, voivodeship %(voivodeship)s") % {"place": label, "voivodeship": town.voivodeship}


def kind_of(kind: str) -> str:
    return str(GminaKind(kind).label) if kind else _("municipality")


def name_of(place: Place) -> str:
    """The place that distances are measured from."""
    return label_of(place.town) if place.town and place.town.name == place.name else place.name


def choices_of(place: Place, address: str, anchor: str) -> tuple[Choice, ...]:
    """Links to the places that may be meant, each to the page at `address`."""
    named = [Choice(name, f"{address}?{urlencode({NEAR: name})}#{anchor}") for name in place.choices]
    namesakes = place.state in (State.CHOOSE, State.FOUND) and len({town.voivodeship for town in place.towns}) > 1
    labels = Counter(map(label_of, place.towns))
    for town in place.towns:
        query = {NEAR: town.as_typed, PLACE: town.key} if town.key else {NEAR: town.as_typed}
        label = label_of(town) if town.key else _("%(name)s (several places)") % {"name": town.name}
        if namesakes and town.gmina and town.key:
            label = in_voivodeship(town, label)
        elif labels[label] > 1 and town.postcode:
            label = f"{label} ({town.postcode})"
        named.append(Choice(label, f"{address}?{urlencode(query)}#{anchor}"))
    return tuple(named)


def municipality_of(place: Place, request: PublicRequest) -> Choice | None:
    """The page of the municipality in which a place lies."""
    if place.town is None or not place.town.gmina or not place.is_located:
        return None
    slug = slugify(fold_name(place.town.gmina))
    return Choice(place.town.gmina, request.site.links.municipality(request.language, place.town.teryt, slug))


def consulates_in(points: PointSet, country: str) -> tuple[Point, ...]:
    """The consulates in a country, as far as the release knows any."""
    inside = (point for point in points.points if point.country == country and point.kind == PointKind.CONSULATE)
    return tuple(sorted(inside, key=lambda point: (point.town, point.number)))


def guide_abroad(request: PublicRequest) -> Guide | None:
    """The guide for people who live abroad."""
    return request.site.snapshot.content.guide_for(GuideRole.ABROAD)


def message_of(place: Place, *, knows_villages: bool = True) -> str:
    """What to do when nothing was found; `knows_villages`: the places are more than towns with a post office."""
    match place.state:
        case State.UNKNOWN if not place.by_gazetteer:
            return _(
                "We don’t know this place yet: our list so far has offices in larger towns only. "
                "Type your postcode or a larger town nearby, or choose from the list by voivodeship."
            )
        case State.UNKNOWN if place.no_such_code:
            return _("There is no postcode %(postcode)s in Poland. Check it, or type the name of your town.") % {
                "postcode": place.name
            }
        case State.UNKNOWN if place.name[:1].isdigit():
            return _("We don’t know the postcode %(postcode)s. Check it, or type the name of your town.") % {
                "postcode": place.name
            }
        case State.UNKNOWN if not knows_villages:
            return _("We don’t know a place of this name: our list has towns, not every village. Type your postcode.")
        case State.UNKNOWN:
            return _("We don’t know a place of this name. Check how it is written, or type your postcode.")
        case State.INVALID:
            return _("Type the name of a town, or a postcode with five digits, for example 18-400.")
        case _:
            return ""


@read_only
def suggestions(request: HttpRequest) -> JsonResponse:
    """`?q=`: at most eight places whose names begin so; `?lang=`: the language of their labels.

    What was typed is kept by nobody. For the finder of this site alone: no other site may read it.
    """
    language = request.GET.get("lang", "")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    snapshot = live.current()
    towns = suggest(snapshot.gazetteer, request.GET.get("q", "")) if snapshot else []
    with translation.override(known):
        places = [{"label": label_of(town), "near": town.as_typed, "place": town.key} for town in towns]
    return JsonResponse({"places": places}, headers={"Cache-Control": "private, no-store"})
