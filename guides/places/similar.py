"""Which names are like one that was typed with a mistake."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import OSA

MUCH_WORSE = 1.5  # than the likest: not worth asking about

_LONGER = 1.0  # mistakes that the missing end of a name counts as

# What sounds alike in Polish is written one for the other (after `fold`, which makes ż a z and ó an o).
_SOUNDS = (
    ("rz", "z"),
    ("ch", "h"),
    ("sz", "s"),
    ("cz", "c"),
    ("u", "o"),
    ("w", "v"),
    ("ks", "x"),
    ("j", "i"),
    ("y", "i"),
)


def _sound(name: str) -> str:
    for written, sound in _SOUNDS:
        name = name.replace(written, sound)
    return name


class SimilarNames:
    """Folded names by their lengths and by their sounds, so that only those are compared that can be alike."""

    def __init__(self, names: Sequence[str]) -> None:
        self._written = _by_length(names)
        # All at once: a tenth of the time.
        self._sounding = _by_length(_sound("\n".join(names)).split("\n") if names else [])

    def find(self, name: str, mistakes: int) -> list[int]:
        """The places in `names` of those that differ by as many letters at most, in writing or in sound."""
        found = set(_near(name, self._written, mistakes)) | set(_near(_sound(name), self._sounding, mistakes))
        return sorted(found)


_Buckets = dict[int, tuple[list[str], "array[int]"]]


def _by_length(names: Iterable[str]) -> _Buckets:
    buckets: _Buckets = {}
    for place, name in enumerate(names):
        inside, places = buckets.setdefault(len(name), ([], array("I")))
        inside.append(name)
        places.append(place)
    return buckets


def _near(name: str, buckets: _Buckets, mistakes: int) -> Iterator[int]:
    for length in range(len(name) - mistakes, len(name) + mistakes + 1):
        names, places = buckets.get(length, ((), ()))
        for _name, _distance, place in process.extract(
            name, names, scorer=OSA.distance, score_cutoff=mistakes, limit=None
        ):
            yield places[place]


def most_mistakes(name: str) -> int:
    """How many letters may be wrong, missing, too many or exchanged in a name of this length."""
    return 1 if len(name) < 5 else 2 if len(name) < 10 else 3


def rank_similar(
    name: str, candidates: Iterable[tuple[str, int]], count: int, longer: Iterable[tuple[str, int]] = ()
) -> list[str]:
    """The `count` names likest to the folded `name`, likest first, of `candidates` and of those that only go on longer.

    Both are names and sizes: a city two letters away is likelier meant than a hamlet one letter away.
    """
    most, sound = most_mistakes(name), _sound(name)
    scores = {other: _LONGER - log10(size + 1) / 3 for other, size in longer}
    for other, size in candidates:
        letters = OSA.distance(name, other, score_cutoff=most)
        sounds = OSA.distance(sound, _sound(other), score_cutoff=most)
        if min(letters, sounds) <= most:
            score = min(letters, sounds + 0.5) - log10(size + 1) / 3
            scores[other] = min(score, scores.get(other, score))
    ranked = sorted((score, other) for other, score in scores.items())
    return [other for score, other in ranked[:count] if score <= ranked[0][0] + MUCH_WORSE]
