"""Sums of a day: how often something happened in a language. Nothing of who did it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from guides.enums import CountKind
from guides.models import DailyCount


class Counted(NamedTuple):
    """What is counted."""

    day: date
    language: str
    kind: CountKind
    key: str
    answer: str = ""


def add(numbers: Mapping[Counted, int]) -> None:
    """Add to the sums that are stored, all or nothing.

    Always in one order, so that two writers never wait for each other.
    """
    with transaction.atomic():
        for counted, number in sorted(numbers.items()):
            _add(counted, number)


def _add(counted: Counted, number: int) -> None:
    rows = DailyCount.objects.filter(**counted._asdict())
    if rows.update(number=F("number") + number):
        return
    try:
        with transaction.atomic():
            DailyCount.objects.create(**counted._asdict(), number=number)
    except IntegrityError:  # another process has begun it meanwhile
        rows.update(number=F("number") + number)
