"""The working copy as plain data: what the content files hold, what is compiled, what shows that an editor changed a row.

Texts are `Words`: language code → text, a missing language absent. `outdated` names the texts whose translation was
made from an older source, as “field.language”. Field names are the words used in the files.
A structure lists its fields in the order in which the files show them.
"""

from datetime import date

import msgspec

Words = dict[str, str]


class Entry(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Base of all: unknown words in a file are errors, values that say nothing are left out."""


class Source(Entry, kw_only=True):
    key: str
    name: Words
    published: str = ""
    url: str = ""
    reference: str = ""
    outdated: list[str] = []


class Topic(Entry, kw_only=True):
    key: str
    order: int
    name: Words
    outdated: list[str] = []


class Thing(Entry, kw_only=True):
    key: str
    kind: str
    name: Words
    note: Words = {}
    outdated: list[str] = []


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
    outdated: list[str] = []


class Need(Entry, kw_only=True):
    thing: str
    note: Words = {}
    outdated: list[str] = []


class Address(Entry, kw_only=True):
    address: str
    url: str
    label: Words
    outdated: list[str] = []


class Problem(Entry, kw_only=True):
    label: Words
    advice: Words = {}
    guide: str = ""
    question: str = ""
    outdated: list[str] = []


class Step(Entry, kw_only=True):
    title: Words
    detail: Words = {}
    minutes: int | None = None
    link: str = ""
    unchecked: bool = False
    picture: str = ""
    picture_alternative: Words = {}
    problems: list[Problem] = []
    outdated: list[str] = []


class Guide(Entry, kw_only=True):
    key: str
    method: str = ""
    topic: str
    order: int
    title: Words
    slug: Words = {}
    summary: Words
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
    outdated: list[str] = []


class Answer(Entry, kw_only=True):
    key: str
    label: Words
    hint: Words = {}
    unsure: bool = False
    question: str = ""
    outcome: str = ""
    outdated: list[str] = []


class Question(Entry, kw_only=True):
    key: str
    first: bool = False
    text: Words
    hint: Words = {}
    answers: list[Answer] = []
    outdated: list[str] = []


class Alternative(Entry, kw_only=True):
    guide: str
    note: Words
    outdated: list[str] = []


class Outcome(Entry, kw_only=True):
    key: str
    guide: str
    reason: Words
    reassurance: Words = {}
    warning: Words = {}
    call: Words = {}
    helpdesk: str = ""
    alternatives: list[Alternative] = []
    outdated: list[str] = []


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
    outdated: list[str] = []


class Page(Entry, kw_only=True):
    key: str
    title: Words
    slug: Words = {}
    summary: Words
    lead: Words
    body: Words = {}
    outdated: list[str] = []


class PointSource(Entry, kw_only=True):
    key: str
    name: Words
    published: str = ""
    url: str = ""
    note: Words = {}
    outdated: list[str] = []


class Point(Entry, kw_only=True):
    number: int
    kind: str
    name: str
    street: str = ""
    postcode: str = ""
    town: str
    voivodeship: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    confirms: str
    source: str
    checked_on: date | None = None
    latitude: float
    longitude: float
    precision: str
    country: str = "PL"
    note: Words = {}
    outdated: list[str] = []


class PostcodeArea(Entry, kw_only=True):
    prefix: str
    latitude: float
    longitude: float


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
    areas: list[PostcodeArea] = []
