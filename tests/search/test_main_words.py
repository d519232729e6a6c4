"""The main words of the site find their guide in every form that Polish has of them."""

from pathlib import Path

import pytest
import yaml

from guides.search.index import Index
from guides.search.inflecting import inflect
from guides.serving.live import Snapshot

ANY = "*"
WORDS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "main_words.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def forms() -> dict[str, list[str]]:
    """Word → all its folded forms, worked out all at once."""
    inflect("pl", WORDS)
    return {word: " ".join(inflect("pl", [word]).values()).split() or [word] for word in WORDS}


def first_guide(index: Index, typed: str) -> str:
    hits = index.find(index.read(typed)).hits
    return next((hit.key for hit in hits if hit.kind == "guide"), "nothing")


def test_every_form_of_a_main_word_finds_its_guide(shipped: Snapshot, forms: dict[str, list[str]]) -> None:
    index = shipped.search.index("pl")
    known = {word: {key for key in right.split() if key != ANY} for word, right in WORDS.items()}
    wrong = [
        f"{word}: {form} → {found}"
        for word in WORDS
        for form in forms[word]
        if index.read(form)
        and (found := first_guide(index, form)) not in known[word]
        and not (ANY in WORDS[word] and found != "nothing")
    ]
    tried = sum(map(len, forms.values()))
    print(f"{len(WORDS)} words, {tried} forms, {len(wrong)} wrong")
    assert not wrong, "\n".join(wrong)


def test_the_table_is_long_enough() -> None:
    assert len(WORDS) >= 150
