"""Names of towns as they stand in a sentence, led back to the nominative: “w Gdańsku”, “Krakowa”, “Nowym Sączu”."""

from itertools import product

MOST_FORMS = 160
# Folded endings, the longest first, and what they may come from. Each form is looked up, so a wrong one does no harm.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ymstoku", ("ystok",)),
    ("stwie", ("stwo", "stwa")),
    ("owie", ("ow", "owo", "owa")),
    ("ewie", ("ew", "ewo", "ewa")),
    ("sku", ("sk", "sko")),
    ("cku", ("ck", "cko")),
    ("ach", ("e", "y", "i", "a")),
    ("dzie", ("da", "d", "dz", "dzie")),
    ("cie", ("t", "ta", "to", "cie")),
    ("rze", ("r", "ra", "ro", "rz")),
    ("nie", ("n", "na", "no", "nie")),
    ("mie", ("m", "ma", "mo")),
    ("bie", ("b", "ba", "bo")),
    ("pie", ("p", "pa", "po")),
    ("wie", ("w", "wa", "wo")),
    ("sie", ("s", "sa", "so")),
    ("ego", ("y", "i", "e")),
    ("iej", ("a", "ia")),
    ("iem", ("ie",)),
    ("cu", ("iec", "ec", "c")),
    ("le", ("l", "la", "lo", "le")),
    ("iu", ("", "ie")),
    ("ej", ("a",)),
    ("ym", ("y", "e")),
    ("im", ("i", "ie")),
    ("em", ("e",)),
    ("a", ("", "o", "e")),
    ("u", ("", "o", "e")),
    ("y", ("a", "")),
    ("i", ("a", "ia", "")),
)
# What no ending tells: a vowel that comes and goes.
_WORDS = {
    "bielsku": "bielsko",
    "lodzi": "lodz",
    "ostrowcu": "ostrowiec",
    "boleslawcu": "boleslawiec",
    "zywcu": "zywiec",
    "kedzierzynie": "kedzierzyn",
    "miescie": "miasto",
    "targu": "targ",
    "dworze": "dwor",
    "zdroju": "zdroj",
}


def nominatives(name: str) -> list[str]:
    """What a folded name in another case may be in the nominative, likelier ones first; never `name` itself."""
    options = [_of_word(word) for word in name.split()]
    forms: list[str] = []
    # The first choice of every word together comes first, and so on.
    for combination in sorted(product(*(range(len(each)) for each in options)), key=sum)[:MOST_FORMS]:
        form = " ".join(each[place] for each, place in zip(options, combination, strict=True))
        if form != name:
            forms.append(form)
    return list(dict.fromkeys(forms))


def _of_word(word: str) -> list[str]:
    if len(word) < 4:
        return [word]
    found = [_WORDS[word]] if word in _WORDS else []
    for ending, origins in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found += [word[: -len(ending)] + origin for origin in origins]
    return list(dict.fromkeys([*found, word]))[:8]
