"""What is offered while somebody types a place."""

from guides.points.gazetteer import Gazetteer, Town
from guides.points.typed import fold, take_apart, tidy

MOST_SUGGESTED = 8
SHORTEST = 2
LONGEST = 60


def suggest(gazetteer: Gazetteer, query: str) -> list[Town]:
    """Towns whose names begin with `query`, or those of the postcode that it is; the largest first."""
    wanted = tidy(query)
    if len(wanted) > LONGEST:
        return []
    if postcode := take_apart(wanted).postcode:
        return gazetteer.towns_of_postcode(postcode)[:MOST_SUGGESTED]
    name = fold(wanted)
    if len(name) < SHORTEST or not name[0].isalpha():
        return []
    return gazetteer.towns_beginning(name, MOST_SUGGESTED)
