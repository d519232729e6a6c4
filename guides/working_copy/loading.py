"""Loading the shipped files into the working copy, without losing what editors did."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from django.core.validators import MaxLengthValidator

from guides.enums import ChangeReason
from guides.models import Outcome, Version
from guides.questionnaire.situations import read_journeys
from guides.schema import draft
from guides.schema.kinds import Entry
from guides.schema.situation import Situation
from guides.working_copy.kinds import CONTENT_SHAPES, POINT_SHAPES, SHAPES, Shape
from guides.working_copy.recording import recording
from guides.working_copy.rows import EntryWriter, checksum, find_rows, read_entry
from guides.working_copy.versions import entry_of, newest_from


@dataclass
class LoadReport:
    """What loading did, by the names of the entries ("guide pz-haslo")."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # editors changed or deleted it since the last load


class TooLong(Exception):
    """A text of a file is longer than its field; the message names the entry and the place in it."""


def load_content(content: draft.Draft, *, overwrite: bool = False) -> LoadReport:
    """Write `content` into the working copy, all or nothing.

    An entry that editors changed or deleted since it was last loaded is left as they made it, unless `overwrite`.
    Raise `working_copy.MissingRow` when an entry refers to one that does not exist, `TooLong` where a text is.
    """
    return _load(content, CONTENT_SHAPES, overwrite)


def load_points(points: draft.PointsDraft, *, overwrite: bool = False) -> LoadReport:
    """Write `points` into the working copy, as `load_content` does."""
    return _load(points, POINT_SHAPES, overwrite)


class _Situations(msgspec.Struct):
    situations: list[Situation]


def load_situations(path: Path, *, overwrite: bool = False) -> LoadReport:
    """Write the check list in the file, as `load_content` does; those whose outcome editors deleted are left out."""
    known = set(Outcome.objects.values_list("key", flat=True))
    found = [
        Situation(
            key=journey.key,
            order=journey.number,
            name=journey.name,
            answers="/".join(journey.answers),
            outcome=journey.outcome,
        )
        for journey in (read_journeys(path) if path.exists() else ())
        if journey.outcome in known
    ]
    return _load(_Situations(found), {"situations": SHAPES["situation"]}, overwrite)


def _load(source: Any, shapes: dict[str, Shape], overwrite: bool) -> LoadReport:
    with recording(ChangeReason.FILES):
        return _write(source, shapes, overwrite)


def _write(source: Any, shapes: dict[str, Shape], overwrite: bool) -> LoadReport:
    report = LoadReport()
    loaded = newest_from(ChangeReason.FILES, [shape.name for shape in shapes.values()])
    written: list[tuple[Shape, Any, Entry]] = []
    writer = EntryWriter()
    for name, shape in shapes.items():
        entries = [(str(getattr(entry, shape.identity)), entry) for entry in getattr(source, name)]
        rows = find_rows(shape, [identity for identity, _entry in entries])
        for position, (identity, entry) in enumerate(entries, 1):
            _refuse_long_texts(shape, entry, f"{shape.name} {identity}")
            row = rows.get(identity)
            action = _decide(shape, entry, row, loaded.get((shape.name, identity)), overwrite)
            getattr(report, action).append(f"{shape.name} {identity}")
            if action in ("created", "updated"):
                rows[identity] = writer.write_row(
                    shape, entry, getattr(entry, "order", position * 10), row or shape.model()
                )
                written.append((shape, rows[identity], entry))
    # Children come after all rows, since guides and questions refer to each other through them.
    for shape, row, entry in written:
        writer.write_children(shape, row, entry)
    return report


def _refuse_long_texts(shape: Shape, entry: Entry, place: str) -> None:
    """Hold the texts of an entry and its parts to the lengths that forms hold editors to."""
    for name in shape.entry.__struct_fields__:
        value = getattr(entry, name)
        if name in shape.children:
            for number, part in enumerate(value, 1):
                _refuse_long_texts(shape.children[name][0], part, f"{place}, {name}[{number}]")
            continue
        texts = (value or {}) if name in shape.translated else {"": value}
        for language, text in texts.items():
            longest = _longest(shape, name) if isinstance(text, str) else None
            if longest is not None and len(text) > longest:
                where = ".".join(filter(None, (name, language)))
                raise TooLong(f"{place}, {where}: {len(text)} characters, at most {longest} are allowed")


def _longest(shape: Shape, name: str) -> int | None:
    """How long the text `name` may be; None when it is no field of its own."""
    fields = {each.name: each for each in shape.model._meta.concrete_fields}
    if name in shape.references or shape.attribute(name) not in fields:
        return None
    validators = fields[shape.attribute(name)].validators
    return min((each.limit_value for each in validators if isinstance(each, MaxLengthValidator)), default=None)


def _decide(shape: Shape, entry: Entry, row: Any, loaded: Version | None, overwrite: bool) -> str:
    """What becomes of an entry that stands in `row`; `loaded` is what the files made of it the last time."""
    if row is None:
        return "created" if loaded is None or overwrite else "kept"
    present = read_entry(shape, row)
    if checksum(present) == checksum(entry):
        return "unchanged"
    return "updated" if overwrite or present == entry_of(loaded) else "kept"
