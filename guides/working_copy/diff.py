"""What differs between two drafts, row by row and text by text. Pure.

Of drafts and not of compiled content, as they hold the texts as editors wrote them. Equal drafts have no difference.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

import msgspec

from guides.schema import draft
from guides.schema.kinds import Entry, fields_of

PLACE = "order"
Member = TypeVar("Member", bound=Hashable)
# Longer texts are shown as wholly replaced: comparing them word by word could take minutes.
MOST_PAIRS_OF_WORDS = 4_000_000


class Sign(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class RunKind(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Run(NamedTuple):
    """Words that follow each other and share one fate."""

    kind: RunKind
    text: str


class Part(NamedTuple):
    """A part of a row: its list, its place there (from 1), and by what it is known."""

    name: str
    number: int
    identity: str

    def __str__(self) -> str:
        return f"{self.name}[{self.identity}]"


@dataclass(frozen=True)
class Change:
    """One text or value that differs. Without `field` it is the part as a whole that came or went."""

    sign: Sign
    parts: tuple[Part, ...]
    field: str
    language: str = ""
    before: Any = ""
    after: Any = ""

    @property
    def place(self) -> str:
        """Such as “steps[open-the-page].title.en”: as a fault names it."""
        return ".".join(filter(None, (*map(str, self.parts), self.field, self.language)))


@dataclass(frozen=True)
class RowChange:
    """A row that differs, as an entry of each draft; None where a draft has no such row."""

    before: Entry | None
    after: Entry | None
    place_before: int | None = None  # set where the row moved in its list
    place_after: int | None = None

    @property
    def entry(self) -> Entry:
        entry = self.after if self.after is not None else self.before
        assert entry is not None
        return entry

    @property
    def kind(self) -> str:
        return type(self.entry).__name__.lower()

    @property
    def key(self) -> str:
        return self.entry.identity

    @property
    def sign(self) -> Sign:
        if self.before is None:
            return Sign.ADDED
        return Sign.REMOVED if self.after is None else Sign.CHANGED

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every text and value that differs, in the order of the entry's fields."""
        found = list(_compare(self.sign, (), type(self.entry), self.before, self.after))
        if self.before is not None and self.after is not None and self.before.identity != self.after.identity:
            keys = (self.before.identity, self.after.identity)
            found.insert(0, Change(Sign.CHANGED, (), self.entry.IDENTITY, before=keys[0], after=keys[1]))
        if self.place_after is not None:
            found.append(Change(Sign.CHANGED, (), PLACE, before=self.place_before, after=self.place_after))
        return tuple(found)


def difference(before: draft.Draft | draft.PointsDraft, after: draft.Draft | draft.PointsDraft) -> list[RowChange]:
    """The rows that differ, in the order in which they stand; those that went come after those that stayed."""
    found: list[RowChange] = []
    for name in after.__struct_fields__:
        old = {entry.identity: entry for entry in getattr(before, name)}
        new = {entry.identity: entry for entry in getattr(after, name)}
        places = _moved_rows(old, new)
        for key, entry in new.items():
            if old.get(key) != entry or key in places:
                found.append(RowChange(old.get(key), entry, *places.get(key, (None, None))))
        found += [RowChange(entry, None) for key, entry in old.items() if key not in new]
    return found


def moved(before: Sequence[Member], after: Sequence[Member]) -> set[Member]:
    """The fewest members that changed their place, of two lists of the same members."""
    if list(before) == list(after):
        return set()
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {member for block in blocks for member in before[block.a : block.a + block.size]}
    return set(after) - stayed


def _moved_rows(old: dict[str, Entry], new: dict[str, Entry]) -> dict[str, tuple[int, int]]:
    """Place before and after of the rows that moved, where the list itself says the order."""
    if any("order" in entry.__struct_fields__ for entry in new.values()):
        return {}
    gone = moved([key for key in old if key in new], [key for key in new if key in old])
    return {key: (list(old).index(key) + 1, list(new).index(key) + 1) for key in gone}


def _compare(
    sign: Sign, parts: tuple[Part, ...], kind: type[Entry], before: Entry | None, after: Entry | None
) -> Iterator[Change]:
    """The differences of two entries of a kind. What is left out says as much as the value that stands for nothing."""
    fields = fields_of(kind)
    for name, nothing in _values_that_say_nothing(kind).items():
        if name == kind.IDENTITY:
            continue
        old = nothing if before is None else getattr(before, name)
        new = nothing if after is None else getattr(after, name)
        if name in fields.texts or name in fields.per_language:
            old, new = old or {}, new or {}
            for language in dict.fromkeys([*old, *new]):
                if old.get(language, "") != new.get(language, ""):
                    yield Change(sign, parts, name, language, old.get(language, ""), new.get(language, ""))
        elif name in fields.parts:
            yield from _compare_parts(parts, name, fields.parts[name], old or [], new or [])
        elif old != new:
            yield Change(sign, parts, name, before=old, after=new)


@cache
def _values_that_say_nothing(kind: type[Entry]) -> dict[str, Any]:
    return {
        info.name: info.default_factory()
        if info.default_factory is not msgspec.NODEFAULT
        else None
        if info.default is msgspec.NODEFAULT
        else info.default
        for info in msgspec.structs.fields(kind)
    }


def _compare_parts(
    above: tuple[Part, ...], name: str, kind: type[Entry], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[Change]:
    if old == new:
        return
    pairs = pair_parts(old, new)
    for here, there in pairs:
        before = None if here is None else old[here]
        after = None if there is None else new[there]
        number = (here if there is None else there) or 0
        parts = (*above, Part(name, number + 1, (new[there] if there is not None else old[number]).identity))
        if before is None or after is None:
            sign = Sign.ADDED if before is None else Sign.REMOVED
            yield Change(sign, parts, "")
            yield from _compare(sign, parts, kind, before, after)
        else:
            yield from _compare(Sign.CHANGED, parts, kind, before, after)
    yield from _moved_parts(above, name, pairs, [part.identity for part in new])


def pair_parts(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int | None, int | None]]:
    """The places in `old` and `new` of each part, None where it came or went.

    The second part of an identity goes with the second.
    """
    before, after = _numbered(old), _numbered(new)
    pairs: list[tuple[int | None, int | None]] = [(before.get(key), place) for key, place in after.items()]
    return [*pairs, *((place, None) for key, place in before.items() if key not in after)]


def _numbered(parts: Sequence[Entry]) -> dict[tuple[str, int], int]:
    met: Counter[str] = Counter()
    numbered = {}
    for place, part in enumerate(parts):
        numbered[part.identity, met[part.identity]] = place
        met[part.identity] += 1
    return numbered


def _moved_parts(
    above: tuple[Part, ...], name: str, pairs: Sequence[tuple[int | None, int | None]], identities: Sequence[str]
) -> Iterator[Change]:
    both = [(here, there) for here, there in pairs if here is not None and there is not None]
    before = [there for here, there in sorted(both)]
    for place in sorted(moved(before, sorted(before))):
        here = next(here for here, there in both if there == place)
        part = Part(name, place + 1, identities[place])
        yield Change(Sign.CHANGED, (*above, part), PLACE, before=here + 1, after=place + 1)


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """Two texts word by word. Equal and deleted runs make up `before`, equal and inserted ones `after`."""
    old, new = _split(before), _split(after)
    if len(old) * len(new) > MOST_PAIRS_OF_WORDS:
        return tuple(Run(kind, text) for kind, text in ((RunKind.DELETE, before), (RunKind.INSERT, after)) if text)
    runs: list[Run] = []
    deleted = inserted = ""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for position, (tag, from_old, to_old, from_new, to_new) in enumerate(opcodes):
        equal = tag == "equal"
        text = "".join(old[from_old:to_old])
        # A space or a comma between two changed words would tear them apart for nothing.
        if equal and not (0 < position < len(opcodes) - 1 and not any(map(str.isalnum, text))):
            runs += _changed(deleted, inserted)
            runs.append(Run(RunKind.EQUAL, text))
            deleted = inserted = ""
        else:
            deleted += text
            inserted += "".join(new[from_new:to_new])
    return (*runs, *_changed(deleted, inserted))


def _split(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def _changed(deleted: str, inserted: str) -> list[Run]:
    both = (Run(RunKind.DELETE, deleted), Run(RunKind.INSERT, inserted))
    return [run for run in both if run.text]
