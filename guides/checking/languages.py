"""What a language of the site lacks: said at each start, by Django's system checks."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.utils.translation import get_language_info, to_locale

from guides.search.languages import language_of


def check_languages(**_arguments: Any) -> list[CheckMessage]:
    """Errors for what no page could be served without, warnings for what is served in the source language meanwhile."""
    return [message for code, name in settings.LANGUAGES for message in _check(code, name)]


def _check(code: str, name: str) -> Iterator[CheckMessage]:
    wanted, words = set(settings.ADDRESS_WORDS[settings.LANGUAGE_CODE]), settings.ADDRESS_WORDS.get(code, {})
    if missing := sorted(wanted - set(words)):
        hint = f"Add {', '.join(missing)} to its address_words in config/languages.py."
        yield Error(f"Addresses in {name} ({code}) lack words.", hint=hint, id="guides.E001")
    if twice := sorted(word for word, number in Counter(words.values()).items() if number > 1):
        hint = f"Choose another word for one page of each: {', '.join(twice)}."
        yield Error(f"Two pages in {name} ({code}) would have one address.", hint=hint, id="guides.E002")
    try:
        get_language_info(code)
    except KeyError:
        hint = "Use a code that Django knows, or add it to django.conf.locale.LANG_INFO in the settings."
        yield Error(f"Django does not know the language {name} ({code}).", hint=hint, id="guides.E003")
    # The texts in the code are English.
    if code.split("-")[0] != "en" and not _has_catalogue(code):
        hint = "Run make messages, which makes its catalogue in locale/, and translate that."
        yield Warning(f"Buttons and headings have no texts in {name} ({code}).", hint=hint, id="guides.W001")
    if not language_of(code).ignored:
        hint = "Add it to guides/search/languages.py."
        yield Warning(f"Search finds words in {name} ({code}) only as they are written.", hint=hint, id="guides.W002")


def _has_catalogue(code: str) -> bool:
    return any(Path(folder, to_locale(code), "LC_MESSAGES", "django.mo").exists() for folder in settings.LOCALE_PATHS)
