"""What guides and points are both compiled from: texts in each language, opening hours. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from guides.schema import content, draft
from guides.schema.hours import BadHours, read_exceptions, read_hours, with_exceptions
from guides.schema.markup import to_html, to_plain


@dataclass(frozen=True)
class Languages:
    """Codes, the source first; one-letter words that may not end a line in each language; the source's own letters."""

    codes: tuple[str, ...]
    hanging_words: Mapping[str, str]
    letters: str = ""

    @property
    def source(self) -> str:
        return self.codes[0]


def site_languages() -> Languages:
    """The languages of the settings."""
    return Languages(tuple(code for code, _name in settings.LANGUAGES), settings.HANGING_WORDS, settings.SOURCE_LETTERS)


class Words:
    """Makes `Text` out of words in each language."""

    def __init__(self, languages: Languages, phones: Sequence[str] = ()) -> None:
        self.languages = languages
        self.phones = phones

    def line(self, words: draft.Words) -> content.Text:
        return self._text(words, block=False)

    def prose(self, words: draft.Words) -> content.Text:
        return self._text(words, block=True)

    def optional_line(self, words: draft.Words) -> content.Text | None:
        return self.line(words) if any(words.values()) else None

    def optional_prose(self, words: draft.Words) -> content.Text | None:
        return self.prose(words) if any(words.values()) else None

    def _text(self, words: draft.Words, *, block: bool) -> content.Text:
        codes = [code for code in self.languages.codes if words.get(code) or code == self.languages.source]
        return content.Text(
            plain={code: to_plain(words.get(code, "")) for code in codes},
            html={
                code: to_html(
                    words.get(code, ""),
                    code,
                    self.languages.source,
                    self.languages.hanging_words.get(code, ""),
                    block=block,
                    phones=self.phones,
                    source=words.get(self.languages.source, ""),
                    letters=self.languages.letters,
                )
                for code in codes
            },
        )


def compile_prose(words: draft.Words, languages: Languages) -> content.Text:
    """Paragraphs of a text that belongs to no release."""
    return Words(languages).prose(words)


def read_phrases(words: draft.Words) -> dict[str, tuple[str, ...]]:
    """Phrases written one to a line, or with commas between them; languages without any are left out."""
    phrases = {code: tuple(filter(None, map(str.strip, re.split(r"[,;\n]", text)))) for code, text in words.items()}
    return {code: found for code, found in phrases.items() if found}


def compile_opening(expression: str, exceptions: str = "") -> content.Opening | None:
    """Opening hours, with the days on which they are others; None where nothing can be read."""
    try:
        read_hours(expression)
    except BadHours:
        expression = ""
    try:
        dated = read_exceptions(exceptions)
    except BadHours:
        dated = ()
    if not expression and not dated:
        return None
    return content.Opening(
        expression=with_exceptions(expression, dated),
        exceptions=tuple((one.first, one.last, one.spans) for one in dated),
    )
