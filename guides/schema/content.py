"""What a public page sees: one release, compiled, as frozen structures.

Nothing here touches the database or Django. `Content` and `PointSet` are what a Release stores as JSON;
decoding checks every type, so that a damaged release is refused and not half shown.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import ClassVar, NamedTuple, Protocol, TypeVar

import msgspec

from guides.enums import HelpdeskRole
from guides.schema import kinds
from guides.schema.kinds import Entry, Lists, Text

# What a release holds of each kind.
Source = kinds.Source[Text]
Topic = kinds.Topic[Text]
Thing = kinds.Thing[Text]
Method = kinds.Method[Text]
Need = kinds.Need[Text]
Address = kinds.Address[Text]
Problem = kinds.Problem[Text]
Step = kinds.Step[Text]
Guide = kinds.Guide[Text]
Answer = kinds.Answer[Text]
Question = kinds.Question[Text]
Alternative = kinds.Alternative[Text]
Outcome = kinds.Outcome[Text]
Helpdesk = kinds.Helpdesk[Text]
Page = kinds.Page[Text]
PointSource = kinds.PointSource[Text]


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_Keyed)
Decoded = TypeVar("Decoded", "Content", "PointSet")


def _by_key(items: Iterable[Keyed]) -> dict[str, Keyed]:
    return {item.key: item for item in items}


class Opening(Entry, frozen=True, kw_only=True):
    """Opening hours: an expression in OSM syntax, its last rules the dated `exceptions` (first and last day, spans).

    Without such rules it is `usual`. What a page shows of it on a day is its `schedule.Schedule`.
    """

    expression: str
    exceptions: tuple[tuple[date, date, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def usual(self) -> str:
        """The expression without its dated exceptions; nothing where only these are known."""
        rules = self.expression.rsplit("; ", len(self.exceptions)) if self.exceptions else [self.expression]
        return rules[0] if len(rules) > len(self.exceptions) else ""


class Picture(Entry, frozen=True, kw_only=True):
    """An uploaded picture: where it is served, and its size in pixels."""

    url: str
    width: int
    height: int


class Needed(NamedTuple):
    """A thing that one needs, with what a guide says of it."""

    thing: Thing
    note: Text | None


class Retired(Entry, frozen=True, kw_only=True):
    """Keys and slugs of earlier releases that no longer exist, so that old links are told from wrong ones.

    `answers` has every question that was ever published, with the answers that have gone.
    `slugs` maps language → kind ("guide", "method", "page") → old slug → key.
    """

    answers: dict[str, tuple[str, ...]] = {}
    slugs: dict[str, dict[str, dict[str, str]]] = {}


class Content(Lists[Text], frozen=True, kw_only=True, dict=True):
    """Everything that editors write, checked and compiled. The first of `languages` is the source."""

    languages: tuple[str, ...]
    pictures: dict[str, Picture] = {}  # by the names in steps
    openings: dict[str, Opening] = {}  # by the expressions of helpdesks
    retired: Retired = Retired()
    forms: dict[str, dict[str, str]] = {}  # language → words → their forms, for search (guides/search/inflecting.py)

    @cached_property
    def first(self) -> str:
        """The key of the first question, "" without one."""
        return next((question.key for question in self.questions if question.first), "")

    @cached_property
    def source(self) -> dict[str, Source]:
        return _by_key(self.sources)

    @cached_property
    def thing(self) -> dict[str, Thing]:
        return _by_key(self.things)

    @cached_property
    def _by_role(self) -> dict[str, Guide]:
        return {guide.role: guide for guide in self.guides if guide.role}

    def guide_for(self, role: str) -> Guide | None:
        """The guide that has this `GuideRole`; None only where checks have not been passed, as in previews."""
        return self._by_role.get(role)

    @cached_property
    def main_helpdesk(self) -> Helpdesk | None:
        """The helpdesk of `HelpdeskRole.MAIN`; None only where checks have not been passed."""
        return next((helpdesk for helpdesk in self.helpdesks if helpdesk.role == HelpdeskRole.MAIN), None)

    def sources_of(self, item: Guide | Method | Helpdesk) -> list[Source]:
        """What `item` was compared with, without what does not exist."""
        return [self.source[key] for key in item.sources if key in self.source]

    def needs_of(self, item: Guide | Method) -> list[Needed]:
        """What one needs for `item`, without what does not exist."""
        needs = [(need, None) if isinstance(need, str) else (need.thing, need.note) for need in item.needs]
        return [Needed(self.thing[key], note) for key, note in needs if key in self.thing]

    @cached_property
    def guide(self) -> dict[str, Guide]:
        return _by_key(self.guides)

    @cached_property
    def method(self) -> dict[str, Method]:
        return _by_key(self.methods)

    def withdrawn(self, kind: str) -> dict[str, str]:
        """Old slug → key of what some release had and none has now: “guide”, “method” or “page”."""
        known = getattr(self, kind)
        of_languages = (slugs.get(kind, {}) for slugs in self.retired.slugs.values())
        return {slug: key for slugs in of_languages for slug, key in slugs.items() if key not in known}

    @cached_property
    def topic(self) -> dict[str, Topic]:
        return _by_key(self.topics)

    @cached_property
    def question(self) -> dict[str, Question]:
        return _by_key(self.questions)

    @cached_property
    def outcome(self) -> dict[str, Outcome]:
        return _by_key(self.outcomes)

    def heading(self, outcome: Outcome) -> Text:
        """What an outcome is called: its own title, or else that of its guide."""
        return outcome.title or self.guide[outcome.guide].title

    @cached_property
    def helpdesk(self) -> dict[str, Helpdesk]:
        return _by_key(self.helpdesks)

    @cached_property
    def page(self) -> dict[str, Page]:
        return _by_key(self.pages)


class Service(Entry, frozen=True, kw_only=True):
    """What an office does (`ServiceKind`), on what ground (`Confirms`), and how we know: a key of PointSet.sources."""

    IDENTITY: ClassVar[str] = "kind"
    kind: str
    status: str
    source: str = ""
    url: str = ""
    checked_on: date | None = None


class Point(Entry, frozen=True, kw_only=True):
    """An office. Coordinates are degrees WGS84, no more exact than `precision` says, and None where nobody knows them.

    `opening` and `services` are places in the tables of the PointSet, since thousands of offices share few of them.
    """

    IDENTITY: ClassVar[str] = "number"
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
    next_check_on: date | None = None


class GonePoint(Entry, frozen=True, kw_only=True):
    """An office that was listed once: its address leads to what is near it now."""

    number: int
    name: str
    town: str


class PointSet(Entry, frozen=True, kw_only=True, dict=True):
    """The offices, and the tables that they refer to."""

    points: tuple[Point, ...] = ()
    sources: tuple[PointSource, ...] = ()
    openings: tuple[Opening, ...] = ()
    services: tuple[Service, ...] = ()
    gone: tuple[GonePoint, ...] = ()
    forms: dict[str, dict[str, str]] = {}  # as those of Content

    @cached_property
    def point(self) -> dict[int, Point]:
        return {point.number: point for point in self.points}

    @cached_property
    def source(self) -> dict[str, PointSource]:
        return _by_key(self.sources)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of office that are there."""
        return frozenset(point.kind for point in self.points)

    @cached_property
    def service_kinds(self) -> frozenset[str]:
        """What offices do, as far as it is known."""
        return frozenset(service.kind for service in self.services)

    @cached_property
    def towns(self) -> frozenset[str]:
        """The names of the towns in Poland that have an office."""
        return frozenset(point.town for point in self.points if point.country == "PL")

    def opening_of(self, point: Point) -> Opening | None:
        return None if point.opening is None else self.openings[point.opening]

    def service_of(self, point: Point, kind: str) -> Service | None:
        """What is known of the service of this kind (`ServiceKind`) at `point`."""
        return next((each for place in point.services if (each := self.services[place]).kind == kind), None)


def encode(release: "Content | PointSet") -> bytes:
    """JSON, the same bytes for what is compiled from equal values.

    Languages stay in their order: the first of a text is its source.
    """
    return msgspec.json.encode(release)


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
