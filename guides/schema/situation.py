"""A known situation as plain data, as its versions keep it."""

from guides.schema.kinds import Entry, Origins, Words


class Situation(Entry, frozen=True, kw_only=True):
    """What somebody in it answers, as addresses have it, and the outcome that this must reach."""

    key: str
    order: int = 0
    name: Words
    answers: str
    outcome: str
    outdated: Origins = {}
