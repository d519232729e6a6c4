"""A query → what is shown for it: guides, questions, methods, helpdesks, pages and points, each in its group."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.enums import GuideRole, PageKey
from guides.schema.content import Content, Guide, PointSet
from guides.schema.kinds import Text
from guides.search.forms import Forms
from guides.search.index import Document, Hit, Index
from guides.search.offices import Called, OfficeIndex, Offices, called_in_language
from guides.search.sections import sections_of
from guides.search.words import split, words_of
from guides.text import fold

START = "start"
GROUPS = (START, "guide", "question", "method", "helpdesk", "page")
MOST_SHOWN = 10
WELL = 0.4  # the score from which on something answers the query

_TITLE, _SUMMARY, _ABOUT, _PROBLEM, _STEP, _DETAIL = 3.0, 1.6, 1.2, 0.8, 0.6, 0.3
# A guide is the whole answer; the others lead to one. Who types what the questionnaire begins with has not chosen yet.
_START = 1.15
_QUESTION, _METHOD, _HELPDESK, _PAGE = 0.6, 0.8, 0.75, 0.8
# What people type who do not know yet what they need.
_FOR_START = gettext_lazy(
    "I can’t log in, I can’t get in, I can’t get into my account, can’t sign in, cannot enter my account, "
    "how do I log in, how can I access my account, log in to IKP, login, login problem, login help, "
    "login does not work, "
    "log in to my patient account, where do I start, where to go, what to do, how much does it cost, is it free, "
    "what is IKP"
)


@dataclass(frozen=True)
class Found:
    """What fits a query. `hits` are the best MOST_SHOWN of `total`; `groups` the kinds in order, the best first.

    `words` are the words of the release that were found, folded, each with the number of the word of the query that it
    stands for; `language` is theirs.
    """

    hits: tuple[Hit, ...]
    total: int
    offices: Offices
    offices_first: bool
    words: dict[str, int]
    language: str

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hit.kind for hit in self.hits))

    def of(self, kind: str) -> list[Hit]:
        """The hits of one group, the best first."""
        return [hit for hit in self.hits if hit.kind == kind]

    @property
    def is_sure(self) -> bool:
        """Whether something answers the query, and not only has a word of it."""
        return any(hit.score >= WELL for hit in self.hits) or self.offices.strength >= WELL

    def with_start(self, first: str) -> "Found":
        """With the questionnaire before all else where nothing is sure, and something is there."""
        if self.is_sure or self.is_empty:
            return self
        others = [hit for hit in self.hits if hit.kind != START][: MOST_SHOWN - 1]
        return replace(self, hits=(Hit(START, first, 1.0), *others), offices_first=False)

    @property
    def is_empty(self) -> bool:
        return not self.hits and not self.offices.strength


class Search:
    """Everything that can be searched in a release. Indexes are made when a language is first asked for."""

    def __init__(self, content: Content, points: PointSet) -> None:
        self._content = content
        self._points = points
        self._indexes: dict[str, Index] = {}
        self._called: dict[str, Called] = {}

    def index(self, language: str) -> Index:
        """The index of one language."""
        index = self._indexes.get(language)
        if index is None:
            with translation.override(language):
                forms = Forms(language, self._content.forms.get(language, {}))
                index = Index(list(documents(self._content, language)), forms)
            self._indexes[language] = index
        return index

    @cached_property
    def offices(self) -> OfficeIndex:
        """Points, whose names are in the source language."""
        source = self._content.languages[0]
        return OfficeIndex(self._points.points, Forms(source, self._points.forms.get(source, {})))

    def find(self, language: str, query: str) -> Found:
        """What fits `query` for a reader of `language`; in another language where that one has nothing."""
        found = self._find_in(language, query)
        if found.is_sure:
            return found
        others = [self._find_in(code, query) for code in self._content.languages if code != language]
        sure = next((other for other in others if other.is_sure), None)
        some = next((other for other in others if not other.is_empty), found) if found.is_empty else found
        return (sure or some).with_start(self._content.first)

    def _find_in(self, language: str, query: str) -> Found:
        index = self.index(language)
        words = index.read(query)
        offices = self.offices.find(query, self._called_in(language), words, index)
        # “Warszawa” is a place, and no mistyped “warstwa”.
        matches = index.find([word for word in words if word in index or word not in offices.place_words])
        best = matches.hits[0].score if matches.hits else 0.0
        order = {kind: place for place, kind in enumerate(GROUPS)}
        shown = matches.hits[:MOST_SHOWN]
        strongest = {kind: max((hit.score for hit in shown if hit.kind == kind), default=0.0) for kind in GROUPS}
        return Found(
            hits=tuple(sorted(shown, key=lambda hit: (-strongest[hit.kind], order[hit.kind], -hit.score))),
            total=len(matches.hits),
            offices=offices,
            offices_first=offices.strength == 1.0 or (offices.strength > 0.6 and (bool(offices.near) or best < 1.0)),
            words=matches.words | dict.fromkeys(offices.words, -1),
            language=language,
        )

    def _called_in(self, language: str) -> Called:
        called = self._called.get(language)
        if called is None:
            forms = Forms(language, self._points.forms.get(language, {}))
            with translation.override(language):
                called = called_in_language(forms, {point.kind for point in self._points.points})
            self._called[language] = called
        return called


def telling_text(guide: Guide, words: Mapping[str, int], language: str) -> Text | None:
    """The text within a guide that shows best why it was found; None where its title and summary show it well."""

    known = frozenset(words)

    def shown_by(text: Text) -> set[int]:
        said = words_of(text.plain_in(language).value)
        return set() if known.isdisjoint(said) else {words[word] for word in said & known}

    shown = shown_by(guide.title) | shown_by(guide.summary)
    best, most = None, 1 if shown else 0
    for text in _texts_within(guide):
        if (more := len(shown_by(text) - shown)) > most:
            best, most = text, more
    return best


def _texts_within(guide: Guide) -> Iterator[Text]:
    """What may show why a guide was found, in the order of reading."""
    yield guide.for_whom
    for step in guide.steps:
        yield step.title
        for problem in step.problems:
            yield problem.label


def documents(content: Content, language: str) -> Iterator[Document]:
    """Everything that is searched but points, in the order of display. `language` is the active one."""

    def weighed(*pairs: tuple[float, Text | None]) -> tuple[tuple[float, str], ...]:
        return tuple((weight, text.plain_in(language).value) for weight, text in pairs if text is not None)

    leading = _texts_leading_to(content)
    for guide in content.guides:
        phrases = (guide.title.plain_in(language).value, *phrases_of(guide.search_words.get(language, "")))
        others = tuple(dict.fromkeys(text.plain_in(language).value for text in leading[guide.key]))
        yield Document("guide", guide.key, weighed(*_texts_of(content, guide)), phrases, leading=others)
    home = next((page for page in content.pages if page.key == PageKey.HOME), None)
    for question in content.questions:
        if question.key == content.first:
            about = weighed((_TITLE, home.title), (_SUMMARY, home.summary)) if home else ()
            starting = [_FOR_START, *(answer.label.plain_in(language).value for answer in question.answers)]
            phrases = tuple(phrase for text in starting for phrase in str(text).split(","))
            yield Document(START, question.key, (*weighed((_TITLE, question.text)), *about), phrases, _START)
            continue
        answers = [pair for answer in question.answers for pair in ((_ABOUT, answer.label), (_DETAIL, answer.hint))]
        fields = weighed((_TITLE, question.text), (_SUMMARY, question.hint), *answers)
        yield Document("question", question.key, fields, (), _QUESTION)
    for method in content.methods:
        name = method.name.plain_in(language).value
        fields = weighed((_TITLE, method.name), (_SUMMARY, method.summary), (_DETAIL, method.description))
        yield Document("method", method.key, fields, (name,), _METHOD)
    # Words under which people look for a helpdesk. Translators: put what people type in your language, with commas.
    called = _("helpline, helpdesk, hotline, support, contact, phone number, call").split(",")
    for helpdesk in content.helpdesks:
        fields = weighed((_TITLE, helpdesk.name), (_SUMMARY, helpdesk.purpose), (_DETAIL, helpdesk.phone_note))
        # “Pomoc IKP (Centrum e-Zdrowia)”: nobody types what stands in brackets.
        name = re.split(r" [(–]", helpdesk.name.plain_in(language).value)[0]
        numbers = numbers_of(helpdesk.phone)
        # “Pomoc Profilu Zaufanego” is looked for as “telefon Profilu Zaufanego”.
        whose = " ".join(word for word in name.split() if fold(word) not in split(" ".join(called)))
        names = dict.fromkeys((name, whose, *filter(_is_proper, name.split())))
        phrases = (name, *(f"{word} {each}" for each in names for word in called), *numbers)
        yield Document("helpdesk", helpdesk.key, (*fields, (_ABOUT, helpdesk.email)), phrases, _HELPDESK)
    for page in content.pages:
        if page is home:
            continue
        fields = weighed((_TITLE, page.title), (_SUMMARY, page.summary), (_ABOUT, page.lead))
        yield Document("page", page.key, fields, (page.title.plain_in(language).value,), _PAGE)
        for section in sections_of(page.body, language):
            texts = ((_TITLE, section.heading), (_DETAIL, section.text))
            phrases = tuple(re.split(r"[,:]", section.heading))
            yield Document("page", page.key, texts, phrases, _PAGE, section.heading)


def _texts_of(content: Content, guide: Guide) -> Iterator[tuple[float, Text | None]]:
    yield from ((_TITLE, guide.title), (_SUMMARY, guide.summary), (_ABOUT, guide.for_whom), (_DETAIL, guide.result))
    for step in guide.steps:
        yield from ((_STEP, step.title), (_DETAIL, step.detail))
        yield from ((_PROBLEM, problem.label) for problem in step.problems)
    yield from ((_DETAIL, need.thing.name) for need in content.needs_of(guide))


def _texts_leading_to(content: Content) -> Mapping[str, list[Text]]:
    """What people say who are led to a guide, by its key: headings of outcomes, and problems with steps of others.

    Not of the guide that says whom to ask, which is for whatever has no other.
    """
    found: dict[str, list[Text]] = defaultdict(list)
    for outcome in content.outcomes:
        if outcome.title is not None:
            found[outcome.guide].append(outcome.title)
    for guide in content.guides:
        for step in guide.steps:
            for problem in step.problems:
                found[problem.guide].append(problem.label)
    found.pop(asking.key if (asking := content.guide_for(GuideRole.ASKING)) else "", None)
    return found


def _is_proper(word: str) -> bool:
    """Whether a word has a capital within, as names of services have: “NFZ”, “mObywatel”."""
    return any(map(str.isupper, word[1:]))


def phrases_of(words: str) -> tuple[str, ...]:
    """Phrases written one to a line, or with commas between them."""
    return tuple(filter(None, map(str.strip, re.split(r"[,;\n]", words))))


def numbers_of(phone: str) -> tuple[str, ...]:
    """A phone number as one word of digits, with and without the country's code."""
    digits = re.sub(r"\D", "", phone)
    return tuple(dict.fromkeys(filter(None, (digits, digits.removeprefix("48") if phone.startswith("+48") else ""))))
