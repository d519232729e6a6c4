"""Texts beside their translations: their states, and what must be the same in both."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from guides.checking.checks import check_draft
from guides.checking.translations import Translation, disagreements, translations
from guides.enums import OWN_IN_EACH_LANGUAGE, TranslationState
from guides.schema import draft, kinds
from guides.schema.faults import Severity
from guides.working_copy import files
from tests.conftest import LANGUAGES
from tests.graphs import frame, guide, question, words

CODES = ("pl", "en")


def texts_of(**changes: object) -> dict[str, Translation]:
    copy = draft.Draft(guides=[guide("g", **changes)])
    return {text.place: text for text in translations(copy, CODES)}


def test_a_text_is_known_by_kind_key_place_and_language() -> None:
    text = texts_of(steps=[draft.Step(key="raz", title=words("Raz")), draft.Step(key="dwa", title=words("Dwa"))])[
        "steps[dwa].title"
    ]
    assert text.address == "guide/g/steps[dwa].title/en"
    assert (text.source, text.text) == ("Dwa", "Dwa")


def test_texts_are_found_in_parts_of_parts() -> None:
    problem = draft.Problem(key="nie", label=words("?"), advice={"pl": "Poczekaj"})
    texts = texts_of(steps=[draft.Step(key="raz", title=words("Raz"), problems=[problem])])
    assert texts["steps[raz].problems[nie].advice"].state == TranslationState.MISSING


def test_a_text_that_neither_language_has_is_none() -> None:
    assert "warning" not in texts_of()


@pytest.mark.parametrize("name", [name for name in OWN_IN_EACH_LANGUAGE if hasattr(kinds.Guide, name)])
def test_what_is_chosen_anew_in_each_language_is_no_translation(name: str) -> None:
    assert name not in texts_of(**{name: {"pl": "a", "en": "b"}})


def test_a_translation_is_missing_outdated_or_current() -> None:
    texts = texts_of(title={"pl": "Nowy", "en": "Old"}, cost={"pl": "0"}, outdated={"title.en": "Stary"})
    states = {place: texts[place].state for place in ("title", "cost", "summary")}
    assert states == {"title": "outdated", "cost": "missing", "summary": "current"}
    assert texts["title"].made_from == "Stary"


def test_points_have_texts_too() -> None:
    source = draft.PointSource(key="spis", name={"pl": "Spis"})
    (text,) = translations(draft.PointsDraft(sources=[source]), CODES)
    assert text.address == "pointsource/spis/name/en"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Naciśnij [[Zaloguj się]]", "Choose [[Zaloguj się]] (log in)"),
        ("Naciśnij [[Dalej]], potem znów [[Dalej]]", "Choose [[Dalej]] twice"),
        ("Wpisz `pz.gov.pl`", "Type `pz.gov.pl`"),
        ("[tu](guide:pz-haslo) i [tam](contact:)", "[there](contact:) and [here](guide:pz-haslo)"),
        ("+48 42 253 54 50", "42 253-54-50"),
        ("0048 422535450", "+48 42 253 54 50"),
        ("1 500 zł", "PLN 1,500"),
        ("12\u00a0345 osób", "12,345 people"),
        ("2,5 km", "2.5 km"),
        ("od 7 do 18", "7:00–18:00"),
        ("w godz. 7.30–18", "7:30 a.m. to 6 p.m."),
        ("15 marca 2024 r.", "15 March 2024"),
        ("15.03.2024", "March 15, 2024"),
        ("2024-03-15", "15 March 2024"),
        ("w 2 minuty", "in two minutes"),
        ("4–6 cyfr", "4 to 6 digits"),
        ("W 2024 r. 200 osób", "200 people in 2024"),
        ("- raz\n- dwa", "- one\n- two"),
        ("poz. 307 z 2024 r.", "2024, item 307"),
    ],
)
def test_what_says_the_same_in_two_languages_agrees(source: str, text: str) -> None:
    assert [str(found) for found in disagreements(source, text)] == []


@pytest.mark.parametrize(
    ("source", "text", "message"),
    [
        ("[[Zaloguj się]]", "[[Log in]]", "Different button labels: source Zaloguj się, translation Log in."),
        ("[[Dalej]]", "Next", "Different button labels: source Dalej, translation –."),
        ("`pz.gov.pl`", "`pz.gov.com`", "Different addresses to type: source pz.gov.pl, translation pz.gov.com."),
        (
            "a@cez.gov.pl",
            "b@cez.gov.pl",
            "Different addresses to type: source a@cez.gov.pl, translation b@cez.gov.pl.",
        ),
        ("[x](guide:a)", "[x](guide:b)", "Different link targets: source guide:a, translation guide:b."),
        ("PIN: 4 cyfry", "PIN: 6 digits", "Different numbers: source 4, translation 6."),
        ("42 253 54 50", "42 253 54 05", "Different numbers: source 422535450, translation 422535405."),
        ("19 239", "a number", "Different numbers: source 19239, translation –."),
        ("15 marca 2024", "16 March 2024", "Different numbers: source 15, translation 16."),
        ("2,5", "25", "Different numbers: source 2.5, translation 25."),
        ("- raz\n- dwa", "- one", "Different numbers of list items: source 2, translation 1."),
        ("## Raz\ntak", "One\nyes", "Different numbers of headings: source 1, translation 0."),
        ("**ważne**", "important", "Different numbers of words in bold: source 1, translation 0."),
    ],
)
def test_what_differs_is_named(source: str, text: str, message: str) -> None:
    assert [str(found) for found in disagreements(source, text)] == [message]


@given(st.text("[]()`*#-@.+: \n12a", max_size=200))
def test_a_text_agrees_with_itself(text: str) -> None:
    assert disagreements(text, text) == ()


@pytest.mark.parametrize("sign", ["[[", "[a](", "`", "**", "a", "1 ", "1", "@", "a@a.", "111 ", "- "])
def test_a_megabyte_of_one_sign_agrees_with_itself(sign: str) -> None:
    text = sign * (1_000_000 // len(sign))
    assert disagreements(text, text) == ()


def test_the_gate_warns_of_an_outdated_translation() -> None:
    copy = draft.Draft(guides=[guide("g", outdated={"title.en": "Stary"})])
    (fault,) = check_draft(copy, CODES)
    assert (fault.severity, fault.kind, fault.key, fault.place) == (Severity.WARNING, "guide", "g", "title")


def test_the_gate_warns_of_numbers_that_differ() -> None:
    copy = draft.Draft(
        guides=[guide("g", steps=[draft.Step(key="s", title={"pl": "PIN: 4 cyfry", "en": "PIN: 6 digits"})])]
    )
    (fault,) = check_draft(copy, CODES)
    assert str(fault) == "guide g, steps[s].title: Different numbers: source 4, translation 6."
    assert fault.severity == Severity.WARNING


def test_a_missing_translation_disagrees_in_nothing() -> None:
    assert check_draft(draft.Draft(guides=[guide("g", cost={"pl": "17 zł"})]), CODES) == []


def test_the_shipped_texts_agree_with_their_translations() -> None:
    copies = (files.read_content(settings.CONTENT_DIR), files.read_points(settings.CONTENT_DIR, tuple(LANGUAGES)))
    assert [str(fault) for copy in copies for fault in check_draft(copy, CODES)] == []


def test_ten_thousand_texts_are_compared() -> None:
    questions = [question(f"q{number}", *([("outcome", "o0")] * 10)) for number in range(1000)]
    copy = frame(questions, ["o0"])
    assert check_draft(copy, CODES) == []
