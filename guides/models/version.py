"""Versions: the history of the working copy, each entry as every save left it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from guides.models.base import KEY_LENGTH


class Version(models.Model):
    """A whole entry of the working copy, parts included, as one save left it; None where it was deleted.

    `row` is the primary key of its row, which stays when the key changes. `order` is its place among its kind, where
    the entry itself does not say it. `user_name` outlives the account.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=KEY_LENGTH)
    row = models.PositiveBigIntegerField()
    order = models.PositiveSmallIntegerField(null=True)
    moment = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=310, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    entry = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["kind", "row"], name="version_of_row"),
            models.Index(fields=["kind", "key"], name="version_of_key"),
            models.Index(fields=["kind", "id", "moment"], name="version_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}, {self.pk}"

    @property
    def is_deleted(self) -> bool:
        return self.entry is None

    @property
    def by(self) -> str:
        """Who saved it, in words: an account, one that is gone, or nobody who had signed in."""
        if self.user is not None:
            return name_of_user(self.user)
        if self.user_name:
            return _("%(name)s (account deleted)") % {"name": self.user_name}
        return _("by command")


def name_of_user(user: Any) -> str:
    """The full name, or else the name with which they sign in."""
    return str(user.get_full_name() or user.get_username())
