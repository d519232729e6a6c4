"""What is offered while somebody types a place."""

from guides.places.gazetteer import Gazetteer, Town
from guides.places.typed import fold_name, take_apart
from guides.text import single_line

MOST_SUGGESTED = 8
SHORTEST = 2
LONGEST = 60


def suggest(gazetteer: Gazetteer, query: str) -> list[Town]:
    """Towns whose names begin with `query`, or those of the postcode that it is; the largest first."""
    wanted = single_line(query)
    if len(wanted) > LONGEST:
        return []
    if postcode := take_apart(wanted).postcode:
        return gazetteer.towns_of_postcode(postcode)[:MOST_SUGGESTED]
    name = fold_name(wanted)
    if len(name) < SHORTEST or not name[0].isalpha():
        return []
    return gazetteer.towns_beginning(name, MOST_SUGGESTED)
