"""What visitors say is wrong with an office's entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import ReportChoice, ReportState
from guides.models.point import Point


class PointReport(models.Model):
    """One report. It holds nothing of who sent it: no address, no hour, only the day."""

    number = models.PositiveIntegerField(_("number of the office"), editable=False)
    point = models.ForeignKey(
        Point, verbose_name=_("office"), on_delete=models.SET_NULL, null=True, editable=False, related_name="reports"
    )
    choice = models.CharField(_("what is wrong"), max_length=15, choices=ReportChoice.choices, editable=False)
    text = models.CharField(_("in the visitor’s words"), max_length=500, blank=True, editable=False)
    language = models.CharField(_("language of the page"), max_length=5, editable=False)
    day = models.DateField(_("day"), editable=False)
    state = models.CharField(
        _("state"), max_length=5, choices=ReportState.choices, default=ReportState.NEW, db_index=True
    )

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["number", "day"], name="report_of_office_by_day")]
        verbose_name = _("report of a visitor")
        verbose_name_plural = _("reports of visitors")

    def __str__(self) -> str:
        return f"{self.number}: {self.get_choice_display()}"
