"""What people type into the finder, taken apart: postcode, names that may be a town, what narrows them down."""

import re
from dataclasses import dataclass

from guides.text import fold

LONGEST_QUERY = 100
MOST_NAMES = 24  # readings of one query
# Hyphens and dashes that keyboards, PDFs and word processors put in place of the hyphen.
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\u00ad", "-"))
_POSTCODE = re.compile(r"(?<!\d)(\d{2})[-\s]{0,3}(\d{3})(?!\d)")
_SIGNS = str.maketrans(dict.fromkeys("-–—'’`„”\"()./,;:\u2010\u2011\u2212", " "))
_WARSAW = re.compile(r"\bw-wa\b", re.IGNORECASE)  # “w” would be a preposition
_STREET = {"ul", "ulica", "ulicy", "al", "aleja", "aleje", "alei", "os", "osiedle", "pl", "plac", "rynek", "skwer"}
_BEFORE_TOWN = {
    "w",
    "we",
    "z",
    "ze",
    "do",
    "na",
    "k",
    "kolo",
    "okolice",
    "okolicy",
    "m",
    "miasto",
    "wies",
    "miejscowosc",
    "dzielnica",
    "dzielnicy",
    "district",
    "kod",
}
_HERE: tuple[list[str], ...] = ([], ["polska"], ["poland"], ["polen"])  # says nothing that helps
_GMINA = {"gmina", "gminy", "gminie", "gm"}
_UNIT = {"powiat", "powiatu", "powiecie", "pow", "woj", "wojewodztwo", "wojewodztwie"}


@dataclass(frozen=True)
class TypedPlace:
    """A query. Names are folded; the likeliest reading comes first. `unit` narrows names down, and may be a gmina's."""

    postcode: str = ""
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    gmina: str = ""
    may_be_whole: bool = False  # the first name is all that was typed
    beside: tuple[str, ...] = ()  # what stands after a comma without a house number: “Nowa Wieś, Ełk”
    areas: tuple[str, ...] = ()  # powiats and voivodeships, where nothing but them was typed

    @property
    def is_empty(self) -> bool:
        return not (self.postcode or self.names or self.gmina or self.areas)


def fold_name(text: str) -> str:
    """`text` as it is compared: without case, Polish marks, punctuation and doubled spaces."""
    return " ".join(fold(text).translate(_SIGNS).split())


def take_apart(query: str) -> TypedPlace:
    """Read a tidied query of at most LONGEST_QUERY characters."""
    query = _WARSAW.sub("Warszawa", query.translate(_HYPHENS))
    found = _POSTCODE.search(query)
    postcode = f"{found[1]}-{found[2]}" if found else ""
    rest = _POSTCODE.sub(" , ", query, count=1) if found else query
    names: list[str] = []
    whole: list[str] = []
    after_street: list[str] = []
    units: list[str] = []
    gmina = ""
    for segment in re.split(r"[,;()\n]", rest):
        words = fold_name(segment).split()
        if words in _HERE:
            continue
        town, own_gmina, own_units = _part_units(words)
        gmina = gmina or own_gmina
        units += own_units
        readings = _readings(town, segment)
        # “Długa 5, Kraków”: what has a house number is the town only where nothing else can be.
        if any(char.isdigit() for char in segment):
            after_street += readings
        else:
            names += readings
            whole += readings[:1]
    names += after_street
    if names and gmina:
        units.append(gmina)
    # A second name may be the town, or what narrows the first one down: “Nowa Wieś, Ełk”.
    distinct = tuple(dict.fromkeys(names))[:MOST_NAMES]
    beside = tuple(name for name in whole if name not in distinct[:1])
    areas = tuple(dict.fromkeys(units)) if not (distinct or gmina) else ()
    return TypedPlace(
        postcode, distinct, tuple(dict.fromkeys(units)), gmina, distinct[:1] == (fold_name(rest),), beside, areas
    )


def _part_units(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Words before “gmina”, “powiat” and the like; the gmina after it; the names of units after them."""
    gmina = ""
    units: list[str] = []
    place = next((at for at, word in enumerate(words) if word in _GMINA | _UNIT), len(words))
    before, after = words[:place], words[place:]
    while after:
        kind, after = after[0], after[1:]
        end = next((at for at, word in enumerate(after) if word in _GMINA | _UNIT), len(after))
        name, after = " ".join(after[:end]), after[end:]
        if kind in _GMINA and not before:
            gmina = gmina or name
        elif name:
            units.append(name)
    return before, gmina, units


def _readings(words: list[str], segment: str) -> list[str]:
    """Names that `words` may hold, without street and house number, the longest first."""
    while words and words[0] in _BEFORE_TOWN and len(words) > 1:
        words = words[1:]
    if not any(char.isalpha() for word in words for char in word):
        return []
    numbers = [at for at, word in enumerate(words) if any(char.isdigit() for char in word)]
    street = next((at for at, word in enumerate(words) if word in _STREET and len(words) > 1), None)
    readings: list[str] = []
    if street is None and not numbers:
        readings.append(" ".join(words))
    # “Gdańsk-Wrzeszcz”, “Kraków - Łagiewniki”: the town before its district.
    readings += [fold_name(part) for part in re.split(r"-", segment)[:1] if "-" in segment]
    before = words[: min([*numbers, len(words)] if street is None else [street])]
    after = words[numbers[-1] + 1 :] if numbers else []
    # “Długa 5 Kraków”, “ul. Długa 5 m. 3 Kraków”: the town after the number.
    readings += _ends(after)
    # “Kraków Długa 5”, “Kraków ul. Długa”, or a street and a town without any number.
    readings += _beginnings(before) + (_ends(words) if not numbers else [])
    return [name for name in dict.fromkeys(readings) if len(name) > 1 and name not in _STREET and name[0].isalpha()]


def _beginnings(words: list[str]) -> list[str]:
    return [" ".join(words[:end]) for end in range(len(words), 0, -1)]


def _ends(words: list[str]) -> list[str]:
    return [" ".join(words[start:]) for start in range(len(words))]
