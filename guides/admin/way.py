"""A line of the questionnaire's picture: answers are turned elsewhere, or a question is put in between."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guides import models
from guides.admin.faults import change_address
from guides.admin.orphans import led_to, tell_orphans
from guides.admin.standing import saved_in_words
from guides.working_copy.recording import recording

_TARGETS: dict[str, type[Any]] = {"question": models.Question, "outcome": models.Outcome}


def _name(target: Model | None) -> str:
    """“outcome:haslo”; "" for none."""
    return f"{target._meta.model_name}:{getattr(target, 'key', '')}" if target is not None else ""


def _target(answer: models.Answer) -> Model | None:
    return answer.next_question or answer.outcome


class WayForm(forms.Form):
    """Which of the answers are turned, and where to; `was` is where they led when the page was made."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Which answers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one answer.")},
    )
    target = forms.ChoiceField(label=gettext_lazy("Question or outcome"))

    def __init__(self, group: Sequence[models.Answer], sent: Any = None) -> None:
        self.group = group
        now = _name(_target(group[0]))
        super().__init__(sent, initial={"was": now, "target": now, "answers": [str(answer.pk) for answer in group]})
        if len(group) == 1:
            del self.fields["answers"]
        else:
            self._choices("answers", [(str(answer.pk), answer.label) for answer in group])
        self._choices("target", [*([] if now else [("", "–")]), *self._places()])

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _places(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                str(capfirst(model._meta.verbose_name_plural)),
                [(_name(row), str(row)) for row in _rows(model) if row != self.group[0].question],
            )
            for model in _TARGETS.values()
        ]

    def clean_target(self) -> Any:
        kind, _colon, key = self.cleaned_data["target"].partition(":")
        target = _TARGETS[kind].objects.get(key=key)
        if kind == "question" and self.group[0].question_id in _ahead_of(target.pk):
            message = _("“%(target)s” leads back to this question: readers would go round in a circle. Choose another.")
            raise ValidationError(message, params={"target": target})
        return target

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("was", "") != _name(_target(self.group[0])):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["was"] = _name(_target(self.group[0]))  # type: ignore[index]
            raise ValidationError(_("Somebody has changed where this leads. Look at it, then save again."))
        return cleaned

    def turned(self) -> list[models.Answer]:
        """The answers that were ticked; the one there is, where there is one."""
        ticked = self.cleaned_data.get("answers")
        return [answer for answer in self.group if ticked is None or str(answer.pk) in ticked]


def _rows(model: type[Any]) -> Any:
    rows = model.objects.all()
    return rows.select_related("guide") if model is models.Outcome else rows


def _ahead_of(question: int) -> set[int]:
    """Primary keys of the questions that can come from this one on, itself included."""
    leads: dict[int, set[int]] = {}
    for before, after in models.Answer.objects.filter(next_question__isnull=False).values_list(
        "question_id", "next_question_id"
    ):
        leads.setdefault(before, set()).add(after or 0)
    found, queue = {question}, [question]
    while queue:
        new = leads.get(queue.pop(), set()) - found
        found |= new
        queue += new
    return found


def way_url(desk: ModelAdmin[Any]) -> URLPattern:
    """The page of a line, named by the first of its answers, below the list of questions that `desk` shows."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("guides.change_answer"):
            raise PermissionDenied
        return _way(desk, request, pk)

    view = require_http_methods(["GET", "HEAD", "POST"])(view)
    return path("flow/way/<int:pk>/", desk.admin_site.admin_view(view), name="guides_question_way")


def _way(desk: ModelAdmin[Any], request: HttpRequest, pk: int) -> HttpResponse:
    rows = models.Answer.objects.select_related("question", "next_question", "outcome__guide")
    first: models.Answer = get_object_or_404(rows, pk=pk)
    group = [answer for answer in rows.filter(question=first.question) if _target(answer) == _target(first)]
    query = request.GET.urlencode()
    back = f"{reverse('admin:guides_question_flow')}{f'?{query}' if query else ''}#question-{first.question.key}"
    form = WayForm(group, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _turn(desk, request, form)
        return HttpResponseRedirect(back)
    target = _target(first)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Where answers lead"),
        "question": first.question,
        "answers": group,
        "every": ",".join(str(answer.pk) for answer in group),
        "target": target,
        "target_address": change_address(target) if target else "",
        "form": form,
        "back": back,
        "may_insert": request.user.has_perm("guides.add_question"),
    }
    return TemplateResponse(request, "admin/guides/question/way.html", context)


def _turn(desk: ModelAdmin[Any], request: HttpRequest, form: WayForm) -> None:
    target, question = form.cleaned_data["target"], form.group[0].question
    before = led_to([question])
    with recording(user=request.user):
        for answer in form.turned():
            is_question = isinstance(target, models.Question)
            answer.next_question, answer.outcome = (target, None) if is_question else (None, target)
            answer.save()
    desk.log_change(request, question, _("Where answers lead was changed."))
    messages.success(request, saved_in_words(request, question))
    tell_orphans(request, before)
