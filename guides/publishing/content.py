"""What a public page sees: one release, compiled, as frozen structures.

Nothing here touches the database or Django. `Content` and `PointSet` are what a Release stores as JSON;
decoding checks every type, so that a damaged release is refused and not half shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True)
class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every compiled structure: immutable, strict about unknown fields."""


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_Keyed)
Decoded = TypeVar("Decoded", "Content", "PointSet")


def _by_key(items: Iterable[Keyed]) -> dict[str, Keyed]:
    return {item.key: item for item in items}


class Phrase(NamedTuple):
    """A text as one reader gets it. `is_fallback` is true when `language` is not the one that was asked for."""

    value: str
    language: str
    is_fallback: bool


class Text(Frozen):
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


class Source(Frozen):
    key: str
    name: Text
    published: str = ""  # ISO date, to the year, the month or the day
    url: str = ""
    reference: str = ""


class Need(Frozen):
    thing: str
    kind: str
    name: Text
    explanation: Text | None = None
    note: Text | None = None


class Topic(Frozen):
    key: str
    name: Text


class Method(Frozen):
    key: str
    icon: str
    name: Text
    slugs: dict[str, str]
    summary: Text
    description: Text
    needs: tuple[Need, ...] = ()
    sources: tuple[Source, ...] = ()
    checked_on: date | None = None
    checked_by: Text | None = None


class Address(Frozen):
    """An official address: `text` is what one types, `url` where it leads."""

    text: str
    url: str
    label: Text


class Problem(Frozen):
    """What to do when a step does not work: leads to exactly one guide or question."""

    label: Text
    advice: Text | None = None
    guide: str = ""
    question: str = ""


class Picture(Frozen):
    url: str
    width: int
    height: int
    alternative: Text


class Step(Frozen):
    title: Text
    detail: Text | None = None
    minutes: int | None = None
    link: str = ""
    unchecked: bool = False
    picture: Picture | None = None
    problems: tuple[Problem, ...] = ()


class Guide(Frozen):
    key: str
    topic: str
    title: Text
    slugs: dict[str, str]
    summary: Text
    for_whom: Text
    result: Text
    cost: Text
    where: tuple[str, ...]
    steps: tuple[Step, ...]
    search_words: dict[str, tuple[str, ...]] = {}  # language → phrases that people type; never shown
    method: str = ""
    minutes: int | None = None
    time_note: Text | None = None
    visits_point: bool = False
    needs: tuple[Need, ...] = ()
    warning: Text | None = None
    addresses: tuple[Address, ...] = ()
    sources: tuple[Source, ...] = ()
    checked_on: date | None = None
    checked_by: Text | None = None


class Answer(Frozen):
    """One choice; leads to exactly one of `question` and `outcome`, both keys."""

    key: str
    label: Text
    hint: Text | None = None
    question: str = ""
    outcome: str = ""
    unsure: bool = False


class Question(Frozen):
    key: str
    text: Text
    answers: tuple[Answer, ...]
    hint: Text | None = None

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)


class Alternative(Frozen):
    guide: str
    note: Text


class Outcome(Frozen):
    key: str
    guide: str
    reason: Text
    call: Text | None = None
    helpdesk: str = ""
    reassurance: Text | None = None
    warning: Text | None = None
    alternatives: tuple[Alternative, ...] = ()


class Opening(Frozen):
    """Opening hours: the OSM expression they come from, and a plain week (Monday first) of (from, to), "HH:MM"."""

    expression: str
    week: tuple[tuple[tuple[str, str], ...], ...]
    always: bool = False


class Helpdesk(Frozen):
    key: str
    name: Text
    purpose: Text
    phone: str = ""
    phone_note: Text | None = None
    email: str = ""
    website: str = ""
    opening: Opening | None = None
    sources: tuple[Source, ...] = ()
    checked_on: date | None = None


class Page(Frozen):
    key: str
    title: Text
    slugs: dict[str, str]
    summary: Text
    lead: Text
    body: Text | None = None


class Retired(Frozen):
    """Keys and slugs of earlier releases that no longer exist, so that old links are told from wrong ones.

    `answers` has every question that was ever published, with the answers that have gone.
    `slugs` maps language → kind ("guide", "method", "page") → old slug → key.
    """

    answers: dict[str, tuple[str, ...]] = {}
    slugs: dict[str, dict[str, dict[str, str]]] = {}


class Content(Frozen, dict=True):
    """Everything that editors write, checked and compiled. Lists are in the order of display."""

    languages: tuple[str, ...]
    first: str
    topics: tuple[Topic, ...]
    methods: tuple[Method, ...]
    guides: tuple[Guide, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    helpdesks: tuple[Helpdesk, ...]
    pages: tuple[Page, ...]
    sources: tuple[Source, ...] = ()
    retired: Retired = Retired()

    @cached_property
    def guide(self) -> dict[str, Guide]:
        return _by_key(self.guides)

    @cached_property
    def method(self) -> dict[str, Method]:
        return _by_key(self.methods)

    @cached_property
    def topic(self) -> dict[str, Topic]:
        return _by_key(self.topics)

    @cached_property
    def question(self) -> dict[str, Question]:
        return _by_key(self.questions)

    @cached_property
    def outcome(self) -> dict[str, Outcome]:
        return _by_key(self.outcomes)

    @cached_property
    def helpdesk(self) -> dict[str, Helpdesk]:
        return _by_key(self.helpdesks)

    @cached_property
    def page(self) -> dict[str, Page]:
        return _by_key(self.pages)


class Point(Frozen):
    """A confirmation point. Coordinates are degrees WGS84 and no more exact than `precision` says."""

    number: int
    kind: str
    name: str
    street: str
    postcode: str
    town: str
    voivodeship: str
    confirms: str
    latitude: float
    longitude: float
    precision: str
    source: Source
    slug: str
    country: str
    phones: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    opening: Opening | None = None
    note: Text | None = None
    checked_on: date | None = None


class PostcodeArea(Frozen):
    """The rough middle (degrees WGS84, about 30 km) of the postcodes that begin with `prefix` (two digits)."""

    prefix: str
    latitude: float
    longitude: float


class PointSet(Frozen, dict=True):
    points: tuple[Point, ...] = ()
    areas: tuple[PostcodeArea, ...] = ()

    @cached_property
    def point(self) -> dict[int, Point]:
        return {point.number: point for point in self.points}


def encode(release: "Content | PointSet") -> bytes:
    """JSON, the same bytes for equal values."""
    return msgspec.json.encode(release, order="deterministic")


def decode_content(payload: bytes) -> Content:
    """Raise `Damaged` when `payload` is not a whole and well-typed Content."""
    return _decode(payload, Content)


def decode_points(payload: bytes) -> PointSet:
    """Raise `Damaged` when `payload` is not a whole and well-typed PointSet."""
    return _decode(payload, PointSet)


class Damaged(Exception):
    """A stored release that cannot be read as what it should be."""


def _decode(payload: bytes, kind: type[Decoded]) -> Decoded:
    try:
        return msgspec.json.decode(payload, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from error
