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
    """Opening hours: the OSM expression they come from, and a plain week (Monday first) of (from, to), "HH:MM".

    `expression` holds the dated exceptions too, which the week does not show.
    """

    expression: str
    week: tuple[tuple[tuple[str, str], ...], ...]
    always: bool = False
    exceptions: tuple[tuple[date, date, tuple[tuple[str, str], ...]], ...] = ()  # first and last day, spans


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


class Service(Frozen):
    """What an office does (`ServiceKind`), on what ground (`Confirms`), and how we know: a key of PointSet.sources."""

    kind: str
    status: str
    source: str = ""
    url: str = ""
    checked_on: date | None = None


class Point(Frozen):
    """An office. Coordinates are degrees WGS84, no more exact than `precision` says, and None where nobody knows them.

    `opening` and `services` are places in the tables of the PointSet, since thousands of offices share few of them.
    """

    number: int
    kind: str
    name: str
    street: str
    postcode: str
    town: str
    voivodeship: str
    latitude: float | None
    longitude: float | None
    precision: str
    source: str
    slug: str
    country: str
    teryt: str = ""
    services: tuple[int, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    website: str = ""
    opening: int | None = None
    hours_text: str = ""
    appointment: str = ""
    appointment_how: Text | None = None
    step_free: str = ""
    sign_language: str = ""
    note: Text | None = None
    checked_on: date | None = None


class GonePoint(Frozen):
    """An office that was listed once: its address leads to what is near it now."""

    number: int
    name: str
    town: str


class PointSource(Frozen):
    """A list from which offices were taken, or a text that says what they do."""

    key: str
    name: Text
    published: str = ""  # ISO date, to the year, the month or the day
    url: str = ""
    note: Text | None = None


class PointSet(Frozen, dict=True):
    """The offices, and the tables that they refer to."""

    points: tuple[Point, ...] = ()
    sources: tuple[PointSource, ...] = ()
    openings: tuple[Opening, ...] = ()
    services: tuple[Service, ...] = ()
    gone: tuple[GonePoint, ...] = ()

    @cached_property
    def point(self) -> dict[int, Point]:
        return {point.number: point for point in self.points}

    @cached_property
    def source(self) -> dict[str, PointSource]:
        return _by_key(self.sources)

    def opening_of(self, point: Point) -> Opening | None:
        return None if point.opening is None else self.openings[point.opening]

    def service_of(self, point: Point, kind: str) -> Service | None:
        """What is known of the service of this kind (`ServiceKind`) at `point`."""
        return next((each for place in point.services if (each := self.services[place]).kind == kind), None)


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
