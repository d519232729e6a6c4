"""Short addresses without a language, for paper and QR codes. They lead to the page in the reader's language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from guides.questionnaire.replay import SEPARATOR, read_state, replay
from guides.serving.links import CHANGED
from guides.serving.live import live
from guides.views.errors import error_page, read_only, unavailable
from guides.views.rendering import preferred_language, redirect, site_of


@read_only
def short(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the guide `key`, else to the question `key`, else to a state of answers “konto.pz/problem.haslo”."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    links, language = site_of(snapshot).links, preferred_language(request)
    key = key.strip(" /.,;:)").lower()  # as somebody typed it from paper, or copied it from a sentence
    if key in snapshot.content.guide:
        return _to(links.guide(language, key))
    if key in snapshot.content.question:
        return _to(links.question_from(language, key))
    if SEPARATOR not in key:
        raise Http404
    here = replay(snapshot.flow, read_state(key))
    return _to(links.question(language, here.state), flag=CHANGED if here.unknown or here.pruned else "")


@read_only
def short_point(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to a confirmation point, or where it is explained that it is gone."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    links, language = site_of(snapshot).links, preferred_language(request)
    digits = number.strip(" ./,;:)")  # as somebody copied it from a sentence
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Http404
    wanted = int(digits)
    if wanted in snapshot.points.point:
        return _to(links.point(language, wanted))
    gone = next((each for each in snapshot.points.gone if each.number == wanted), None)
    if gone is not None:
        return _to(links.points(language, near=gone.town, gone=wanted))
    with translation.override(language):
        return error_page(
            language,
            404,
            _("No office on our list has this number"),
            _("Check the number %(number)s, or find the nearest office by your postcode or town.") % {"number": wanted},
            finds_points=True,
        )


def _to(address: str, flag: str = "") -> HttpResponse:
    response = redirect(address, flag=flag)
    response["Vary"] = "Accept-Language"
    return response
