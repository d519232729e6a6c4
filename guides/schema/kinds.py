"""The kinds of content, each described once: with words as editors write them, or with compiled texts.

`Guide[Words]` is a guide of the working copy, `Guide[Text]` the same guide in a release. Fields stand in the order in
which the files show them. Nothing here touches the database.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from guides.enums import OWN_IN_EACH_LANGUAGE

Words = dict[str, str]  # language code → text as written; a missing language is absent
PerLanguage = dict[str, str]  # language code → what is chosen anew in each language, so never a translation
Origins = Mapping[str, str]  # “field.language” → the source that an outdated translation was made from; "" if unknown

T = TypeVar("T")
PROSE = msgspec.Meta(extra={"prose": True})
Prose = Annotated[T, PROSE]  # a text of paragraphs; others are lines


class Phrase(NamedTuple):
    """A text as one reader gets it. `is_fallback` is true when `language` is not the one that was asked for."""

    value: str
    language: str
    is_fallback: bool


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in every language that has it, as plain text and as safe HTML.

    The first language of `plain` is the source language, which is never missing.
    """

    plain: dict[str, str]
    html: dict[str, str]

    def _phrase(self, values: Mapping[str, str], language: str) -> Phrase:
        if language in values:
            return Phrase(values[language], language, False)
        source = next(iter(values))
        return Phrase(values[source], source, True)

    def plain_in(self, language: str) -> Phrase:
        """The text without markup, in `language` or else in the source language."""
        return self._phrase(self.plain, language)

    def html_in(self, language: str) -> Phrase:
        """The text as sanitised HTML, in `language` or else in the source language."""
        return self._phrase(self.html, language)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all kinds: unknown fields are errors, fields at their default are left out of JSON.

    `IDENTITY` names the field by which an entry is known in its list, wherever it stands there.
    """

    IDENTITY: ClassVar[str] = "key"

    @property
    def identity(self) -> str:
        return str(getattr(self, self.IDENTITY))


def slug_in(item: "Method[Any] | Guide[Any] | Page[Any]", language: str) -> str:
    """The word of an entry in addresses; its key where the release was made before the site had this language."""
    return item.slug.get(language, item.key)


class Source(Entry, Generic[T], frozen=True, kw_only=True):
    """Where facts come from."""

    key: str
    name: T
    published: str = ""  # ISO date, to the year, the month or the day
    url: str = ""
    reference: str = ""
    outdated: Origins = {}


class Topic(Entry, Generic[T], frozen=True, kw_only=True):
    """A need by which guides are grouped."""

    key: str
    order: int = 0
    name: T
    outdated: Origins = {}


class Thing(Entry, Generic[T], frozen=True, kw_only=True):
    """Something that one needs, shared by guides."""

    key: str
    kind: str
    name: T
    note: T | None = None
    outdated: Origins = {}


class Method(Entry, Generic[T], frozen=True, kw_only=True):
    """A way of logging in to IKP. `needs` and `sources` are keys."""

    key: str
    order: int = 0
    icon: str
    name: T
    slug: PerLanguage = {}
    summary: T
    description: Prose[T]
    needs: list[str] = []
    sources: list[str] = []
    checked_on: date | None = None
    next_check_on: date | None = None
    checked_by: T | None = None
    outdated: Origins = {}


class Need(Entry, Generic[T], frozen=True, kw_only=True):
    """A thing that a guide needs, with what this guide says of it."""

    IDENTITY: ClassVar[str] = "thing"

    thing: str
    note: T | None = None
    outdated: Origins = {}


class Address(Entry, Generic[T], frozen=True, kw_only=True):
    """An official address: `address` is what one types, `url` where it leads."""

    IDENTITY: ClassVar[str] = "address"

    address: str
    url: str
    label: T
    outdated: Origins = {}


class Problem(Entry, Generic[T], frozen=True, kw_only=True):
    """What to do when a step does not work: leads to exactly one guide or question."""

    key: str
    label: T
    advice: Prose[T] | None = None
    guide: str = ""
    question: str = ""
    outdated: Origins = {}


class Step(Entry, Generic[T], frozen=True, kw_only=True):
    """One action of a guide. `picture` names a file in each language; `finds_office`: the finder stands here."""

    key: str
    title: T
    detail: Prose[T] | None = None
    minutes: int | None = None
    link: str = ""
    unchecked: bool = False
    finds_office: bool = False
    picture: PerLanguage = {}
    picture_alternative: T | None = None
    problems: list[Problem[T]] = []
    outdated: Origins = {}


class Guide(Entry, Generic[T], frozen=True, kw_only=True):
    """One procedure, step by step. `office_service`: what offices near the reader do for it, "" for none.

    `sources` are keys; `search_words` is what people type, never shown. A sketch is not ready to go live.
    """

    key: str
    role: str = ""
    method: str = ""
    topic: str
    order: int = 0
    is_sketch: bool = False
    title: T
    slug: PerLanguage = {}
    summary: T
    search_words: PerLanguage = {}
    for_whom: T
    result: T
    minutes: int | None = None
    time_note: T | None = None
    cost: T
    where: list[str] = []
    office_service: str = ""
    needs: list[Need[T]] = []
    warning: Prose[T] | None = None
    addresses: list[Address[T]] = []
    steps: list[Step[T]] = []
    sources: list[str] = []
    checked_on: date | None = None
    next_check_on: date | None = None
    checked_by: T | None = None
    outdated: Origins = {}


class Answer(Entry, Generic[T], frozen=True, kw_only=True):
    """One choice; leads to exactly one of `question` and `outcome`, both keys."""

    key: str
    label: T
    hint: T | None = None
    unsure: bool = False
    question: str = ""
    outcome: str = ""
    outdated: Origins = {}


class Question(Entry, Generic[T], frozen=True, kw_only=True):
    """One question, on one page."""

    key: str
    first: bool = False
    text: T
    hint: T | None = None
    answers: list[Answer[T]] = []
    outdated: Origins = {}

    def answer(self, key: str) -> Answer[T] | None:
        return next((answer for answer in self.answers if answer.key == key), None)


class Alternative(Entry, Generic[T], frozen=True, kw_only=True):
    """Another guide that also serves, and when."""

    IDENTITY: ClassVar[str] = "guide"

    guide: str
    note: T
    outdated: Origins = {}


class Outcome(Entry, Generic[T], frozen=True, kw_only=True):
    """Where answers lead: a guide, and why it fits."""

    key: str
    guide: str
    title: T | None = None  # where that of the guide does not fit what the person said
    reason: T
    reassurance: T | None = None
    warning: T | None = None
    call: T | None = None
    helpdesk: str = ""
    kept: bool = False  # though no answer leads to it
    alternatives: list[Alternative[T]] = []
    outdated: Origins = {}


class Helpdesk(Entry, Generic[T], frozen=True, kw_only=True):
    """Whom to call or write to. `hours` is an expression of OpenStreetMap's opening hours."""

    key: str
    role: str = ""
    order: int = 0
    name: T
    purpose: T
    phone: str = ""
    phone_note: T | None = None
    email: str = ""
    website: str = ""
    hours: str = ""
    hours_source: str = ""
    sources: list[str] = []
    checked_on: date | None = None
    next_check_on: date | None = None
    outdated: Origins = {}


class Page(Entry, Generic[T], frozen=True, kw_only=True):
    """A page of text whose place in the site is fixed."""

    key: str
    title: T
    slug: PerLanguage = {}
    summary: T
    lead: T
    body: Prose[T] | None = None
    outdated: Origins = {}


class PointSource(Entry, Generic[T], frozen=True, kw_only=True):
    """A list from which offices were taken, or a text that says what they do."""

    key: str
    name: T
    published: str = ""  # ISO date, to the year, the month or the day
    url: str = ""
    phone: str = ""  # of all its offices, where one has none of its own; so the website
    website: str = ""
    note: T | None = None
    outdated: Origins = {}


class Lists(msgspec.Struct, Generic[T], frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything that editors write but the offices, each list in the order of display.

    The order of the lists is one in which rows can be written: what is referred to comes first.
    """

    sources: list[Source[T]] = []
    topics: list[Topic[T]] = []
    things: list[Thing[T]] = []
    methods: list[Method[T]] = []
    helpdesks: list[Helpdesk[T]] = []
    guides: list[Guide[T]] = []
    outcomes: list[Outcome[T]] = []
    questions: list[Question[T]] = []
    pages: list[Page[T]] = []


class TextField(NamedTuple):
    """How a text is written: in paragraphs or in one line, and whether it may be missing."""

    is_prose: bool
    is_optional: bool


class Fields(NamedTuple):
    """What the fields of a kind are: texts, words chosen in each language, and lists of parts."""

    texts: Mapping[str, TextField]
    per_language: tuple[str, ...]
    parts: Mapping[str, type[Entry]]


@cache
def fields_of(kind: type[msgspec.Struct]) -> Fields:
    """The fields of `kind`, told by their types."""
    hints = get_type_hints(kind, include_extras=True)
    names = kind.__struct_fields__
    texts = {
        name: TextField(_is_prose(hints[name]), type(None) in get_args(hints[name]))
        for name in names
        if name not in OWN_IN_EACH_LANGUAGE and _is_text(hints[name])
    }
    parts = {name: part for name in names if (part := _part_of(hints[name])) is not None}
    return Fields(texts, tuple(name for name in names if name in OWN_IN_EACH_LANGUAGE), parts)


def _is_text(hint: Any) -> bool:
    return hint in (T, Words, Text) or (get_origin(hint) is not list and any(map(_is_text, _members(hint))))


def _is_prose(hint: Any) -> bool:
    return PROSE in getattr(hint, "__metadata__", ()) or any(map(_is_prose, _members(hint)))


def _members(hint: Any) -> Iterable[Any]:
    """What a union or an annotation is made of."""
    if hasattr(hint, "__metadata__"):
        return (hint.__origin__,)
    return () if isinstance(hint, type) or get_origin(hint) in (dict, list, tuple, Mapping) else get_args(hint)


def _part_of(hint: Any) -> type[Entry] | None:
    """The kind of entry that a list holds."""
    if get_origin(hint) not in (list, tuple):
        return None
    member = get_args(hint)[0]
    member = get_origin(member) or member
    return member if isinstance(member, type) and issubclass(member, Entry) else None
