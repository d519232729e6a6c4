"""The working copy as plain data: what the content files hold, what is compiled, what shows an editor's change.

Texts are `Words`: language code → text, a missing language absent. `outdated` maps the texts whose translation was made
from an older source, as “field.language”, to that source, or to "" where it is not known. Field names are the words
used in the files.
A structure lists its fields in the order in which the files show them.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

Words = dict[str, str]
Origins = Mapping[str, str]  # not a text in several languages, so not the same type


class Entry(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all: unknown words in a file are errors, values that say nothing are left out."""


class Source(Entry, kw_only=True):
    key: str
    name: Words
    published: str = ""
    url: str = ""
    reference: str = ""
    outdated: Origins = {}


class Topic(Entry, kw_only=True):
    key: str
    order: int
    name: Words
    outdated: Origins = {}


class Thing(Entry, kw_only=True):
    key: str
    kind: str
    name: Words
    note: Words = {}
    outdated: Origins = {}


class Method(Entry, kw_only=True):
    key: str
    order: int
    icon: str
    name: Words
    slug: Words = {}
    summary: Words
    description: Words
    needs: list[str] = []
    sources: list[str] = []
    checked_on: date | None = None
    checked_by: Words = {}
    outdated: Origins = {}


class Need(Entry, kw_only=True):
    thing: str
    note: Words = {}
    outdated: Origins = {}


class Address(Entry, kw_only=True):
    address: str
    url: str
    label: Words
    outdated: Origins = {}


class Problem(Entry, kw_only=True):
    label: Words
    advice: Words = {}
    guide: str = ""
    question: str = ""
    outdated: Origins = {}


class Step(Entry, kw_only=True):
    title: Words
    detail: Words = {}
    minutes: int | None = None
    link: str = ""
    unchecked: bool = False
    picture: str = ""
    picture_alternative: Words = {}
    problems: list[Problem] = []
    outdated: Origins = {}


class Guide(Entry, kw_only=True):
    key: str
    method: str = ""
    topic: str
    order: int
    title: Words
    slug: Words = {}
    summary: Words
    search_words: Words = {}
    for_whom: Words
    result: Words
    minutes: int | None = None
    time_note: Words = {}
    cost: Words
    where: list[str] = []
    visits_point: bool = False
    needs: list[Need] = []
    warning: Words = {}
    addresses: list[Address] = []
    steps: list[Step] = []
    sources: list[str] = []
    checked_on: date | None = None
    checked_by: Words = {}
    outdated: Origins = {}


class Answer(Entry, kw_only=True):
    key: str
    label: Words
    hint: Words = {}
    unsure: bool = False
    question: str = ""
    outcome: str = ""
    outdated: Origins = {}


class Question(Entry, kw_only=True):
    key: str
    first: bool = False
    text: Words
    hint: Words = {}
    answers: list[Answer] = []
    outdated: Origins = {}


class Alternative(Entry, kw_only=True):
    guide: str
    note: Words
    outdated: Origins = {}


class Outcome(Entry, kw_only=True):
    key: str
    guide: str
    reason: Words
    reassurance: Words = {}
    warning: Words = {}
    call: Words = {}
    helpdesk: str = ""
    alternatives: list[Alternative] = []
    outdated: Origins = {}


class Helpdesk(Entry, kw_only=True):
    key: str
    order: int
    name: Words
    purpose: Words
    phone: str = ""
    phone_note: Words = {}
    email: str = ""
    website: str = ""
    hours: str = ""
    sources: list[str] = []
    checked_on: date | None = None
    outdated: Origins = {}


class Page(Entry, kw_only=True):
    key: str
    title: Words
    slug: Words = {}
    summary: Words
    lead: Words
    body: Words = {}
    outdated: Origins = {}


class PointSource(Entry, kw_only=True):
    key: str
    name: Words
    published: str = ""
    url: str = ""
    note: Words = {}
    outdated: Origins = {}


class Service(Entry, kw_only=True):
    kind: str
    status: str
    source: str = ""
    url: str = ""
    checked_on: date | None = None


class Point(Entry, kw_only=True):
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
    latitude: float | None = None
    longitude: float | None = None
    precision: str
    country: str = "PL"
    note: Words = {}
    is_listed: bool = True
    outdated: Origins = {}


class Draft(Entry, kw_only=True):
    """All that a content release is made from, each list in the order of display."""

    sources: list[Source] = []
    topics: list[Topic] = []
    things: list[Thing] = []
    methods: list[Method] = []
    helpdesks: list[Helpdesk] = []
    guides: list[Guide] = []
    outcomes: list[Outcome] = []
    questions: list[Question] = []
    pages: list[Page] = []


class PointsDraft(Entry, kw_only=True):
    """All that a release of points is made from."""

    sources: list[PointSource] = []
    points: list[Point] = []
