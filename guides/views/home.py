"""Home."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guides.enums import EMERGENCIES, GuideRole
from guides.schema.kinds import Text
from guides.serving.live import live
from guides.views.asked import PublicRequest, Rendered
from guides.views.errors import read_only, unavailable
from guides.views.finder import empty_finder
from guides.views.notices import calm_notices, working_first
from guides.views.public import public
from guides.views.rendering import preferred_language, site_of
from guides.views.short import lead_with_place


@read_only
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser prefers."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    return lead_with_place(request, site_of(snapshot).links.home(preferred_language(request)))


@dataclass(frozen=True)
class Urgent:
    """A guide for somebody in a hurry, in a few words."""

    label: str
    address: str


@dataclass(frozen=True)
class Sentence:
    """An answer to the first question, and where it leads."""

    label: Text
    address: str


def _urgent(request: PublicRequest) -> Iterator[Urgent]:
    labels = {
        GuideRole.THEFT: _("My phone is gone"),
        GuideRole.FRAUD: _("Somebody knows my code"),
        GuideRole.OUTAGE: _("The page is down"),
    }
    content, links = request.site.snapshot.content, request.site.links
    for role in EMERGENCIES:
        if guide := content.guide_for(role):
            yield Urgent(labels[role], links.guide(request.language, guide.key))


def _answers(request: PublicRequest) -> Iterator[Sentence]:
    content, links = request.site.snapshot.content, request.site.links
    for answer in content.question[content.first].answers:
        yield Sentence(answer.label, links.question(request.language, [(content.first, answer.key)]))


@public
def home(request: PublicRequest) -> Rendered:
    site, language = request.site, request.language
    content = site.snapshot.content
    page = content.page["home"]
    return Rendered(
        template="pages/home.html",
        kind="home",
        key="home",
        title=page.title.plain_in(language).value,
        description=page.summary.plain_in(language).value,
        address_in=site.links.home,
        context={
            "page": page,
            "notices": calm_notices(request, content.method),
            "urgent": list(_urgent(request)),
            "first": content.question[content.first],
            "answers": list(_answers(request)),
            "methods": working_first(site, content.methods, lambda method: method.key),
            "most_questions": site.snapshot.flow.longest[content.first],
            "helpdesk": content.main_helpdesk,
            "guides_count": len(content.guides),
            "finder": empty_finder(site.links.points(language)),
        },
    )
