"""Confirmation points by their town, name, street and kind. Made for twenty thousand of them: arrays of positions."""

import re
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from guides.enums import PointKind
from guides.schema.content import Point
from guides.search.words import Analyser, split, split_lines

MOST_SHOWN = 4
_POSTCODE = re.compile(r"(?<!\d)(\d{2})[-–\s]?(\d{3})(?!\d)")

# What people call these offices, in the reader's language. Their own names are Polish and found anyway.
KIND_WORDS = {
    PointKind.TAX_OFFICE: _("tax office, revenue office"),
    PointKind.ZUS: _("ZUS, social insurance"),
    PointKind.NFZ: _("NFZ, national health fund"),
    PointKind.VOIVODESHIP_OFFICE: _("voivodeship office, provincial office"),
    PointKind.GMINA: _("municipal office, city hall, town hall, commune office"),
    PointKind.STAROSTY: _("county office, starosty"),
    PointKind.POST: _("post office"),
    PointKind.CONSULATE: _("consulate, embassy"),
    PointKind.BANK: _("bank branch"),
}
# Any of these offices, and what is looked for beside the name of a town when an office is meant.
ANY_KIND = _("office, confirmation point, nearest point")
BESIDE_A_TOWN = _("confirm, Profil Zaufany, address, opening hours")


@dataclass(frozen=True)
class Called:
    """Roots of the words for offices in a reader's language: for each kind of point, any of them, and beside a town."""

    kinds: dict[str, frozenset[str]]
    any_kind: frozenset[str]
    beside_a_town: frozenset[str]

    def names(self, root: str) -> bool:
        return root in self.any_kind or any(root in called for called in self.kinds.values())

    def knows(self, root: str) -> bool:
        return root in self.beside_a_town or self.names(root)


@dataclass(frozen=True)
class Offices:
    """What was found. `near` is the town or postcode for the finder, "" without one; `points` are at most MOST_SHOWN.

    `words` of the names that were matched are folded; `strength` goes from 0, nothing, to 1, all that was typed.
    `is_place` says that no office was named, only where to look for one; `place_words` are those of the query that
    name the place.
    """

    near: str = ""
    points: tuple[Point, ...] = ()
    total: int = 0
    words: frozenset[str] = frozenset()
    strength: float = 0.0
    is_place: bool = False
    place_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Town:
    name: str
    roots: tuple[str, ...]
    positions: "array[int]"


class OfficeIndex:
    """Positions of points by the roots of their words. `analyser` is the one of the language of the names."""

    def __init__(self, points: Sequence[Point], analyser: Analyser) -> None:
        self.points = points
        self.analyser = analyser
        self._positions: dict[str, array[int]] = defaultdict(lambda: array("I"))
        towns: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for position, words in enumerate(split_lines(f"{point.name} {point.street}" for point in points)):
            for root in {analyser.root_once(word) for word in words}:
                self._positions[root].append(position)
        for position, point in enumerate(points):
            towns[point.town].append(position)
        self._towns: dict[str, list[_Town]] = defaultdict(list)
        for name, positions in towns.items():
            roots = tuple(analyser.root_once(word) for word in split(name))
            if roots:
                self._towns[roots[0]].append(_Town(name, roots, positions))
        # The longer name first: “Nowy Dwór Gdański” before “Nowy Dwór”.
        for named_alike in self._towns.values():
            named_alike.sort(key=lambda town: -len(town.roots))

    def find(self, query: str, called: Called, words: Sequence[str], known: Container[str]) -> Offices:
        """Points for a query that was read as `words`.

        `known` are words that mean something else in the guides: a town that is named like one of them is a town only
        beside words for an office.
        """
        postcode = _POSTCODE.search(query)
        if postcode and "".join(postcode.groups()) not in known:  # 19 239 is a helpline
            return self._at_postcode("-".join(postcode.groups()), query[: postcode.start()] + query[postcode.end() :])
        roots = [self.analyser.root(word) for word in words]
        town, rest = self._town_in(roots)
        if town is None:
            town, rest = self._mistyped_town(words, roots, known)
        if town is None:
            return self._by_name(words, roots, called, known)
        about_offices = [root for root in rest if root in self._positions or called.knows(root)]
        is_common = all(word in known for word, root in zip(words, roots, strict=True) if root in town.roots)
        if rest and not about_offices and is_common:
            return Offices()
        place_words = frozenset(word for word, root in zip(words, roots, strict=True) if root not in rest)
        return replace(self._in_town(town, rest, about_offices, called), place_words=place_words)

    def _at_postcode(self, code: str, rest: str) -> Offices:
        found = [point for point in self.points if point.postcode == code]
        return Offices(code, tuple(found[:MOST_SHOWN]), len(found), frozenset(), 0.5 if split(rest) else 1.0, True)

    def _town_in(self, roots: list[str]) -> tuple[_Town | None, list[str]]:
        """The town whose whole name stands in the query, and the roots beside it."""
        for start, root in enumerate(roots):
            for town in self._towns.get(root, ()):
                end = start + len(town.roots)
                if tuple(roots[start:end]) == town.roots:
                    return town, roots[:start] + roots[end:]
        return None, roots

    def _mistyped_town(
        self, words: Sequence[str], roots: list[str], known: Container[str]
    ) -> tuple[_Town | None, list[str]]:
        for at, (word, root) in enumerate(zip(words, roots, strict=True)):
            if len(word) < 5 or not word.isalpha() or word in known or root in self._positions:
                continue
            found = process.extractOne(root, self._towns.keys(), scorer=OSA.distance, score_cutoff=1)
            named = [town for town in self._towns[found[0]] if len(town.roots) == 1] if found else []
            if named:
                return named[0], roots[:at] + roots[at + 1 :]
        return None, roots

    def _in_town(self, town: _Town, rest: list[str], about_offices: list[str], called: Called) -> Offices:
        ranked = sorted((-self._agreement(position, about_offices, called), position) for position in town.positions)
        best = ranked[0][0]
        kept = [position for score, position in ranked if score == best] if about_offices else list(town.positions)
        points = tuple(self.points[position] for position in kept[:MOST_SHOWN])
        matched = frozenset(word for point in points for word in split(f"{point.name} {point.town}"))
        roots = {*town.roots, *about_offices}
        return Offices(
            town.name,
            points,
            len(kept),
            frozenset(word for word in matched if self.analyser.root(word) in roots),
            (len(town.roots) - best) / (len(town.roots) + len(rest)),
            not any(self._names_office(root, called) for root in rest if root not in called.any_kind),
        )

    def _names_office(self, root: str, called: Called) -> bool:
        return root in self._positions or called.names(root)

    def _agreement(self, position: int, roots: Iterable[str], called: Called) -> int:
        """How many of these words the point has in its name, its street or its kind."""
        point = self.points[position]
        own = {self.analyser.root(word) for word in split(f"{point.name} {point.street}")}
        own |= called.any_kind | called.beside_a_town | called.kinds.get(point.kind, frozenset())
        return sum(root in own for root in roots)

    def _by_name(self, words: Sequence[str], roots: list[str], called: Called, known: Container[str]) -> Offices:
        """Points that have every word in name or street; none of them when they are too many to choose from."""
        if not roots:
            return Offices()
        is_kind = all(called.knows(root) for root in roots) and any(called.names(root) for root in roots)
        # “Bank” is not the office in Plac Bankowy: what the guides speak of names no office.
        kept = set() if all(word in known for word in words) else self._with_all(roots)
        if kept and len(kept) <= MOST_SHOWN:
            points = tuple(self.points[position] for position in sorted(kept))
            return Offices("", points, len(kept), frozenset(words), 0.9)
        return Offices(strength=0.9) if kept or is_kind else Offices()

    def _with_all(self, roots: Iterable[str]) -> set[int]:
        kept: set[int] | None = None
        for root in roots:
            positions = self._positions.get(root, ())
            kept = set(positions) if kept is None else kept.intersection(positions)
        return kept or set()
