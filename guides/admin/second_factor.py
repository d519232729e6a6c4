"""Two factors at sign-in: what django-allauth asks of the site, and who has to set one up.

The password is looked at by guides/admin/sign_in.py; allauth then asks for the second factor. A site of one's own
machine, which has no public address, does without (settings.TWO_FACTORS).
"""

import base64
import hashlib
from time import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.accounts.models import User
from guides.admin import kept
from guides.admin.errors import page
from guides.privacy.addresses import address_of
from guides.serving.qr import draw_qr

NO_ADDRESS = "::"  # as the network writes it: what came over a socket of this machine


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by invitation; only those with a role come in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong codes. Wait five minutes, then type the code of that moment."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request.META) or NO_ADDRESS

    def pre_login(self, request: HttpRequest, user: User, **_more: Any) -> HttpResponse | None:
        return None if user.is_active and user.is_staff else no_role(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within five minutes of a sign-in: allauth would ask again at once."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT

    def is_safe_url(self, url: str) -> bool:
        """Addresses of this site written whole: one relative to the page of the code leads nowhere."""
        return url.startswith(("/", "http")) and bool(super().is_safe_url(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("kept-form") if kept.is_waiting(request) else reverse("admin:index")

    def add_message(self, *_arguments: Any, **_more: Any) -> None:
        """Nothing: the page that follows says what was done."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are stored encrypted: who reads the database or a backup makes no codes of them."""

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        return draw_qr(url)  # which keeps no secret

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # SECRET_KEY is another one now. Codes of an empty secret anybody could make: no code may fit any more.
            return str(generate_totp_secret())


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()))


def has_factor(user: User) -> bool:
    """Whether somebody has an app of codes or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def no_role(request: HttpRequest) -> HttpResponse:
    """403: name and password are right, but nobody has given the account a role."""
    return page(request, 403, _("Your account has no role yet"), "admin/no_role.html")
