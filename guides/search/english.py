"""The forms of English words: regular ones by rule, and the irregular words that people use here."""

from collections.abc import Iterator

# One line for each word.
_IRREGULAR = """
lose loses losing lost
forget forgets forgetting forgot forgotten
steal steals stealing stole stolen
get gets getting got gotten
give gives giving gave given
take takes taking took taken
come comes coming came
send sends sending sent
break breaks breaking broke broken
write writes writing wrote written
find finds finding found
leave leaves leaving left
know knows knowing knew known
go goes going went gone
have has having had
buy buys buying bought
choose chooses choosing chose chosen
child children childs
person people persons
man men
woman women
wife wives
life lives
cannot cant
"""
_BY_FORM = {form: frozenset(line.split()) for line in _IRREGULAR.strip().splitlines() for form in line.split()}
# Each with what may have stood in its place, the longer ones first.
_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
_VOWELS = "aeiouy"
_SHORTEST = 3


def forms(word: str) -> set[str]:
    """The folded forms of every word that `word` may be a form of. Some are none: they are looked up, never shown."""
    folded = word.casefold().replace("’", "").replace("'", "").replace("-", "")
    if not folded.isalpha() or not folded.isascii() or len(folded) < _SHORTEST:
        return set()
    if folded in _BY_FORM:
        return set(_BY_FORM[folded])
    return {folded} | {form for base in _bases(folded) for form in _inflected(base)}


def _bases(word: str) -> Iterator[str]:
    """What `word` may be a form of: itself, if it has no ending."""
    for ending, origins in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss"):
            stem = word[: -len(ending)]
            yield from (stem + origin for origin in origins if len(stem) >= _SHORTEST)
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]  # “stopped”
            return
    yield word


def _inflected(base: str) -> Iterator[str]:
    yield base
    if base.endswith("e"):
        yield from (base + "s", base + "d", base[:-1] + "ing")
    elif base.endswith("y") and base[-2] not in _VOWELS:
        yield from (base + "ing", base[:-1] + "ies", base[:-1] + "ied")
    else:
        yield from (base + "s", base + "es", base + "ed", base + "ing")
        if base[-1] not in _VOWELS and base[-2] in _VOWELS:
            yield from (base + base[-1] + "ed", base + base[-1] + "ing")
