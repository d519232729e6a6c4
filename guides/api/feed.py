"""What has changed in the guides, as an Atom feed in each language."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from guides.api.asking import ApiRequest
from guides.api.endpoints import Endpoint
from guides.api.serving import answer_in
from guides.serving.changes import ADDED, WITHDRAWN, GuideChange

MOST_ENTRIES = 50
# Stands in the ids of entries, which never change: the year from which on the name of the site is ours.
_YEAR = 2026


class _Feed(Atom1Feed):
    """Its moment is that of what it holds, never “now”: the same content gives the same bytes."""

    def __init__(self, *args: Any, moment: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._moment = moment

    def latest_post_date(self) -> datetime:
        return self._moment


@csrf_exempt
def feed(http: HttpRequest, language: str) -> HttpResponse:
    """The feed of one language. What readers of feeds add to its address is as if it were not there."""
    http.GET = QueryDict()
    return answer_in(
        language, http, Endpoint("changes", "", "", _written, None, query=(), media=Atom1Feed.content_type)
    )


def _written(request: ApiRequest) -> bytes:
    snapshot, language = request.snapshot, request.language
    served = snapshot.number("content")
    changes = [change for change in snapshot.changes.until(served) if language in change.languages][:MOST_ENTRIES]
    started = next(stamp.activated_at for stamp in snapshot.stamps if stamp.kind == "content")
    made = _Feed(
        title=_("%(site)s: what has changed in the guides") % {"site": settings.SITE_NAME},
        link=request.page(request.links.guides(language)),
        description=None,
        language=language,
        author_name=str(settings.SITE_NAME),
        feed_url=request.page(request.path),
        feed_guid=f"{_authority()}{language}/changes",
        moment=changes[0].published_at if changes else started,
    )
    for change in changes:
        made.add_item(**_entry(request, change))
    return made.writeString("utf-8").encode()


def _entry(request: ApiRequest, change: GuideChange) -> dict[str, Any]:
    language, links = request.language, request.links
    is_there = change.guide in request.snapshot.content.guide
    title = change.title.plain_in(language).value
    return {
        "title": _titled(change.sign) % {"title": title},
        "link": request.page(links.guide(language, change.guide) if is_there else links.guides(language)),
        "description": change.summary.plain_in(language).value,
        "unique_id": f"{_authority()}{language}/guide/{change.guide}/{change.release}",
        "pubdate": change.published_at,
        "updateddate": change.published_at,
    }


def _titled(sign: str) -> str:
    if sign == ADDED:
        return _("New: %(title)s")
    return _("Withdrawn: %(title)s") if sign == WITHDRAWN else _("Changed: %(title)s")


def _authority() -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{_YEAR}:"
