"""The questionnaire: questions, their answers, the outcomes they lead to, and the situations that it must know."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.models.base import (
    KEY_LENGTH,
    KEY_PATTERN,
    Keyed,
    RecordedQuerySet,
    Translated,
    free_key,
    localized,
    order_field,
    prose_field,
    refuse_changed_key,
    validate_key,
)
from guides.models.guide import Guide, Helpdesk


class Outcome(Translated, Keyed):
    """Where the questionnaire ends: the one guide that fits, and why."""

    order = order_field()
    guide = models.ForeignKey(Guide, verbose_name=_("guide"), on_delete=models.PROTECT, related_name="outcomes")
    title = models.CharField(
        _("heading"),
        max_length=160,
        blank=True,
        help_text=_("Only where the title of the guide does not fit what the person said."),
    )
    reason = prose_field(_("why this guide"), 600, help_text=_("Begin with what the person said."))
    reassurance = prose_field(_("reassurance"), 600, blank=True)
    warning = prose_field(_("warning"), 1000, blank=True)
    call = prose_field(_("when to call instead"), 600, blank=True)
    helpdesk = models.ForeignKey(
        Helpdesk, verbose_name=_("whom to call"), null=True, blank=True, on_delete=models.PROTECT
    )

    kept = models.BooleanField(
        _("keep it for old links, though no answer leads here"),
        default=False,
        help_text=_(
            "For an outcome that answers no longer reach: it stays in what other programs read and in the counts. "
            "Without this the check asks for an answer that leads here."
        ),
    )

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return f"{self.title or self.guide} ({self.key})" if self.guide_id else self.key


class OutcomeAlternative(Translated):
    """Another guide that also serves, and when."""

    outcome = models.ForeignKey(
        Outcome, verbose_name=_("outcome"), on_delete=models.CASCADE, related_name="alternatives"
    )
    order = order_field()
    guide = models.ForeignKey(Guide, verbose_name=_("guide"), on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("when this fits instead"), max_length=300)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["outcome", "guide"], name="outcomealternative_once")]
        verbose_name = _("other guide that also serves")
        verbose_name_plural = _("other guides that also serve")

    def __str__(self) -> str:
        return str(self.guide)


class Question(Translated, Keyed):
    """One question, on one page."""

    order = order_field()
    first = models.BooleanField(_("the first question"), default=False)
    text = models.CharField(_("question"), max_length=200)
    hint = prose_field(_("hint"), 600, blank=True)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["order", "key"]
        constraints = [
            *Keyed.Meta.constraints,
            models.UniqueConstraint(
                fields=["first"],
                condition=models.Q(first=True),
                name="question_one_first",
                violation_error_message=_("Another question is the first one already."),
            ),
        ]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return f"{self.text} ({self.key})"


class Answer(Translated):
    """One choice, leading to the next question or to an outcome."""

    named_by = "label"

    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="answers")
    order = order_field()
    key = models.CharField(
        _("key"),
        max_length=KEY_LENGTH,
        validators=[validate_key],
        help_text=_("Short name used in addresses. It can’t be changed once published."),
    )
    is_published = models.BooleanField(_("has been published"), default=False, editable=False)
    label = models.CharField(_("answer"), max_length=160)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    unsure = models.BooleanField(_("means “I don’t know”"), default=False)
    next_question = models.ForeignKey(
        Question, verbose_name=_("next question"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.ForeignKey(
        Outcome, verbose_name=_("or outcome"), null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="answer_key_once"),
            models.CheckConstraint(condition=models.Q(key__regex=KEY_PATTERN), name="answer_key_has_form"),
            models.CheckConstraint(
                condition=models.Q(next_question__isnull=True) | models.Q(outcome__isnull=True),
                name="answer_one_target",
                violation_error_message=_("Choose the next question or an outcome, not both."),
            ),
        ]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return f"{self.label} ({self.key})"

    def clean(self) -> None:
        super().clean()
        refuse_changed_key(self)


class Situation(Translated):
    """Somebody’s situation: what they answer, and where that must lead. The publish page tells when it does not."""

    key = models.CharField(_("key"), max_length=KEY_LENGTH, unique=True, validators=[validate_key], editable=False)
    order = order_field()
    name = models.CharField(
        _("situation"),
        max_length=200,
        help_text=_("In a few words, such as “forgot the password, has e-mail and phone”."),
    )
    answers = models.CharField(
        _("answers"),
        max_length=1000,
        help_text=_(
            "Open the preview, answer as this person would, and paste the address of the page on which you end. "
            "Here it is kept as “question.answer/question.answer”."
        ),
    )
    outcome = models.ForeignKey(
        Outcome, verbose_name=_("must lead to"), on_delete=models.PROTECT, related_name="situations"
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("known situation")
        verbose_name_plural = _("known situations")

    def __str__(self) -> str:
        return self.name or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.key:
            name = getattr(self, localized("name")[settings.LANGUAGE_CODE]) or ""
            self.key = free_key(name, set(Situation._base_manager.values_list("key", flat=True)))
        super().save(*args, **kwargs)
