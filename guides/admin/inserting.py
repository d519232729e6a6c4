"""A question put in after an answer: its form knows where the answer leads, and saving it turns the answer there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from guides import models
from guides.models.base import localized
from guides.text import fold

MOST_OF_KEY = 40  # short enough for an address
AFTER = "after"  # in the address of an empty form: the answer after which the question is put


def answer_before(request: HttpRequest) -> models.Answer | None:
    """The answer after which a question is put in, if the address names one."""
    given = request.GET.get(AFTER)
    if given is None:
        return None
    found = models.Answer.objects.filter(pk=given).first() if given.isdecimal() and len(given) < 10 else None
    if found is None:
        raise Http404
    if not request.user.has_perm("guides.change_answer"):
        raise PermissionDenied
    return found


def first_answers(before: models.Answer) -> list[dict[str, Any]]:
    """What the form of the new question begins with: both answers lead where the one before leads now."""
    leads = {"next_question": before.next_question_id, "outcome": before.outcome_id}
    unsure = {"unsure": True, "key": "nie-wiem", **leads}
    for code, name in localized("label").items():
        with override(code):
            unsure[name] = _("I don’t know")
    return [leads, unsure] if any(leads.values()) else [{}, unsure]


def lead_to(before: models.Answer, question: models.Question) -> None:
    """Let the answer lead to the question that was put in after it."""
    before.next_question, before.outcome = question, None
    before.save()


def told(before: models.Answer) -> str:
    """Where the question is put in, for the head of its form."""
    target = before.next_question or before.outcome
    words = _("After the answer “%(answer)s” to “%(question)s”.") % {
        "answer": before.label,
        "question": before.question.text,
    }
    if target is not None:
        words += " " + _("That answer leads to “%(target)s” now; these answers will.") % {"target": target}
    return words


def proposed_key(label: str) -> str:
    """A key made from a label: “zgubiony-telefon” from “Zgubiony telefon”."""
    return slugify(fold(label))[:MOST_OF_KEY].strip("-")
