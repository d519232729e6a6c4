"""What the system check says of a language."""

from typing import Any

from django.core.checks import run_checks

from guides.checking.languages import check_languages


def found(settings: Any, **words: str) -> dict[str, str]:
    """The hints for a language that has only these words in addresses, by the names of the checks."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("uk", "українська")]
    settings.ADDRESS_WORDS = {**settings.ADDRESS_WORDS, "uk": words}
    return {message.id or "": str(message.hint) for message in check_languages()}


def test_the_shipped_languages_lack_nothing() -> None:
    assert [message for message in run_checks() if (message.id or "").startswith("guides.")] == []


def test_words_that_addresses_lack_are_named(settings: Any) -> None:
    words = {**settings.ADDRESS_WORDS["en"]}
    del words["help"], words["tree"]
    assert found(settings, **words)["guides.E001"] == "Add help, tree to its address_words in config/languages.py."


def test_one_word_for_two_pages_is_an_error(settings: Any) -> None:
    hints = found(settings, **{**settings.ADDRESS_WORDS["en"], "help": "guides"})
    assert hints["guides.E002"] == "Choose another word for one page of each: guides."


def test_a_complete_language_without_catalogue_and_grammar_is_warned_about(settings: Any) -> None:
    assert set(found(settings, **settings.ADDRESS_WORDS["en"])) == {"guides.W001", "guides.W002"}


def test_a_language_that_django_does_not_know_is_an_error(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("szl", "ślōnski")]
    settings.ADDRESS_WORDS = {**settings.ADDRESS_WORDS, "szl": settings.ADDRESS_WORDS["pl"]}
    assert "guides.E003" in {message.id for message in check_languages()}
