"""For those who help: the page about it, and the whole questionnaire on paper."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guides.enums import FOR_OTHERS
from guides.questionnaire.paper import Ending, decision_tree
from guides.views.asked import PublicRequest, Rendered
from guides.views.public import public


@public
def helping(request: PublicRequest) -> Rendered:
    """For a relative, and for a clerk who helps ten people a day."""
    content, links = request.site.snapshot.content, request.site.links
    return Rendered(
        template="pages/helping.html",
        kind="helping",
        key="helping",
        title=_("I am helping somebody"),
        description=_(
            "How to help somebody into their IKP safely, and what to print: sheets in large print and all questions."
        ),
        address_in=links.helping,
        context={
            "for_others": [guide for role in FOR_OTHERS if (guide := content.guide_for(role))],
            "by_topic": [
                {"topic": topic, "guides": [guide for guide in content.guides if guide.topic == topic.key]}
                for topic in content.topics
            ],
            "helpdesks": [helpdesk for helpdesk in content.helpdesks if helpdesk.phone],
        },
    )


@public
def tree(request: PublicRequest) -> Rendered:
    """Every question with its answers and where each leads, blank, to print."""
    snapshot, links = request.site.snapshot, request.site.links
    drawn = decision_tree(snapshot.flow)
    return Rendered(
        template="print/tree.html",
        kind="tree",
        key="tree",
        title=_("All questions on paper"),
        description=_(
            "Every question of this site with its answers and where each of them leads, to print and fill in by hand."
        ),
        address_in=links.tree,
        context={
            "asked": drawn.asked,
            "endings": _on_paper(request, drawn.endings),
            "most_questions": snapshot.flow.longest[snapshot.content.first],
            "back": links.helping(request.language),
        },
        noindex=True,
    )


def _on_paper(request: PublicRequest, endings: Sequence[Ending]) -> list[dict[str, Any]]:
    """The endings with the addresses that one types from paper, and the numbers of those to try instead."""
    content, links = request.site.snapshot.content, request.site.links
    numbers = {ending.guide.key: ending.number for ending in reversed(endings)}

    def address(guide: str) -> str:
        return links.absolute(links.short(request.language, guide))

    return [
        {
            "number": ending.number,
            "outcome": ending.outcome,
            "heading": content.heading(ending.outcome),
            "address": address(ending.guide.key),
            "helpdesk": content.helpdesk.get(ending.outcome.helpdesk),
            "others": [
                {"note": other.note, "number": numbers.get(other.guide), "address": address(other.guide)}
                for other in ending.outcome.alternatives
            ],
        }
        for ending in endings
    ]
