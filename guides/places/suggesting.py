"""What is offered while somebody types a place."""

from dataclasses import replace

from guides.places.districts import districts_beginning
from guides.places.gazetteer import Gazetteer, Town
from guides.places.typed import fold_name, take_apart
from guides.text import single_line

MOST_SUGGESTED = 8
MOST_DISTRICTS = 3
SHORTEST = 2
LONGEST = 60


def suggest(gazetteer: Gazetteer, query: str) -> list[Town]:
    """Towns whose names begin with `query`, or those of the postcode that it is; the largest first.

    A district comes after the cities that begin so, and before all else.
    """
    wanted = single_line(query)
    if len(wanted) > LONGEST:
        return []
    if postcode := take_apart(wanted).postcode:
        return gazetteer.towns_of_postcode(postcode)[:MOST_SUGGESTED]
    name = fold_name(wanted)
    if len(name) < SHORTEST or not name[0].isalpha():
        return []
    towns = gazetteer.towns_beginning(name, MOST_SUGGESTED)
    cities = [town for town in towns if town.is_city]
    return [*cities, *_districts(gazetteer, name), *towns[len(cities) :]][:MOST_SUGGESTED]


def _districts(gazetteer: Gazetteer, beginning: str) -> list[Town]:
    """The cities with a district whose name begins so, as that district."""
    found: list[Town] = []
    for district in districts_beginning(beginning):
        inside = [town for town in gazetteer.towns_named([district.city]) if town.is_city]
        found += [replace(town, district=district.name) for town in inside[:1]]
        if len(found) == MOST_DISTRICTS:
            break
    return found
