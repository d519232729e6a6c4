"""Which notices a page shows, and what readers can do meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guides.enums import GuideRole, NoticeKind
from guides.schema.content import Alternative, Content, Method
from guides.serving.notices import CurrentNotice
from guides.views.asked import PublicRequest

HEADINGS: dict[str, Promise] = {
    NoticeKind.OUTAGE: _("Outage: %(what)s"),
    NoticeKind.WORKS: _("Planned work: %(what)s"),
    NoticeKind.CHANGE: _("Change: %(what)s"),
    NoticeKind.FRAUD: _("Fraud alert: %(what)s"),
}


@dataclass(frozen=True)
class ShownNotice:
    """A notice on a page. `method` is None where it concerns the whole of IKP."""

    notice: CurrentNotice
    method: Method | None
    heading: str

    @property
    def icon(self) -> str:
        return "pencil" if self.notice.kind == NoticeKind.CHANGE else "warning"


@dataclass(frozen=True)
class PageNotices:
    """What stands before everything else (`stopping`), and what is said calmly (`calm`).

    `alternatives` and `ways` (of logging in) are those that work while the stopping ones last.
    """

    stopping: tuple[ShownNotice, ...] = ()
    calm: tuple[ShownNotice, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    ways: tuple[Method, ...] = ()
    guide: str = ""  # what to do meanwhile


def calm_notices(request: PublicRequest) -> PageNotices:
    """Those that concern the whole of IKP, for pages that are not about one way of logging in."""
    return PageNotices(calm=_shown(request, [notice for notice in request.site.notices if not notice.method]))


def notices_about(
    request: PublicRequest, method: str, guide: str = "", alternatives: Iterable[Alternative] = ()
) -> PageNotices:
    """Those that concern this way of logging in, and the whole of IKP. `guide` is the one that the page is about."""
    site = request.site
    content = site.snapshot.content
    when_down = content.guide_for(GuideRole.OUTAGE)
    is_everything = when_down is not None and guide == when_down.key
    here = [notice for notice in site.notices if is_everything or notice.method in ("", method)]
    stopping = _shown(request, [notice for notice in here if notice.stops])
    calm = _shown(request, [notice for notice in here if not notice.stops])
    if not stopping:
        return PageNotices(calm=calm)
    down = _stopped(site.notices, content)
    return PageNotices(
        stopping=stopping,
        calm=calm,
        alternatives=tuple(one for one in alternatives if content.guide[one.guide].method not in down),
        # Only those for which there are procedures here.
        ways=tuple(
            each
            for each in content.methods
            if each.key not in down and any(guide.method == each.key for guide in content.guides)
        ),
        guide="" if is_everything or when_down is None else when_down.key,
    )


def _stopped(notices: Iterable[CurrentNotice], content: Content) -> frozenset[str]:
    """Keys of the ways of logging in that do not work now; all of them where the whole of IKP does not."""
    keys = {notice.method for notice in notices if notice.stops}
    return frozenset(content.method) if "" in keys else frozenset(keys)


def _shown(request: PublicRequest, notices: Iterable[CurrentNotice]) -> tuple[ShownNotice, ...]:
    content, language = request.site.snapshot.content, request.language
    shown = []
    for notice in notices:
        method = content.method.get(notice.method)
        if notice.method and method is None:
            continue  # of a way of logging in that is not live
        shown.append(ShownNotice(notice, method, heading_of(notice, method, language)))
    return tuple(shown)


def heading_of(notice: CurrentNotice, method: Method | None, language: str) -> str:
    """What a notice is about, in one line."""
    if method is None and not notice.stops:
        return capfirst(str(NoticeKind(notice.kind).label))
    what = method.name.plain_in(language).value if method else _("the whole IKP")
    return str(HEADINGS[notice.kind]) % {"what": what}
