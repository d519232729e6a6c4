"""What is saved in the working copy is recorded: a version of each entry that became another, in the same transaction.

Signals note which entries a save touches, parts and links included. At the end of the outermost `recording` each of
them is read once. What is saved outside of one writes its version at once, by nobody. Bulk methods other than
`update()` send no signals: who uses them says so by `touch`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils import timezone

from guides.models import Version
from guides.models.base import rows_updated
from guides.models.version import name_of_user
from guides.working_copy.kinds import SHAPES, Shape
from guides.working_copy.rows import read_entry, read_rows

_BATCH = 500


@dataclass
class _Recording:
    reason: str
    user: Any
    moment: datetime = field(default_factory=timezone.now)
    touched: dict[str, dict[int, None]] = field(default_factory=dict)  # kind → primary keys, in order


_current: ContextVar[_Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording(reason: str = "", user: Any = None) -> Iterator[datetime]:
    """A transaction whose changes are versions of one moment, by one user, for one reason (`ChangeReason`).

    Inside another one, that one's user and reason hold: it knows more of what is going on.
    """
    outer = _current.get()
    if outer is not None:
        yield outer.moment
        return
    mine = _Recording(reason, user)
    token = _current.set(mine)
    try:
        with transaction.atomic():
            yield mine.moment
            for kind, pks in mine.touched.items():
                _write(mine, SHAPES[kind], list(pks))
    finally:
        _current.reset(token)


def touch(kind: str, pks: Iterable[int]) -> None:
    """Note entries that may have changed."""
    current = _current.get()
    if current is None:
        with recording():
            touch(kind, pks)
    else:
        current.touched.setdefault(kind, {}).update(dict.fromkeys(pks))


def newest_of(kind: str, pks: Iterable[int], *, before: int | None = None) -> dict[int, Version]:
    """The newest version of each of these rows, by primary key; of those with a number below `before`, if given."""
    found: dict[int, Version] = {}
    for part in _batches(list(pks)):
        of_rows = Version.objects.filter(kind=kind, row__in=part)
        of_rows = of_rows if before is None else of_rows.filter(pk__lt=before)
        newest = of_rows.order_by().values("row").annotate(newest=models.Max("pk")).values("newest")
        found |= {version.row: version for version in Version.objects.filter(pk__in=newest)}
    return found


def begin_history(kind: str, pks: Iterable[int]) -> None:
    """Record rows that have no version yet as they are, before something changes them."""
    pks = list(pks)
    known = newest_of(kind, pks)
    _write(_Recording("", None), SHAPES[kind], [pk for pk in pks if pk not in known])


def place_of(shape: Shape, row: Any) -> int | None:
    """The place of a row among its kind, where its entry does not say it."""
    return None if "order" in shape.entry.__struct_fields__ else getattr(row, "order", None)


def _write(mine: _Recording, shape: Shape, pks: list[int]) -> None:
    made: list[Version] = []
    newest = newest_of(shape.name, pks)
    for part in _batches(pks):
        rows = read_rows(shape, part)
        made += [version for pk in part if (version := _version_of(mine, shape, pk, rows.get(pk), newest.get(pk)))]
    Version.objects.bulk_create(made, batch_size=_BATCH)


def _version_of(mine: _Recording, shape: Shape, pk: int, row: Any, newest: Version | None) -> Version | None:
    """The version to be written; None where the entry is what it was."""
    if row is not None:
        read = read_entry(shape, row)
        key, order, entry = read.identity, place_of(shape, row), msgspec.to_builtins(read)
        if newest is not None and (newest.key, newest.order, newest.entry) == (key, order, entry):
            return None
    elif newest is None or newest.is_deleted:
        return None
    else:
        key, order, entry = newest.key, None, None
    name = name_of_user(mine.user)[:310] if mine.user else ""
    return Version(
        kind=shape.name, key=key, row=pk, order=order, moment=mine.moment,
        user=mine.user, user_name=name, reason=mine.reason, entry=entry,
    )  # fmt: skip


def _batches(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), _BATCH):
        yield pks[start : start + _BATCH]


# Which saves touch which entries.

Way = tuple[str, tuple[str, ...]]  # the kind of the entry, and the links from its part up to its row


def _ways(kind: str, shape: Shape, links: tuple[str, ...] = ()) -> Iterator[tuple[type[Any], Way]]:
    yield shape.model, (kind, links)
    for child, link in shape.children.values():
        yield from _ways(kind, child, (link, *links))


WAYS: Mapping[type[Any], Way] = {model: way for kind, shape in SHAPES.items() for model, way in _ways(kind, shape)}


def top_of(row: Any) -> tuple[str, int]:
    """The kind and the primary key of the entry that a row is, or is a part of."""
    kind, links = WAYS[type(row)]
    for link in links[:-1]:
        row = getattr(row, link)
    return kind, row.pk if not links else getattr(row, f"{links[-1]}_id")


def _saved(instance: Any, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        kind, pk = top_of(instance)
        touch(kind, [pk])


def _about_to_be_deleted(instance: Any, **_signal: Any) -> None:
    """Remember what the deletion touches, while the rows are there that say so."""
    linked = {
        kind: list(shape.model._base_manager.filter(**{shape.attribute(name): instance}).values_list("pk", flat=True))
        for kind, shape in SHAPES.items()
        for name, model in shape.links.items()
        if model is type(instance)
    }
    kind, pk = top_of(instance)
    instance._touched = [(kind, [pk]), *linked.items()]


def _deleted(instance: Any, origin: Any = None, **_signal: Any) -> None:
    deleted = getattr(origin, "model", type(origin))
    if deleted in WAYS and deleted is not type(instance):
        return  # a part that goes with its row
    for kind, pks in instance._touched:
        touch(kind, pks)


def _linked(instance: Any, action: str, reverse: bool, model: type[Any], pk_set: Any, **_signal: Any) -> None:
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    kind, _links = WAYS[model if reverse else type(instance)]
    touch(kind, pk_set or () if reverse else [instance.pk])


def _updated(sender: type[Any], pks: list[int], **_signal: Any) -> None:
    kind, links = WAYS[sender]
    if not links:
        touch(kind, pks)
    elif pks:
        tops = sender._base_manager.filter(pk__in=pks).values_list("__".join(links), flat=True)
        touch(kind, tops.distinct())


def connect() -> None:
    """Record from now on what is saved."""
    for model in WAYS:
        uid = f"record {model.__name__}"
        post_save.connect(_saved, sender=model, dispatch_uid=uid)
        pre_delete.connect(_about_to_be_deleted, sender=model, dispatch_uid=uid)
        post_delete.connect(_deleted, sender=model, dispatch_uid=uid)
        rows_updated.connect(_updated, sender=model, dispatch_uid=uid)
        for link in model._meta.many_to_many:
            m2m_changed.connect(_linked, sender=getattr(model, link.name).through, dispatch_uid=uid)
