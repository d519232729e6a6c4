"""Names of towns as they stand in a sentence, led back to the nominative: “w Gdańsku”, “Krakowa”, “Nowym Sączu”.

The forms are in a table that scripts/town_forms.py makes from the names of all places and the dictionary of Morfeusz.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from guides.places.exonyms import EXONYMS
from guides.text import fold

TABLE = Path(__file__).parent / "town_forms.txt.z"
MOST_FORMS = 160


def nominatives(name: str) -> list[str]:
    """What a folded name in another case or language may be today, in the nominative; never `name` itself."""
    options = [[*_of_word(word), word] for word in name.split()]
    current = [fold(EXONYMS[name])] if name in EXONYMS else []
    for combination in islice(_combinations([len(each) for each in options]), MOST_FORMS):
        current.append(" ".join(each[place] for each, place in zip(options, combination, strict=True)))
    return [form for form in dict.fromkeys(current) if form != name]


def _combinations(numbers: list[int]) -> Iterator[tuple[int, ...]]:
    """A choice for each word, of so many: first all the first ones, then what is farther from them, one by one."""
    for distance in range(sum(numbers) - len(numbers) + 1):
        yield from _at_distance(numbers, distance)


def _at_distance(numbers: list[int], distance: int) -> Iterator[tuple[int, ...]]:
    if not numbers:
        yield ()
        return
    first, others = numbers[0], numbers[1:]
    farthest = sum(others) - len(others)
    for place in range(max(0, distance - farthest), min(first - 1, distance) + 1):
        for rest in _at_distance(others, distance - place):
            yield (place, *rest)


@cache
def _table() -> bytes:
    """Lines in order, each a form and the words that it is a form of; 3 MB, since a dictionary would take 20."""
    return b"\n" + zlib.decompress(TABLE.read_bytes())


def _of_word(word: str) -> list[str]:
    """The words in the nominative that this one is another form of."""
    if not word.isascii():
        return []
    table, wanted = _table(), word.encode("ascii") + b" "
    low, high = 0, len(table) - 1  # both stand before a line
    while low < high:
        before = table.rfind(b"\n", 0, (low + high) // 2 + 1)
        after = table.find(b"\n", before + 1)
        if table[before + 1 : after] < wanted:
            low = after
        else:
            high = before
    line = table[low + 1 : table.find(b"\n", low + 1)]
    return line[len(wanted) :].decode("ascii").split() if line.startswith(wanted) else []
