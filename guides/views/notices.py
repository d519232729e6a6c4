"""Which notices a page shows, and what readers can do meanwhile."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guides.enums import GuideRole, NoticeKind
from guides.questionnaire.replay import Flow
from guides.schema.content import Alternative, Content, Method, Question
from guides.serving.notices import CurrentNotice
from guides.views.asked import PublicRequest, Site

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

    `alternatives` and `ways` (of logging in) are those that work while the stopping ones last. `brief`: ways that do
    not work now, on pages that offer them beside others.
    """

    stopping: tuple[ShownNotice, ...] = ()
    calm: tuple[ShownNotice, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    ways: tuple[Method, ...] = ()
    guide: str = ""  # what to do meanwhile
    brief: tuple[ShownNotice, ...] = ()


def calm_notices(request: PublicRequest, offered: Container[str]) -> PageNotices:
    """For pages that are not about one way of logging in: what concerns the whole of IKP, or an `offered` way."""
    stopped = stopped_ways(request.site)
    brief = [notice for notice in request.site.notices if notice.stops and notice.method in stopped]
    return PageNotices(
        calm=_shown(request, [notice for notice in request.site.notices if not notice.method]),
        brief=_shown(request, [notice for notice in brief if notice.method in offered]),
    )


def stopped_ways(site: Site) -> frozenset[str]:
    """Keys of the ways of logging in that do not work now while others do."""
    keys = {notice.method for notice in site.notices if notice.stops}
    return frozenset() if "" in keys else frozenset(keys)


def ways_from(flow: Flow, questions: Iterable[str], outcomes: Iterable[str] = ()) -> frozenset[str]:
    """Keys of the ways of logging in of all guides to which these questions and outcomes can lead."""
    content = flow.content
    reached = [content.question[key] for start in questions for key in flow.reachable(start)]
    ends = [*outcomes, *(answer.outcome for question in reached for answer in question.answers)]
    guides = [content.guide[content.outcome[end].guide] for end in ends if end in content.outcome]
    return frozenset(filter(None, (guide.method for guide in guides)))


def stopped_answers(request: PublicRequest, question: Question) -> frozenset[str]:
    """Keys of the answers whose every way does not work now."""
    stopped = stopped_ways(request.site)
    if not stopped:
        return frozenset()
    flow = request.site.snapshot.flow
    ways = {
        answer.key: ways_from(flow, filter(None, [answer.question]), filter(None, [answer.outcome]))
        for answer in question.answers
    }
    return frozenset(key for key, each in ways.items() if each and each <= stopped)


Item = TypeVar("Item")


def working_first(site: Site, items: Iterable[Item], method_of: Callable[[Item], str]) -> list[Item]:
    """Items in their order, those whose way of logging in does not work now last."""
    stopped = stopped_ways(site)
    return sorted(items, key=lambda item: method_of(item) in stopped)


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
