"""Guides and methods."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from guides.schema.content import Guide
from guides.views.asked import PublicRequest, Rendered
from guides.views.gone import gone_page
from guides.views.location import asks_location
from guides.views.notices import notices_about, working_first
from guides.views.procedure import helpdesk_for, procedure
from guides.views.public import public
from guides.views.rendering import redirect

MOST_RELATED = 3


@public
def guides(request: PublicRequest) -> Rendered:
    """All guides, by need and by method."""

    content, links = request.site.snapshot.content, request.site.links
    return Rendered(
        template="pages/guides.html",
        kind="guides",
        key="guides",
        title=_("All guides"),
        description=_("Every guide on this site, by what you need and by the way you log in to IKP."),
        address_in=links.guides,
        context={
            "by_topic": [
                {"topic": topic, "guides": [guide for guide in content.guides if guide.topic == topic.key]}
                for topic in content.topics
            ],
            "by_method": [
                {"method": method, "guides": [guide for guide in content.guides if guide.method == method.key]}
                for method in working_first(request.site, content.methods, lambda method: method.key)
            ],
        },
    )


@asks_location
@public
def guide(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    content, links, language = request.site.snapshot.content, request.site.links, request.language
    key = find_by_slug(request, "guide", slug)
    if isinstance(key, HttpResponse):
        return key
    found = content.guide[key]
    shown = procedure(request, found, links.guide(language, key), key)
    return Rendered(
        template="pages/guide.html",
        kind="guide",
        key=key,
        title=found.title.plain_in(language).value,
        description=found.summary.plain_in(language).value,
        # The switch of the language keeps what was found.
        address_in=lambda code: links.guide(code, key) + shown["kept"],
        noindex=bool(shown["kept"]),
        context={
            **shown,
            "notices": notices_about(request, found.method, key),
            "method": content.method.get(found.method),
            "topic": content.topic[found.topic],
            "related": working_first(request.site, _related(found, content.guides), lambda other: other.method),
            "helpdesk": helpdesk_for(content, found),
            "alternatives": (),
            "sheet": links.sheet(language, key, shown["near"]),
            "phone_page": links.phone(language, key),
        },
        has_error=bool(shown["finder"] and shown["finder"].message),
    )


def _related(guide: Guide, guides: Sequence[Guide]) -> list[Guide]:
    """Guides for the same need, those of the same method first."""
    same_topic = [other for other in guides if other.topic == guide.topic and other.key != guide.key]
    return sorted(same_topic, key=lambda other: other.method != guide.method)[:MOST_RELATED]


@public
def method(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    content, links, language = request.site.snapshot.content, request.site.links, request.language
    key = find_by_slug(request, "method", slug)
    if isinstance(key, HttpResponse):
        return key
    found = content.method[key]
    return Rendered(
        template="pages/method.html",
        kind="method",
        key=key,
        title=found.name.plain_in(language).value,
        description=found.summary.plain_in(language).value,
        address_in=lambda code: links.method(code, key),
        context={
            "method": found,
            "notices": notices_about(request, key),
            "guides": [guide for guide in content.guides if guide.method == key],
        },
    )


def find_by_slug(
    request: PublicRequest, kind: str, slug: str, address: Callable[[str], str] | None = None
) -> str | HttpResponse:
    """The key that `slug` stands for; a redirect when it is an old slug or one of another language; else Http404.

    `address` gives where a key is redirected to; else to the page of its kind.
    """
    snapshot, language = request.site.snapshot, request.language
    key = snapshot.slugs.get((language, kind, slug))
    if key is not None:
        return key
    known = getattr(snapshot.content, kind)
    candidates = [
        snapshot.content.retired.slugs.get(code, {}).get(kind, {}).get(slug) for code in snapshot.content.languages
    ]
    candidates += [snapshot.slugs.get((code, kind, slug)) for code in snapshot.content.languages]
    candidates.append(slug)
    for candidate in filter(None, candidates):
        if candidate in known:
            to = address(candidate) if address else getattr(request.site.links, kind)(language, candidate)
            return redirect(to, permanent=True)
    if slug in snapshot.content.withdrawn(kind):
        return gone_page(snapshot, language, slug, embedded=request.site.embedded)
    raise Http404
