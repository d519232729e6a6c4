"""A question put in after answers: its form knows where they lead, and saving it turns them there."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from guides import models
from guides.models.base import localized
from guides.text import fold

MOST_OF_KEY = 40  # short enough for an address
AFTER = "after"  # in the address of an empty form: the answers after which the question is put, with commas
MOST_ANSWERS = 50


def answers_before(request: HttpRequest) -> list[models.Answer]:
    """The answers after which a question is put in, if the address names some; all of one question."""
    given = request.GET.get(AFTER)
    if given is None:
        return []
    numbers = given.split(",")
    if len(numbers) > MOST_ANSWERS or not all(number.isdecimal() and len(number) < 10 for number in numbers):
        raise Http404
    found = list(models.Answer.objects.filter(pk__in=numbers).select_related("question", "next_question", "outcome"))
    if len(found) != len(set(numbers)) or len({answer.question_id for answer in found}) != 1:
        raise Http404
    if not request.user.has_perm("guides.change_answer"):
        raise PermissionDenied
    return found


def first_answers(before: list[models.Answer]) -> list[dict[str, Any]]:
    """What the form of a new question begins with: both answers lead where the first one before leads now."""
    leads = {"next_question": before[0].next_question_id, "outcome": before[0].outcome_id} if before else {}
    unsure = {"unsure": True, "key": "nie-wiem", **leads}
    for code, name in localized("label").items():
        with override(code):
            unsure[name] = _("I don’t know")
    return [leads, unsure] if any(leads.values()) else [{}, unsure]


def lead_to(before: list[models.Answer], question: models.Question) -> None:
    """Let the answers lead to the question that was put in after them."""
    for answer in before:
        answer.next_question, answer.outcome = question, None
        answer.save()


def told(before: list[models.Answer]) -> str:
    """Where the question is put in, for the head of its form; without a place, how it gets one."""
    if not before:
        text = _("No answer leads to a question that is added here. To insert one after an answer, choose its place:")
        return format_html(
            '{} <a href="{}">{}</a>', text, reverse("admin:guides_question_flow"), _("the questionnaire")
        )
    target = before[0].next_question or before[0].outcome
    labels, question = "”, “".join(answer.label for answer in before), before[0].question.text
    if len(before) == 1:
        words = _("After the answer “%(answer)s” to “%(question)s”.") % {"answer": labels, "question": question}
    else:
        words = _("After the answers “%(answers)s” to “%(question)s”.") % {"answers": labels, "question": question}
    if target is not None:
        words += " " + _("What stands here leads to “%(target)s” now; the new answers will.") % {"target": target}
    return words


def proposed_key(label: str) -> str:
    """A key made from a label: “zgubiony-telefon” from “Zgubiony telefon”."""
    return slugify(fold(label))[:MOST_OF_KEY].strip("-")
