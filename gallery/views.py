"""The page that shows every component."""

import re
from dataclasses import replace
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from gallery.specimens import Specimen, specimens, with_samples
from guides.views.asked import PublicRequest, Rendered
from guides.views.errors import read_only
from guides.views.public import public
from guides.views.rendering import redirect

ICONS = settings.BASE_DIR / "templates" / "icons"
# Everything that a page names once; on this page the same part stands many times.
_NAMES = re.compile(r'\b(id|for|name|aria-labelledby|aria-describedby|href|clip-path)="(url\(#|#)?([^")]*)(\)?)"')
_LABELLED = re.compile(r'(<section\b[^>]* aria-labelledby="[^"]*)"')
_LABEL = re.compile(r'(<(?:section|nav)\b[^>]* aria-label="[^"]*)"')


@read_only
def root(request: HttpRequest) -> HttpResponse:
    return redirect(f"/gallery/{settings.LANGUAGE_CODE}/")


@public
def gallery(request: PublicRequest) -> Rendered:
    snapshot = request.site.snapshot
    links = replace(request.site.links, content=with_samples(snapshot.content))
    given: dict[str, Any] = {"links": links, "language": request.language, "source_language": settings.LANGUAGE_CODE}
    given |= {"place_sources": (), "in_source_language": False}
    shown = specimens(snapshot.content, next(iter(snapshot.points.points), None), request.language)
    sections = [
        {
            "heading": heading,
            "specimens": [_shown(each, f"{row}-{number}", given) for number, each in enumerate(inside)],
        }
        for row, (heading, inside) in enumerate(shown.items())
    ]
    return Rendered(
        template="pages/gallery.html",
        kind="gallery",
        key="gallery",
        title="Gallery",
        description="Every component of the design system in every state.",
        address_in=lambda code: f"/gallery/{code}/",
        context={"sections": sections, "icons": sorted(path.stem for path in ICONS.glob("*.svg"))},
        noindex=True,
    )


def _shown(specimen: Specimen, suffix: str, given: dict[str, Any]) -> dict[str, str | SafeString]:
    html = engines["django"].from_string(specimen.source).render({**given, **specimen.context})
    if specimen.unfolded:
        html = html.replace("<details ", "<details open ")
    html = _with_own_labels(_with_own_names(html, suffix), specimen.title, suffix)
    return {"title": specimen.title, "id": f"title-{suffix}", "html": mark_safe(html)}  # noqa: S308 - from our templates


def _with_own_labels(html: str, title: str, suffix: str) -> str:
    """`html` with the title of the specimen in the names of its landmarks: no two of a page may have the same."""
    html = _LABELLED.sub(rf'\1 title-{suffix}"', html)
    return _LABEL.sub(lambda match: f'{match[1]} ({escape(title)})"', html)


def _with_own_names(html: str, suffix: str) -> str:
    def own(match: re.Match[str]) -> str:
        attribute, before, value, after = match.groups(default="")
        if (attribute == "href" and not before) or value in ("", "main"):
            return match[0]
        return f'{attribute}="{before}{" ".join(f"{name}-{suffix}" for name in value.split())}{after}"'

    return _NAMES.sub(own, html)
