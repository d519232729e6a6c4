"""What readers say of a guide or an office, and what keeps one form from being sent twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import ReportChoice, ReportState, ReportSubject
from guides.models.base import prose_field
from guides.models.guide import Guide
from guides.models.point import Point


class ReaderReport(models.Model):
    """One report. It holds nothing of who sent it: no address, no hour, only the day."""

    subject = models.CharField(_("about"), max_length=10, choices=ReportSubject.choices, editable=False)
    key = models.CharField(_("key or number"), max_length=40, editable=False)  # outlives what it is about
    step = models.CharField(_("step"), max_length=40, blank=True, editable=False)
    point = models.ForeignKey(
        Point, verbose_name=_("office"), on_delete=models.SET_NULL, null=True, editable=False, related_name="reports"
    )
    guide = models.ForeignKey(
        Guide, verbose_name=_("guide"), on_delete=models.SET_NULL, null=True, editable=False, related_name="reports"
    )
    choice = models.CharField(_("what is said"), max_length=15, choices=ReportChoice.choices, editable=False)
    text = models.CharField(_("in the reader’s words"), max_length=500, blank=True, editable=False)
    language = models.CharField(_("language of the page"), max_length=5, editable=False)
    day = models.DateField(_("day"), editable=False, db_index=True)
    state = models.CharField(
        _("state"), max_length=5, choices=ReportState.choices, default=ReportState.NEW, db_index=True
    )
    note = prose_field(
        _("note"), 1000, blank=True, help_text=_("For the editors: what was found out, what is still to be done.")
    )

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")

    def __str__(self) -> str:
        return f"{self.key}: {self.get_choice_display()}"


class SpentForm(models.Model):
    """A form that was sent, kept as long as it could be sent again. Its number says nothing of the sender."""

    nonce = models.CharField(max_length=32, primary_key=True)
    day = models.DateField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.nonce
