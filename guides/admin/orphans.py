"""Outcomes to which a change has left no way: told at once, with what can be done about it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from guides import models
from guides.admin.faults import change_address


def led_to(questions: Iterable[models.Question]) -> set[int]:
    """Primary keys of the outcomes to which answers of these questions lead."""
    answers = models.Answer.objects.filter(question__in=questions, outcome__isnull=False)
    return set(answers.values_list("outcome_id", flat=True))


def tell_orphans(request: HttpRequest, before: set[int]) -> None:
    """Say of each outcome in `before` that no answer leads to it any more, and what can be done."""
    for outcome in models.Outcome.objects.filter(pk__in=before, answers=None, kept=False).select_related("guide"):
        change = change_address(outcome)
        text = _("No answer leads to the outcome “%(outcome)s” any more, and a publication would be refused.")
        messages.warning(
            request,
            format_html(
                '{} <a href="{}">{}</a> · <a href="{}#id_kept">{}</a>',
                text % {"outcome": outcome},
                reverse("admin:guides_outcome_delete", args=[outcome.pk]),
                _("Delete it"),
                change,
                _("Keep it for old links"),
            ),
        )
