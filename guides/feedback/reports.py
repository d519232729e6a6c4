"""Storing what readers say of guides and offices, for the editors."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import HELPED, CountKind, ReportChoice, ReportSubject
from guides.feedback import counts
from guides.feedback.senders import Senders
from guides.jobs.pruning import pruned
from guides.models import Guide, Point, ReaderReport, SpentForm

LONGEST = 500  # characters of a report's text
MOST_KEPT = 100_000  # reports; were there ever more, the oldest would go
FORMS_KEPT_DAYS = 2  # longer than a form that was opened can be sent

senders = Senders()


class TooMany(Exception):
    """This sender has sent as much as one may in a day."""


class Unavailable(Exception):
    """The database does not take the report."""


@dataclass(frozen=True)
class Said:
    """What a reader says: of the office `key` (its number) or of the guide `key` and perhaps one step."""

    subject: ReportSubject
    key: str
    choice: ReportChoice
    text: str
    language: str
    step: str = ""


def new_nonce() -> str:
    """A number for one form, by which it is known when it was sent already."""
    return secrets.token_urlsafe(18)


def store(said: Said, nonce: str, address: str | None) -> None:
    """Keep what was said, once for each `nonce`. Raise TooMany, or Unavailable.

    Whether something helped is counted; only with words does it become a report that somebody has to read.
    """
    if not senders.take(address, settings.REPORTS_OF_SENDER):
        raise TooMany
    today = timezone.localdate()
    try:
        with transaction.atomic():
            if not _is_first(nonce, today):
                return  # sent twice, by an impatient finger or a program: it is stored already
            if said.choice in HELPED:
                counts.add({counts.Counted(today, said.language, CountKind.HELPED, said.key, said.choice): 1})
            if said.choice not in HELPED or said.text:
                _create(said)
    except DatabaseError as error:
        raise Unavailable from error


def _is_first(nonce: str, today: date) -> bool:
    try:
        with transaction.atomic():
            SpentForm.objects.create(nonce=nonce, day=today)
    except IntegrityError:
        return False
    return True


def _create(said: Said) -> None:
    is_office = said.subject == ReportSubject.OFFICE
    ReaderReport.objects.create(
        subject=said.subject,
        key=said.key,
        step=said.step,
        point=Point.objects.filter(number=int(said.key)).first() if is_office else None,
        guide=None if is_office else Guide.objects.filter(key=said.key).first(),
        choice=said.choice,
        text=said.text,
        language=said.language,
        day=timezone.localdate(),
    )


@pruned("reports", _("old reports of readers"))
def prune() -> int:
    """Delete reports whose time is over, settled or not, and the numbers of forms that no longer serve."""
    today = timezone.localdate()
    SpentForm.objects.filter(day__lt=today - timedelta(days=FORMS_KEPT_DAYS)).delete()
    old, _each = ReaderReport.objects.filter(day__lt=today - timedelta(days=settings.REPORTS_KEPT_DAYS)).delete()
    kept = ReaderReport.objects.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1].first()
    surplus, _each = ReaderReport.objects.filter(pk__lte=kept).delete() if kept is not None else (0, {})
    return old + surplus
