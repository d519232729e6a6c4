"""What editors choose for themselves: their address, and whether they get the mail of the morning."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from guides.accounts.models import User
from guides.upkeep import mail

app_name = "mail"

if TYPE_CHECKING:
    OwnForm = forms.ModelForm[User]
else:  # generic for mypy only
    OwnForm = forms.ModelForm


class MailForm(OwnForm):
    """One’s own address and mails."""

    class Meta:
        model = User
        fields = ["email", "wants_digest"]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("wants_digest") and not self.cleaned_data.get("email"):
            self.add_error("email", _("Give the address to which the mail is sent."))


def mail_view(request: HttpRequest) -> HttpResponse:
    """Let an editor choose."""
    user = User.objects.get(username=request.user.get_username())
    form = MailForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choice is saved."))
        return HttpResponseRedirect(reverse("admin:mail:choose"))
    context = {**admin.site.each_context(request), "title": _("Mails to you"), "form": form, "is_on": mail.is_on()}
    return TemplateResponse(request, "admin/mail/choose.html", context)


urlpatterns = [path("", admin.site.admin_view(mail_view), name="choose")]
