"""What a release gets for search when it is compiled: the forms of the words that will be looked for."""

from collections.abc import Iterator, Sequence

import msgspec
from django.utils import translation

from guides.schema.content import Content, PointSet
from guides.search.finding import documents
from guides.search.inflecting import inflect
from guides.search.languages import language_of
from guides.search.offices import all_words_for_offices
from guides.search.synonyms import written_words
from guides.search.words import split_as_written


def with_forms(content: Content) -> Content:
    """`content` with the forms of its words, in each language that search knows forms of."""
    tables = {code: inflect(code, _words_of(content, code)) for code in content.languages}
    return msgspec.structs.replace(content, forms=tables)


def points_with_forms(points: PointSet, languages: Sequence[str]) -> PointSet:
    """`points` with the forms of their names, and of what offices are called; the first language is the source."""
    words = {code: {*_words_for_offices(code)} for code in languages}
    names = {text for point in points.points for text in (point.name, point.street, point.town)}
    words[languages[0]].update(word for name in names for word in split_as_written(name))
    return msgspec.structs.replace(points, forms={code: inflect(code, found) for code, found in words.items()})


def _words_of(content: Content, language: str) -> Iterator[str]:
    with translation.override(language):
        for document in documents(content, language):
            for text in (*(text for _weight, text in document.fields), *document.phrases):
                yield from split_as_written(text)
    yield from written_words(language_of(language).synonyms)


def _words_for_offices(language: str) -> Iterator[str]:
    with translation.override(language):
        for text in all_words_for_offices():
            yield from split_as_written(text)
