"""Mails to editors: each is a job of its own, so that a mail server which is down loses none.

It is tried again for three days, later and later; the table of jobs says what went wrong.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides.jobs import queue
from guides.jobs.kinds import JobFailed, Progress, job
from guides.jobs.models import Job

SEND = "send_mail"
_ATTEMPTS = 14  # with pauses of 30 seconds, doubled each time: three days
SIGNS = 20_000  # of a text, at most


def is_on() -> bool:
    """Whether this site has a mail server to send by."""
    return bool(settings.EMAIL_HOST)


def send_later(user: Any, subject: str, body: str) -> Job | None:
    """Let the worker send a mail to an editor; None where no mail can reach them."""
    if not is_on() or not user.email:
        return None
    arguments = {"user": user.pk, "subject": " ".join(subject.split()), "body": body[:SIGNS]}
    return queue.enqueue(SEND, arguments)


@job(SEND, _("Send a mail"), attempts=_ATTEMPTS)
def send_mail(progress: Progress, user: int, subject: str, body: str) -> dict[str, Any]:
    """Send one mail, to the address that the editor has by now; to nobody who may not sign in any more."""
    if not is_on():
        raise JobFailed(gettext("No mail server is set (EMAIL_HOST)."))
    to = get_user_model()._default_manager.filter(pk=user, is_active=True, is_staff=True).exclude(email="").first()
    if to is None:
        raise JobFailed(gettext("Nobody to whom it could be sent is left."))
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to.email]).send()
    return {"lines": [subject]}
