"""Confirmation points by their town, name, street and kind. Made for twenty thousand of them: arrays of positions."""

import re
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from guides.enums import PointKind
from guides.places.exonyms import EXONYMS
from guides.schema.content import Point
from guides.search.forms import Forms
from guides.search.words import split, split_lines

MOST_SHOWN = 4
_SHORTEST_MISTYPED = 5
_POSTCODE = re.compile(r"(?<!\d)(\d{2})[-\u2010-\u2015\u2212\s]?(\d{3})(?!\d)")

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
BESIDE_A_TOWN = _("confirm, Profil Zaufany, address, opening hours, list, map, near, nearby")


@dataclass(frozen=True)
class Called:
    """The reader's words for offices, in all their forms.

    `kinds` name one kind, `any_kind` an office of any; `beside_a_town` mean an office only next to the name of a town.
    """

    kinds: dict[str, frozenset[str]]
    any_kind: frozenset[str]
    beside_a_town: frozenset[str]

    @cached_property
    def all_words(self) -> list[str]:
        return sorted(self.any_kind.union(*self.kinds.values()))

    def names(self, word: str) -> bool:
        return word in self.any_kind or any(word in called for called in self.kinds.values())

    def knows(self, word: str) -> bool:
        return word in self.beside_a_town or self.names(word)


def all_words_for_offices() -> Iterator[str]:
    """What offices are called in the active language."""
    yield from (f"{kind.label} {words}" for kind, words in KIND_WORDS.items())
    yield from (str(ANY_KIND), str(BESIDE_A_TOWN))


def called_in_language(forms: Forms, present: Container[str]) -> Called:
    """The words for offices of the `present` kinds in the active language, whose `forms` these are."""

    def forms_of(words: object) -> frozenset[str]:
        return frozenset(form for word in split(str(words)) for form in forms.forms(word))

    return Called(
        {kind.value: forms_of(f"{kind.label} {words}") for kind, words in KIND_WORDS.items() if kind in present},
        forms_of(ANY_KIND),
        forms_of(BESIDE_A_TOWN),
    )


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
    words: tuple[str, ...]
    positions: "array[int]"


class OfficeIndex:
    """Offices by the words of their names, streets and towns. `forms` are those of the language of the names.

    A position is a place in `points`.
    """

    def __init__(self, points: Sequence[Point], forms: Forms) -> None:
        self.points = points
        self._positions: dict[str, array[int]] = defaultdict(lambda: array("I"))
        towns: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for position, words in enumerate(split_lines(f"{point.name} {point.street}" for point in points)):
            for word in set(words):
                self._positions[word].append(position)
        for position, point in enumerate(points):
            towns[point.town].append(position)
        self._towns: dict[str, list[_Town]] = defaultdict(list)
        for name, positions in towns.items():
            if words_of_name := tuple(split(name)):
                self._towns[words_of_name[0]].append(_Town(name, words_of_name, positions))
        # The longer name first: “Nowy Dwór Gdański” before “Nowy Dwór”.
        for named_alike in self._towns.values():
            named_alike.sort(key=lambda town: -len(town.words))
        of_towns = {word for named_alike in self._towns.values() for town in named_alike for word in town.words}
        self._by_form = forms.by_form({*self._positions, *of_towns})
        self._forms_of_towns = [form for form, words in self._by_form.items() if not of_towns.isdisjoint(words)]

    def find(self, query: str, called: Called, words: Sequence[str], known: Container[str]) -> Offices:
        """Points for a query that was read as `words`.

        `known` are words that mean something else in the guides: a town that is named like one of them is a town only
        beside words for an office.
        """
        postcode = _POSTCODE.search(query)
        if postcode and "".join(postcode.groups()) not in known:  # 19 239 is a helpline
            return self._at_postcode("-".join(postcode.groups()), query[: postcode.start()] + query[postcode.end() :])
        # “Danzig” is looked up as Gdańsk.
        corrected = [(self._corrected(word, called, known), word) for word in words]
        pairs = [(part, word) for form, word in corrected for part in split(EXONYMS.get(form, form))]
        current = [part for part, _word in pairs]
        town, at = self._town_in(current)
        if town is None:
            return self._by_name(current, called, known)
        place_words = frozenset(word for _part, word in pairs[at])
        rest = current[: at.start] + current[at.stop :]
        about_offices = [word for word in rest if word in self._by_form or called.knows(word)]
        if rest and not about_offices and all(word in known for word in place_words):
            return Offices()
        return replace(self._in_town(town, rest, about_offices, called), place_words=place_words)

    def _at_postcode(self, code: str, rest: str) -> Offices:
        found = [point for point in self.points if point.postcode == code]
        others = [word for word in split(rest) if not self._names_town(word)]
        return Offices(code, tuple(found[:MOST_SHOWN]), len(found), frozenset(), 0.5 if others else 1.0, True)

    def _names_town(self, word: str) -> bool:
        return any(each in self._towns for each in self._by_form.get(word, ()))

    def _town_in(self, words: Sequence[str]) -> tuple[_Town | None, slice]:
        """The town whose whole name stands in the query in any form, and where it stands."""
        for start, word in enumerate(words):
            for first in self._by_form.get(word, ()):
                for town in self._towns.get(first, ()):
                    typed = words[start : start + len(town.words)]
                    if len(typed) == len(town.words) and all(map(self._is_form, typed, town.words)):
                        return town, slice(start, start + len(typed))
        return None, slice(0, 0)

    def _is_form(self, typed: str, word: str) -> bool:
        return word in self._by_form.get(typed, ())

    def _corrected(self, word: str, called: Called, known: Container[str]) -> str:
        """What a mistyped word means among towns and words for offices; itself where nothing is near."""
        if len(word) < _SHORTEST_MISTYPED or not word.isalpha() or word in known or word in self._by_form:
            return word
        if called.knows(word) or word in EXONYMS:
            return word
        for meant in (self._forms_of_towns, called.all_words, list(EXONYMS)):
            if found := process.extractOne(word, meant, scorer=OSA.distance, score_cutoff=1):
                return str(found[0])
        return word

    def _in_town(self, town: _Town, rest: list[str], about_offices: list[str], called: Called) -> Offices:
        ranked = sorted((-self._agreement(position, about_offices, called), position) for position in town.positions)
        best = ranked[0][0]
        kept = [position for score, position in ranked if score == best] if about_offices else list(town.positions)
        points = tuple(self.points[position] for position in kept[:MOST_SHOWN])
        matched = frozenset(word for point in points for word in split(f"{point.name} {point.town}"))
        looked_up = {*town.words, *self._words_of(about_offices)}
        return Offices(
            town.name,
            points,
            len(kept),
            matched & looked_up,
            (len(town.words) - best) / (len(town.words) + len(rest)),
            not any(word in self._by_form or called.names(word) for word in rest if word not in called.any_kind),
        )

    def _words_of(self, typed: Iterable[str]) -> set[str]:
        """The words of names and streets that these are forms of."""
        return {word for form in typed for word in self._by_form.get(form, ())}

    def _agreement(self, position: int, typed: Iterable[str], called: Called) -> int:
        """How many of these words the point has in its name, its street or its kind."""
        point = self.points[position]
        own = {*split(f"{point.name} {point.street}")}
        kind = called.any_kind | called.beside_a_town | called.kinds.get(point.kind, frozenset())
        return sum(form in kind or not own.isdisjoint(self._by_form.get(form, ())) for form in typed)

    def _by_name(self, words: Sequence[str], called: Called, known: Container[str]) -> Offices:
        """Points that have every word in name or street; none of them when they are too many to choose from."""
        if not words:
            return Offices()
        is_kind = all(map(called.names, words))
        is_about_kind = any(map(called.names, words)) and all(map(called.knows, words))
        # “Bank” is not the office in Plac Bankowy: what the guides speak of names no office.
        kept = set() if all(word in known for word in words) else self._with_all(words)
        if kept and len(kept) <= MOST_SHOWN:
            points = tuple(self.points[position] for position in sorted(kept))
            return Offices("", points, len(kept), frozenset(self._words_of(words)), 0.9)
        if is_kind:
            return Offices(strength=1.0)
        return Offices(strength=0.9) if kept or is_about_kind else Offices()

    def _with_all(self, words: Iterable[str]) -> set[int]:
        kept: set[int] | None = None
        for form in words:
            positions = {each for word in self._by_form.get(form, ()) for each in self._positions.get(word, ())}
            kept = positions if kept is None else kept & positions
        return kept or set()
