"""What an address says of a place, before anything is made of it: what may be shown again and stand in links."""

import re

from django.http import QueryDict

from guides.places.typed import LONGEST_QUERY
from guides.privacy.numbers import find_pesels
from guides.serving.links import NEAR, PLACE
from guides.text import single_line

_KEY_OF_TOWN = re.compile(r"[0-9]{6}(?:-[a-z0-9_-]{0,113})?")


def read_place(query: QueryDict) -> tuple[QueryDict, bool]:
    """`query` with a long text cut, and without a PESEL or what is no key of a town; whether there was a PESEL."""
    near, key = single_line(query.get(NEAR, "")), query.get(PLACE, "")
    holds_pesel = any(True for _span in find_pesels(near))
    is_long = len(near) > LONGEST_QUERY
    is_bad_key = bool(key) and not _KEY_OF_TOWN.fullmatch(key)
    if not (holds_pesel or is_long or is_bad_key):
        return query, False
    query = query.copy()
    if holds_pesel:
        del query[NEAR]
    elif is_long:
        query[NEAR] = near[: LONGEST_QUERY + 1]  # still too long to be looked up
    if is_bad_key:
        del query[PLACE]
    return query, holds_pesel
