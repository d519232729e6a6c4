"""The switch of the desk's language, on each of its pages. What is chosen is kept in the account."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, and lead back to the page on which it was."""
    code, back = request.POST.get("language", ""), request.POST.get("next", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    user: Any = request.user
    user.language = code
    user.save(update_fields=["language"])
    start = reverse("admin:index")
    is_ours = back.startswith(start) and url_has_allowed_host_and_scheme(back, None)
    return HttpResponseRedirect(back if is_ours else start)


urlpatterns = [path("", admin.site.admin_view(choose_language), name="language")]
