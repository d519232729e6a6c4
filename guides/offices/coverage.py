"""How much of the country a release covers, and the lists by voivodeship."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guides.enums import Confirms, ServiceKind, Voivodeship
from guides.schema.content import Point, PointSet
from guides.text import fold

HOME = "PL"
POWIATS = 380  # 314 powiats and 66 cities with their rights (GUS, since 2013)

# Voivodeships by what stands in addresses: their names without Polish letters.
VOIVODESHIPS = {fold(str(name)): str(name) for name in Voivodeship.values}


@dataclass(frozen=True)
class Coverage:
    """Counts over the offices in Poland, but for `abroad`."""

    total: int
    kinds: dict[str, int]
    by_voivodeship: dict[str, int]
    powiats: int | None  # that have an office which confirms, at least; None: most offices don’t say where they lie
    confirming: int
    with_hours: int
    with_phone: int
    located: int
    abroad: int


def coverage_of(points: PointSet) -> Coverage:
    """What a release knows and what it does not."""
    inside = [point for point in points.points if point.country == HOME]
    confirming = [point for point in inside if confirms(points, point)]
    placed = [point for point in confirming if point.teryt]
    return Coverage(
        total=len(inside),
        kinds=dict(Counter(point.kind for point in inside)),
        by_voivodeship=dict(Counter(point.voivodeship for point in inside)),
        powiats=len({point.teryt[:4] for point in placed}) if 2 * len(placed) > len(confirming) else None,
        confirming=len(confirming),
        with_hours=sum(point.opening is not None or bool(point.hours_text) for point in inside),
        with_phone=sum(bool(point.phones) for point in inside),
        located=sum(point.latitude is not None for point in inside),
        abroad=len(points.points) - len(inside),
    )


def confirms(points: PointSet, point: Point) -> bool:
    """Whether a source says that the office confirms Profil Zaufany."""
    service = points.service_of(point, ServiceKind.CONFIRMS)
    return service is not None and service.status in (Confirms.BY_LAW, Confirms.BY_CONSENT)


def in_voivodeship(points: Iterable[Point], name: str) -> list[Point]:
    """The offices of a voivodeship by town, then by name, as the Polish alphabet has them."""
    inside = (point for point in points if point.country == HOME and point.voivodeship == name)
    return sorted(inside, key=lambda point: (polish_order(point.town), polish_order(point.name), point.number))


def polish_order(text: str) -> tuple[int, ...]:
    """A key that sorts Polish text as dictionaries do: ą after a, ł after l, capitals among small letters."""
    return tuple(_RANKS.get(char, 1000 + ord(char)) for char in text.casefold())


_RANKS = {char: rank for rank, char in enumerate(" -0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
