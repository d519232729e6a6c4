"""The sitemap: every page that is the same for everybody, in each language, for search engines."""

from collections.abc import Callable, Iterator
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guides.links import Links
from guides.points.coverage import VOIVODESHIPS
from guides.publishing.live import Snapshot, live
from guides.views.errors import unavailable
from guides.views.rendering import site_of

_SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    "{entries}</urlset>\n"
)


def listed(snapshot: Snapshot, links: Links) -> Iterator[Callable[[str], str]]:
    """The address of each page in a language. The questionnaire is listed by its beginning: its states are no pages."""
    content = snapshot.content
    yield from (links.home, links.start, links.guides, links.points, links.contact, links.write)
    yield links.helping
    covered = snapshot.coverage.by_voivodeship
    yield from (partial(links.region, region=slug) for slug, name in VOIVODESHIPS.items() if covered.get(name))
    yield from (partial(links.guide, key=guide.key) for guide in content.guides)
    yield from (partial(links.method, key=method.key) for method in content.methods)
    yield from (partial(links.page, key=page.key) for page in content.pages if page.key != "home")
    yield from (partial(links.point, number=point.number) for point in snapshot.points.points)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """https://www.sitemaps.org, with the other languages of each page as Google wants them (xhtml:link)."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable(request)
    links = site_of(snapshot).links
    codes = [code for code, _name in settings.LANGUAGES]
    entries = []
    for address in listed(snapshot, links):
        absolute = {code: links.absolute(address(code)) for code in codes}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(absolute[code])}/>' for code in codes
        )
        entries += [f"<url><loc>{escape(absolute[code])}</loc>{others}</url>\n" for code in codes]
    return HttpResponse(
        _SITEMAP.format(entries="".join(entries)),
        content_type="application/xml",
        headers={"Cache-Control": "public, max-age=3600"},
    )
