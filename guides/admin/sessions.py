"""Where an editor is signed in: each browser, with an end to it from afar. django-allauth knows of them."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.admin.errors import page
from guides.admin.second_factor import NO_ADDRESS

ALL = "all"  # instead of the number of one
_NOTED_EVERY = timedelta(minutes=5)  # not a write for each page
# By signs in this order: most browsers name some of the others too.
_BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {name: name for name in ("iPhone", "iPad", "Android", "Windows")}
_SYSTEMS |= {"Macintosh": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}


def note(request: HttpRequest) -> None:
    """Store that this session is in use: from which address, with which browser, until when."""
    key = request.session.session_key
    seen = UserSession.objects.filter(session_key=key).values_list("last_seen_at", flat=True).first()
    if seen is None or seen < timezone.now() - _NOTED_EVERY:
        UserSession.objects.create_from_request(request)


def browser_of(user_agent: str) -> str:
    """What people call a browser and its machine, such as “Firefox, Windows”; empty where neither is known."""
    found = (next((names[sign] for sign in names if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, found))


def account_view(request: HttpRequest) -> HttpResponse:
    """What one can change of one's own account."""
    return page(request, 200, _("Your account"), "account/index.html")


def sessions_view(request: HttpRequest) -> HttpResponse:
    """Show where one is signed in; a form ends one of the others, or all of them."""
    own = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.last_seen_at, reverse=True)
    if request.method == "POST":
        chosen = request.POST.get("session")
        _end(request, [one for one in own if chosen in (ALL, str(one.pk)) and not one.is_current()])
        return redirect(request.path)
    shown: list[dict[str, Any]] = [
        {
            "row": one,
            "is_here": one.is_current(),
            "browser": browser_of(one.user_agent) or _("An unknown browser"),
            "address": "" if one.ip == NO_ADDRESS else one.ip,
        }
        for one in own
    ]
    shown.sort(key=lambda one: not one["is_here"])
    return page(request, 200, _("Where you are signed in"), "account/sessions.html", sessions=shown)


def _end(request: HttpRequest, ended: list[UserSession]) -> None:
    end_sessions(request, ended)
    said = ngettext("Signed out in %(number)d other browser.", "Signed out in %(number)d other browsers.", len(ended))
    messages.success(request, said % {"number": len(ended)})
