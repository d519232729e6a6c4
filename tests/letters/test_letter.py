"""The mail, in the language of the helpdesk and in the reader's."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.letters.letter import (
    KINDS,
    LONGEST_MAILTO,
    OTHER_LANGUAGE,
    Answers,
    Letter,
    LoginResult,
    compose,
    secrets_in,
)
from guides.privacy.secrets import SecretKind
from guides.schema.content import Content


@pytest.fixture
def answers(content: Content) -> Answers:
    return Answers(
        helpdesk=content.helpdesk["ikp"],
        words="en",
        happened="My PIN 1234 is refused.",
        since="today",
        ways=((content.method["edowod"], LoginResult.ERROR),),
        name="Anna Nowak",
    )


def test_each_language_has_its_own_note_for_what_was_taken_out(answers: Answers) -> None:
    secrets = secrets_in(answers, ())
    assert "My PIN [usunięto: PIN] is refused." in compose(answers, secrets, "pl").body
    assert "My PIN [removed: PIN] is refused." in compose(answers, secrets, "en").body


def test_own_words_are_marked_only_where_the_mail_is_in_another_language(answers: Answers) -> None:
    assert "własne słowa, język: angielski" in compose(answers, {}, "pl").body
    assert "my own words" not in compose(answers, {}, "en").body


def test_a_language_that_the_site_does_not_have_is_marked_too(content: Content) -> None:
    answers = Answers(helpdesk=content.helpdesk["ikp"], words=OTHER_LANGUAGE, happened="Не працює", since="вчора")
    assert "własne słowa, język: inny" in compose(answers, {}, "pl").body


def test_what_was_left_empty_is_not_mentioned(answers: Answers) -> None:
    body = compose(answers, {}, "pl").body
    assert "Urządzenie" not in body and "Telefon" not in body


def test_names_keep_plain_hyphens(answers: Answers) -> None:
    assert "- e-dowód: pojawia się komunikat o błędzie" in compose(answers, {}, "pl").body


def test_every_kind_of_secret_has_a_name() -> None:
    assert set(KINDS) == set(SecretKind)


@given(st.text(max_size=400), st.text(max_size=40))
def test_a_mail_program_gets_the_whole_text_or_none(body: str, subject: str) -> None:
    letter = Letter("pl", "help@example.com", subject, body)
    parts = urlsplit(letter.mailto)
    query: dict[str, Any] = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert parts.path == "help@example.com"
    assert query.pop("subject") == [subject]
    assert query == ({} if letter.is_too_long else {"body": [body.replace("\n", "\r\n")]})
    assert letter.is_too_long or len(letter.mailto) <= LONGEST_MAILTO


def test_a_long_mail_is_not_cut_off() -> None:
    assert Letter("pl", "help@example.com", "x", "ą" * 400).is_too_long
    assert not Letter("pl", "help@example.com", "x", "a" * 1000).is_too_long
