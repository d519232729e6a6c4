"""What search engines and social networks read of a page: JSON-LD of schema.org, and Open Graph."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from guides.offices.schema_org import UNSAFE
from guides.schema.content import Content, Guide
from guides.serving.share_picture import Lettering
from guides.views.asked import Rendered, Site

WHOLE_SITE = "site"  # in the place of the key of a guide: the picture of all other pages
_OF_GUIDES = ("guide", "outcome")


def lettering_of(content: Content, language: str, key: str) -> Lettering:
    """What stands on the picture of a guide, or of all other pages, in the active language."""
    item = content.guide.get(key) or content.page["home"]
    return Lettering(
        title=item.title.plain_in(language).value,
        site=str(settings.SITE_NAME),
        promise=_("Independent help, not an office of the state."),
        host=(urlsplit(settings.SITE_URL).hostname or "").removeprefix("www."),
    )


def shared_as(site: Site, language: str, page: Rendered, canonical: str) -> dict[str, Any]:
    """The context of base.html for machines: `json_data`, `share_picture`, `share_type`."""
    content, links = site.snapshot.content, site.links
    guide = content.guide.get(page.context["guide"].key) if page.kind in _OF_GUIDES else None
    key = guide.key if guide else WHOLE_SITE
    picture = links.absolute(links.share_picture(language, key, lettering_of(content, language, key).mark))
    told = [_crumbs(site, language, page, canonical)] if page.kind != "home" else [_website(site, language)]
    if page.kind == "guide" and guide:
        since = site.snapshot.changes.first_published.get(guide.key)
        told.append(_article(guide, language, page, canonical, picture, since))
    return {
        "json_data": _written(told),
        "share_picture": picture,
        "share_locale": settings.SHARE_LOCALES[language],
        "share_type": "article" if guide else "website",
    }


def _written(told: list[dict[str, Any]]) -> str:
    """Safe inside a script element."""
    document = {"@context": "https://schema.org", "@graph": told}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def _publisher() -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": settings.OPERATOR_NAME or str(settings.SITE_NAME),
        "url": f"{settings.SITE_URL}/",
    }


def _website(site: Site, language: str) -> dict[str, Any]:
    links = site.links
    return {
        "@type": "WebSite",
        "name": str(settings.SITE_NAME),
        "url": links.absolute(links.home(language)),
        "inLanguage": language,
        "publisher": _publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{links.absolute(links.search(language))}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _article(
    guide: Guide, language: str, page: Rendered, canonical: str, picture: str, since: date | None
) -> dict[str, Any]:
    """A guide, there `since` a day. It was modified when it was last compared with its sources and mended."""
    article: dict[str, Any] = {
        "@type": "Article",
        "headline": page.title,
        "description": page.description,
        "inLanguage": language,
        "mainEntityOfPage": canonical,
        "image": picture,
        "author": _publisher(),
        "publisher": _publisher(),
    }
    if since:
        article["datePublished"] = since.isoformat()
    if guide.checked_on:
        article["dateModified"] = guide.checked_on.isoformat()
    return article


def _crumbs(site: Site, language: str, page: Rendered, canonical: str) -> dict[str, Any]:
    """Where a page stands: home, the list that it belongs to, itself."""
    links = site.links
    steps = [(_("Home"), links.absolute(links.home(language)))]
    if above := _above(site, language, page):
        steps.append((above[0], links.absolute(above[1])))
    steps.append((page.title, canonical))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def _above(site: Site, language: str, page: Rendered) -> tuple[str, str] | None:
    """The name and the address of the list that a page belongs to, as its breadcrumbs show them."""
    links = site.links
    match page.kind:
        case "guide" | "method":
            return _("Guides"), links.guides(language)
        case "point" | "region":
            return _("Confirmation points"), links.points(language)
        case "write":
            return _("Helplines"), links.contact(language)
        case "municipality":
            return _("Municipalities of Poland"), links.municipalities(language)
        case _:
            return None
