"""Search. What is typed is answered and forgotten: neither kept nor logged (config/gunicorn.py)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guides.enums import PointKind
from guides.schema.content import Helpdesk, Point
from guides.schema.kinds import Text
from guides.search.asking import LONGEST, AskingState, Query, read_query
from guides.search.finding import Found, telling_text
from guides.search.index import Hit
from guides.search.sections import sections_of
from guides.serving.links import QUERY, Links
from guides.views.asked import PublicRequest, Rendered
from guides.views.public import public
from guides.views.results import label_of


@dataclass(frozen=True)
class ShownHit:
    """One result. `within` is a text inside the guide that shows why it was found."""

    address: str
    title: Text
    text: Text | None = None
    within: Text | None = None
    helpdesk: Helpdesk | None = None


@dataclass(frozen=True)
class HitGroup:
    """Results of one kind, the best first."""

    kind: str
    heading: str
    rows: list[ShownHit]


@dataclass(frozen=True)
class ShownOffice:
    point: Point
    kind_label: str


@public
def search(request: PublicRequest) -> Rendered:
    """The field, and what fits what was typed."""
    links, language = request.site.links, request.language
    query = read_query(request.GET.get(QUERY))
    found = request.site.snapshot.search.find(language, query.text) if query.state == AskingState.READY else None
    problem = _problem(query)
    return Rendered(
        template="pages/search.html",
        kind="search",
        key="search",
        title=_title(query, problem),
        description=_("Search the guides, questions, helplines and confirmation points of this site."),
        address_in=lambda code: links.search(code, query.text),
        context={
            "action": links.search(language),
            "query": query.text,
            "state": query.state,
            "problem": problem,
            "found": found,
            "nothing": found is not None and found.is_empty,
            "groups": _groups(request, found) if found else [],
            "offices": [ShownOffice(point, label_of(PointKind(point.kind))) for point in found.offices.points]
            if found
            else [],
            "shown": len(found.hits) + len(found.offices.points) if found else 0,
            "total": found.total + found.offices.total if found else 0,
            "may_be_place": _may_be_place(query),
        },
        noindex=query.state != AskingState.FRESH,
        no_store=query.state != AskingState.FRESH,
        printed_address=links.search(language),
    )


def _title(query: Query, problem: str) -> str:
    if problem:
        return _("Error: %(title)s") % {"title": _("Search")}
    return _("“%(query)s” – search") % {"query": query.text} if query.text else _("Search")


def _problem(query: Query) -> str:
    match query.state:
        case AskingState.EMPTY | AskingState.NO_WORDS:
            return _("Type a word or two about your problem, for example: new phone.")
        case AskingState.TOO_LONG:
            return _("This is too long. Shorten it to %(most)s characters; a few words are enough.") % {"most": LONGEST}
        case AskingState.UNREADABLE:
            return _("Some letters could not be read. Type them once more.")
        case AskingState.SECRET:
            return _("Describe the problem in words, without any numbers or passwords.")
        case _:
            return ""


def _groups(request: PublicRequest, found: Found) -> list[HitGroup]:
    headings = {
        "start": _("Start here"),
        "guide": _("Guides"),
        "question": _("Questions that lead to a guide"),
        "method": _("Ways to log in"),
        "helpdesk": _("Helplines"),
        "page": _("Other pages"),
    }
    return [
        HitGroup(kind, headings[kind], [_row(request, hit, found) for hit in found.of(kind)]) for kind in found.groups
    ]


def _row(request: PublicRequest, hit: Hit, found: Found) -> ShownHit:
    content, links, language = request.site.snapshot.content, request.site.links, request.language
    address = _address(links, language, hit)
    match hit.kind:
        case "guide":
            guide = content.guide[hit.key]
            return ShownHit(address, guide.title, guide.summary, telling_text(guide, found.words, language))
        case "start":
            return ShownHit(address, content.question[hit.key].text, content.question[hit.key].hint)
        case "question":
            return ShownHit(address, content.question[hit.key].text, content.question[hit.key].hint)
        case "method":
            return ShownHit(address, content.method[hit.key].name, content.method[hit.key].summary)
        case "helpdesk":
            helpdesk = content.helpdesk[hit.key]
            return ShownHit(address, helpdesk.name, helpdesk.purpose, helpdesk=helpdesk)
        case _:
            page = content.page[hit.key]
            for section in sections_of(page.body, found.language):
                if section.heading == hit.part:
                    named = section.heading_in(found.language)
                    return ShownHit(address, named, section.beginning_in(found.language))
            return ShownHit(address, page.title, page.summary)


def _address(links: Links, language: str, hit: Hit) -> str:
    if hit.kind == "start":
        return links.start(language)
    if hit.kind == "question":
        return links.question_from(language, hit.key)
    return str(getattr(links, hit.kind)(language, hit.key))


def _may_be_place(query: Query) -> bool:
    """Whether it could be the name of a place: one or two words of letters, or more with capitals."""
    words = query.text.replace("-", " ").split()
    return all(word.isalpha() for word in words) and (len(words) <= 2 or query.text.istitle())
