"""The password of a sign-in, and how often one may try a wrong one: what django-axes asks, and how it answers."""

from math import ceil
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.admin.errors import page
from guides.privacy.addresses import address_of


class SignInView(LoginView):
    """A name and a password; where the account has a second factor, allauth asks for it next."""

    template_name = "admin/login.html"

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        record_authentication(self.request, user, "password", username=user.get_username())
        response: HttpResponse = perform_login(self.request, user, redirect_url=self.get_redirect_url() or None)
        return response


def client_address(request: HttpRequest) -> str | None:
    """Where a sign-in comes from."""
    return address_of(request.META)


def too_many_attempts(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """429, with the moment from which the password is looked at again."""
    username = str((credentials or {}).get("username") or request.POST.get("username", ""))
    last = AccessAttempt.objects.filter(username=username, ip_address=client_address(request))
    began = last.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    until = began + settings.AXES_COOLOFF_TIME
    seconds = max(ceil((until - timezone.now()).total_seconds()), 1)
    about = {"username": username, "minutes": ceil(seconds / 60), "until": until}
    response = page(request, 429, _("Too many wrong passwords"), "admin/too_many_attempts.html", **about)
    response["Retry-After"] = str(seconds)
    return response
