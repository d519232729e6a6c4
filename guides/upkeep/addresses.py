"""Every official address of the working copy, in every text and language, with where it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils import timezone

from guides.enums import ReleaseKind
from guides.models import Notice
from guides.schema.kinds import Entry, fields_of
from guides.schema.markup import link_targets
from guides.working_copy.by_state import ByState
from guides.working_copy.kinds import SHAPE_OF, SHAPES_OF
from guides.working_copy.rows import read_content, read_entry, read_points
from guides.working_copy.versions import numbers

_SCHEMES = ("https://", "http://")
# What one types, as guides show it: `pacjent.gov.pl`, `gov.pl/zaloguj`. No mail address has the form.
_BARE = r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^`\s]*)?"
_TYPED = re.compile(f"`({_BARE})`")
_TYPED_WHOLE = re.compile(_BARE)
_TYPED_FIELDS = ("address",)  # fields that hold what one types


class UsedAt(NamedTuple):
    """Where an address stands: `place` is a path (“steps[open-the-page].link”)."""

    kind: str
    key: str
    place: str


Addresses = Mapping[str, list[UsedAt]]


def addresses_now() -> Addresses:
    """Those of the working copy as it is, sketches too, and of notices that are not over.

    The working copy is read once for each state of it.
    """
    return _merged(_addresses.now(), addresses_in(_notices()))


def addresses_in(entries: Iterable[tuple[str, Entry]]) -> Addresses:
    """Each address once, in the order in which it first stands, with all its places. Entries come with their kinds."""
    found: dict[str, dict[UsedAt, None]] = {}
    for kind, entry in entries:
        for address, place in _of_entry(entry):
            found.setdefault(_plain(address), {})[UsedAt(kind, entry.identity, place)] = None
    return {address: list(places) for address, places in found.items()}


def _working_copy() -> Iterator[tuple[str, Entry]]:
    drafts = {ReleaseKind.CONTENT: read_content(), ReleaseKind.POINTS: read_points()}
    for kind, draft in drafts.items():
        for name, shape in SHAPES_OF[kind].items():
            yield from ((shape.name, entry) for entry in getattr(draft, name))


_addresses = ByState(lambda: tuple(numbers().items()), lambda: addresses_in(_working_copy()))


def _notices() -> Iterator[tuple[str, Entry]]:
    shape = SHAPE_OF[Notice]
    rows = Notice.objects.exclude(ends_at__lte=timezone.now())
    return ((shape.name, read_entry(shape, row)) for row in rows)


def _merged(first: Addresses, second: Addresses) -> Addresses:
    return {**first, **{address: [*first.get(address, []), *places] for address, places in second.items()}}


def _of_entry(entry: Entry, above: str = "") -> Iterator[tuple[str, str]]:
    """Address and path of every address in an entry and its parts."""
    fields = fields_of(type(entry))
    for name in entry.__struct_fields__:
        value = getattr(entry, name)
        if isinstance(value, str):
            yield from ((address, above + name) for address in _of_field(name, value))
        elif name in fields.texts:
            for language, text in (value or {}).items():
                yield from ((address, f"{above}{name}.{language}") for address in _of_text(text))
    for name in fields.parts:
        for part in getattr(entry, name):
            yield from _of_entry(part, f"{above}{name}[{part.identity}].")


def _of_field(name: str, value: str) -> Iterator[str]:
    if value.startswith(_SCHEMES):
        yield value
    elif name in _TYPED_FIELDS and _TYPED_WHOLE.fullmatch(value):
        yield f"https://{value}"


def _of_text(text: str) -> Iterator[str]:
    """The addresses to which a text links, and those that readers are told to type."""
    yield from (target for target in link_targets(text) if target.lower().startswith(_SCHEMES))
    yield from (f"https://{typed}" for typed in _TYPED.findall(text))


def _plain(address: str) -> str:
    """The address as a server is asked for it: no part of the page, no slash after a name alone."""
    address = address.partition("#")[0]
    return address.rstrip("/") if address.count("/") == 3 else address
