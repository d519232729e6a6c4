"""Releases: what visitors read. Numbered, immutable, one of each kind active."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import ReleaseKind


class ReleaseIsImmutable(Exception):
    """Somebody tried to change a stored release."""


class ReleaseQuerySet(models.QuerySet["Release"]):
    def of_kind(self, kind: str) -> "ReleaseQuerySet":
        return self.filter(kind=kind)

    def active(self, kind: str) -> "Release | None":
        return self.filter(kind=kind, is_active=True).first()


class Release(models.Model):
    """The whole content, or the whole set of points, as it was when it was published.

    `payload` is JSON in UTF-8 (`publishing.content`); `checksum` is the hexadecimal SHA-256 of exactly these bytes.
    `source` is the draft (`publishing.draft`) that was compiled, as JSON, with its own checksum: from it the working
    copy can be restored. `first_published` has the day (ISO date) of the first release of each guide, by its key.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ReleaseKind.choices)
    number = models.PositiveIntegerField(_("number"))
    payload = models.TextField(_("content"), editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, editable=False)
    source = models.TextField(_("working copy it was made from"), default="", editable=False)
    source_checksum = models.CharField(max_length=64, default="", db_default="", editable=False)
    first_published = models.JSONField(default=dict, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("published by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    is_active = models.BooleanField(_("active"), default=False)
    activated_at = models.DateTimeField(_("activated"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="release_number_once"),
            models.UniqueConstraint(fields=["kind"], condition=models.Q(is_active=True), name="release_one_active"),
            models.CheckConstraint(
                condition=models.Q(is_active=False) | models.Q(activated_at__isnull=False),
                name="release_active_has_time",
            ),
        ]
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            frozen = ("checksum", "source_checksum", "kind", "number")
            stored = type(self).objects.filter(pk=self.pk).values_list(*frozen).first()
            if stored not in (None, tuple(getattr(self, name) for name in frozen)) or not self.is_whole():
                raise ReleaseIsImmutable(str(self))
        super().save(*args, **kwargs)

    def is_whole(self) -> bool:
        """Whether the stored payload is still what was published."""
        return self.checksum == checksum(self.payload.encode())

    def has_whole_source(self) -> bool:
        """Whether the draft is there, and still what was compiled."""
        return bool(self.source) and self.source_checksum == checksum(self.source.encode())


def checksum(payload: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(payload).hexdigest()


class Approval(models.Model):
    """A request of one editor that a second one publish the working copy exactly as it is now; or go back to a release.

    `draft` is the hash of that working copy: any change voids the approval. `release` is set when it was published,
    `activates` is the older release that is to be live again, `answer` what was said when the request was sent back.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ReleaseKind.choices)
    draft = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    release = models.OneToOneField(Release, null=True, on_delete=models.CASCADE, related_name="approval")
    activates = models.ForeignKey(Release, null=True, on_delete=models.CASCADE, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(release__isnull=True, returned_at__isnull=True, activates__isnull=True),
                name="approval_one_open_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(release__isnull=True, returned_at__isnull=True, activates__isnull=False),
                name="approval_one_going_back_of_a_kind",
            ),
        ]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.asked_by}"
