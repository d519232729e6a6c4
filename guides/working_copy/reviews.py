"""What of the working copy has to be compared with its sources again, and when: the conditions."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

SOON_DAYS = 30  # before a check is overdue, editors are told


def is_overdue() -> Q:
    """The condition that a row was never checked, or so long ago that readers are told."""
    by_age = Q(next_check_on=None, checked_on__lt=_oldest())
    return Q(checked_on=None) | by_age | Q(next_check_on__lt=timezone.localdate())


def is_due_soon() -> Q:
    """The condition that a check will be overdue within SOON_DAYS."""
    oldest, today, days = _oldest(), timezone.localdate(), timedelta(days=SOON_DAYS)
    by_age = Q(next_check_on=None, checked_on__gte=oldest, checked_on__lt=oldest + days)
    return by_age | Q(checked_on__isnull=False, next_check_on__gte=today, next_check_on__lt=today + days)


def note_checked(rows: QuerySet[Any]) -> int:
    """These rows are right today; a day chosen for the check that has come is done with it. Return how many."""
    today = timezone.localdate()
    done = Case(When(next_check_on__lte=today, then=Value(None)), default=F("next_check_on"))
    return rows.update(checked_on=today, next_check_on=done)


def _oldest() -> Any:
    """The earliest day of a check that still counts."""
    return timezone.localdate() - timedelta(days=settings.CHECK_DUE_DAYS)
