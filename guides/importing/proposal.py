"""What an import would change, as plain data that is stored with it."""

from typing import Any

import msgspec

from guides.offices.formats.reading import Aside
from guides.schema import draft

# What a list said of each office, by number and field: by it the next import knows what editors changed since.
Said = dict[str, dict[str, Any]]


class OfficeChange(msgspec.Struct):
    """One office before and after; `before` is None for a new one. `line` is 0 where the file does not name it."""

    line: int
    before: draft.Point | None
    after: draft.Point

    @property
    def only_date(self) -> bool:
        """Whether the office is as it was, and only its date is newer."""
        return self.before is not None and self.after == msgspec.structs.replace(
            self.before, checked_on=self.after.checked_on
        )


class SourceChange(msgspec.Struct):
    before: draft.PointSource | None
    after: draft.PointSource


class Conflict(msgspec.Struct):
    """A value that editors changed and the list changes too, or that the list empties. It stays without a tick."""

    number: int
    line: int
    field: str
    present: Any
    offered: Any

    @property
    def key(self) -> str:
        return f"{self.number}.{self.field}"

    @property
    def is_emptied(self) -> bool:
        """Whether the list only says nothing any more."""
        return self.offered in ("", None, {})


class LineNote(msgspec.Struct):
    line: int
    name: str
    code: str
    detail: str = ""


class Proposal(msgspec.Struct):
    rows: int
    offices: int
    new: list[OfficeChange] = []
    changed: list[OfficeChange] = []
    gone: list[OfficeChange] = []
    sources: list[SourceChange] = []
    conflicts: list[Conflict] = []
    notes: list[LineNote] = []
    aside: list[Aside] = []
    said: Said = {}
    same: int = 0
    kept: int = 0  # values that editors changed and the list did not
    doubtful_gone: bool = False  # too many, or rows could not be read, so that they may not be gone at all
    gazetteer_empty: bool = False

    def counts(self) -> dict[str, int]:
        return {
            "rows": self.rows,
            "offices": self.offices,
            "aside": len(self.aside),
            "faulty": sum(one.faulty for one in self.aside),
            "new": len(self.new),
            "changed": len(self.changed),
            "only_date": sum(change.only_date for change in self.changed),
            "same": self.same,
            "gone": len(self.gone),
            "conflicts": sum(not one.is_emptied for one in self.conflicts),
            "emptied": sum(one.is_emptied for one in self.conflicts),
            "notes": len(self.notes),
        }


def encode(value: Proposal) -> str:
    return msgspec.json.encode(value).decode()


def decode_proposal(text: str) -> Proposal:
    return msgspec.json.decode(text.encode(), type=Proposal)
