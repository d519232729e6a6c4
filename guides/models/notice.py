"""Notices: what readers have to know for a time, such as an outage. They are live as soon as they are saved."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import NoticeKind, NoticeState
from guides.models.base import RecordedQuerySet, Translated, is_https, localized, prose_field, validate_https
from guides.models.guide import Method

ENDS_TOO_EARLY = _("“Until” has to be later than “from”.")


class NoticeQuerySet(RecordedQuerySet["Notice"]):
    def in_state(self, state: str, now: datetime) -> "NoticeQuerySet":
        """Those that are coming, on or over (`NoticeState`) at `now`."""
        begun, ended = models.Q(begins_at__lte=now), models.Q(ends_at__isnull=False, ends_at__lte=now)
        conditions = {NoticeState.COMING: ~begun, NoticeState.ON: begun & ~ended, NoticeState.OVER: begun & ended}
        return self.filter(conditions[NoticeState(state)])


class Notice(Translated):
    """Something that concerns one way of logging in, or the whole of IKP, from one moment to another."""

    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=NoticeKind.choices,
        default=NoticeKind.OUTAGE,
        help_text=_("An outage and planned work put the other ways to log in before the procedure while they last."),
    )
    method = models.ForeignKey(
        Method,
        verbose_name=_("login method"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        help_text=_(
            "Leave it empty when the whole of IKP is concerned: the home page, questions and all guides then show it."
        ),
    )
    text = prose_field(
        _("text"),
        600,
        help_text=_(
            "One to three sentences: what does not work, what still works. The page itself adds the heading, the times "
            "and the other ways to log in. **bold**, [[button label]], `address to type`, [words](https://…)."
        ),
    )
    begins_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The notice vanishes at this minute. Leave it empty while the end is not known."),
    )
    source = models.URLField(
        _("source"),
        validators=[validate_https],
        help_text=_("The page on which this was announced or seen. Readers can open it."),
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked"), default=timezone.now, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("begins_at")),
                name="notice_ends_after_it_begins",
                violation_error_message=ENDS_TOO_EARLY,
            ),
            models.CheckConstraint(condition=is_https("source") & ~models.Q(source=""), name="notice_source_https"),
        ]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.method or 'IKP'}"

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        column = localized("text")[settings.LANGUAGE_CODE]
        if not (getattr(self, column) or "").strip():
            faults[column] = _("Say what readers have to know.")
        if self.ends_at is not None and self.begins_at is not None and self.ends_at <= self.begins_at:
            faults["ends_at"] = ENDS_TOO_EARLY
        elif self._state.adding and self.ends_at is not None and self.ends_at <= timezone.now():
            faults["ends_at"] = _("This moment is over already, so nobody would see the notice.")
        if faults:
            raise ValidationError(faults)

    def state(self, now: datetime) -> NoticeState:
        """Whether it is coming, on or over at `now`."""
        if now < self.begins_at:
            return NoticeState.COMING
        return NoticeState.ON if self.ends_at is None or now < self.ends_at else NoticeState.OVER

    def end(self, now: datetime) -> None:
        """Let it be over at `now`; one that has not begun yet never begins."""
        if now <= self.begins_at:
            self.delete()
        else:
            self.ends_at = now
            self.save()
