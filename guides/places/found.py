"""What a query was understood as."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from guides.enums import Precision
from guides.places.gazetteer import Town

MOST_CHOICES = 200
MOST_OTHERS = 12  # beside what was found


class State(StrEnum):
    EMPTY = "empty"
    FOUND = "found"  # a town, a municipality or a postcode
    CHOOSE = "choose"  # several places have this name
    SIMILAR = "similar"  # none has this name, some are like it
    AREA = "area"  # a whole powiat or voivodeship
    ABROAD = "abroad"  # a country, or a city outside Poland
    UNKNOWN = "unknown"
    INVALID = "invalid"  # neither a town nor a postcode


@dataclass(frozen=True)
class Place:
    """What a query was understood as. Coordinates, degrees WGS84, are there for FOUND only.

    `precision` says how exactly they are known; "" for a whole municipality. `choices` are names,
    `towns` come from the gazetteer; for FOUND they are others that may have been meant.
    """

    state: State
    name: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    choices: tuple[str, ...] = ()
    precision: str = ""
    town: Town | None = None
    towns: tuple[Town, ...] = ()
    by_gazetteer: bool = True  # false where only the points were asked
    district: str = ""  # of the town; the coordinates are the city's middle unless the precision is a postcode area
    in_part: bool = False  # only a part of what was typed was used
    country: str = ""  # ISO 3166, where what was typed is, or may be, abroad
    no_such_code: bool = False  # no postcode of the country begins so

    @property
    def is_located(self) -> bool:
        return self.state == State.FOUND

    @property
    def is_of_city(self) -> bool:
        """Whether a district was named, and the coordinates are the middle of its city all the same."""
        return bool(self.district) and self.precision != Precision.POSTCODE_AREA


def at(town: Town, others: Sequence[Town] = ()) -> Place:
    """The place of a town, beside others of its name."""
    precision = "" if town.is_gmina else Precision.TOWN.value
    return Place(
        State.FOUND,
        town.name,
        town.latitude,
        town.longitude,
        precision=precision,
        town=town,
        towns=tuple(others[:MOST_OTHERS]),
        district=town.district,
    )


def choose(name: str, towns: Sequence[Town]) -> Place:
    """A question which of `towns` is meant."""
    return Place(State.CHOOSE, name, towns=tuple(towns[:MOST_CHOICES]))


def decide(name: str, towns: Sequence[Town]) -> Place:
    """One town, or a city beside villages of its name, is what was meant; else somebody has to choose."""
    first, *others = towns
    if not others or (first.is_city and not any(other.is_city for other in others)):
        return at(first, [other for other in others if other.name == first.name])
    return choose(name, towns)
