"""Translations that change outside an editor's form: found to be current, or come back from a translator."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from guides.checking.translations import Translation, disagreements, translations
from guides.enums import ChangeReason, TranslationState
from guides.models.base import localized, same_words
from guides.working_copy import rows as stored
from guides.working_copy.interchange import ReturnedText, by_address, hash_of, plain
from guides.working_copy.kinds import PUBLISHED
from guides.working_copy.recording import recording

MayChange = Callable[[type[models.Model], str], bool]  # of which kind of row, in which language


class Action(StrEnum):
    CHANGE = "change"
    CONFIRM = "confirm"  # stays as it is, and is current from now on
    NOTHING = "nothing"
    REFUSE = "refuse"


@dataclass(frozen=True)
class PlannedRow:
    """What an import does with one row, or why it does nothing with it. `now` is the text in the working copy."""

    row: ReturnedText
    now: Translation | None
    action: Action
    reasons: tuple[str, ...] = ()
    text: str = ""  # as it will be stored


class Outdated(Exception):
    """What was shown is no longer what is there, so nothing was done."""


def all_translations() -> list[Translation]:
    """Every text of the working copy, points included."""
    codes = tuple(code for code, _name in settings.LANGUAGES)
    drafts = (stored.read_content(), stored.read_points())
    return [text for draft in drafts for text in translations(draft, codes)]


def plan(rows: Sequence[ReturnedText], present: Iterable[Translation], may_change: MayChange) -> list[PlannedRow]:
    """What importing `rows` would do, row by row, in their order."""
    known = {text.address: text for text in present}
    given = by_address(rows)
    return [_plan_row(row, known.get(row.address), len(given[row.address]) > 1, may_change) for row in rows]


def _plan_row(row: ReturnedText, now: Translation | None, is_double: bool, may_change: MayChange) -> PlannedRow:
    if not row.text.strip():
        return PlannedRow(row, now, Action.NOTHING)
    place = stored.find_place(now.kind, now.place) if now else None
    if now is None or place is None:
        return PlannedRow(row, None, Action.REFUSE, (_("There is no such text in the working copy, or not any more."),))
    if is_double:
        return PlannedRow(row, now, Action.REFUSE, (_("The file has this text more than once."),))
    field = place.model._meta.get_field(place.field)
    text = _in_lines(field, row.text)
    source_is_same = same_words(plain(row.source), plain(now.source))
    if text == _in_lines(field, plain(now.text)):
        confirms = row.confirmed and now.state == TranslationState.OUTDATED and source_is_same
        if confirms and may_change(place.model, now.language):
            return PlannedRow(row, now, Action.CONFIRM)
        return PlannedRow(row, now, Action.NOTHING)
    reasons = []
    if not may_change(place.model, now.language):
        reasons.append(_("You may not change this."))
    if not source_is_same:
        reasons.append(_("The source text was changed after the export."))
    if row.seen != hash_of(now.text):
        reasons.append(_("The translation was changed here after the export."))
    reasons += map(str, disagreements(plain(now.source), text))
    reasons += _why_not_stored(field, text)
    return PlannedRow(row, now, Action.REFUSE if reasons else Action.CHANGE, tuple(reasons), text)


def _in_lines(field: Any, text: str) -> str:
    """`text` in one line where the field has only one."""
    return text if isinstance(field, models.TextField) else " ".join(text.split())


def _why_not_stored(field: Any, text: str) -> list[str]:
    try:
        field.clean(text, None)
    except ValidationError as error:
        return list(error.messages)
    return []


def apply(rows: Sequence[ReturnedText], may_change: MayChange, by: Any = None) -> list[models.Model]:
    """Change what `rows` change, all or nothing. Return the rows of the working copy that were saved.

    Raise Outdated when even one of them could not be applied any more.
    """
    with recording(ChangeReason.TRANSLATIONS, by):
        steps = plan(rows, all_translations(), may_change)
        if any(step.action not in (Action.CHANGE, Action.CONFIRM) for step in steps):
            raise Outdated
        return _store(steps)


def mark_current(
    address: str, source_seen: str, text_seen: str, may_change: MayChange, by: Any = None
) -> models.Model | None:
    """Note that an outdated translation is right for the present source. Both are given as hashes of what was seen.

    Raise Outdated when one of them is another by now. None says that it may not be changed by this editor.
    """
    with recording(user=by):
        now = next((text for text in all_translations() if text.address == address), None)
        if now is None or hash_of(now.source) != source_seen or hash_of(now.text) != text_seen:
            raise Outdated
        place = stored.find_place(now.kind, now.place)
        if place is None or not may_change(place.model, now.language):
            return None
        return _store([PlannedRow(ReturnedText("", now.source, now.text), now, Action.CONFIRM)])[0]


def _store(steps: Sequence[PlannedRow]) -> list[models.Model]:
    """Save what `steps` change, each row once."""
    tops = _find_rows(step.now for step in steps if step.now)
    changed: dict[tuple[type[models.Model], Any], tuple[Any, set[str]]] = {}
    for step in steps:
        assert step.now is not None
        place = stored.find_place(step.now.kind, step.now.place)
        top = tops.get((step.now.kind, step.now.key))
        row = stored.part_at(top, place.parts) if top is not None and place is not None else None
        if row is None or place is None:
            raise Outdated
        _row, columns = changed.setdefault((type(row), row.pk), (row, set()))
        row.still_current = {*row.still_current, f"{place.field}.{step.now.language}"}
        if step.action == Action.CHANGE:
            column = localized(place.field)[step.now.language]
            setattr(row, column, step.text)
            columns.add(column)
    for row, columns in changed.values():
        # No more than these: another editor may be saving the rest of the row at this moment.
        row.save(update_fields=sorted({*columns, "translated_from"}))
    return [row for row, _columns in changed.values()]


def _find_rows(texts: Iterable[Translation]) -> Mapping[tuple[str, str], Any]:
    keys: dict[str, set[str]] = {}
    for text in texts:
        keys.setdefault(text.kind, set()).add(text.key)
    return {
        (kind, key): row
        for kind, wanted in keys.items()
        for key, row in stored.find_rows(PUBLISHED[kind], wanted).items()
    }


def model_of(text: Translation) -> type[models.Model]:
    """The model of the row or part in which `text` is stored."""
    place = stored.find_place(text.kind, text.place)
    assert place is not None
    model: type[models.Model] = place.model
    return model
