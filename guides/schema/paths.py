"""Paths inside an entry, such as “steps[open-the-page].title”: which part, by its identity, and which field of it."""

import re
from typing import NamedTuple

_PART = re.compile(r"(\w+)\[([^\[\]]*)\](?:\.|$)")


class Path(NamedTuple):
    """A path taken apart: (list, identity) of each part from the outside in, and the field, "" for the part itself."""

    parts: tuple[tuple[str, str], ...]
    field: str


def read_path(path: str) -> Path:
    """Take `path` apart."""
    parts = []
    while match := _PART.match(path):
        parts.append((match[1], match[2]))
        path = path[match.end() :]
    return Path(tuple(parts), path)
