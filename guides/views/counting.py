"""The picture by which a page is counted, also where a cache has sent the page: one point, kept by nobody."""

import base64

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guides.enums import CountKind
from guides.feedback.senders import Senders
from guides.feedback.tally import tally
from guides.privacy.addresses import address_of
from guides.serving.live import live

_POINT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # a transparent GIF
# What one sender adds to the sums in a day; what comes beyond that is answered, but not counted.
MOST_OF_SENDER = 400
senders = Senders()


def picture(http: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Count that a question or an outcome is shown. Keys and languages that the site has not are refused."""
    snapshot = live.current()
    known = {"question": CountKind.ASKED, "outcome": CountKind.OUTCOME}
    is_known = (
        snapshot is not None
        and language in dict(settings.LANGUAGES)
        and kind in known
        and key in getattr(snapshot.content, kind)
    )
    response = HttpResponse(_POINT, content_type="image/gif") if is_known else HttpResponse(status=404)
    response["Cache-Control"] = "no-store"
    counts = is_known and http.method == "GET" and _is_of_our_page(http)
    if counts and senders.take(address_of(http.META), MOST_OF_SENDER):
        tally.count(known[kind], key, language)
    return response


def _is_of_our_page(http: HttpRequest) -> bool:
    """Whether a page of ours shows it, as far as the browser tells; other sites could raise our sums with it."""
    return http.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
