"""Which documents fit a query best: BM25 over weighted fields, whole phrases above words, mistakes forgiven."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from guides.search.forms import Forms
from guides.search.words import split, split_widely

_SATURATION = 1.2  # k1 of BM25, over weights that a title lifts at once
_LENGTH = 0.25  # b of BM25: long guides are not worse guides
_MISSING = 0.75  # how much a word counts that a phrase has and the query has not
_SECOND = 0.2  # how much the second best phrase counts beside the best
_DECISIVE = 1.5  # how much more a word counts that names a thing on which the answer depends
_FAINT = 0.3  # how much less one that says little
_SYNONYM = 0.6  # another word that people use for it
_OTHER_FORM = 0.9  # another form of the word, against the word itself
_MISTYPED = (1.0, 0.7, 0.5)  # by the number of mistakes
_SHORTEST_MISTYPED = (0, 4, 6)  # likewise: the letters of a word in which they are looked for
_SHORTEST_PART = 3
_SHORTEST_START, _LONGEST_ENDING = 6, 3  # letters by which a word is found that no form explains: “wygasłego”
_UNKNOWN = 1.0  # how much a word that nothing has counts against what was found for the others
_LEAST, _LEAST_OF_BEST = 0.24, 0.3  # what is weaker fits nothing; what is much weaker than the best is noise
_WHOLE, _NEARLY_ALL = 0.5, 0.999  # what a query gains that is a phrase, word for word
_MOST_WORDS = 24
_DIGITS_THEN_LETTERS = re.compile(r"(\d+)([^\W\d]+)")
_BETWEEN_DIGITS = re.compile(r"[\s+()-]+")


@dataclass(frozen=True)
class Document:
    """Something to be found. `fields` are texts with their weights, `phrases` what people type when they mean it.

    `leading` are phrases, too: texts of other documents that lead here, whose words this one need not have.

    Of several with the same kind and key, such as the sections of a page, the best is found; `part` tells which.
    """

    kind: str
    key: str
    fields: tuple[tuple[float, str], ...]
    phrases: tuple[str, ...] = ()
    weight: float = 1.0
    part: str = ""
    leading: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    kind: str
    key: str
    score: float
    part: str = ""


@dataclass(frozen=True)
class Term:
    """One word of a query: the words of the documents that it stands for, each with how well it fits."""

    words: dict[str, float]
    weight: float

    def fit_of(self, words: frozenset[str]) -> float:
        """How well the best of some words fits. In a phrase the forms of a word are as good as the word."""
        best = max((self.words[word] for word in words if word in self.words), default=0.0)
        return 1.0 if best >= _OTHER_FORM else best


@dataclass(frozen=True)
class Matches:
    """Hits, the best first; `words` are the folded words of the documents that were found.

    Each has the number of the word of the query that it stands for.
    """

    hits: tuple[Hit, ...]
    words: dict[str, int]


class Index:
    """Documents in one language."""

    def __init__(self, documents: Sequence[Document], forms: Forms) -> None:
        self.documents = documents
        self._ignored = forms.ignored
        self._synonyms = forms.synonyms
        self._decisive = forms.decisive
        self._faint = forms.faint
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._phrases: list[tuple[int, frozenset[str]]] = []
        self._phrases_with: dict[str, list[int]] = defaultdict(list)  # their places, by word
        self._lengths = [0.0] * len(documents)
        for number, document in enumerate(documents):
            self._take_in(number, document)
        self._by_form = forms.by_form(self._weights)
        self._average = sum(self._lengths) / max(len(documents), 1) or 1.0

    def _take_in(self, number: int, document: Document) -> None:
        for weight, text in (*document.fields, *((1.0, phrase) for phrase in document.phrases)):
            for word in split_widely(text):
                weights = self._weights[word]
                weights[number] = weights.get(number, 0.0) + weight
                self._lengths[number] += 1
        for phrase in document.phrases:
            for word in self._take_in_phrase(number, phrase):  # what a saying means may stand in no text
                self._weights[word].setdefault(number, 1.0)
        for phrase in document.leading:
            self._take_in_phrase(number, phrase)

    def _take_in_phrase(self, number: int, phrase: str) -> frozenset[str]:
        words = frozenset(self._telling(self._synonyms.meant(split(phrase))))
        for word in words:
            self._phrases_with[word].append(len(self._phrases))
        if words:
            self._phrases.append((number, words))
        return words

    def _telling(self, words: list[str]) -> list[str]:
        return [word for word in words if word not in self._ignored]

    def __contains__(self, word: object) -> bool:
        """Whether a word means something here: it is a form of one, or one stands for the same."""
        return word in self._by_form or bool(self._meant_by(str(word)))

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The forms that may be meant by a mistyped word."""
        found: dict[int, list[str]] = defaultdict(list)
        for form in self._by_form:
            if len(form) > 3:
                found[len(form)].append(form)
        return found

    def read(self, query: str) -> list[str]:
        """The words of a query that say something, those written apart joined: “moje ikp” is “mojeikp”."""
        number = _BETWEEN_DIGITS.sub("", query)
        if number in self._weights and number.isdigit():
            return [number]
        words = split(query)[: _MOST_WORDS * 2]
        joined: list[str] = []
        while words:
            word = words.pop(0)
            if words and self._is_one(word, words[0]):
                word += words.pop(0)
            joined.append(word)
        telling = [word for word in self._telling(self._synonyms.meant(joined)) if len(word) > 1 or word.isdigit()]
        return list(dict.fromkeys(telling))[:_MOST_WORDS]

    def _is_one(self, word: str, following: str) -> bool:
        """Whether two words are one that was written apart: “moje ikp”, “m obywatela”, but not “do m”."""
        if following in self._ignored:  # “log in” is no login
            return False
        whole = word + following
        return whole in self._weights if len(word) > 1 else len(following) > 1 and whole in self._by_form

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
        found = {word: place for place, term in enumerate(terms) for word in term.words}
        return Matches(self._ranked(scores), found)

    def _ranked(self, scores: dict[int, float]) -> tuple[Hit, ...]:
        weighted = [(score * self.documents[number].weight, number) for number, score in scores.items()]
        best = max((score for score, _number in weighted), default=0.0)
        least = max(_LEAST, best * _LEAST_OF_BEST)
        kept: dict[tuple[str, str], Hit] = {}
        for score, number in sorted((-score, number) for score, number in weighted if score >= least):
            found = self.documents[number]
            kept.setdefault((found.kind, found.key), Hit(found.kind, found.key, -score, found.part))
        return tuple(kept.values())

    def _terms(self, word: str) -> list[Term]:
        """The term that a word of the query stands for; two where it is two words without a space."""
        if word in self:
            return [self._term(self._of_form(word, 1.0))]
        if words := self._mistyped(word, 1):
            return [self._term(words)]
        if parts := self._parts(word):
            return [self._term(self._of_form(part, 1.0)) for part in parts]
        words = self._mistyped(word, 2) or self._begun(word)
        # “Błąd 1005”: a number that nothing has means nothing here.
        return [self._term(words)] if words or not any(map(str.isdigit, word)) else []

    def _parts(self, word: str) -> tuple[str, ...]:
        if match := _DIGITS_THEN_LETTERS.fullmatch(word):  # “14latek”
            return tuple(part for part in match.groups() if part in self)
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if word[:at] in self._by_form and word[at:] in self._by_form:
                return word[:at], word[at:]
        return ()

    def _of_form(self, form: str, fit: float) -> dict[str, float]:
        """The words of the documents that `form` is a form of, with how well they fit."""
        words = dict.fromkeys(self._meant_by(form), fit * _SYNONYM)
        words |= {word: fit if word == form else fit * _OTHER_FORM for word in self._by_form.get(form, ())}
        return words

    def _meant_by(self, form: str) -> frozenset[str]:
        """The words of the documents that stand for the same as a word of which this is a form."""
        return frozenset(word for alike in self._synonyms.alike(form) for word in self._of_group(alike))

    def _of_group(self, alike: frozenset[str]) -> frozenset[str]:
        found = self._known_groups.get(alike)
        if found is None:
            words = (word for form in alike for word in self._by_form.get(form, ()))
            found = self._known_groups[alike] = frozenset(words)
        return found

    @cached_property
    def _known_groups(self) -> dict[frozenset[str], frozenset[str]]:
        return {}  # filled as groups are asked for, one for each at most

    def _mistyped(self, word: str, mistakes: int) -> dict[str, float]:
        """The words that are so many letters away: left out, doubled, changed, swapped."""
        length = len(word)
        if length < _SHORTEST_MISTYPED[mistakes]:
            return {}
        near = [
            form for each in range(length - mistakes, length + mistakes + 1) for form in self._by_length.get(each, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=mistakes, limit=40)
        same_start = [form for form, _distance, _at in found if form[0] == word[0]]
        # A first letter is rarely wrong, and never beside another mistake.
        likely = same_start or ([form for form, _distance, _at in found] if mistakes == 1 else [])
        return self._of_forms(likely, _MISTYPED[mistakes])

    def _begun(self, word: str) -> dict[str, float]:
        """The words that begin as this one does, which no form explains: “wygasłego”, or “skradz”."""
        if len(word) < _SHORTEST_MISTYPED[1]:
            return {}
        starts = [word[: max(len(word) - _LONGEST_ENDING, _SHORTEST_START)], word]
        for start in starts:
            begun = [form for form in self._weights if form.startswith(start)]
            if begun and (start == word or len(word) > _SHORTEST_START):
                return self._of_forms(begun, _MISTYPED[-1])
        return {}

    def _of_forms(self, forms: Iterable[str], fit: float) -> dict[str, float]:
        words: dict[str, float] = {}
        for form in forms:
            words |= self._of_form(form, fit)
        return words

    def _term(self, words: dict[str, float]) -> Term:
        count, having = len(self.documents), self._having(words)
        weight = math.log(1 + (count - having + 0.5) / (having + 0.5)) if having else math.log(1 + count) * _UNKNOWN
        if not self._decisive.isdisjoint(word for word, fit in words.items() if fit > _SYNONYM):
            weight *= _DECISIVE
        if any(word in self._faint for word, fit in words.items() if fit >= _OTHER_FORM):
            weight *= _FAINT
        return Term(words, weight)

    def _having(self, words: dict[str, float]) -> float:
        """The number of documents that have one of the words. One that has it in passing, or an alike, counts less."""
        most: dict[int, float] = defaultdict(float)
        for word, fit in words.items():
            for number, weight in self._weights[word].items():
                most[number] = max(most[number], min(fit * weight, 1.0))
        return sum(most.values())

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
        """The similarity of a query and a document's best phrases, by the weights of their words: 1 for the same."""
        best: dict[int, float] = defaultdict(float)
        second: dict[int, float] = defaultdict(float)
        found = frozenset(word for term in terms for word in term.words)
        for place in {place for word in found for place in self._phrases_with.get(word, ())}:
            number, phrase = self._phrases[place]
            alike = self._similarity(terms, total, phrase, phrase & found)
            is_whole = alike > _NEARLY_ALL and self.documents[number].weight >= 1.0
            value = alike + _WHOLE if is_whole else alike
            second[number] = max(second[number], min(value, best[number]))
            best[number] = max(best[number], value)
        return {number: value + _SECOND * second[number] for number, value in best.items()}

    def _similarity(self, terms: list[Term], total: float, phrase: frozenset[str], common: frozenset[str]) -> float:
        shared = sum(term.weight * term.fit_of(common) for term in terms if not common.isdisjoint(term.words))
        missing = sum(self._weight_of(word) for word in phrase - common)
        return shared / (total + _MISSING * missing)

    def _weight_of(self, word: str) -> float:
        known = self._known_weights.get(word)
        if known is None:
            known = self._known_weights[word] = self._term(self._of_form(word, 1.0)).weight
        return known

    @cached_property
    def _known_weights(self) -> dict[str, float]:
        return {}  # filled as phrases are compared; holds words of the documents only
