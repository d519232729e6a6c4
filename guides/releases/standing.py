"""Standing: whether visitors read a row of the working copy as it is now.

A row is told apart from its published form by a checksum, so that neither lists nor forms compile anything. The
checksums of a release are made once in each process.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guides.enums import ReleaseKind, Standing
from guides.models import Release
from guides.releases.stored import decode_source
from guides.schema.content import Damaged
from guides.schema.kinds import Entry, fields_of
from guides.working_copy.flat import read_flat
from guides.working_copy.kinds import POINT_SHAPES, SHAPE_OF, SHAPES_OF, Shape
from guides.working_copy.recording import WAYS
from guides.working_copy.rows import checksum, read_entry, read_rows

Place = tuple[str, str, str]  # kind and key of an entry, and the path of a part in it, "" for itself

_RELEASE_OF: Mapping[str, ReleaseKind] = {
    shape.name: ReleaseKind(kind) for kind, shapes in SHAPES_OF.items() for shape in shapes.values()
}


@dataclass(frozen=True)
class _Live:
    """The checksums of the active release's source; None where it can't be read."""

    source: str  # its own checksum
    checksums: Mapping[Place, str] | None


_kept: dict[str, _Live] = {}


def has_standing(model: type[Any]) -> bool:
    """Whether rows of this model go live by a publication."""
    return model in WAYS and WAYS[model][0] in _RELEASE_OF


def standings(rows: Iterable[Any]) -> dict[int, Standing]:
    """By primary key the standing of rows of one model; none where what is live can't be read."""
    rows = list(rows)
    if not rows:
        return {}
    shape = SHAPE_OF[type(rows[0])]
    live = _checksums(_RELEASE_OF[WAYS[shape.model][0]])
    if live is None:
        return {}
    whole = read_rows(shape, [row.pk for row in rows])
    # What is above a part is taken from `rows`, which lists have read together with it.
    return {row.pk: _standing(shape, row, whole[row.pk], live) for row in rows if row.pk in whole}


def keys_that_differ(shape: Shape) -> list[str]:
    """The keys of entries of a kind that visitors do not read as they are now."""
    live = _checksums(_RELEASE_OF[shape.name]) or {}
    entries: Iterable[Entry]
    if shape in POINT_SHAPES.values():
        entries = read_flat(shape)
    else:
        entries = (read_entry(shape, row) for row in shape.with_all(shape.model.objects.all()))
    return [entry.identity for entry in entries if live.get((shape.name, entry.identity, "")) != checksum(entry)]


def _standing(shape: Shape, row: Any, whole: Any, live: Mapping[Place, str]) -> Standing:
    top, place = _place(row)
    if getattr(top, "is_sketch", False):
        return Standing.SKETCH
    published = live.get(place)
    if published is None:
        return Standing.NEW
    return Standing.LIVE if published == checksum(read_entry(shape, whole)) else Standing.CHANGED


def _place(row: Any) -> tuple[Any, Place]:
    """The row to which `row` belongs, or itself; and where it stands."""
    kind, links = WAYS[type(row)]
    path = []
    for link in links:
        above, shape = getattr(row, link), SHAPE_OF[type(row)]
        lists = SHAPE_OF[type(above)].children.items()
        name = next(name for name, (child, _link) in lists if child is shape)
        path.append(f"{name}[{shape.identity_of(row)}]")
        row = above
    return row, (kind, SHAPE_OF[type(row)].identity_of(row), ".".join(reversed(path)))


def _checksums(kind: ReleaseKind) -> Mapping[Place, str] | None:
    """Of everything in the active release; empty where nothing is published, None where it can't be read."""
    active = Release.objects.of_kind(kind).filter(is_active=True).values_list("pk", "source_checksum").first()
    if active is None:
        return {}
    kept = _kept.get(kind)
    if kept is None or kept.source != active[1]:
        kept = _kept[kind] = _Live(active[1], _read(active[0]))
    return kept.checksums


def _read(release: int) -> Mapping[Place, str] | None:
    try:
        source = decode_source(Release.objects.defer("payload").get(pk=release))
    except Damaged:
        return None
    found: dict[Place, str] = {}
    for name in source.__struct_fields__:
        for entry in getattr(source, name):
            kind = type(entry).__name__.lower()
            found |= {(kind, entry.identity, path): checksum(each) for path, each in _with_parts(entry)}
    return found


def _with_parts(entry: Entry, above: str = "") -> Iterator[tuple[str, Entry]]:
    yield above, entry
    for name in fields_of(type(entry)).parts:
        for part in getattr(entry, name):
            yield from _with_parts(part, f"{above}.{name}[{part.identity}]".lstrip("."))
