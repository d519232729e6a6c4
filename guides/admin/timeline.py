"""What happened to a row and to its parts, change by change, and how an older state is brought back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from simple_history.models import HistoricalRecords

from guides.admin.values import (
    Compared,
    Names,
    Values,
    columns,
    comparable,
    compare,
    in_words,
    names_of,
    reason_in_words,
    told,
    values_of,
)
from guides.enums import ChangeReason
from guides.models import (
    Answer,
    Guide,
    GuideNeed,
    OfficialAddress,
    Outcome,
    OutcomeAlternative,
    Point,
    Question,
    Service,
    Step,
    StepProblem,
)
from guides.models.base import Translated, localized, translated_fields
from guides.models.history import because
from guides.working_copy.diff import moved

Model = type[Any]
Row = tuple[Model, int]  # model and primary key

# The parts of a row, and by which field they belong to it.
PARTS: dict[Model, dict[Model, str]] = {
    Guide: {Step: "guide", GuideNeed: "guide", OfficialAddress: "guide"},
    Step: {StepProblem: "step"},
    Question: {Answer: "question"},
    Outcome: {OutcomeAlternative: "outcome"},
    Point: {Service: "point"},
}
# The other way round: by which field a part belongs to another row.
PARENT_LINKS: dict[Model, str] = {part: link for parts in PARTS.values() for part, link in parts.items()}
# By what editors know a part.
_NAMED_BY: dict[Model, str] = {
    Step: "title",
    StepProblem: "label",
    GuideNeed: "thing",
    OfficialAddress: "address",
    Answer: "label",
    OutcomeAlternative: "guide",
    Service: "kind",
}


@dataclass(frozen=True)
class Version:
    """A row as one record of the history has it."""

    model: Model
    record: Any
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def row(self) -> Row:
        return self.model, getattr(self.record, self.model._meta.pk.attname)

    @property
    def is_deleted(self) -> bool:
        return bool(self.record.history_type == "-")

    @property
    def values(self) -> Values | None:
        if self.is_deleted:
            return None
        return {
            item.name: comparable(self.links[item.name] if item.many_to_many else getattr(self.record, item.attname))
            for item in columns(self.model)
        }


@dataclass(frozen=True)
class ChangedRow:
    """One row of a change: what came, went, or differs."""

    name: str  # empty for the row itself
    sign: str  # added, removed, changed
    fields: list[Compared]


@dataclass(frozen=True)
class Change:
    """Everything that one editor saved at one moment."""

    moment: datetime
    user: Any
    reason: str
    rows: list[ChangedRow]
    is_there: bool  # whether the row itself is there after it

    @property
    def address(self) -> str:
        return address_of(self.moment)


def address_of(moment: datetime) -> str:
    """The moment as a part of an address."""
    return moment.astimezone(UTC).strftime("%Y%m%d%H%M%S%f")


def versions_of(model: Model, keys: Iterable[int]) -> list[Version]:
    """Every version of these rows and of all parts that they ever had, the oldest first."""
    found = list(_read_versions(model, keys))
    for part, link in PARTS.get(model, {}).items():
        of_parts = part.history.filter(**{f"{link}_id__in": list(keys)})
        found += versions_of(part, set(of_parts.values_list("id", flat=True)))
    return sorted(found, key=lambda version: version.record.history_date)


def _read_versions(model: Model, keys: Iterable[int]) -> Iterable[Version]:
    key = model._meta.pk.attname
    records = list(
        model.history.filter(**{f"{key}__in": list(keys)}).select_related("history_user").order_by("history_id")
    )
    links: dict[int, dict[str, list[str]]] = {
        record.history_id: {item.name: [] for item in model._meta.many_to_many} for record in records
    }
    for item in model._meta.many_to_many:
        linked = HistoricalRecords.m2m_models[item]._default_manager.filter(history_id__in=list(links))
        for history, other in linked.values_list("history_id", f"{item.m2m_reverse_field_name()}_id"):
            links[history][item.name].append(str(other))
    for record in records:
        yield Version(model, record, {name: tuple(others) for name, others in links[record.history_id].items()})


def changes_of(root: Row, versions: list[Version]) -> list[Change]:
    """The versions of a row and its parts as changes, the newest first."""
    names = _names(version for version in versions)
    state: dict[Row, Values | None] = {}
    changes: list[Change] = []
    for together in _by_occasion(versions):
        before = dict(state)
        state |= {version.row: version.values for version in together}
        rows = changed_rows(root, before, state, names)
        if rows:
            record = together[-1].record
            reason = reason_in_words(record.history_change_reason)
            is_there = state.get(root) is not None
            changes.append(Change(record.history_date, record.history_user, reason, rows, is_there))
    return changes[::-1]


def _names(versions: Iterable[Version]) -> Names:
    return names_of((version.model, version.values) for version in versions if version.values)


def _by_occasion(versions: list[Version]) -> Iterable[list[Version]]:
    together: dict[tuple[Any, ...], list[Version]] = {}
    for version in versions:
        record = version.record
        occasion = record.history_date, record.history_user_id, record.history_change_reason
        together.setdefault(occasion, []).append(version)
    return together.values()


def changed_rows(
    root: Row, before: dict[Row, Values | None], after: dict[Row, Values | None], names: Names
) -> list[ChangedRow]:
    """The rows that differ: the row itself first, then its parts in their order."""
    kinds = list(_NAMED_BY)
    moved_rows = _moved(root, before, after)
    found = []
    for row in sorted(
        {**before, **after},
        key=lambda row: (kinds.index(row[0]) if row != root else -1, _order_of(after.get(row) or before.get(row))),
    ):
        old, new = before.get(row), after.get(row)
        if old == new:
            continue
        left_out = {PARENT_LINKS.get(row[0], "")} if row != root else set()
        if old and new and row not in moved_rows:
            left_out.add("order")  # it only made room for another
        fields = compare(row[0], old, new, names, left_out)
        sign = "added" if old is None else "removed" if new is None else "changed"
        if fields or sign != "changed":
            name = "" if row == root else part_name(row[0], new or old or {}, names)
            found.append(ChangedRow(name, sign, fields))
    return found


def _moved(root: Row, before: dict[Row, Values | None], after: dict[Row, Values | None]) -> set[Row]:
    """The rows that took another place among those that there were before and after."""
    families: dict[tuple[Any, ...], list[Row]] = {}
    for row, new in after.items():
        if row != root and new and before.get(row):
            families.setdefault((row[0], new[PARENT_LINKS[row[0]]]), []).append(row)
    found = {root}
    for rows in families.values():
        old = sorted(rows, key=lambda row: (_order_of(before[row]), row[1]))
        found |= moved(old, sorted(rows, key=lambda row: (_order_of(after[row]), row[1])))
    return found


def _order_of(values: Values | None) -> int:
    order = (values or {}).get("order", "")
    return int(order) if isinstance(order, str) and order.isdigit() else 0


def part_name(model: Model, values: Values, names: Names) -> str:
    """A part as editors know it: “Step 2: Open the page”."""
    name = _NAMED_BY[model]
    column = localized(name)[settings.LANGUAGE_CODE] if name in translated_fields(model) else name
    words = in_words(model._meta.get_field(column), values.get(column, ""), names)
    number = f" {_order_of(values)}" if "order" in values else ""
    return f"{capfirst(model._meta.verbose_name)}{number}: {words}"


def name_of(version: Version) -> str:
    """A row that may be gone, by the name that it had."""
    try:
        return str(_with_columns(version, version.model()))
    except ObjectDoesNotExist:  # what its name refers to is gone too
        return f"{capfirst(version.model._meta.verbose_name)} {version.row[1]}"


def deleted(model: Model, most: int = 200) -> list[Version]:
    """The rows that are gone, each as it was last, the latest first."""
    key = model._meta.pk.attname
    gone = model.history.filter(history_type="-").exclude(**{f"{key}__in": model._base_manager.values("pk")})
    found: dict[int, Version] = {}
    for record in gone.select_related("history_user").order_by("-history_id")[:most]:
        found.setdefault(getattr(record, key), Version(model, record))
    return list(found.values())


def state_at(versions: list[Version], moment: datetime) -> dict[Row, Version]:
    """The rows that there were right after `moment`."""
    newest = {version.row: version for version in versions if version.record.history_date <= moment}
    return {row: version for row, version in newest.items() if not version.is_deleted}


def present_rows(model: Model, keys: Iterable[int]) -> dict[Row, Any]:
    """The stored rows with these keys and their parts, parents first."""
    rows = model._base_manager.filter(pk__in=list(keys))
    found = {(model, row.pk): row for row in rows}
    for part, link in PARTS.get(model, {}).items():
        parts = part._base_manager.filter(**{f"{link}_id__in": [row.pk for row in rows]})
        found |= present_rows(part, [row.pk for row in parts])
    return found


def differences_to(root: Row, versions: list[Version], moment: datetime) -> list[ChangedRow]:
    """What bringing back the state at `moment` would change."""
    present: dict[Row, Values | None] = {row: values_of(stored) for row, stored in present_rows(*_one(root)).items()}
    target: dict[Row, Values | None] = {row: version.values for row, version in state_at(versions, moment).items()}
    names = names_of((row[0], values) for state in (present, target) for row, values in state.items() if values)
    return changed_rows(root, present, target, names)


def _one(root: Row) -> tuple[Model, list[int]]:
    return root[0], [root[1]]


class CantRestore(Exception):
    """An older state does not fit into the working copy as it is now; `reasons` says why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def restore(root: Row, moment: datetime) -> None:
    """Bring the row and its parts back to their state at `moment`. Raise CantRestore when that is not possible."""
    versions = versions_of(*_one(root))
    target = state_at(versions, moment)
    present = present_rows(*_one(root))
    reasons: list[str] = []
    with because(ChangeReason.RESTORED):
        for row, stored in present.items():
            if row not in target and row != root:
                stored.delete()
        for row in sorted(target, key=lambda row: _depth(root[0], row[0])):
            _restore_row(present.get(row), target[row], reasons)
        if reasons:
            raise CantRestore(reasons)


def _depth(root: Model, model: Model) -> int:
    return 0 if model is root else 1 if model in PARTS.get(root, {}) else 2


def _restore_row(stored: Any, version: Version, reasons: list[str]) -> None:
    row = _with_columns(version, stored if stored is not None else version.model(pk=version.row[1]))
    if isinstance(row, Translated):
        # What was outdated then is so again, and what was not is not, whatever its source was in between.
        row.declared_outdated = _with_columns(version, version.model()).outdated()
    try:
        row.full_clean()
    except ValidationError as error:
        reasons += [f"{capfirst(version.model._meta.verbose_name)}: {text}" for text in told(error, version.model)]
        return
    row.save()
    for name, keys in version.links.items():
        related = row._meta.get_field(name).related_model
        getattr(row, name).set(related._default_manager.filter(pk__in=[int(key) for key in keys]))


def _with_columns(version: Version, row: Any) -> Any:
    """`row` with the columns of `version`. A published key and its mark stay as they are."""
    frozen: set[str] = set()
    if not row._state.adding:
        frozen = {"is_published", "key"} if getattr(row, "is_published", False) else {"is_published"}
    originals = translated_fields(version.model) if issubclass(version.model, Translated) else ()
    for item in version.model._meta.concrete_fields:
        if not item.primary_key and item.name not in originals and item.name not in frozen:
            setattr(row, item.attname, getattr(version.record, item.attname))
    return row
