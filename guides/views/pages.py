"""Helpdesks, and the pages of text."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from guides.enums import GuideRole, PageKey, PointKind
from guides.offices.coverage import POWIATS, VOIVODESHIPS, Coverage
from guides.views.asked import PublicRequest, Rendered
from guides.views.guides import find_by_slug
from guides.views.public import public

# Pages on which readers look for who is behind the site.
WITH_OPERATOR = {PageKey.ABOUT, PageKey.ACCESSIBILITY, PageKey.PRIVACY}


@public
def contact(request: PublicRequest) -> Rendered:
    """Whom to call or write to."""
    content, links = request.site.snapshot.content, request.site.links
    return Rendered(
        template="pages/contact.html",
        kind="help",
        key="contact",
        title=_("Helpdesks: who to call or write to"),
        description=_(
            "Phones and addresses of the helpdesks for IKP, Profil Zaufany and mObywatel, and what each is for."
        ),
        address_in=links.contact,
        context={"helpdesks": content.helpdesks, "guide": content.guide_for(GuideRole.ASKING)},
    )


@public
def page(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    content, links, language = request.site.snapshot.content, request.site.links, request.language
    key = find_by_slug(request, "page", slug)
    if isinstance(key, HttpResponse):
        return key
    found = content.page[key]
    return Rendered(
        template="pages/page.html",
        kind="page",
        key=key,
        title=found.title.plain_in(language).value,
        description=found.summary.plain_in(language).value,
        address_in=lambda code: links.page(code, key),
        context={
            "page": found,
            "operator": _operator() if key in WITH_OPERATOR else None,
            **(_figures(request.site.snapshot.coverage) if key == PageKey.ABOUT else {}),
        },
    )


def _figures(coverage: Coverage) -> dict[str, Any]:
    """What the list of offices knows, and what it does not."""
    return {
        "coverage": coverage,
        "kinds": [
            {"label": kind.label, "count": coverage.kinds[kind.value]}
            for kind in PointKind
            if kind.value in coverage.kinds
        ],
        "without": sum(not coverage.by_voivodeship.get(name) for name in VOIVODESHIPS.values()),
        "powiats_of": POWIATS,
    }


@dataclass(frozen=True)
class Operator:
    """Who runs the site; each of these may be empty."""

    name: str
    address: str
    email: str
    site: str


def _operator() -> Operator:
    return Operator(settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS, settings.OPERATOR_EMAIL, settings.SITE_URL)
