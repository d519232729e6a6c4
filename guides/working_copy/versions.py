"""The one history read: what the versions of an entry say, what differs between them, and how one is brought back."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guides.models import Version
from guides.models.base import field_in_words
from guides.schema.kinds import Entry, Words, fields_of
from guides.working_copy.diff import RowChange
from guides.working_copy.kinds import SHAPES, SHAPES_OF, Shape
from guides.working_copy.recording import place_of
from guides.working_copy.rows import EntryWriter, MissingRow, read_entry, read_rows


def numbers() -> dict[str, str]:
    """By kind of release, what changes whenever its working copy does. One query.

    Not the newest number alone: one that was given earlier may belong to a transaction that ends later.
    """
    measures = {"newest": Max("pk"), "number": Count("pk"), "moment": Max("moment")}
    found = {
        kind: f"{newest}-{number}-{moment}"
        for kind, newest, number, moment in Version.objects.order_by().values_list("kind").annotate(**measures)
    }
    return {
        kind: " ".join(found.get(shape.name, "") for shape in shapes.values()) for kind, shapes in SHAPES_OF.items()
    }


def number_of(kind: str) -> str:
    """What changes whenever the working copy of this kind of release does, in few letters."""
    return hashlib.sha256(numbers()[kind].encode()).hexdigest()[:32]


def versions_of(kind: str, pk: int) -> list[Version]:
    """All versions of a row, the oldest first."""
    return list(Version.objects.filter(kind=kind, row=pk).select_related("user"))


def entry_of(version: Version | None) -> Entry | None:
    """The entry of a version; None where it was deleted. Fields that entries no longer have are left out."""
    if version is None or version.entry is None:
        return None
    kind: Any = SHAPES[version.kind].entry
    is_generic = bool(getattr(kind, "__parameters__", ()))
    entry: Entry = msgspec.convert(_known(kind, version.entry), kind[Words] if is_generic else kind)
    return entry


def _known(kind: type[Entry], plain: dict[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in plain.items() if name in kind.__struct_fields__}
    parts = {name: part for name, part in fields_of(kind).parts.items() if name in known}
    return known | {name: [_known(part, each) for each in known[name]] for name, part in parts.items()}


def change_between(before: Version | None, after: Version) -> RowChange:
    """What a version changed, seen from the one before it."""
    old, new = entry_of(before), entry_of(after)
    if before is None or old is None or new is None or before.order == after.order:
        return RowChange(old, new)
    return RowChange(old, new, before.order, after.order)


def change_to(version: Version) -> RowChange:
    """What bringing a version back would change in the working copy as it is now."""
    shape = SHAPES[version.kind]
    row = read_rows(shape, [version.row]).get(version.row)
    wanted = _with_published_key(row, entry_of(version))
    if row is None:
        return RowChange(None, wanted)
    places = (place_of(shape, row), version.order)
    return RowChange(read_entry(shape, row), wanted, *(places if places[0] != places[1] else (None, None)))


def _with_published_key(row: Any, entry: Entry | None) -> Entry | None:
    """The entry with the key that its row has by now, where that has been published."""
    if row is None or entry is None or not getattr(row, "is_published", False):
        return entry
    return msgspec.structs.replace(entry, **{entry.IDENTITY: getattr(row, entry.IDENTITY)})


def deleted(kind: str, most: int = 200) -> list[tuple[Version, Version | None]]:
    """The rows that are gone, the latest first: the version that says so, and the last one before it."""
    newest = Version.objects.filter(kind=kind).order_by().values("row").annotate(newest=Max("pk")).values("newest")
    gone = list(Version.objects.filter(pk__in=newest, entry__isnull=True).select_related("user").order_by("-pk")[:most])
    there = Version.objects.filter(kind=kind, row__in=[version.row for version in gone], entry__isnull=False)
    last = there.order_by().values("row").annotate(newest=Max("pk")).values("newest")
    before = {version.row: version for version in Version.objects.filter(pk__in=last)}
    return [(version, before.get(version.row)) for version in gone]


class CantWrite(Exception):
    """An entry does not fit into the working copy as it is now; `reasons` says why."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def bring_back(version: Version) -> Any:
    """Make the row of a version what it was, parts included. Return it; raise CantWrite where it does not fit."""
    shape = SHAPES[version.kind]
    row = shape.model._default_manager.filter(pk=version.row).first()
    entry = _with_published_key(row, entry_of(version))
    assert entry is not None
    place = version.order if version.order is not None else getattr(entry, "order", 0)
    return write(shape, entry, place, row or shape.model(pk=version.row))


def write(shape: Shape, entry: Entry, place: int, row: Any = None) -> Any:
    """Write an entry with all its parts, as a form would let them pass. Raise CantWrite, within a transaction."""
    reasons: list[str] = []

    def save(one: Any) -> None:
        try:
            one.full_clean()
        except ValidationError as error:
            reasons.extend(f"{capfirst(one._meta.verbose_name)}: {text}" for text in told(error, type(one)))
            if one.pk is None or type(one) is shape.model:  # its parts would have nothing to belong to
                raise CantWrite(reasons) from error
        else:
            one.save()

    writer = EntryWriter(save)
    try:
        written = writer.write_row(shape, entry, place, row)
        writer.write_children(shape, written, entry)
    except MissingRow as error:
        raise CantWrite([_("It refers to “%(key)s”, which is not there any more.") % {"key": error.key}]) from error
    if reasons:
        raise CantWrite(reasons)
    return written


def told(error: ValidationError, model: type[Any]) -> list[str]:
    """The messages of `error`, each with its field's name."""
    if not hasattr(error, "error_dict"):
        return [str(message) for message in error.messages]
    names = {item.name: field_in_words(item) for item in model._meta.concrete_fields if item.editable}
    return [
        f"{names[name]}: {message}" if name in names else str(message)
        for name, messages in error.message_dict.items()
        for message in messages
    ]


def newest_from(reason: str, kinds: Iterable[str]) -> dict[tuple[str, str], Version]:
    """Of each entry the newest version that was written for a reason, by kind and key."""
    of_reason = Version.objects.filter(kind__in=kinds, reason=reason)
    newest = of_reason.order_by().values("kind", "key").annotate(newest=Max("pk")).values("newest")
    return {(version.kind, version.key): version for version in Version.objects.filter(pk__in=newest)}
