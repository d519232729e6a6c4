"""Short addresses without a language, for paper and QR codes. They lead to the page in the reader's language."""

from django.http import Http404, HttpRequest, HttpResponse

from guides.questionnaire.replay import SEPARATOR, read_state, replay
from guides.serving.links import CHANGED
from guides.serving.live import live
from guides.views.errors import read_only, unavailable
from guides.views.rendering import preferred_language, redirect, site_of


@read_only
def short(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to the guide `key`, else to the question `key`, else to a state of answers “konto.pz/problem.haslo”."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    links, language = site_of(snapshot).links, preferred_language(request)
    key = key.strip("/").lower()  # as somebody typed it from paper
    if key in snapshot.content.guide:
        return _to(links.guide(language, key))
    if key in snapshot.content.question:
        return _to(links.question_from(language, key))
    if SEPARATOR not in key:
        raise Http404
    here = replay(snapshot.flow, read_state(key))
    return _to(links.question(language, here.state), flag=CHANGED if here.unknown or here.pruned else "")


@read_only
def short_point(request: HttpRequest, number: int) -> HttpResponse:
    """Lead to a confirmation point."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    if number not in snapshot.points.point:
        raise Http404
    return _to(site_of(snapshot).links.point(preferred_language(request), number))


def _to(address: str, flag: str = "") -> HttpResponse:
    response = redirect(address, flag=flag)
    response["Vary"] = "Accept-Language"
    return response
