"""Which names are like one that was typed with a mistake."""

from collections.abc import Iterable
from math import log10

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
