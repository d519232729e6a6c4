"""Checks of guides and offices by editors: when the next one is due."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone


def last_day(item: Any) -> date | None:
    """The last day on which the check of an entry counts, chosen by editors or by its age; None where none was made."""
    if item.checked_on is None:
        return None
    chosen: date | None = getattr(item, "next_check_on", None)  # services of offices have none
    return chosen or item.checked_on + timedelta(days=settings.CHECK_DUE_DAYS)


def is_overdue(item: Any) -> bool:
    """Whether the check of an entry is too old, or was never made."""
    day = last_day(item)
    return day is None or day < timezone.localdate()
