"""The working copy as plain data: what the content files hold, what is compiled, what shows an editor's change."""

from datetime import date
from typing import ClassVar

from guides.schema import kinds
from guides.schema.kinds import Entry, Lists, Origins, Words

# What the working copy holds of each kind.
Source = kinds.Source[Words]
Topic = kinds.Topic[Words]
Thing = kinds.Thing[Words]
Method = kinds.Method[Words]
Need = kinds.Need[Words]
Address = kinds.Address[Words]
Problem = kinds.Problem[Words]
Step = kinds.Step[Words]
Guide = kinds.Guide[Words]
Answer = kinds.Answer[Words]
Question = kinds.Question[Words]
Alternative = kinds.Alternative[Words]
Outcome = kinds.Outcome[Words]
Helpdesk = kinds.Helpdesk[Words]
Page = kinds.Page[Words]
PointSource = kinds.PointSource[Words]


class Service(Entry, frozen=True, kw_only=True):
    IDENTITY: ClassVar[str] = "kind"
    kind: str
    status: str
    source: str = ""
    url: str = ""
    checked_on: date | None = None


class Point(Entry, frozen=True, kw_only=True):
    IDENTITY: ClassVar[str] = "number"
    number: int
    kind: str
    name: str
    street: str = ""
    postcode: str = ""
    town: str
    voivodeship: str = ""
    teryt: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    hours_text: str = ""
    exceptions: str = ""
    appointment: str = ""
    appointment_how: Words = {}
    step_free: str = ""
    sign_language: str = ""
    services: list[Service] = []
    source: str
    reference: str = ""
    checked_on: date | None = None
    next_check_on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str
    country: str = "PL"
    note: Words = {}
    is_listed: bool = True
    outdated: Origins = {}


class Draft(Lists[Words], frozen=True, kw_only=True):
    """All that a content release is made from."""


class PointsDraft(Entry, frozen=True, kw_only=True):
    """All that a release of points is made from."""

    sources: list[PointSource] = []
    points: list[Point] = []
