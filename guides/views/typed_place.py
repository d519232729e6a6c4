"""What an address says of a place, before anything is made of it: what may be shown again and stand in links."""

import re

from django.http import QueryDict

from guides.places.districts import district_in
from guides.places.gazetteer import Gazetteer
from guides.places.typed import LONGEST_QUERY, fold_name
from guides.privacy.numbers import find_pesels
from guides.serving.links import GMINA, LAT, LON, NEAR, PLACE, QUERY
from guides.text import single_line

_POSTCODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_AROUND_CODES = re.compile(r"[\s./,;:()\[\]<>\"„”-]+")
_KEY_OF_TOWN = re.compile(r"[0-9]{6}(?:-[a-z0-9_-]{0,113})?")


def read_place(query: QueryDict) -> tuple[QueryDict, bool]:
    """`query` with a long text cut, and without a PESEL or what is no key of a town; whether there was a PESEL.

    The code of a municipality has six digits then, or is not there.
    """
    near, key = single_line(query.get(NEAR, "")), query.get(PLACE, "")
    holds_pesel = any(True for _span in find_pesels(near))
    is_long = len(near) > LONGEST_QUERY
    is_bad_key = bool(key) and not _KEY_OF_TOWN.fullmatch(key)
    if not (holds_pesel or is_long or is_bad_key or GMINA in query):
        return query, False
    query = query.copy()
    if holds_pesel:
        del query[NEAR]
    elif is_long:
        query[NEAR] = near[: LONGEST_QUERY + 1]  # still too long to be looked up
    if is_bad_key:
        del query[PLACE]
    if GMINA in query:
        query[GMINA] = read_teryt(query.get(GMINA, ""))
    return query, holds_pesel


def read_teryt(typed: str) -> str:
    """The six digits of a municipality's TERYT code, of which a seventh says its kind; "" for anything else.

    What stands around and between them in a sentence or on paper does not matter.
    """
    digits = _AROUND_CODES.sub("", typed)
    return digits[:6] if digits.isascii() and digits.isdigit() and len(digits) in (6, 7) else ""


def names_known_place(query: QueryDict, gazetteer: Gazetteer) -> bool:
    """Whether an address names a place as our own links do: a postcode, or a town by its key.

    Such a page is the same for everybody, and says nothing of a person. All else was typed by somebody.
    """
    if any(name in query for name in (LAT, LON, QUERY)):
        return False
    near, key = query.get(NEAR, ""), query.get(PLACE, "")
    if not key:
        return bool(_POSTCODE.fullmatch(near)) and gazetteer.knows_postcode(near)
    town = gazetteer.town(key)
    if town is None or not near.startswith(town.name):
        return False
    district = near.removeprefix(town.name).strip()
    known = district_in(town.folded, (fold_name(district),))
    return not district or (known is not None and known.name == district)
