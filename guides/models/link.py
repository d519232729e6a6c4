"""What became of each official address when it was last asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.enums import LinkState

LONGEST_ADDRESS = 600  # no text holds a longer one


class Link(models.Model):
    """One address, in however many texts.

    `leads_to` is where redirects end; `failing_since` the first check since which it has never been right.
    """

    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    state = models.CharField(_("what became of it"), max_length=12, choices=LinkState.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    leads_to = models.CharField(_("leads to"), max_length=LONGEST_ADDRESS, blank=True)
    checked_at = models.DateTimeField(_("last asked"))
    failing_since = models.DateTimeField(_("broken since"), null=True)

    class Meta:
        ordering = ["address"]
        default_permissions = ("view", "check")
        verbose_name = _("official address")
        verbose_name_plural = _("official addresses")

    def __str__(self) -> str:
        return self.address
