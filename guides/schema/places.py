"""What a places release holds: municipalities, towns and their postcodes, in columns.

Columns, since a list of 73,000 structures would cost each worker many times the memory. Degrees are WGS84.
"""

import msgspec

from guides.schema.content import Damaged
from guides.schema.kinds import Entry


class MunicipalityTable(Entry, frozen=True, kw_only=True):
    """Municipalities in the order of their TERYT codes of six digits, without the first zero.

    Coordinates are of the seat, or the middle, and None where nobody knows. One that is not current was dissolved: it
    has places still, but no page.
    """

    teryt: tuple[int, ...] = ()
    name: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # enums.GminaKind, or "" where it is not known
    powiat: tuple[str, ...] = ()
    latitude: tuple[float | None, ...] = ()
    longitude: tuple[float | None, ...] = ()
    is_current: tuple[bool, ...] = ()


class TownTable(Entry, frozen=True, kw_only=True):
    """Towns and villages in the order of their keys (TERYT, then the name in addresses).

    Where only the voivodeship is known, TERYT is its two digits and four zeros. A larger `size` is listed first; see
    guides/places/gazetteer.py.
    """

    teryt: tuple[int, ...] = ()
    name: tuple[str, ...] = ()
    size: tuple[int, ...] = ()
    latitude: tuple[float, ...] = ()
    longitude: tuple[float, ...] = ()


class PostcodeTable(Entry, frozen=True, kw_only=True):
    """Postcodes in their towns, in the order of the codes, the larger town of one code first.

    The coordinates are those of the pair: the same code in another town lies elsewhere, up to 60 km away and more.
    """

    code: tuple[int, ...] = ()  # 5 digits, without the first zeros
    town: tuple[int, ...] = ()  # its row in the table of towns
    latitude: tuple[float, ...] = ()
    longitude: tuple[float, ...] = ()
    source: tuple[int, ...] = ()  # its place in `PlaceSet.sources`


class PlaceSet(Entry, frozen=True, kw_only=True):
    """All places that a site knows. `sources` are values of enums.PlaceSource."""

    sources: tuple[str, ...] = ()
    municipalities: MunicipalityTable = MunicipalityTable()
    towns: TownTable = TownTable()
    postcodes: PostcodeTable = PostcodeTable()


def encode_places(places: PlaceSet) -> bytes:
    """JSON, the same bytes for equal values."""
    return msgspec.json.encode(places, order="deterministic")


def decode_places(payload: bytes) -> PlaceSet:
    """Raise `Damaged` when `payload` is not a whole PlaceSet whose columns fit together."""
    try:
        places = msgspec.json.decode(payload, type=PlaceSet)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from error
    for table in (places.municipalities, places.towns, places.postcodes):
        if len({len(getattr(table, column)) for column in table.__struct_fields__}) > 1:
            raise Damaged(f"{type(table).__name__}: columns of different lengths")
    codes = places.postcodes
    if any(town >= len(places.towns.name) for town in codes.town) or any(
        source >= len(places.sources) for source in codes.source
    ):
        raise Damaged("a postcode of a town or a source that is not there")
    return places
