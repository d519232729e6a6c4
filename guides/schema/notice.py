"""A notice as plain data, as its versions keep it."""

from datetime import datetime
from typing import ClassVar

from guides.schema.kinds import Entry, Origins, Words


class Notice(Entry, frozen=True, kw_only=True):
    IDENTITY: ClassVar[str] = "id"
    id: int
    kind: str
    method: str = ""
    text: Words
    begins_at: datetime
    ends_at: datetime | None = None
    source: str
    checked_at: datetime
    outdated: Origins = {}
