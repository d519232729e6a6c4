"""Storing what visitors say is wrong with an office's entry."""

import re

from django.db import DatabaseError, transaction
from django.utils import timezone

from guides.models import Point, PointReport
from guides.models.locking import lock_table

LONGEST = 500  # characters of a report's text
DAILY_OF_POINT = 10
DAILY = 500
_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){10}(?![ -]?\d)")
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)


class Full(Exception):
    """Enough was reported today."""


class Unavailable(Exception):
    """The database does not take the report."""


def store(number: int, choice: str, text: str, language: str) -> None:
    """Keep a report on the office `number`. Raise Full when there are many of today, or Unavailable."""
    today = timezone.localdate()
    try:
        with transaction.atomic():
            lock_table(PointReport)
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
    """Whether `text` holds eleven digits whose last one checks the others, as in a PESEL number."""
    for match in _DIGITS.finditer(text):
        digits = [int(char) for char in match[0] if char.isdecimal()]
        if sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 10 == 0:
            return True
    return False
