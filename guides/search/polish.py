"""The forms of Polish words, by Morfeusz (morfeusz2, with the dictionary SGJP).

Imported by a short-lived process only (inflecting.py): the dictionary takes 45 MB while it is loaded.
"""

from collections.abc import Iterator
from functools import cache

import morfeusz2

from guides.text import fold

_UNKNOWN = "ign"
_NAMES_OF_PEOPLE = {"imię", "nazwisko"}
# Letters that make another word of one: “mObywatel” is inflected as “obywatel”, “eRecepta” as “recepta”.
_PREFIXES = ("e", "m", "i")
_SHORTEST_WITH_PREFIX = 6

# With “zgubiłam” as one word, not as “zgubiła” and “m”.
_analyser = morfeusz2.Morfeusz(praet="composite")


def forms(word: str) -> set[str]:
    """The folded forms of every word that `word`, written with its marks, may be a form of; empty where unknown."""
    found = {form for lemma in _lemmas(word) for form in _forms_of(lemma)}
    if not found and len(word) >= _SHORTEST_WITH_PREFIX and word[0].lower() in _PREFIXES:
        found = {word[0].lower() + form for lemma in _lemmas(word[1:]) for form in _forms_of(lemma)}
    return found


def _lemmas(word: str) -> set[str]:
    readings = [reading for start, _end, reading in _analyser.analyse(word) if start == 0]
    if not readings or any(start for start, _end, _reading in _analyser.analyse(word)):
        return set()
    known = [(lemma, labels) for _form, lemma, tag, labels, _style in readings if tag != _UNKNOWN]
    words = {lemma for lemma, labels in known if not labels or not _NAMES_OF_PEOPLE.issuperset(labels)}
    # A surname only where it is nothing else: “Żywiec” is one, too.
    return words or {lemma for lemma, _labels in known}


@cache
def _forms_of(lemma: str) -> frozenset[str]:
    return frozenset(filter(str.isalnum, (fold(form).replace("-", "") for form in _generated(lemma))))


def _generated(lemma: str) -> Iterator[str]:
    """The forms of one lemma, such as “mieć:v”."""
    base = lemma.split(":")[0]
    for form, of, tag, *_rest in _analyser.generate(base):
        if of == lemma and not _is_left_out(tag):
            yield form


def _is_left_out(tag: str) -> bool:
    """Forms that deny (“niezgubiony” is another word), compare, or wish: nobody types them and they are many."""
    return ":neg" in tag or tag.endswith((":sup", ":com")) or tag.startswith(("cond", _UNKNOWN))
