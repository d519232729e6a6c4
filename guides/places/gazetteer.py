"""What finding asks of a gazetteer, and what it gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

# Sizes: the number of a place's postcodes, and above it its rank: a city with the rights of a powiat, an urban
# municipality, the town of an urban-rural one, the seat of a rural one.
CITY, URBAN, TOWN, SEAT = 10_000, 3_000, 2_000, 500
FIRST_CITY = 61  # the last two digits of a powiat's code: from here on it is a city


@dataclass(frozen=True)
class Town:
    """A town, a village or, with `is_gmina`, a whole municipality. Degrees WGS84; larger `size` is listed first.

    `key` is the same after each loading of the gazetteer and stands in addresses.
    """

    key: str
    name: str
    folded: str
    size: int
    teryt: str
    gmina: str
    powiat: str
    voivodeship: str
    latitude: float
    longitude: float
    gmina_kind: str = ""  # enums.GminaKind
    is_gmina: bool = False

    @property
    def is_city(self) -> bool:
        """With the rights of a powiat."""
        return self.size >= CITY


class Gazetteer(Protocol):
    """Names are folded. All lists have the largest town first."""

    def town(self, key: str) -> Town | None: ...

    def towns_named(self, names: Sequence[str]) -> list[Town]: ...

    def gminas_named(self, name: str) -> list[Town]: ...

    def towns_beginning(self, beginning: str, count: int) -> list[Town]: ...

    def names_like(self, name: str, mistakes: int) -> list[tuple[str, int]]:
        """Names that may be meant by a misspelt one, and more, with the size of the largest town of each."""
        ...

    def towns_of_postcode(self, postcode: str) -> list[Town]:
        """The towns of a postcode, at the coordinates that it has in each of them."""
        ...
