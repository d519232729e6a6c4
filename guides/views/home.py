"""Home."""

from django.http import HttpRequest, HttpResponse

from guides.serving.live import live
from guides.views.errors import read_only, unavailable
from guides.views.finder import empty_finder
from guides.views.notices import calm_notices
from guides.views.public import public
from guides.views.rendering import PublicRequest, Rendered, preferred_language, redirect, site_of


@read_only
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser prefers."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    response = redirect(site_of(snapshot).links.home(preferred_language(request)))
    response["Vary"] = "Accept-Language"
    return response


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
            "notices": calm_notices(request),
            "methods": content.methods,
            "most_questions": site.snapshot.flow.longest[content.first],
            "helpdesk": content.main_helpdesk,
            "guides_count": len(content.guides),
            "finder": empty_finder(site.links.points(language)),
        },
    )
