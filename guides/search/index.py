"""Which documents fit a query best: BM25 over weighted fields, whole phrases above words, mistakes forgiven."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from guides.search.words import Analyser, split, split_widely

_SATURATION = 1.2  # k1 of BM25, over weights that a title lifts at once
_LENGTH = 0.25  # b of BM25: long guides are not worse guides
_SAME_ROOT = 0.9  # another form of the word, against the word itself
_MISTYPED = (1.0, 0.7, 0.5)  # by the number of mistakes
_UNKNOWN = 0.7  # how much a word that nothing has counts against what was found for the others
_LEAST, _LEAST_OF_BEST = 0.24, 0.3  # what is weaker fits nothing; what is much weaker than the best is noise
_MOST_WORDS = 24
_BETWEEN_DIGITS = re.compile(r"[\s+()-]+")


@dataclass(frozen=True)
class Document:
    """Something to be found. `fields` are texts with their weights, `phrases` what people type when they mean it."""

    kind: str
    key: str
    fields: tuple[tuple[float, str], ...]
    phrases: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Hit:
    kind: str
    key: str
    score: float


@dataclass(frozen=True)
class Term:
    """One word of a query: the words of the documents that it stands for, each with how well it fits."""

    words: dict[str, float]
    roots: frozenset[str]
    weight: float


@dataclass(frozen=True)
class Matches:
    """Hits, the best first; `words` are the folded words of the documents that were found, each with its root."""

    hits: tuple[Hit, ...]
    words: dict[str, str]


class Index:
    """Documents in one language."""

    def __init__(self, documents: Sequence[Document], analyser: Analyser) -> None:
        self.documents = documents
        self.analyser = analyser
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._by_root: dict[str, list[str]] = defaultdict(list)
        self._phrases: list[tuple[int, frozenset[str]]] = []
        self._lengths = [0.0] * len(documents)
        for number, document in enumerate(documents):
            self._take_in(number, document)
        for word in self._weights:
            self._by_root[analyser.root_once(word)].append(word)
        self._average = sum(self._lengths) / max(len(documents), 1) or 1.0

    def _take_in(self, number: int, document: Document) -> None:
        for weight, text in (*document.fields, *((1.0, phrase) for phrase in document.phrases)):
            for word in split_widely(text):
                weights = self._weights[word]
                weights[number] = weights.get(number, 0.0) + weight
                self._lengths[number] += 1
        for phrase in document.phrases:
            roots = frozenset(self.analyser.root_once(word) for word in self._telling(split(phrase)))
            if roots:
                self._phrases.append((number, roots))

    def _telling(self, words: list[str]) -> list[str]:
        return [word for word in words if word not in self.analyser.grammar.ignored]

    def __contains__(self, word: object) -> bool:
        return word in self._weights

    @cached_property
    def _long_words(self) -> list[str]:
        return [word for word in self._weights if len(word) > 3]

    def read(self, query: str) -> list[str]:
        """The words of a query that say something, those written apart joined: “moje ikp” is “mojeikp”."""
        number = _BETWEEN_DIGITS.sub("", query)
        if number in self._weights and number.isdigit():
            return [number]
        words = split(query)[: _MOST_WORDS * 2]
        joined: list[str] = []
        while words:
            word = words.pop(0)
            if words and word + words[0] in self._weights:
                word += words.pop(0)
            joined.append(word)
        telling = [word for word in self._telling(joined) if len(word) > 1 or word.isdigit()]
        return list(dict.fromkeys(telling))[:_MOST_WORDS]

    def find(self, words: Sequence[str]) -> Matches:
        """What fits a query that was read as `words`, the best first."""
        terms = [term for word in words for term in self._terms(word)]
        total = sum(term.weight for term in terms)
        if not total:
            return Matches((), {})
        scores: dict[int, float] = defaultdict(float)
        for term in terms:
            for number, strength in self._strengths(term).items():
                scores[number] += term.weight * strength / total
        for number, likeness in self._alike(terms, total).items():
            scores[number] += likeness
        found = {word: self.analyser.root_once(word) for term in terms for word in term.words}
        return Matches(self._ranked(scores), found)

    def _ranked(self, scores: dict[int, float]) -> tuple[Hit, ...]:
        weighted = [(score * self.documents[number].weight, number) for number, score in scores.items()]
        best = max((score for score, _number in weighted), default=0.0)
        least = max(_LEAST, best * _LEAST_OF_BEST)
        kept = sorted((-score, number) for score, number in weighted if score >= least)
        return tuple(Hit(self.documents[n].kind, self.documents[n].key, -score) for score, n in kept)

    def _terms(self, word: str) -> list[Term]:
        """The term that a word of the query stands for; two where it is two words without a space."""
        words = {other: _SAME_ROOT for other in self._by_root.get(self.analyser.root(word), ())}
        if word in self._weights:
            words[word] = 1.0
        if words:
            return [self._term(words)]
        parts = next(
            (
                (word[:at], word[at:])
                for at in range(3, len(word) - 2)
                if {word[:at], word[at:]} <= self._weights.keys()
            ),
            None,
        )
        if parts:
            return [self._term({part: 1.0}) for part in parts]
        return [self._term(self._mistyped(word))]

    def _mistyped(self, word: str) -> dict[str, float]:
        """The words nearest to one that nothing has, by letters left out, doubled, changed, swapped; or begun by it."""
        if len(word) < 4:
            return {}
        most = 1 if len(word) < 6 else 2
        found = process.extract(word, self._long_words, scorer=OSA.distance, score_cutoff=most, limit=20)
        if found:
            nearest = min(distance for _word, distance, _index in found)
            # A first letter is rarely wrong.
            alike = [(other, distance) for other, distance, _index in found if distance == nearest]
            same_start = [(other, distance) for other, distance in alike if other[0] == word[0]] or alike
            return {other: _MISTYPED[int(distance)] for other, distance in same_start}
        return {other: _MISTYPED[1] for other in self._long_words if other.startswith(word)}

    def _term(self, words: dict[str, float]) -> Term:
        documents = {number for word in words for number in self._weights[word]}
        count, having = len(self.documents), len(documents)
        weight = math.log(1 + (count - having + 0.5) / (having + 0.5)) if having else math.log(1 + count) * _UNKNOWN
        return Term(words, frozenset(self.analyser.root(word) for word in words), weight)

    def _strengths(self, term: Term) -> dict[int, float]:
        """How strongly each document has a term, from 0 to 1."""
        sums: dict[int, float] = defaultdict(float)
        for word, fit in term.words.items():
            for number, weight in self._weights[word].items():
                sums[number] += fit * weight
        return {
            number: sum_ / (sum_ + _SATURATION * (1 - _LENGTH + _LENGTH * self._lengths[number] / self._average))
            for number, sum_ in sums.items()
        }

    def _alike(self, terms: list[Term], total: float) -> dict[int, float]:
        """How much of the query and of a document's best phrase is the same, from 0 to 1, by the words' weights."""
        best: dict[int, float] = defaultdict(float)
        roots = frozenset(root for term in terms for root in term.roots)
        for number, phrase in self._phrases:
            if phrase.isdisjoint(roots):
                continue
            shared = sum(term.weight for term in terms if not term.roots.isdisjoint(phrase))
            missing = sum(self._weight_of_root(root) for root in phrase - roots)
            best[number] = max(best[number], shared / (total + missing))
        return best

    def _weight_of_root(self, root: str) -> float:
        known = self._root_weights.get(root)
        if known is None:
            known = self._root_weights[root] = self._term(dict.fromkeys(self._by_root[root], 1.0)).weight
        return known

    @cached_property
    def _root_weights(self) -> dict[str, float]:
        return {}  # filled as phrases are compared; holds roots of the documents only
