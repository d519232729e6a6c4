"""Sums of what is read and found helpful, without anything of who read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import CountKind


class DailyCount(models.Model):
    """How often something happened on a day in a language."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language of the page"), max_length=5)
    kind = models.CharField(_("what is counted"), max_length=10, choices=CountKind.choices)
    key = models.CharField(_("key"), max_length=40)  # of the question, outcome or guide
    answer = models.CharField(_("answer"), max_length=15, blank=True)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        ordering = ["-day", "kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "kind", "key", "answer"], name="daily_count_once"),
        ]
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key}: {self.number}"
