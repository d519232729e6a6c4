"""What search knows of a language while it serves: the forms of the words of a release, from a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from guides.search.languages import language_of
from guides.search.synonyms import Synonyms


class Forms:
    """The forms of folded words, by the table that a release holds (inflecting.py)."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self._of: dict[str, list[str]] = defaultdict(list)
        for words, forms in table.items():
            for word in words.split():
                self._of[word].append(forms)
        self._known = language_of(language)
        self.ignored = frozenset(self._known.ignored.split())

    @cached_property
    def faint(self) -> frozenset[str]:
        """The forms of the words that say little beside others."""
        return frozenset(form for word in self._known.faint.split() for form in self.forms(word))

    @cached_property
    def decisive(self) -> frozenset[str]:
        """The forms of the words that name the things on which an answer depends."""
        return frozenset(form for word in self._known.decisive.split() for form in self.forms(word))

    @cached_property
    def synonyms(self) -> Synonyms:
        return Synonyms(self._known.synonyms, self.forms, frozenset(self._known.silent.split()))

    def forms(self, word: str) -> tuple[str, ...]:
        """The folded forms under which a folded word is found, itself first; only itself where nothing is known."""
        found = self._of.get(word)
        return tuple(dict.fromkeys([word, *" ".join(found).split()])) if found else (word,)

    def by_form(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Form → those of `words` that it is a form of."""
        gathered: dict[str, list[str]] = defaultdict(list)
        for word in words:
            for form in self.forms(word):
                gathered[form].append(word)
        return {form: tuple(found) for form, found in gathered.items()}
