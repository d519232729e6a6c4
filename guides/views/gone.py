"""What was published once and is not any more: it says so, and shows what is nearest to it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guides.serving.live import Snapshot
from guides.views.errors import error_page

MOST_NEAREST = 3


def gone_page(snapshot: Snapshot, language: str, words: str, *, embedded: bool = False) -> HttpResponse:
    """410 for a guide or a page that was withdrawn; `words`: of its address, by which the nearest guides are found."""
    found = snapshot.search.find(language, words.replace("-", " "))
    keys = [hit.key for hit in found.of("guide")][:MOST_NEAREST]
    return error_page(
        language,
        410,
        _("This page was withdrawn"),
        _("What it said is no longer right, or is now elsewhere. Your address is right: go on from here."),
        nearest=[snapshot.content.guide[key] for key in keys],
        embedded=embedded,
    )
