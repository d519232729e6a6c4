"""Links to previews: who made them, and until when they work."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models.release import Release


class PreviewLink(models.Model):
    """A link to a preview of the working copy, or of a stored release. Its number is all that the log has of it."""

    # A notice that is not announced yet, as `serving.notices` encodes it: shown as if it were on.
    notice = models.JSONField(null=True, editable=False)
    release = models.ForeignKey(Release, verbose_name=_("release"), null=True, on_delete=models.CASCADE)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return str(self.pk)

    def is_withdrawn(self) -> bool:
        """Whether it was taken back, or whoever made it has no account any more."""
        return self.revoked_at is not None or self.made_by is None or not _is_editor(self.made_by)

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at


def _is_editor(user: Any) -> bool:
    return bool(user.is_active and user.is_staff)
