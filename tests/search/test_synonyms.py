"""Words that stand for one another, and sayings of several words."""

import pytest

from guides.search.finding import Search
from guides.search.forms import Forms
from guides.search.index import Document, Index
from guides.search.languages import language_of
from guides.search.synonyms import Synonyms, written_words
from guides.serving.live import Snapshot

LIST = """
# Things
telefon, komórka, smartfon
Profil Zaufany, PZ
wygasnąć, stracić ważność, nieważny
"""
FORMS = {"stracic": ("stracic", "stracil"), "waznosc": ("waznosc", "waznosci"), "komorka": ("komorka", "komorke")}


def forms(word: str) -> tuple[str, ...]:
    return FORMS.get(word, (word,))


SOME = Synonyms(LIST, forms, {"juz", "mi"})


def test_a_word_stands_for_the_others_of_its_group_in_any_form() -> None:
    assert list(SOME.alike("komorke")) == [frozenset({"telefon", "komorka", "komorke", "smartfon"})]
    assert not list(SOME.alike("dowod"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("profil stracil waznosc", "profil wygasnac"),
        ("stracil mi juz waznosc", "wygasnac"),  # what is silent may stand within
        ("stracil telefon", "stracil telefon"),
        ("waznosc stracil", "waznosc stracil"),
        ("haslo pz", "haslo profil zaufany"),
        ("nowa komorka", "nowa komorka"),  # a group that one word names needs no other
        ("", ""),
    ],
)
def test_a_saying_is_read_as_what_it_means(typed: str, meant: str) -> None:
    assert SOME.meant(typed.split()) == meant.split()


def test_remarks_are_no_words() -> None:
    assert list(written_words(LIST))[:2] == ["telefon", "komórka"]


def test_a_word_itself_is_a_better_answer_than_one_that_stands_for_it() -> None:
    texts = {"a": "an old smartphone", "b": "an old mobile"}
    index = Index([Document("guide", key, ((3.0, text),)) for key, text in texts.items()], Forms("en", {}))
    for typed, first in (("mobile", "b"), ("smartphone", "a")):
        hits = index.find(index.read(typed)).hits
        assert next(hit.key for hit in hits) == first and len(hits) == 2


def test_an_age_written_with_its_word_is_two_words() -> None:
    index = Index([Document("guide", "young", ((3.0, "when you are 14"),), ("14",))], Forms("pl", {}))
    assert [hit.key for hit in index.find(index.read("14latek")).hits] == ["young"]


def test_a_release_holds_the_forms_of_words_that_stand_in_no_text(serving: Snapshot) -> None:
    assert "podprowadzili" in serving.search.index("pl")


@pytest.mark.parametrize("code", ["pl", "en"])
def test_no_member_of_a_list_is_empty_or_twice_in_its_group(code: str) -> None:
    for line in language_of(code).synonyms.splitlines():
        members = [member.strip() for member in line.split(",")]
        assert line[:1] == "#" or not line or all(members), line
        assert len(set(members)) == len(members), line


def test_a_postcode_beside_the_name_of_its_town_is_a_place(search: Search) -> None:
    assert search.find("pl", "31-001 Kraków").offices.strength == 1.0
    assert search.find("pl", "31-001 hasło").offices.strength == 0.5


@pytest.fixture
def search(serving: Snapshot) -> Search:
    return serving.search
