"""Invitations: an account is made without a password, and a link lets its owner choose one; the same link resets it.

The link is Django's for a new password: it serves once and for three days (PASSWORD_RESET_TIMEOUT).
"""

import logging
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from guides.accounts.models import User
from guides.admin.errors import page
from guides.upkeep import mail

if TYPE_CHECKING:
    NewAccount = forms.ModelForm[User]
else:  # generic for mypy only
    NewAccount = forms.ModelForm

logger = logging.getLogger(__name__)

DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)


class InviteForm(NewAccount):
    """A new account: who it is and what they may do. Its owner chooses the password."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "language", "groups"]

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)


def link_for(user: User) -> str:
    """The address at which this person chooses a password."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse("invitation", args=[key, default_token_generator.make_token(user)])


def show_link(request: HttpRequest, user: User) -> HttpResponse:
    """The page with the link of an invitation, to copy or to send by mail."""
    if request.method == "POST":
        _send(request, user)
        return redirect(request.path)
    title = _("A link for %(name)s") % {"name": user.get_full_name() or user.get_username()}
    context = {"link": link_for(user), "invited": user, "days": DAYS, "can_mail": mail.is_on() and bool(user.email)}
    return page(request, 200, title, "admin/invitation.html", **context)


def _send(request: HttpRequest, user: User) -> None:
    """Send the link at once, so that it is stored nowhere; say how that went."""
    if not mail.is_on() or not user.email:
        return
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = _("Your account at %(site)s") % {"site": settings.SITE_NAME}
        body = _(
            "Hello,\n\nyou have an account at %(site)s. Your user name is %(name)s.\n"
            "Choose a password here, within %(days)s days:\n\n%(link)s\n\nThe link works once."
        ) % {"site": settings.SITE_NAME, "name": user.get_username(), "days": DAYS, "link": link_for(user)}
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email]).send()
    except OSError as error:
        logger.warning("an invitation could not be sent: %s", error)
        messages.error(request, _("The mail could not be sent. Copy the link and send it yourself."))
    else:
        messages.success(request, _("The mail to %(address)s is sent.") % {"address": user.email})


class InvitationView(PasswordResetConfirmView):
    """Choosing a password by a link, then signing in with it."""

    template_name = "admin/choose_password.html"
    success_url = reverse_lazy("admin:login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Choose your password") if self.validlink else _("This link does not work any more")
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs), "title": title}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        text = _("Your password is set. Sign in with it; your user name is %(name)s.")
        messages.success(self.request, text % {"name": form.user.get_username()})
        return response
