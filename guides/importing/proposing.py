"""The proposal: what a file would change in the working copy. Reads nothing and writes nothing itself."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from guides.importing import checking, merging
from guides.importing.matching import match
from guides.importing.proposal import LineNote, OfficeChange, Proposal, Said, SourceChange
from guides.importing.validating import set_bad_aside
from guides.jobs.kinds import Progress, unheard
from guides.offices.formats.cleaning import note
from guides.offices.formats.reading import Aside, Note, Office, Reading
from guides.places.gazetteer import Gazetteer
from guides.places.locating import Located
from guides.schema import draft

# Larger a share than this of a list does not close from one edition to the next.
_MOST_GONE = 0.1


@dataclass(frozen=True)
class Occasion:
    """What an import is about, and what is there before it."""

    points: Sequence[draft.Point]
    sources: Mapping[str, draft.PointSource]  # by key
    known_sources: Mapping[str, draft.PointSource]  # that may be created when they are needed, by key
    gazetteer: Gazetteer
    source: draft.PointSource | None = None  # the list; None: each row names its own
    kinds: Sequence[str] = ()  # of which the list names all offices
    listed_on: date | None = None
    said: Said = field(default_factory=dict)
    unchanged: Set[str] = frozenset()  # fields that stay as they are in offices that are there
    first_free_number: int = 1  # above every one that was ever given
    untouched: Set[int] = frozenset()  # numbers of offices that no editor has changed since they were loaded


def propose(reading: Reading, occasion: Occasion, progress: Progress = unheard) -> Proposal:
    """Everything that applying would do, and everything that an editor should look at before it."""
    aside = list(reading.aside)
    completed = [_completed(row, occasion) for row in reading.offices]
    rows = set_bad_aside([row for row in completed if _has_sources(row, occasion, aside)], aside)
    found = match(rows, occasion.points)
    located = checking.check(rows, found, occasion.points, occasion.gazetteer, progress)
    proposal = Proposal(rows=reading.rows, offices=len(rows), aside=sorted(aside, key=lambda one: one.line))
    proposal.said = dict(occasion.said)
    number = _first_free_number(rows, occasion)
    for row in rows:
        present = found.get(row.line)
        place = located.get(row.line)
        if present is None:
            given = row.values.get("number")
            after = merging.new_point(given or number, row.values, place)
            number += not given
            proposal.new.append(OfficeChange(row.line, None, after))
            _remember(proposal, occasion, after.number, row)
        else:
            _merge_into(proposal, occasion, row, present, place)
    # What an editor should look at comes before what is only newer.
    proposal.changed.sort(key=lambda change: change.only_date)
    _find_gone(proposal, occasion, found)
    _note_sources(proposal, rows, occasion)
    proposal.notes = [LineNote(row.line, row.values["name"], one.code, one.detail) for row in rows for one in row.notes]
    proposal.gazetteer_empty = occasion.gazetteer.is_empty
    return proposal


def _completed(row: Office, occasion: Occasion) -> Office:
    """The row with what the import as a whole says of each of its offices."""
    if occasion.source is None:
        return row
    whole: dict[str, Any] = {**row.values, "source": occasion.source.key, "is_listed": True}
    if occasion.listed_on:
        whole["checked_on"] = occasion.listed_on.isoformat()
    return Office(row.line, whole, row.notes)


def _has_sources(row: Office, occasion: Occasion, aside: list[Aside]) -> bool:
    """Whether the sources are known that a row names; one that is not would break the whole import."""
    known = {*occasion.sources, *occasion.known_sources, *((occasion.source.key,) if occasion.source else ())}
    for key in _sources_of(row):
        if key not in known:
            aside.append(Aside(row.line, Note("source_unknown", key[:80]), row.values["name"]))
            return False
    return True


def _sources_of(row: Office) -> list[str]:
    named = [row.values["source"], *(one.get("source", "") for one in row.values.get("services", {}).values())]
    return [key for key in named if key]


def _first_free_number(rows: Sequence[Office], occasion: Occasion) -> int:
    return max(occasion.first_free_number, *(1 + (row.values.get("number") or 0) for row in rows), 1)


def _merge_into(
    proposal: Proposal, occasion: Occasion, row: Office, present: draft.Point, place: Located | None
) -> None:
    if occasion.source is None:
        dates = {note.detail.partition(":")[0] for note in row.notes if note.code == "from_date"}
        dates &= {"latitude", "longitude"}
        merged = merging.replace(present, row.values, dates)
        for name, value in merging.emptied(present, merged.point):
            note(row.notes, "emptied", f"{name}: {value}")
    else:
        merged = merging.merge(
            present,
            row.line,
            {name: value for name, value in row.values.items() if name not in occasion.unchanged},
            occasion.said.get(str(present.number), {}),
            untouched=present.number in occasion.untouched,
            located=place,
        )
    proposal.kept += merged.kept
    proposal.conflicts += merged.conflicts
    _remember(proposal, occasion, present.number, row)
    if merged.point == present:
        proposal.same += 1
    else:
        proposal.changed.append(OfficeChange(row.line, present, merged.point))


def _remember(proposal: Proposal, occasion: Occasion, number: int, row: Office) -> None:
    if occasion.source is not None:
        said = occasion.said.get(str(number), {})
        proposal.said[str(number)] = merging.remembered(row.values, said)


def _find_gone(proposal: Proposal, occasion: Occasion, found: Mapping[int, draft.Point]) -> None:
    if occasion.source is None:
        return
    of_list = [
        point
        for point in occasion.points
        if point.source == occasion.source.key and point.kind in occasion.kinds and point.is_listed
    ]
    present = {point.number for point in found.values()}
    proposal.gone = [
        OfficeChange(0, point, msgspec.structs.replace(point, is_listed=False))
        for point in of_list
        if point.number not in present
    ]
    unreadable = any(one.faulty for one in proposal.aside)
    proposal.doubtful_gone = unreadable or len(proposal.gone) > _MOST_GONE * len(of_list)


def _note_sources(proposal: Proposal, rows: Sequence[Office], occasion: Occasion) -> None:
    """Sources to be created, and the list's date on the one that it is."""
    needed = dict.fromkeys(key for row in rows for key in _sources_of(row))
    for key in needed:
        if key not in occasion.sources and (occasion.source is None or key != occasion.source.key):
            proposal.sources.append(SourceChange(None, occasion.known_sources[key]))
    if occasion.source is None:
        return
    before = occasion.sources.get(occasion.source.key)
    dated = occasion.listed_on.isoformat() if occasion.listed_on else ""
    after = occasion.source
    if dated > after.published:
        after = msgspec.structs.replace(after, published=dated)
    if before != after:
        proposal.sources.append(SourceChange(before, after))
