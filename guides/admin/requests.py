"""Requests to publish, or to go back: told to who may answer them, sent back with a reason, and told to who asked."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from guides.models import Approval
from guides.releases import publishing
from guides.upkeep import mail

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class ApprovalAnswerForm(forms.Form):
    """Why a request is sent back."""

    answer = forms.CharField(validators=[MaxLengthValidator(300)])


def page_of(approval: Approval) -> str:
    """The page of the desk on which a request is answered."""
    if approval.activates_id is not None:
        return reverse("admin:guides_release_activate", args=[approval.activates_id])
    return f"{reverse('admin:guides_release_publish')}#release-{approval.kind}"


def what(approval: Approval) -> str:
    """What was asked for, in the language that is active."""
    if approval.activates is not None:
        return _("to make %(release)s live again") % {"release": approval.activates}
    return _("to publish: %(kind)s") % {"kind": approval.get_kind_display()}


def tell_publishers(approval: Approval) -> None:
    """Mail a request to everybody who may answer it."""
    publishers = get_user_model()._default_manager.with_perm("guides.add_release", backend=_BACKEND)
    for publisher in publishers.exclude(email=""):
        if publisher.pk == approval.asked_by_id:
            continue
        with _language_of(publisher):
            subject = _("%(by)s asks %(what)s") % {"by": approval.asked_by or "–", "what": what(approval)}
            _send(publisher, subject, approval.note, page_of(approval))


def tell_asker(approval: Approval, by: Any, *, is_done: bool) -> None:
    """Mail to who asked what became of it."""
    asker = approval.asked_by
    if asker is None or asker == by:
        return
    with _language_of(asker):
        words = {"by": by, "what": what(approval)}
        if is_done:
            subject = _("Done as you asked (%(what)s), by %(by)s") % words
        else:
            subject = _("%(by)s has sent back what you asked for (%(what)s)") % words
        _send(asker, subject, "" if is_done else approval.answer, page_of(approval))


def _language_of(user: Any) -> Any:
    return translation.override(user.language or settings.LANGUAGE_CODE)


def _send(user: Any, subject: str, note: str, address: str) -> None:
    lines = [f"{subject}.", *([note] if note else []), f"{settings.SITE_URL}{address}"]
    mail.send_later(user, f"{settings.SITE_NAME}: {subject}", "\n\n".join(lines) + "\n")


def return_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a request back with a reason; or, by who asked, note that the reason was read."""
    approval = get_object_or_404(Approval.objects.select_related("asked_by", "activates"), pk=pk, release=None)
    back = HttpResponseRedirect(page_of(approval))
    if approval.returned_at is not None:
        if approval.asked_by_id != request.user.pk:
            raise PermissionDenied
        approval.delete()
        return HttpResponseRedirect(reverse("admin:index"))
    if not request.user.has_perm("guides.add_release") or approval.asked_by_id == request.user.pk:
        raise PermissionDenied
    form = ApprovalAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words why you send it back (300 characters at most)."))
        return back
    publishing.send_back(approval, request.user, form.cleaned_data["answer"])
    approval.refresh_from_db()
    tell_asker(approval, request.user, is_done=False)
    messages.success(request, _("Sent back. %(by)s sees why.") % {"by": approval.asked_by or "–"})
    return back
