"""Which members of one list are which of another, after an edit. Pure."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

Pairs = list[tuple[int | None, int | None]]
Member = TypeVar("Member", bound=Hashable)

# How much of their words two members must share to be the same one, changed.
LIKENESS = 0.4
# Longer lists are paired place by place: comparing each with each could take minutes.
MOST_PAIRS = 2500


def moved(before: Sequence[Member], after: Sequence[Member]) -> set[Member]:
    """The fewest members that changed their place, of two lists of the same members."""
    if list(before) == list(after):
        return set()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {member for block in blocks for member in before[block.a : block.a + block.size]}
    return set(after) - stayed


def align(old: Sequence[Any], new: Sequence[Any], words_of: Callable[[Any], list[str]]) -> Pairs:
    """The places in `old` and `new` of each member, None where one list does not have it; in the order of reading."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    pairs: Pairs = [(place, place) for place in range(head)]
    for here, there in _align_middle(old[head : len(old) - tail], new[head : len(new) - tail], words_of):
        pairs.append((None if here is None else here + head, None if there is None else there + head))
    return [*pairs, *((len(old) - place, len(new) - place) for place in range(tail, 0, -1))]


def _align_middle(old: Sequence[Any], new: Sequence[Any], words_of: Callable[[Any], list[str]]) -> Pairs:
    known = _most_alike(old, new, words_of) if len(old) * len(new) <= MOST_PAIRS else []
    pairs: Pairs = []
    here = there = 0
    for next_here, next_there in [*known, (len(old), len(new))]:
        gap_old, gap_new = range(here, next_here), range(there, next_there)
        if len(gap_old) == len(gap_new):  # as many as before in this place: rewritten, not replaced
            pairs += zip(gap_old, gap_new, strict=True)
        else:
            pairs += [(place, None) for place in gap_old]
            pairs += [(None, place) for place in gap_new]
        if (next_here, next_there) != (len(old), len(new)):
            pairs.append((next_here, next_there))
        here, there = next_here + 1, next_there + 1
    return pairs


def _most_alike(old: Sequence[Any], new: Sequence[Any], words_of: Callable[[Any], list[str]]) -> list[tuple[int, int]]:
    """Pairs in order, those together as alike as can be."""
    old_words, new_words = [words_of(member) for member in old], [words_of(member) for member in new]
    likeness = [
        [1.0 if old[i] == new[j] else _likeness(old_words[i], new_words[j]) for j in range(len(new))]
        for i in range(len(old))
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: list[str], other: list[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKENESS else 0.0
