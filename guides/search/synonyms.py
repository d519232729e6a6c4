"""Words that people use for one another: what a query means beside the words that it has."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from guides.search.words import split_as_written, split_lines

Words = tuple[str, ...]


class _Saying(NamedTuple):
    """Words, each in any of its forms, that mean what `meant` says."""

    words: tuple[frozenset[str], ...]
    meant: Words


def written_words(text: str) -> Iterator[str]:
    """Every word of a list of synonyms, as it is written."""
    for line in _lines(text):
        yield from split_as_written(line)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"]


@cache
def _groups_of(text: str) -> tuple[tuple[Words, ...], ...]:
    """The groups of a list of synonyms, folded: one to a line, with commas between members; “#” begins a remark."""
    members = [line.split(",") for line in _lines(text)]
    folded = split_lines(member for line in members for member in line)
    return tuple(tuple(tuple(next(folded)) for _member in line) for line in members)


class Synonyms:
    """The synonyms of one language, with the forms of their words; `silent` words count for nothing in a saying."""

    def __init__(self, text: str, forms: Callable[[str], Words], silent: Collection[str]) -> None:
        self._silent = silent
        self._groups: list[frozenset[str]] = []
        self._by_form: dict[str, list[int]] = defaultdict(list)
        self._sayings: dict[str, list[_Saying]] = defaultdict(list)
        for group in _groups_of(text):
            self._take_in([tuple(self._without_silent(member)) or member for member in group], forms)
        for alike in self._sayings.values():
            alike.sort(key=lambda saying: -len(saying.words))

    def _take_in(self, members: list[Words], forms: Callable[[str], Words]) -> None:
        single = frozenset(form for member in members if len(member) == 1 for form in forms(member[0]))
        for form in single:
            self._by_form[form].append(len(self._groups))
        self._groups.append(single)
        for member in members:
            # Where a group is named by several words, its single ones are read as these, too: “PZ” is “Profil Zaufany”.
            if len(member) > 1 or len(members[0]) > 1:
                saying = _Saying(tuple(frozenset(forms(word)) for word in member), members[0])
                for form in saying.words[0]:
                    self._sayings[form].append(saying)

    def _without_silent(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if word not in self._silent]

    def meant(self, words: Sequence[str]) -> list[str]:
        """`words` with what their sayings mean in the place of these: “stracił ważność” is “wygasnąć”."""
        told, at = self._without_silent(words), 0
        found: list[str] = []
        while at < len(told):
            saying = self._saying_at(told, at)
            found += saying.meant if saying else told[at : at + 1]
            at += len(saying.words) if saying else 1
        return found

    def _saying_at(self, words: Sequence[str], at: int) -> _Saying | None:
        for saying in self._sayings.get(words[at], ()):
            typed = words[at : at + len(saying.words)]
            if len(typed) == len(saying.words) and all(map(frozenset.__contains__, saying.words, typed)):
                return saying
        return None

    def alike(self, form: str) -> Iterator[frozenset[str]]:
        """The forms of each group of words that a word is one of."""
        for group in self._by_form.get(form, ()):
            yield self._groups[group]
