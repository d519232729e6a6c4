"""What the API answers, as typed structures: the description is made of them."""

from datetime import date, datetime
from typing import Literal

import msgspec


class ApiShape(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all answers: every field is always there, and null where nothing is known."""


class ApiText(ApiShape, frozen=True, kw_only=True):
    """A text, without markup and as HTML. `lang` is another language than asked for where a translation is missing."""

    text: str
    html: str
    lang: str


class Licence(ApiShape, frozen=True, kw_only=True):
    """On what terms the data may be used, the day they were published here, and who has to be named."""

    terms: str
    published: date | None
    attribution: list[str]


class PageLinks(ApiShape, frozen=True, kw_only=True):
    """The addresses of this page of a list and of those beside it."""

    self: str
    first: str
    previous: str | None
    next: str | None
    last: str


class DataSource(ApiShape, frozen=True, kw_only=True):
    """Where data come from; `published` is a year, a month or a day in ISO 8601."""

    key: str
    name: str
    published: str | None
    url: str | None


class OfficeAddress(ApiShape, frozen=True, kw_only=True):
    """`teryt` is the code of the municipality, in six digits; `country` two letters of ISO 3166."""

    street: str | None
    postcode: str | None
    town: str
    voivodeship: str | None
    teryt: str | None
    country: str


class Coordinates(ApiShape, frozen=True, kw_only=True):
    """Degrees WGS84, known to the building or the street; other coordinates are not handed out."""

    latitude: float
    longitude: float
    precision: Literal["building", "street"]


class OfficeService(ApiShape, frozen=True, kw_only=True):
    """What an office does, on what ground, and how we know."""

    kind: str
    status: Literal["by_law", "by_consent", "unknown", "no"]
    source: DataSource | None
    url: str | None
    checked_on: date | None


class OfficeData(ApiShape, frozen=True, kw_only=True):
    """An office. `opening_hours` are in OpenStreetMap's syntax; offices are closed on Polish public holidays."""

    number: int
    kind: str
    kind_label: str
    name: str
    address: OfficeAddress
    phones: list[str]
    helpline: str | None
    email: str | None
    website: str | None
    opening_hours: str | None
    opening_hours_text: str | None
    services: list[OfficeService]
    by_appointment: bool | None
    appointment_how: ApiText | None
    step_free: bool | None
    sign_language: bool | None
    note: ApiText | None
    source: DataSource
    checked_on: date | None
    page: str
    short_address: str
    distance_km: int | None


class OfficeEntry(OfficeData, frozen=True, kw_only=True):
    """An office with its coordinates, null where they are not known to the street, or may not be handed out."""

    coordinates: Coordinates | None


class NearWhat(ApiShape, frozen=True, kw_only=True):
    """What `near` was understood as; `precise` is false where a part of it was not used."""

    name: str
    precise: bool


class OfficeList(ApiShape, frozen=True, kw_only=True):
    """Offices: by number, or the nearest first. `total` counts all pages."""

    total: int
    near: NearWhat | None
    offices: list[OfficeEntry]
    links: PageLinks
    licence: Licence


class OfficeAnswer(ApiShape, frozen=True, kw_only=True):
    """One office."""

    office: OfficeEntry
    licence: Licence


class Position(ApiShape, frozen=True, kw_only=True, tag_field="type", tag="Point"):
    """Longitude and latitude in degrees WGS84, as GeoJSON has them."""

    coordinates: tuple[float, float]


class Feature(ApiShape, frozen=True, kw_only=True, tag_field="type", tag="Feature"):
    """An office; without a geometry where its coordinates are not known to the street, or may not be handed out."""

    id: int
    geometry: Position | None
    properties: OfficeData


class FeatureCollection(ApiShape, frozen=True, kw_only=True, tag_field="type", tag="FeatureCollection"):
    """Offices as GeoJSON (RFC 7946)."""

    features: list[Feature]
    total: int
    near: NearWhat | None
    links: PageLinks
    licence: Licence


class ServiceNotice(ApiShape, frozen=True, kw_only=True):
    """What readers are told for a time. `stops`: it does not work now; `method` null: the whole of IKP is meant."""

    kind: Literal["outage", "works", "change", "fraud"]
    stops: bool
    method: str | None
    text: ApiText
    begins_at: datetime
    ends_at: datetime | None
    source: str
    checked_at: datetime


class GuideSummary(ApiShape, frozen=True, kw_only=True):
    """A guide in a list. `checked_on` is the day of the last check against its sources; `notices` are those on now."""

    key: str
    title: ApiText
    summary: ApiText
    topic: str
    method: str | None
    minutes: int | None
    checked_on: date | None
    notices: list[ServiceNotice]
    page: str
    short_address: str
    data: str


class GuideList(ApiShape, frozen=True, kw_only=True):
    """Guides in the order of the site. `total` counts all pages."""

    total: int
    guides: list[GuideSummary]
    links: PageLinks


class NeededThing(ApiShape, frozen=True, kw_only=True):
    """A thing that one needs."""

    kind: str
    name: ApiText
    note: ApiText | None


class GuideProblem(ApiShape, frozen=True, kw_only=True):
    """What to do when a step does not work; `page` leads on."""

    label: ApiText
    advice: ApiText | None
    page: str | None


class GuideStep(ApiShape, frozen=True, kw_only=True):
    """One action. `unchecked`: its labels could not be compared with the real screens."""

    key: str
    title: ApiText
    detail: ApiText | None
    minutes: int | None
    link: str | None
    unchecked: bool
    problems: list[GuideProblem]


class GuideWebAddress(ApiShape, frozen=True, kw_only=True):
    """A right address: what one types, and where it leads."""

    address: str
    url: str
    label: ApiText


class GuideSource(ApiShape, frozen=True, kw_only=True):
    """What the guide was compared with."""

    name: ApiText
    published: str | None
    url: str | None


class GuideAnswer(ApiShape, frozen=True, kw_only=True):
    """One guide, whole."""

    key: str
    title: ApiText
    summary: ApiText
    for_whom: ApiText
    result: ApiText
    topic: str
    method: str | None
    minutes: int | None
    time_note: ApiText | None
    cost: ApiText
    needs: list[NeededThing]
    warning: ApiText | None
    addresses: list[GuideWebAddress]
    steps: list[GuideStep]
    sources: list[GuideSource]
    checked_on: date | None
    notices: list[ServiceNotice]
    page: str
    short_address: str


class AnswerChoice(ApiShape, frozen=True, kw_only=True):
    """One answer; leads to a question or to an outcome."""

    key: str
    label: ApiText
    hint: ApiText | None
    question: str | None
    outcome: str | None


class QuestionEntry(ApiShape, frozen=True, kw_only=True):
    """One question; one answer is chosen."""

    key: str
    text: ApiText
    hint: ApiText | None
    answers: list[AnswerChoice]


class OutcomeEntry(ApiShape, frozen=True, kw_only=True):
    """Where answers lead: the key of a guide, and why it fits. What works now comes first among `alternatives`."""

    key: str
    guide: str
    title: ApiText
    reason: ApiText
    warning: ApiText | None
    alternatives: list[str]
    notices: list[ServiceNotice]


class Questionnaire(ApiShape, frozen=True, kw_only=True):
    """All questions; `first` is the key of the one to begin with."""

    first: str
    page: str
    questions: list[QuestionEntry]
    outcomes: list[OutcomeEntry]


class ServedRelease(ApiShape, frozen=True, kw_only=True):
    """A release that is served now; `checksum` is the SHA-256 of its content."""

    kind: Literal["content", "points", "places"]
    number: int
    activated_at: datetime
    checksum: str


class Releases(ApiShape, frozen=True, kw_only=True):
    """The releases that are served now."""

    releases: list[ServedRelease]


class Entrance(ApiShape, frozen=True, kw_only=True):
    """Where to find what."""

    name: str
    version: str
    description: str
    documentation: str
    offices: str
    offices_geojson: str
    offices_csv: str
    guides: str
    questionnaire: str
    releases: str
    feeds: dict[str, str]
