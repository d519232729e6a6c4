"""Checks of guides and offices by editors: when the next one is due."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone


def is_overdue(checked_on: date | None) -> bool:
    """Whether a check is too old, or was never made."""
    return checked_on is None or checked_on + timedelta(days=settings.CHECK_DUE_DAYS) < timezone.localdate()
