"""The user model."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


def languages() -> list[tuple[str, str]]:
    """Choices of the desk's language: a function, so that a further language needs no migration of this table."""
    return list(settings.LANGUAGES)


class User(AbstractUser):
    """Somebody who edits."""

    language = models.CharField(
        _("language of the desk"),
        max_length=10,
        blank=True,
        choices=languages,
        help_text=_("Empty: the language that the browser asks for."),
    )
    must_change_password = models.BooleanField(
        _("sets a password of their own at the next sign-in"), default=False, editable=False
    )
    wants_digest = models.BooleanField(
        _("a mail each morning of what is to be done"),
        default=False,
        help_text=_("Only when there is something to be done for you."),
    )
    digest_on = models.DateField(null=True, editable=False)  # the day of the last one

    def set_password(self, raw_password: str | None) -> None:
        """Also ends the demand for a new one."""
        super().set_password(raw_password)
        self.must_change_password = False
