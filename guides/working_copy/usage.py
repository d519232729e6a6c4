"""Where rows of the content are used: which entries refer to them, by their columns or by links in their texts.

Read from the registry once for each state of the working copy, with a few queries for each kind.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from guides.enums import ReleaseKind
from guides.models.base import localized
from guides.schema.markup import link_targets
from guides.working_copy.by_state import ByState
from guides.working_copy.kinds import CONTENT_SHAPES, SHAPE_OF, Shape
from guides.working_copy.recording import WAYS
from guides.working_copy.versions import numbers

Named = tuple[str, str]  # kind and key
Usage = Mapping[Named, tuple[Named, ...]]

# Links in texts lead to these kinds by another name.
_KIND_OF_SCHEME = {"help": "question", "write": "helpdesk"}


def usage() -> Usage:
    """Of each row of the content the entries that use it, each once, itself left out."""
    return _usage.now()


def _read() -> Usage:
    found: dict[Named, dict[Named, None]] = defaultdict(dict)
    for top in CONTENT_SHAPES.values():
        for shape in top.with_parts():
            way = "__".join([*WAYS[shape.model][1], top.identity])
            for user, used in (*_by_columns(shape, way), *_by_links(shape, way)):
                if (top.name, user) != used:
                    found[used][top.name, user] = None
    return {used: tuple(users) for used, users in found.items()}


_usage = ByState(lambda: numbers()[ReleaseKind.CONTENT], _read)


def _by_columns(shape: Shape, way: str) -> Iterator[tuple[str, Named]]:
    """Key of the entry, and what a column or a link in its texts or those of its parts leads to."""
    kinds = [SHAPE_OF[model].name for model in shape.references.values()]
    keys = [f"{shape.attribute(name)}__key" for name in shape.references]
    texts = [column for name in shape.translated for column in localized(name).values()]
    for user, *values in _rows(shape).values_list(way, *keys, *texts):
        yield from ((user, (kind, key)) for kind, key in zip(kinds, values, strict=False) if key)
        for target in {target for text in values[len(kinds) :] if text for target in link_targets(text)}:
            scheme, _colon, key = target.partition(":")
            yield user, (_KIND_OF_SCHEME.get(scheme, scheme), key)


def _by_links(shape: Shape, way: str) -> Iterator[tuple[str, Named]]:
    for name, model in shape.links.items():
        linked = f"{shape.attribute(name)}__key"
        rows = _rows(shape).filter(**{f"{linked}__isnull": False})
        yield from ((user, (SHAPE_OF[model].name, key)) for user, key in rows.values_list(way, linked))


def _rows(shape: Shape) -> Any:
    return shape.model._base_manager.order_by()
