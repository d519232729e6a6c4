"""Pages for frames in other sites: the questionnaire to its end, a guide, the nearest offices; and their script."""

import base64
import hashlib
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from guides.views import guides, points, questionnaire
from guides.views.errors import read_only

SCRIPT = "ikp-pomoc-1.js"
_FOREVER = "public, max-age=31536000, immutable"


def addresses(language: str) -> list[URLPattern]:
    """The addresses below /embed/<language>/, of the same views as on the site."""
    words = settings.ADDRESS_WORDS[language]
    given = {"language": language, "embedded": True}
    help_, change = words["help"], words["change"]
    return [
        path(f"{help_}/", questionnaire.question, given),
        re_path(rf"^{help_}/(?P<state>(?:.+/)?){change}/(?P<key>[a-z0-9-]+)/$", questionnaire.change, given),
        path(f"{help_}/<path:state>/", questionnaire.question, given),
        path(f"{words['guides']}/<str:slug>/", guides.guide, given),
        path(f"{words['points']}/", points.points, given),
    ]


@cache
def script_body() -> bytes:
    """The script of <ikp-pomoc>. Sites name its hash, so it never changes; a new one gets a new number."""
    return (settings.BASE_DIR / "static" / "embed" / SCRIPT).read_bytes()


@read_only
def script(request: HttpRequest) -> HttpResponse:
    """The script, for whatever site asks; with a hash in its tag a browser wants the site to allow that."""
    return HttpResponse(
        script_body(),
        content_type="text/javascript; charset=utf-8",
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": _FOREVER},
    )


@cache
def script_integrity() -> str:
    """The hash for the attribute `integrity`."""
    digest = base64.b64encode(hashlib.sha384(script_body()).digest()).decode()
    return f"sha384-{digest}"
