"""The admin site: the pages of ours that are no model's, and what stands together on its first page."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from guides import __version__

# Models of the app "guides" that stand together, in this order; what is not named here follows under the app's name.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("Guides and questions"),
        (
            *("Guide", "Step", "Question", "Answer", "Outcome", "Situation"),
            *("Method", "Helpdesk", "Page", "Thing", "Topic", "Source"),
        ),
    ),
    (_("Confirmation points"), ("Point", "PointSource", "ImportMapping")),
    (_("What visitors see"), ("Release", "Notice", "PreviewLink")),
    (_("What readers say"), ("ReaderReport", "DailyCount")),
    (_("Kept true"), ("Link",)),
)


# What each kind is, in a line, by the names of the models.
ABOUT: dict[str, Any] = {
    "Guide": _("What to do, step by step."),
    "Step": _("One action of a guide, with what to do when it does not work."),
    "Question": _("What the questionnaire asks, with its answers."),
    "Answer": _("Where each answer of a question leads."),
    "Outcome": _("What somebody is told at the end of the questions."),
    "Situation": _("What people come with, and where their answers must lead: checked before each publication."),
    "Method": _("A way to log in to IKP."),
    "Helpdesk": _("Whom to call or write to, and when."),
    "Page": _("The texts of the home page, about the site, privacy and so on."),
    "Thing": _("What somebody needs to have at hand."),
    "Topic": _("The headings that guides are listed under."),
    "Source": _("Where facts come from: laws and official pages."),
    "Point": _("Offices: where they are, when they are open, what they do."),
    "PointSource": _("The official lists that offices were taken from."),
    "ImportMapping": _("What the columns of your own tables hold."),
    "ReaderReport": _("What readers say is wrong with a guide or an office."),
    "DailyCount": _("How many began, where they ended, and whether it helped; sums only."),
    "Link": _("Every address that the texts lead to, and whether it works."),
    "Release": _("What was published, when and by whom; the way back."),
    "Notice": _("Outages and other news, live as soon as they are saved."),
    "PreviewLink": _("Links to previews that were sent to somebody."),
    "Job": _("Long work, such as large imports."),
    "User": _("Who may sign in, and what they may do."),
}


class DeskSite(AdminSite):
    site_header = site_title = _("Klucz do IKP – editors")
    index_title = _("What is to be done")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("preview/", include("guides.admin.preview")),
            path("language/", include("guides.admin.language")),
            path("translations/", include("guides.admin.translations")),
            path("imports/", include("guides.admin.importing")),
            path("mail/", include("guides.admin.account")),
            path("manual/", include("guides.admin.manual")),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "site_version": __version__, "two_factors": settings.TWO_FACTORS}

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The sign-in; one that carries a form which was sent without a session goes on with that."""
        from guides.admin import kept, sign_in  # need the site, which is made here

        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": _("Sign in"),
            "app_path": request.get_full_path(),
            "next": request.GET.get("next", ""),
            **(extra_context or {}),
        }
        response = sign_in.SignInView.as_view(extra_context=context)(request)
        if request.method == "POST" and kept.KEPT in request.POST:
            return kept.after_sign_in(request, response, is_in=self.has_permission(request))
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The page for a new password; an account that must have one is told so."""
        must = getattr(request.user, "must_change_password", False)
        return super().password_change(request, {"must_change": must, **(extra_context or {})})

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The start page: what is to be done, what is done most, and every kind of row."""
        from guides.admin.todo import tasks_for  # needs the site, which is made here

        return super().index(request, {"tasks": tasks_for(request), **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """The start page, which has every kind: a page of its own for each app would only be a shorter one."""
        return redirect("admin:index")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        from guides.admin.choosing import RankedChoices  # needs the site, which is made here

        return RankedChoices.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The models by what they are for, instead of all of "guides" by the alphabet."""
        apps: list[dict[str, Any]] = []
        for app in super().get_app_list(request, app_label):
            apps += _grouped(app) if app["app_label"] == "guides" and app_label is None else [app]
        apps.sort(key=lambda app: not app["app_label"].startswith("guides"))  # accounts and jobs come last
        for model in (model for app in apps for model in app["models"]):
            model["about"] = ABOUT.get(model["object_name"], "")
        return apps

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What is refused or not there is said by a page of the desk, to whoever has signed in.

        A number in an address that no column of the database can hold names nothing.
        """
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            from guides.admin import errors, kept  # needs the site, which is made here

            if request.method == "POST" and not self.has_permission(request) and view != self.logout:
                return kept.sign_in_again(request)
            try:
                response: HttpResponseBase = inner(request, *args, **kwargs)
                return response
            except PermissionDenied:
                return errors.refused(request)
            except (Http404, OverflowError):
                return errors.missing(request)

        return guarded


def _grouped(app: dict[str, Any]) -> list[dict[str, Any]]:
    left = {model["object_name"]: model for model in app["models"]}
    groups = []
    for number, (label, names) in enumerate(GROUPS, 1):
        models = [left.pop(name) for name in names if name in left]
        if models:
            groups.append({**app, "name": label, "app_label": f"guides-{number}", "models": models})
    if left:
        groups.append({**app, "models": list(left.values())})
    return groups
