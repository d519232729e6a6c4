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
    wants_digest = models.BooleanField(
        _("a mail each morning of what is to be done"),
        default=False,
        help_text=_("Only when there is something to be done for you."),
    )
    digest_on = models.DateField(null=True, editable=False)  # the day of the last one
