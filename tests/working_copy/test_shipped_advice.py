"""What the shipped texts must never get wrong, whoever edits them: each of these once cost somebody a day or a document."""

import re

import pytest
from django.conf import settings

from guides.schema import draft
from guides.working_copy import files

CONTENT = files.read_content(settings.CONTENT_DIR)
GUIDES = {guide.key: guide for guide in CONTENT.guides}

# A new password, in the order of the pages: only the last but one changes it.
RESET = ["Nie pamiętam hasła", "Zmień hasło", "Zapisz", "Ustaw nowe hasło"]
ONLY_NOW = {"pl": "Dopiero teraz hasło się zmienia", "en": "Only now is the password changed"}
EXTEND = "Przedłuż ważność lub zmień dane"
WAY_TO_EXTEND = ["Profil zaufany", "Szczegóły profilu", EXTEND, "Dalej"]
# All labels of foreign pages that a source describes; whoever adds one names its source.
LABELS = {
    "Aktywuj ponownie", "Dane dowodu osobistego", "Dane użytkownika", "Dodaj pierwszy dokument", "Konta Twoich dzieci",
    "Lista opiekunów", "Nie pamiętam nazwy użytkownika", "Profil Zaufany", "Przejdź do strony logowania", "Przypomnij",
    "Punkty potwierdzające", "Rozmowa wideo z urzędnikiem", "Skanuj kod QR", "Uprawnienia", "Uzyskaj nowy", "W placówce",
    "Ustawienia warstwy elektronicznej dowodu", "Więcej", "Wydane certyfikaty", "Zaloguj się na IKP", "Zaloguj się",
    "Zaloguj się przez e-dowód", "Zaloguj się przez mObywatel", "Zarejestruj się", "Załóż nowy profil zaufany",
    "Zmień dostawcę tożsamości na bank", "szczegóły konta", *RESET, *WAY_TO_EXTEND,
}  # fmt: skip


def prose(guide: draft.Guide, language: str) -> list[str]:
    """The warning, then for each step its title, its detail and what it says to those who are stuck."""
    texts = [guide.warning] if guide.warning else []
    for step in guide.steps:
        texts += [step.title, *([step.detail] if step.detail else [])]
        texts += [problem.advice for problem in step.problems if problem.advice]
    return [text[language] for text in texts]


def labels(text: str) -> list[str]:
    return re.findall(r"\[\[(.+?)\]\]", text)


@pytest.mark.parametrize("key", ["pz-haslo", "pz-po-banku", "kod-oszust"])
@pytest.mark.parametrize("language", ONLY_NOW)
def test_a_new_password_is_set_in_the_order_of_the_pages(key: str, language: str) -> None:
    steps = [f"{step.title[language]} {step.detail[language] if step.detail else ''}" for step in GUIDES[key].steps]
    pressed = [label for step in steps for label in labels(step) if label in RESET]
    assert pressed == RESET
    (last,) = [step for step in steps if ONLY_NOW[language] in step]
    assert "Ustaw nowe hasło" in labels(last)


@pytest.mark.parametrize("language", ONLY_NOW)
def test_the_way_to_extend_a_profile_is_told_whole(language: str) -> None:
    told = {key: [label for text in prose(guide, language) for label in labels(text)] for key, guide in GUIDES.items()}
    ways = {key: [label for label in found if label in WAY_TO_EXTEND] for key, found in told.items() if EXTEND in found}
    assert len(ways) >= 4
    assert {key for key, way in ways.items() if list(dict.fromkeys(reversed(way)))[::-1] != WAY_TO_EXTEND} == set()
    before = {"pl": "zanim się wylogujesz", "en": "before you log out"}[language]
    assert {key for key in ways if not any(before in text for text in prose(GUIDES[key], language))} == set()


def test_nobody_is_told_to_suspend_a_card_but_who_has_lost_it_and_then_with_the_fourteen_days() -> None:
    for guide in GUIDES.values():
        for text in prose(guide, "pl"):
            assert not re.search(r"(?<!nie )\b(?:zawieś|zawieszaj)\b", text, re.IGNORECASE), (guide.key, text)
            if re.search(r"(?:możesz|można) (?:go|dowód) zawiesić", text, re.IGNORECASE):
                assert "14 dni" in text, (guide.key, text)
        for text in prose(guide, "en"):
            if re.search(r"(?<!not )\bsuspend (?:it|the card|your card)", text, re.IGNORECASE):
                assert "14 days" in text or "Do not suspend" in text, (guide.key, text)


def test_only_labels_that_a_source_describes_are_quoted() -> None:
    for guide in GUIDES.values():
        for language in guide.title:
            assert {label for text in prose(guide, language) for label in labels(text)} <= LABELS, guide.key


def test_a_guide_that_names_a_helpline_lists_where_its_number_comes_from() -> None:
    for desk in (desk for desk in CONTENT.helpdesks if desk.phone):
        for guide in GUIDES.values():
            if any(desk.phone in text for text in prose(guide, "pl")):
                assert set(guide.sources) & set(desk.sources), (guide.key, desk.key)


def test_i_dont_know_is_not_taken_for_i_have_none() -> None:
    for question in CONTENT.questions:
        (unsure,) = [answer for answer in question.answers if answer.unsure]
        assert not re.search(r"\balbo\b|\bnic\b", unsure.label["pl"]), question.key
        assert not re.search(r"\bnone\b", unsure.label["en"]), question.key


def test_a_child_who_is_not_found_is_a_matter_for_the_health_fund() -> None:
    for outcome in CONTENT.outcomes:
        if outcome.call and re.search(r"nie wid(?:zi|ać)", outcome.call["pl"]) and "kont" in outcome.call["pl"]:
            assert outcome.helpdesk == "nfz", outcome.key


def test_usual_hours_of_a_helpline_have_a_source_with_its_year() -> None:
    published = {source.key: source.published for source in CONTENT.sources}
    without = {desk.key for desk in CONTENT.helpdesks if desk.hours and not published.get(desk.hours_source)}
    assert without == set()


@pytest.mark.parametrize(("language", "log_out"), [("pl", "wyloguj"), ("en", "log out")])
def test_who_logs_in_with_a_password_is_told_to_log_out(language: str, log_out: str) -> None:
    steps = [step.detail[language] for guide in GUIDES.values() for step in guide.steps if step.detail]
    logins = [step for step in steps if {"Zaloguj się na IKP", "Profil Zaufany"} <= set(labels(step))]
    assert len(logins) >= 10
    assert [step for step in logins if log_out not in step] == []
