"""What an import asks of the gazetteer."""

from importlib import import_module
from typing import Any, Protocol


class Located(Protocol):
    """Where a town lies. Degrees, WGS84; `precision` is one of enums.Precision; `teryt` has six digits."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...
    @property
    def precision(self) -> str: ...
    @property
    def teryt(self) -> str: ...
    @property
    def voivodeship(self) -> str: ...


class Gazetteer(Protocol):
    def locate(self, postcode: str, town: str, teryt: str = "", voivodeship: str = "") -> Located | None:
        """By postcode and town together, or by a name that is unambiguous; never by the postcode alone."""
        ...

    def knows_postcode(self, postcode: str) -> bool: ...

    def is_empty(self) -> bool: ...


class NoGazetteer:
    """Stands in where no places were loaded."""

    def locate(self, postcode: str, town: str, teryt: str = "", voivodeship: str = "") -> Located | None:
        return None

    def knows_postcode(self, postcode: str) -> bool:
        return False

    def is_empty(self) -> bool:
        return True


def the_gazetteer() -> Gazetteer:
    """The gazetteer of this site; an empty one where it has none."""
    try:
        # Its functions are what the protocol asks for. By name: an import works without it too.
        gazetteer: Any = import_module("guides.places.database")
    except ModuleNotFoundError:
        return NoGazetteer()
    place: Gazetteer = gazetteer
    return place
