"""Imports of offices: the file, what it would change, and what it has changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import ImportState, PointKind
from guides.models.point import PointSource

MAPPED = "mapped"  # the format of tables whose columns an editor has described


class ImportMapping(models.Model):
    """Which column of a table holds what, kept for the next time. `columns` maps fields to names of columns.

    `unchanged` names the fields that an import leaves as they are in offices that are there already.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    kind = models.CharField(_("kind of the offices"), max_length=20, choices=PointKind.choices)
    source = models.ForeignKey(
        PointSource,
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mappings",
        help_text=_("Empty until an import of a new source is applied, which makes it."),
    )
    new_source = models.CharField(_("name of the new source"), max_length=200, blank=True)
    columns = models.JSONField(_("columns"), default=dict)
    unchanged = models.JSONField(_("left as they are"), default=list)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")

    def __str__(self) -> str:
        return self.name


class PointImport(models.Model):
    """One file of offices on its way into the working copy.

    `proposal` is JSON (`importing.proposal`): what the file would change. `seen` is the state of the working copy to
    which it was made. `content` is the file, kept until the import is applied. What was changed, by which it can be
    undone, are the versions of the moment `applied_at`.
    """

    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.PROPOSED)
    format = models.CharField(_("format"), max_length=20)
    mapping = models.ForeignKey(
        ImportMapping, verbose_name=_("mapping of columns"), null=True, blank=True, on_delete=models.SET_NULL
    )
    source = models.CharField(_("source"), max_length=40, blank=True)
    listed_on = models.DateField(_("date of the list"), null=True, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    origin = models.CharField(_("fetched from"), max_length=500, blank=True)
    sha256 = models.CharField(_("checksum"), max_length=64)
    content = models.BinaryField(default=b"")
    counts = models.JSONField(_("counts"), default=dict)
    proposal = models.TextField(default="", editable=False)
    seen = models.CharField(max_length=80, default="", editable=False)
    made_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("applied by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("import of offices")
        verbose_name_plural = _("imports of offices")

    def __str__(self) -> str:
        return str(self.file_name)

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has to say first what the columns hold."""
        return self.format == MAPPED and self.mapping is None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has still to decide about it."""
        return self.is_in(ImportState.UPLOADED, ImportState.PROPOSED)

    def is_in(self, *states: Any) -> bool:
        return self.state in states
