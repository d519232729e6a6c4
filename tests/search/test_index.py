"""Which documents fit a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.search.finding import phrases_of
from guides.search.forms import Forms
from guides.search.index import Document, Index
from guides.search.inflecting import inflect
from guides.search.words import split_as_written
from guides.text import fold


def index(*documents: Document, language: str = "pl") -> Index:
    texts = [text for document in documents for text in (*(text for _w, text in document.fields), *document.phrases)]
    words = {word for text in texts for word in split_as_written(text)}
    return Index(documents, Forms(language, inflect(language, words)))


def guide(key: str, title: str, text: str = "", *phrases: str) -> Document:
    return Document("guide", key, ((3.0, title), (0.5, text)), phrases)


PASSWORD = guide("haslo", "Ustaw nowe hasło", "Wpisz adres i naciśnij przycisk.", "reset hasła")
PHONE = guide("telefon", "Telefon skradziony lub zgubiony", "Zmień potem hasło.", "ukradli mi komórkę")
CARD = guide("dowod", "Zaloguj się e-dowodem", "Aplikacja mojeIKP zostaje.")
SOME = index(PASSWORD, PHONE, CARD)


def keys(query: str, among: Index = SOME) -> list[str]:
    return [hit.key for hit in among.find(among.read(query)).hits]


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("haslo", "haslo"),
        ("zgubiłam telefon", "telefon"),
        ("zgubilem tel telefon", "telefon"),
        ("tleefon", "telefon"),
        ("teleffon", "telefon"),
        ("e dowod", "dowod"),
        ("e-dowód", "dowod"),
        ("edowodem", "dowod"),
        ("dowód", "dowod"),
        ("moje ikp", "dowod"),
        ("nowehaslo", "haslo"),
        ("komórka ukradziona", "telefon"),
        ("skradz", "telefon"),
        ("hasłami", "haslo"),
        ("o hasłach", "haslo"),
        ("nacisnac", "haslo"),
    ],
)
def test_inflection_marks_spaces_and_mistakes_are_forgiven(query: str, key: str) -> None:
    assert keys(query)[0] == key


def test_a_number_that_nothing_has_does_not_hide_what_the_words_find() -> None:
    assert keys("hasło 1005")[0] == "haslo"
    assert keys("1005") == []


def test_of_several_sections_of_one_page_the_best_is_found() -> None:
    sections = [
        Document("page", "o", ((3.0, "Wyniki badań"),), ("Wyniki badań",), part="wyniki"),
        Document("page", "o", ((3.0, "Wyniki i szczepienia"),), part="szczepienia"),
    ]
    found = index(*sections, PHONE)
    assert [hit.part for hit in found.find(found.read("szczepień")).hits] == ["szczepienia"]
    assert [hit.part for hit in found.find(found.read("wyniki badań")).hits] == ["wyniki"]


def test_two_words_are_joined_only_where_they_are_one_word_written_apart() -> None:
    app = guide("app", "Hasło do aplikacji mObywatel", "Adres domu.")
    found = index(app, PASSWORD)
    assert found.read("haslo do m obywatela") == ["haslo", "mobywatela"]


def test_a_title_counts_more_than_a_step() -> None:
    assert keys("hasło") == ["haslo", "telefon"] or keys("hasło") == ["haslo"]


def test_a_phrase_that_editors_wrote_counts_more_than_the_same_words_apart() -> None:
    apart = guide("obok", "Reset aplikacji i nowe hasło")
    assert keys("reset hasła", index(apart, PASSWORD, CARD))[0] == "haslo"


@pytest.mark.parametrize("query", ["", "i w na", "drożdżówka", "xyz", "🙂", "ab"])
def test_what_fits_nothing_finds_nothing(query: str) -> None:
    assert keys(query) == []


def test_one_common_word_among_strange_ones_is_not_enough() -> None:
    assert keys("przepis na drożdżowe ciasto kruszonką hasło babci") == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert keys("hasło", index()) == []


def test_the_words_found_are_told_so_that_they_can_be_marked() -> None:
    assert set(SOME.find(["tleefon"]).words) == {"telefon", "komorke"}  # what stands for the same is marked, too


@given(st.text(max_size=300))
def test_any_query_is_answered(query: str) -> None:
    for hit in SOME.find(SOME.read(query)).hits:
        assert 0 < hit.score < 3


@given(
    st.lists(
        st.sampled_from(["hasło", "telefon", "zgubiony", "dowód", "nowe", "ukradli", "komórkę"]), min_size=1, max_size=6
    )
)
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    def scores(words: list[str]) -> list[tuple[str, float]]:
        return sorted((hit.key, round(hit.score, 6)) for hit in SOME.find([fold(word) for word in words]).hits)

    assert scores(words) == scores(words[::-1])


def test_search_words_are_phrases_between_commas_and_lines() -> None:
    assert phrases_of("nowy telefon\n zgubiona karta, , skradziona") == ("nowy telefon", "zgubiona karta", "skradziona")


def test_what_leads_to_a_guide_from_another_finds_it() -> None:
    mail = guide("mail", "Wiadomość nie przyszła", "Nie pamiętam hasła")
    asked = Document("guide", "haslo", ((3.0, "Ustaw nowe"),), leading=("Nie pamiętam hasła",))
    assert keys("nie pamietam hasla", index(mail, asked))[0] == "haslo"
