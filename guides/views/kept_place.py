"""The place that a link from another website brings: it goes along with every link of the journey.

Views and templates do not have to remember it. The query gets it before the view, the links after rendering.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import QueryDict

from guides.enums import Precision
from guides.places.cities import city_of
from guides.places.districts import district_of_code
from guides.places.finding import find_place
from guides.places.gazetteer import Gazetteer, Town
from guides.places.typed import fold_name
from guides.serving.links import GMINA, LAT, NEAR, PLACE
from guides.serving.live import Snapshot
from guides.views.typed_place import names_known_place

# The words of addresses on the way from a question to an office; below them everything, or only the page itself.
_BELOW, _ALONE = ("help", "guides", "methods"), ("points", "helping", "contact")


@dataclass(frozen=True)
class KeptPlace:
    """A place as it stands in addresses, and its name; `lost` is the code of a municipality that we do not know."""

    query: tuple[tuple[str, str], ...] = ()
    name: str = ""
    lost: str = ""


NOWHERE = KeptPlace()


def with_municipality(query: QueryDict, gazetteer: Gazetteer) -> QueryDict:
    """`query` with the place that is meant by `gmina`; a code that nobody has stays in it, to be told."""
    if GMINA not in query:
        return query
    query = query.copy()
    code = query.get(GMINA, "")
    if query.get(NEAR) or not code:
        del query[GMINA]
    elif town := town_of_code(gazetteer, code):
        del query[GMINA]
        query[NEAR], query[PLACE] = town.as_typed, town.key
    return query


def town_of_code(gazetteer: Gazetteer, code: str) -> Town | None:
    """The municipality with this code of six digits, or its city where municipalities are not loaded."""
    if found := gazetteer.town(code):
        return found
    if not (city := city_of(code)):
        return None
    slug = fold_name(city).replace(" ", "-")
    # TERC knows some cities by their districts: “146513” is Ursynów in Warszawa.
    if district := district_of_code(code):
        town = gazetteer.town(f"{code[:4]}01-{slug}") or gazetteer.town(f"{code[:2]}0000-{slug}")
        return replace(town, district=district) if town else None
    return gazetteer.town(f"{code[:4]}01") or gazetteer.town(f"{code[:2]}0000-{slug}")


def where_of(snapshot: Snapshot, query: QueryDict) -> KeptPlace:
    """The place that `query` names, in the shortest form that leads to it again; nowhere if it is not found."""
    near, key = query.get(NEAR, ""), query.get(PLACE, "")
    if not near:
        return KeptPlace(lost=query.get(GMINA, ""))
    place = find_place(snapshot.points, near, snapshot.gazetteer, key)
    if not place.is_located:
        return NOWHERE
    town = place.town
    name = town.name if town else place.name
    named = KeptPlace(tuple((name, value) for name, value in ((NEAR, near), (PLACE, key)) if value), name)
    by_code = place.precision == Precision.POSTCODE_AREA and not place.district
    if town is None or names_known_place(query, snapshot.gazetteer) or by_code:
        return named
    return KeptPlace(((NEAR, town.as_typed), (PLACE, town.key)), name)


def keep_place(html: str, where: KeptPlace) -> str:
    """A page, the links of the journey on it leading on with the place."""
    if not where.query:
        return html
    return _links().sub(lambda found: f"{found[1]}{escape(placed(unescape(found[2]), where))}", html)


def placed(address: str, where: KeptPlace) -> str:
    """An address, with the place if it is one of the journey and names no other one."""
    page, mark, anchor = address.partition("#")
    path, _mark, asked = page.partition("?")
    if not where.query or not _journey().match(path):
        return address
    query = dict(parse_qsl(asked, keep_blank_values=True))
    near = where.query[0][1]
    if LAT in query or query.get(NEAR, near) != near:
        return address
    return f"{path}?{urlencode({**query, **dict(where.query)})}{mark}{anchor}"


@cache
def _journey() -> re.Pattern[str]:
    """The addresses that go on with a place."""
    return re.compile(rf"{_paths()}$")


@cache
def _links() -> re.Pattern[str]:
    """The links to them in a page, up to the anchor."""
    return re.compile(rf'(<a\s(?:[^>]*?\s)?href=")({_paths()}(?:\?[^"#]*)?)(?=["#])')


@cache
def _paths() -> str:
    """The addresses of the journey as a regular expression: on the site, in a frame, in a preview."""
    ways = []
    for code, words in settings.ADDRESS_WORDS.items():
        below = "|".join(re.escape(words[name]) for name in _BELOW)
        alone = "|".join(re.escape(words[name]) for name in _ALONE)
        ways.append(rf"{code}/(?:(?:{below})/[^\"#?]*|(?:{alone})/)?")
    return rf"(?:/embed|/preview/[^/\"#?]+)?/(?:{'|'.join(ways)})"
