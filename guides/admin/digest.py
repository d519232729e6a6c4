"""The digest: each morning one mail of what is to be done, to who wants it, only when there is something."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from guides.admin.todo import Task, Urgency, tasks_for
from guides.jobs.kinds import Progress, job
from guides.upkeep import mail

DIGEST = "digest"


@job(DIGEST, _("Mail what is to be done"), every=timedelta(days=1), hour=settings.DIGEST_HOUR)
def send_digests(progress: Progress) -> dict[str, Any]:
    """Write a mail to each editor who wants one and has something to do, at most one a day."""
    today, lines = timezone.localdate(), []
    waiting = get_user_model()._default_manager.filter(wants_digest=True, is_active=True, is_staff=True)
    editors = list(waiting.exclude(email="").exclude(digest_on=today)) if mail.is_on() else []
    for done, editor in enumerate(editors):
        progress(done, len(editors))
        with transaction.atomic(), translation.override(editor.language or settings.LANGUAGE_CODE):
            tasks = tasks_of(editor)
            if is_worth_a_mail(tasks):
                mail.send_later(editor, *in_words(tasks))
                lines.append(str(editor))
            editor.digest_on = today
            editor.save(update_fields=["digest_on"])
    return {"lines": lines}


def tasks_of(editor: Any) -> list[Task]:
    """What the start page would show to an editor."""
    request = HttpRequest()
    request.user = editor
    return tasks_for(request)


def is_worth_a_mail(tasks: Sequence[Task]) -> bool:
    """What can wait is told beside what cannot, and never alone."""
    return any(task.urgency != Urgency.LATER for task in tasks)


def in_words(tasks: Sequence[Task]) -> tuple[str, str]:
    """Subject and text of a mail."""
    number = len(tasks)
    subject = ngettext("%(number)d thing to do", "%(number)d things to do", number) % {"number": number}
    lines = [gettext("This is to be done, the most urgent first:"), ""]
    for task in tasks:
        lines.append(f"- {task.text}")
        lines += [f"  {settings.SITE_URL}{task.address}"] if task.address else []
        lines += [f"  {task.note}"] if task.note else []
    where = f"{settings.SITE_URL}{reverse('admin:mail:choose')}"
    lines += ["", gettext("You chose to get this mail. Here you can turn it off:"), where, ""]
    return f"{settings.SITE_NAME}: {subject}", "\n".join(lines)
