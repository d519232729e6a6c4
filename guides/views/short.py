"""Short addresses without a language, for paper and QR codes. They lead to the page in the reader's language."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from guides.questionnaire.replay import SEPARATOR, read_state, replay
from guides.serving.links import CHANGED, GMINA, NEAR, PLACE
from guides.serving.live import Snapshot, live
from guides.views.errors import error_page, read_only, unavailable
from guides.views.gone import gone_page
from guides.views.rendering import preferred_language, redirect, site_of
from guides.views.typed_place import read_place

# What stands around an address that somebody typed from paper, or copied from a sentence.
_AROUND = " \t\u00a0/.,;:!?()[]<>{}\"'„”“’*"


@read_only
def short(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the guide `key`, else to the question `key`, else to a state of answers “konto.pz/problem.haslo”."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    links, language = site_of(snapshot).links, preferred_language(request)
    key = key.strip(_AROUND).lower()
    if key in snapshot.content.guide:
        return lead_with_place(request, links.guide(language, key))
    if key in snapshot.content.question:
        return lead_with_place(request, links.question_from(language, key))
    if SEPARATOR not in key:
        return _gone(snapshot, language, key)
    here = replay(snapshot.flow, read_state(key))
    return lead_with_place(
        request, links.question(language, here.state), CHANGED if here.unknown or here.pruned else ""
    )


def _gone(snapshot: Snapshot, language: str, key: str) -> HttpResponse:
    """What is left of a key of earlier releases: of a guide, an explanation; of a question, the first one."""
    links = site_of(snapshot).links
    if key in snapshot.content.retired.answers:
        return _lead(f"{links.start(language)}?{CHANGED}=1")
    slugs = [slug for slug, withdrawn in snapshot.content.withdrawn("guide").items() if withdrawn == key]
    if not slugs:
        raise Http404
    with translation.override(language):
        return gone_page(snapshot, language, " ".join(slugs))


@read_only
def short_point(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to a confirmation point, or where it is explained that it is gone."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    links, language = site_of(snapshot).links, preferred_language(request)
    digits = number.strip(_AROUND)
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Http404
    wanted = int(digits)
    if wanted in snapshot.points.point:
        return lead_with_place(request, links.point(language, wanted))
    gone = next((each for each in snapshot.points.gone if each.number == wanted), None)
    if gone is not None:
        return _lead(links.points(language, near=gone.town, gone=wanted))
    with translation.override(language):
        return error_page(
            language,
            404,
            _("No office on our list has this number"),
            _("Check the number %(number)s, or find the nearest office by your postcode or town.") % {"number": wanted},
            finds_points=True,
        )


def lead_with_place(request: HttpRequest, address: str, flag: str = "") -> HttpResponse:
    """A redirect to a page in the reader's language that keeps the place of the link."""
    asked, _holds_pesel = read_place(request.GET)
    query = {name: asked[name] for name in (NEAR, PLACE, GMINA) if asked.get(name)}
    if flag:
        query[flag] = "1"
    return _lead(f"{address}?{urlencode(query)}" if query else address)


def _lead(address: str) -> HttpResponse:
    response = redirect(address)
    response["Vary"] = "Accept-Language"
    return response
