"""For the websites that link here: a link, a button, a frame, a QR code and a poster, made of what was chosen."""

import ipaddress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from guides.serving.links import EMBED, GMINA, IN, INK, SIZE, WHAT
from guides.serving.qr import qr_svg
from guides.views.asked import PublicRequest, Rendered
from guides.views.embed import SCRIPT, script_integrity
from guides.views.errors import error_page
from guides.views.headers import POLICY
from guides.views.places import Choice, choices_of
from guides.views.public import public
from guides.views.sharing_choices import (
    A4,
    A5,
    BLACK,
    BOTH,
    COLOUR,
    POINTS,
    Chosen,
    fields_kept,
    read_choices,
    status_of,
)

ANCHOR = "made"
FRAME_HEIGHT = 700
_BUTTON = (
    "display:inline-block;padding:14px 24px;border-radius:14px;background:#0a4f41;color:#fff;"
    "font:bold 18px/1.3 sans-serif;text-decoration:none"
)


@dataclass(frozen=True)
class Shared:
    """A page in one language, for another website: its address, and the words of a link to it."""

    language: str
    path: str
    words: str
    short: str  # as it is typed from paper

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.path}"

    @property
    def typed(self) -> tuple[str, str]:
        """The short address as a poster has it: its host, and what comes after; neither is broken over two lines."""
        parts = urlsplit(self.short)
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/")

    @property
    def framed(self) -> str:
        """The same page for a frame."""
        return EMBED + self.path


@csp_update({"frame-src": ["'self'"]})
@public
def for_site(request: PublicRequest) -> Rendered | HttpResponse:
    """The choices, and what they make."""
    links, language = request.site.links, request.language
    chosen = read_choices(request)
    if chosen.language == BOTH:
        chosen = replace(chosen, language=language)
    query = chosen.query() if request.GET else ""
    return Rendered(
        template="pages/for_site.html",
        kind="for-site",
        key="for-site",
        title=_("Put it on your site"),
        description=_("A link, a button, a frame, a QR code and a poster for the site of a municipality or a library."),
        address_in=lambda code: links.for_site(code, query),
        context={
            "chosen": chosen,
            "faults": chosen.problems,
            "place_problem": next((each.problem for each in chosen.problems if each.target == "near"), ""),
            "fields_kept": fields_kept(chosen),
            "choices": _choices(request, chosen) if chosen.problems else (),
            "guides": request.site.snapshot.content.guides,
            "languages": settings.LANGUAGES,
            "is_local": is_local(settings.SITE_URL),
            **_made(request, chosen),
            "server": urlsplit(settings.SITE_URL).hostname or settings.SITE_URL,
            "log_days": settings.LOG_DAYS,
        },
        status=status_of(chosen),
        noindex=bool(query),
        has_error=bool(chosen.problems),
    )


def _made(request: PublicRequest, chosen: Chosen) -> dict[str, Any]:
    """What the choices make: the codes, the address of the QR code and those of the posters."""
    links, language = request.site.links, request.language
    shared = shared_in(request, chosen, chosen.language)
    code_file = links.site_code(language, chosen.query())
    return {
        "shared": shared,
        "snippets": {**snippets_of(shared), "code": _picture_code(shared, links.absolute(code_file))},
        "frame_height": FRAME_HEIGHT,
        "code_file": code_file,
        "helpdesk": request.site.snapshot.content.main_helpdesk,
        "posters": [_poster(request, chosen, code, ink) for code in (chosen.language, BOTH) for ink in (COLOUR, BLACK)],
    }


def _poster(request: PublicRequest, chosen: Chosen, code: str, ink: str) -> dict[str, Any]:
    """A poster as it is shown small: what it says, and its addresses in each size."""
    links, language = request.site.links, request.language
    made = {
        size: links.poster(language, replace(chosen, language=code).query(**{SIZE: size, INK: ink}))
        for size in (A4, A5)
    }
    sides = [_side(request, chosen, each) for each in _languages(code)]
    return {**made, "whole": links.absolute(made[A4]), "ink": ink, "language": code, "sides": sides}


def _languages(code: str) -> list[str]:
    """The languages of a poster."""
    return [each for each, _name in settings.LANGUAGES] if code == BOTH else [code]


@public
def poster(request: PublicRequest) -> Rendered | HttpResponse:
    """One page for the printer."""
    links, language = request.site.links, request.language
    chosen = read_choices(request)
    if chosen.problems:
        return _refusal(request, chosen)
    codes = _languages(chosen.language)
    query = chosen.query(**{SIZE: chosen.size, INK: chosen.ink})
    title = _("Poster: %(what)s") % {"what": shared_in(request, chosen, codes[0]).words}
    return Rendered(
        template="print/poster.html",
        kind="poster",
        key=chosen.what,
        title=title,
        description=title,
        address_in=lambda code: links.poster(code, query),
        context={
            "chosen": chosen,
            "size": chosen.size,
            "ink": chosen.ink,
            "sides": [_side(request, chosen, code) for code in codes],
            "helpdesk": request.site.snapshot.content.main_helpdesk,
            "is_local": is_local(settings.SITE_URL),
            "back": links.for_site(language, chosen.query()),
        },
        noindex=True,
    )


@public
def code(request: PublicRequest) -> HttpResponse:
    """The QR code alone, as a picture; none of an address that only this machine knows."""
    if is_local(settings.SITE_URL):
        raise Http404
    chosen = read_choices(request)
    if chosen.problems:
        return _refusal(request, chosen)
    language = request.language if chosen.language == BOTH else chosen.language
    drawn = qr_svg(shared_in(request, chosen, language).address)
    response = HttpResponse(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), "image/svg+xml")
    response["Content-Disposition"] = 'attachment; filename="qr.svg"'
    response["Cache-Control"] = "no-cache"
    response[POLICY] = "cross-origin"  # it stands on the pages of those who took its code
    return response


def _refusal(request: PublicRequest, chosen: Chosen) -> HttpResponse:
    """What is wrong with the choices of a poster or a code, and the way to where they are made."""
    return error_page(
        request.language,
        max(400, status_of(chosen)),
        _("This cannot be made"),
        " ".join(each.problem for each in chosen.problems),
        request.site.links.for_site(request.language, chosen.query()),
    )


def _choices(request: PublicRequest, chosen: Chosen) -> list[Choice]:
    """The places that may be meant, each with all that was chosen already."""
    kept = urlencode({WHAT: chosen.what, IN: chosen.language})
    address = request.site.links.for_site(request.language)
    return [
        replace(choice, address=choice.address.replace("#", f"&{kept}#"))
        for choice in choices_of(chosen.place, address, ANCHOR)
    ]


def shared_in(request: PublicRequest, chosen: Chosen, language: str) -> Shared:
    """What was chosen, in `language`."""
    links = request.site.links
    with translation.override(language):
        if chosen.guide:
            path = links.guide(language, chosen.guide.key)
            words = chosen.guide.title.plain_in(language).value
            short = links.short(language, chosen.guide.key)
        elif chosen.what == POINTS:
            path = links.points(language)
            teryt = chosen.where().get(GMINA)
            short = reverse("short-municipality", args=(teryt,)) if teryt else path
            words = _("Where to confirm a Profil Zaufany")
        else:
            path = links.start(language)
            words = _("Can’t log in to your Internet Patient Account (IKP)?")
            short = reverse("short", args=(request.site.snapshot.content.first,))
    query = urlencode(chosen.where())
    return Shared(language, f"{path}?{query}" if query else path, words, f"{settings.SITE_URL}{short}")


def snippets_of(shared: Shared) -> dict[str, str]:
    """The codes for another website, from the plainest to the one with a script."""
    address, words = escape(shared.address), escape(shared.words)
    link = f'<a href="{address}" lang="{shared.language}">{words}</a>'
    return {
        "link": link,
        "button": f'<a href="{address}" lang="{shared.language}" style="{_BUTTON}">{words}</a>',
        "frame": (
            f'<iframe src="{escape(settings.SITE_URL + shared.framed)}" title="{words}" lang="{shared.language}"\n'
            f'  width="100%" height="{FRAME_HEIGHT}" style="border:0" loading="lazy"></iframe>'
        ),
        "element": (
            f"<ikp-pomoc>{link}</ikp-pomoc>\n"
            f'<script type="module" src="{settings.SITE_URL}{EMBED}/{SCRIPT}"\n'
            f'  integrity="{script_integrity()}" crossorigin="anonymous"></script>'
        ),
    }


def _picture_code(shared: Shared, picture: str) -> str:
    """The QR code as a picture on another website."""
    with translation.override(shared.language):
        said = _("QR code: %(title)s") % {"title": shared.words}
    return (
        f'<a href="{escape(shared.address)}" lang="{shared.language}"><img src="{escape(picture)}"\n'
        f'  alt="{escape(said)}" width="200" height="200"></a>'
    )


def _side(request: PublicRequest, chosen: Chosen, language: str) -> dict[str, object]:
    """What a poster says in one language. The words are those of the language, whatever the page around is in."""
    with translation.override(language):
        return {
            "shared": shared_in(request, chosen, language),
            "near": _("For people in and near %(town)s") % {"town": chosen.town} if chosen.town else "",
            "scan": _("Point the camera of a phone here"),
            "type": _("or type"),
            "call": _("or call"),
            "promise": _("We never ask for a password, code, PIN or PESEL."),
            "who": _("Independent help, not an office of the state."),
        }


def is_local(address: str) -> bool:
    """Whether an address leads to a machine of one's own, which no phone and no visitor can reach."""
    host = urlsplit(address).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal", ".test"))
