from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "guides.accounts"
    verbose_name = _("Accounts")


class SignInConfig(AccountConfig):  # type: ignore[misc]  # allauth has no types
    """The accounts of django-allauth, whose middleware is at the desk only."""

    def ready(self) -> None:
        """Without allauth's demand that its middleware stands among the others as it is."""
        from allauth.account import checks  # noqa: F401 - registers them
