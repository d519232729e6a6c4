"""The sitemap: every page that is the same for everybody, in each language, for search engines."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from guides.offices.coverage import HOME, VOIVODESHIPS
from guides.serving.links import Links
from guides.serving.live import Snapshot, live
from guides.views.errors import read_only, unavailable
from guides.views.municipality import REGIONS
from guides.views.points import ABROAD
from guides.views.public import build
from guides.views.rendering import encode_body, preferred_encoding, site_of

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
    yield links.for_site
    yield links.api
    covered = snapshot.coverage.by_voivodeship
    yield from (partial(links.region, region=slug) for slug, name in VOIVODESHIPS.items() if covered.get(name))
    if any(point.country != HOME for point in snapshot.points.points):
        yield partial(links.region, region=ABROAD)
    yield from (partial(links.guide, key=guide.key) for guide in content.guides)
    yield from (partial(links.method, key=method.key) for method in content.methods)
    yield from (partial(links.page, key=page.key) for page in content.pages if page.key != "home")
    yield from (partial(links.point, number=point.number) for point in snapshot.points.points)
    if snapshot.gazetteer.has_municipalities:
        yield links.municipalities
        yield from (partial(links.municipalities, region=region) for region in REGIONS)
    addresses = snapshot.gazetteer.addresses()
    yield from (partial(links.municipality, teryt=teryt, slug=slug) for teryt, slug in addresses)


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """https://www.sitemaps.org, with the other languages of each page as Google wants them (xhtml:link)."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    encoding = preferred_encoding(request.headers.get("Accept-Encoding", ""))
    identity = f"{build()} {snapshot.validator} {settings.SITE_URL}"
    body = _body(identity, encoding, lambda: _written(snapshot))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="application/xml")
    if encoding:
        response["Content-Encoding"] = encoding
    response["Cache-Control"] = "public, max-age=3600"
    response["Vary"] = "Accept-Encoding"
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(answer, HttpResponse)
    return answer


_kept: dict[str, bytes] = {}  # of one release: by encoding
_kept_of = ""
_lock = Lock()


def _body(identity: str, encoding: str, write: Callable[[], str]) -> bytes:
    """The sitemap of `identity` in `encoding`, made once. Megabytes with thousands of points: never twice at a time."""
    global _kept_of
    with _lock:
        if _kept_of != identity:
            _kept.clear()
            _kept_of = identity
        if encoding not in _kept:
            _kept[encoding] = encode_body(write(), encoding)
        return _kept[encoding]


def _written(snapshot: Snapshot) -> str:
    links = site_of(snapshot).links
    codes = [code for code, _name in settings.LANGUAGES]
    entries = []
    for address in listed(snapshot, links):
        absolute = {code: links.absolute(address(code)) for code in codes}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(absolute[code])}/>' for code in codes
        )
        entries += [f"<url><loc>{escape(absolute[code])}</loc>{others}</url>\n" for code in codes]
    return _SITEMAP.format(entries="".join(entries))
