"""The history of the working copy: each row as it was after each change, with who, when and why.

What one request, or one `because`, saves carries one moment, so that it can be shown as one change.
`queryset.update()` and bulk methods pass it by; the working copy is saved row by row, or noted by `record_many`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history import register
from simple_history.models import HistoricalRecords


@dataclass(frozen=True)
class Occasion:
    """Why rows are being saved, and the moment that is noted for all of them."""

    reason: str
    moment: datetime = field(default_factory=timezone.now)


_occasion: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """What is saved inside is noted as one change with this reason: a `ChangeReason`, or up to 100 letters.

    Inside another `because`, that one's reason holds: it knows more of what is going on.
    """
    token = _occasion.set(_occasion.get() or Occasion(reason))
    try:
        yield
    finally:
        _occasion.reset(token)


class Records(HistoricalRecords):  # type: ignore[misc]
    """Keeps what really changed: a form saves its row even where only a part of it was edited."""

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        if created or not self._is_kept(instance):
            super().post_save(instance, created, using, **kwargs)

    def _is_kept(self, row: Any) -> bool:
        """Whether the newest record of `row` has the same values."""
        names = [item.attname for item in self.fields_included(row)]
        newest = getattr(type(row), self.manager_name).filter(pk_of(row)).order_by("-history_id")
        kept = newest.exclude(history_type="-").values(*names).first()
        return kept is not None and all(kept[name] == _plain(getattr(row, name)) for name in names)

    def create_historical_record(self, instance: Any, history_type: str, using: Any = None) -> None:
        instance._history_date = self._moment()
        try:
            super().create_historical_record(instance, history_type, using)
        finally:
            del instance._history_date

    def _moment(self) -> datetime:
        occasion = _occasion.get()
        if occasion is not None:
            return occasion.moment
        request = getattr(self.context, "request", None)
        if request is None:
            return timezone.now()
        if not hasattr(request, "history_moment"):
            request.history_moment = timezone.now()
        moment: datetime = request.history_moment
        return moment

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: Any) -> str | None:
        occasion = _occasion.get()
        return occasion.reason if occasion else None

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        options = model._meta
        # Names that are translated when they are shown, and no rights: who may see the row may see its history.
        names = {"verbose_name": options.verbose_name, "verbose_name_plural": options.verbose_name_plural}
        return {**super().get_meta_options(model), **names, "default_permissions": ()}

    def get_meta_options_m2m(self, through_model: Any) -> dict[str, Any]:
        return {**super().get_meta_options_m2m(through_model), "default_permissions": ()}


CREATED, CHANGED, DELETED = "+", "~", "-"


def record_many(rows: Sequence[models.Model], history_type: str) -> None:
    """Note rows of one model that a bulk method writes, or is about to delete: those methods pass the history by."""
    if not rows:
        return
    records: Any = type(rows[0]).history.model  # type: ignore[attr-defined]
    occasion = _occasion.get() or Occasion("")
    records.objects.bulk_create(
        [
            records(
                history_date=occasion.moment,
                history_user=records.get_default_history_user(row),
                history_change_reason=occasion.reason,
                history_type=history_type,
                **{item.attname: getattr(row, item.attname) for item in records.tracked_fields},
            )
            for row in rows
        ],
        batch_size=200,
    )


def pk_of(row: models.Model) -> models.Q:
    """The condition that a record is one of `row`."""
    return models.Q(**{row._meta.pk.attname: row.pk})


def _plain(value: Any) -> Any:
    """A value as the history stores it: of a file, the name."""
    return (value.name or "") if isinstance(value, models.fields.files.FieldFile) else value


def keep_history(model: type[models.Model]) -> None:
    """Record what happens to the rows of `model`, linked rows included."""
    links = [item.name for item in model._meta.many_to_many]
    register(model, app="guides", records_class=Records, m2m_fields=links)
