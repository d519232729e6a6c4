"""What differs between two drafts, row by row and text by text. Pure.

Of drafts and not of compiled content, as they hold the texts as editors wrote them. Equal drafts have no difference.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from guides.schema import draft
from guides.working_copy.aligning import align, moved

ROW_IDENTITY: dict[type[draft.Entry], str] = {draft.Point: "number"}  # others: "key"
# Parts that are known by a field of theirs wherever they stand; steps and problems are known by their place.
PART_IDENTITY: dict[type[draft.Entry], str] = {
    draft.Answer: "key",
    draft.Need: "thing",
    draft.Address: "address",
    draft.Alternative: "guide",
    draft.Service: "kind",
}
PLACE = "order"
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
    """A part of a row: the step at place 2, the answer “login”."""

    name: str
    number: int
    identity: str = ""

    def __str__(self) -> str:
        return f"{self.name}.{self.identity}" if self.identity else f"{self.name}[{self.number}]"


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
        """Such as “steps[2].title.en”: as a fault of the gate names it."""
        return ".".join(filter(None, (*map(str, self.parts), self.field, self.language)))


@dataclass(frozen=True)
class RowChange:
    """A row that differs, as an entry of each draft; None where a draft has no such row."""

    before: draft.Entry | None
    after: draft.Entry | None
    place_before: int | None = None  # set where the row moved in its list
    place_after: int | None = None

    @property
    def entry(self) -> draft.Entry:
        entry = self.after if self.after is not None else self.before
        assert entry is not None
        return entry

    @property
    def kind(self) -> str:
        return type(self.entry).__name__.lower()

    @property
    def key(self) -> str:
        return identity_of(self.entry)

    @property
    def sign(self) -> Sign:
        if self.before is None:
            return Sign.ADDED
        return Sign.REMOVED if self.after is None else Sign.CHANGED

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every text and value that differs, in the order of the entry's fields."""
        found = list(_compare(self.sign, (), type(self.entry), self.before, self.after))
        if self.place_after is not None:
            found.append(Change(Sign.CHANGED, (), PLACE, before=self.place_before, after=self.place_after))
        return tuple(found)


def identity_of(entry: draft.Entry) -> str:
    """By what the working copy knows this row: its key, number or prefix."""
    return str(getattr(entry, ROW_IDENTITY.get(type(entry), "key")))


def difference(before: draft.Draft | draft.PointsDraft, after: draft.Draft | draft.PointsDraft) -> list[RowChange]:
    """The rows that differ, in the order in which they stand; those that went come after those that stayed."""
    found: list[RowChange] = []
    for name in after.__struct_fields__:
        old = {identity_of(entry): entry for entry in getattr(before, name)}
        new = {identity_of(entry): entry for entry in getattr(after, name)}
        places = _moved_rows(old, new)
        for key, entry in new.items():
            if old.get(key) != entry or key in places:
                found.append(RowChange(old.get(key), entry, *places.get(key, (None, None))))
        found += [RowChange(entry, None) for key, entry in old.items() if key not in new]
    return found


def _moved_rows(old: dict[str, draft.Entry], new: dict[str, draft.Entry]) -> dict[str, tuple[int, int]]:
    """Place before and after of the rows that moved, where the list itself says the order."""
    if any("order" in entry.__struct_fields__ for entry in new.values()):
        return {}
    gone = moved([key for key in old if key in new], [key for key in new if key in old])
    return {key: (list(old).index(key) + 1, list(new).index(key) + 1) for key in gone}


def _compare(
    sign: Sign, parts: tuple[Part, ...], kind: type[draft.Entry], before: draft.Entry | None, after: draft.Entry | None
) -> Iterator[Change]:
    """The differences of two entries of a kind. What is left out says as much as the value that stands for nothing."""
    identity = PART_IDENTITY.get(kind) if parts else ROW_IDENTITY.get(kind, "key")
    for info in msgspec.structs.fields(kind):
        if info.name == identity:
            continue
        nothing: Any = {} if info.type == draft.Words else _nothing(info)
        old = nothing if before is None else getattr(before, info.name)
        new = nothing if after is None else getattr(after, info.name)
        if info.type == draft.Words:
            for language in dict.fromkeys([*old, *new]):
                if old.get(language, "") != new.get(language, ""):
                    yield Change(sign, parts, info.name, language, old.get(language, ""), new.get(language, ""))
        elif (part := _part_type(info.type)) is not None:
            yield from _compare_parts(parts, info.name, part, old, new)
        elif old != new:
            yield Change(sign, parts, info.name, before=old, after=new)


def _nothing(info: msgspec.structs.FieldInfo) -> Any:
    if info.default_factory is not msgspec.NODEFAULT:
        return info.default_factory()
    return None if info.default is msgspec.NODEFAULT else info.default


def _part_type(annotation: Any) -> type[draft.Entry] | None:
    member = (getattr(annotation, "__args__", None) or (None,))[0]
    return member if isinstance(member, type) and issubclass(member, draft.Entry) else None


def _compare_parts(
    above: tuple[Part, ...], name: str, kind: type[draft.Entry], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[Change]:
    if old == new:
        return
    identity = PART_IDENTITY.get(kind)
    pairs = pair_parts(kind, old, new)
    for here, there in pairs:
        before = None if here is None else old[here]
        after = None if there is None else new[there]
        number = (here if there is None else there) or 0
        parts = (*above, Part(name, number + 1, getattr(after or before, identity) if identity else ""))
        if before is None or after is None:
            sign = Sign.ADDED if before is None else Sign.REMOVED
            yield Change(sign, parts, "")
            yield from _compare(sign, parts, kind, before, after)
        else:
            yield from _compare(Sign.CHANGED, parts, kind, before, after)
    if identity:
        yield from _moved_parts(above, name, pairs, [getattr(part, identity) for part in new])


def pair_parts(kind: type[draft.Entry], old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """The places in `old` and `new` of each part, None where it came or went."""
    identity = PART_IDENTITY.get(kind)
    return _pair_by(identity, old, new) if identity else align(old, new, _words_of)


def _pair_by(identity: str, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Places of the parts that have the same identity; the second part of an identity goes with the second."""
    before, after = _numbered(identity, old), _numbered(identity, new)
    pairs: list[tuple[int | None, int | None]] = [(before.get(key), place) for key, place in after.items()]
    return [*pairs, *((place, None) for key, place in before.items() if key not in after)]


def _numbered(identity: str, parts: Sequence[Any]) -> dict[tuple[str, int], int]:
    met: Counter[str] = Counter()
    numbered = {}
    for place, part in enumerate(parts):
        value = getattr(part, identity)
        numbered[value, met[value]] = place
        met[value] += 1
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


def _words_of(entry: Any) -> list[str]:
    """All words of a part, in every language: by them it is known again after a change."""
    texts = (getattr(entry, info.name) for info in msgspec.structs.fields(entry) if info.type == draft.Words)
    return [word for words in texts for text in words.values() for word in text.split()]


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
