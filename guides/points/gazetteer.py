"""What finding asks of a gazetteer, and what it gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


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
    is_gmina: bool = False
    is_city: bool = False  # with the rights of a powiat


class Gazetteer(Protocol):
    """Names are folded. All lists have the largest town first."""

    def town(self, key: str) -> Town | None: ...

    def towns_named(self, names: Sequence[str]) -> list[Town]: ...

    def gminas_named(self, name: str) -> list[Town]: ...

    def towns_beginning(self, beginning: str, count: int) -> list[Town]: ...

    def names_like(self, name: str, mistakes: int) -> list[tuple[str, int]]:
        """Names that may be meant by a misspelt one, more than are really like it, with the size of the largest town."""
        ...

    def towns_of_postcode(self, postcode: str) -> list[Town]:
        """The towns of a postcode, at the coordinates that it has in each of them."""
        ...
