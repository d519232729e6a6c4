"""Entries of a draft changed in place, as only tests do: everywhere else they are immutable."""

from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr


def put(entry: Struct, **values: Any) -> None:
    """Set fields of an immutable entry."""
    for name, value in values.items():
        force_setattr(entry, name, value)
