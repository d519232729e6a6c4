"""What guides and points are both compiled from: texts in each language, opening hours. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from guides.schema import content
from guides.schema.hours import BadHours, read_exceptions, read_hours, with_exceptions
from guides.schema.kinds import Text, TextField, Words
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


class Texts:
    """Makes `Text` out of words in each language."""

    def __init__(self, languages: Languages, phones: Sequence[str] = ()) -> None:
        self.languages = languages
        self.phones = tuple(phones)

    def prose(self, words: Words) -> Text:
        return self._text(words, block=True)

    def optional_line(self, words: Words | None) -> Text | None:
        return self.compile(words, TextField(is_prose=False, is_optional=True))

    def compile(self, words: Words | None, field: TextField) -> Text | None:
        """A text of an entry; None where it may be missing and is."""
        if field.is_optional and not (words and any(words.values())):
            return None
        return self._text(words or {}, block=field.is_prose)

    def _text(self, words: Words, *, block: bool) -> Text:
        codes = [code for code in self.languages.codes if words.get(code) or code == self.languages.source]
        return Text(
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


def compile_prose(words: Words, languages: Languages) -> Text:
    """Paragraphs of a text that belongs to no release."""
    return Texts(languages).prose(words)


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
