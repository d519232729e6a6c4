"""Storing what visitors say is wrong with an office's entry."""

from django.db import DatabaseError, transaction
from django.utils import timezone

from guides.models import Point, PointReport
from guides.models.locking import lock_tables
from guides.privacy.numbers import find_pesels

LONGEST = 500  # characters of a report's text
DAILY_OF_POINT = 10
DAILY = 500


class Full(Exception):
    """Enough was reported today."""


class Unavailable(Exception):
    """The database does not take the report."""


def store(number: int, choice: str, text: str, language: str) -> None:
    """Keep a report on the office `number`. Raise Full when there are many of today, or Unavailable."""
    today = timezone.localdate()
    try:
        with transaction.atomic():
            lock_tables(PointReport)
            of_today = PointReport.objects.filter(day=today)
            if of_today.filter(number=number).count() >= DAILY_OF_POINT or of_today.count() >= DAILY:
                raise Full
            PointReport.objects.create(
                number=number,
                point=Point.objects.filter(number=number).first(),
                choice=choice,
                text=text,
                language=language,
                day=today,
            )
    except DatabaseError as error:
        raise Unavailable from error


def holds_pesel(text: str) -> bool:
    """Whether `text` holds a valid PESEL number, however it is grouped. Eleven digits may as well be a phone number."""
    return any(True for _span in find_pesels(text))
