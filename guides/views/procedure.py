"""What the page of a guide, the outcome that leads to it and their papers show alike."""

from collections import Counter
from typing import Any

from guides.enums import GuideRole
from guides.schema.content import Content, Guide, Helpdesk
from guides.views.finder import finder_of
from guides.views.rendering import PublicRequest

OFFICIAL_ENDING = ".gov.pl"


def procedure(request: PublicRequest, guide: Guide, address: str) -> dict[str, Any]:
    """The context of the components that show `guide`; its form for points sends to the page at `address`."""
    content = request.site.snapshot.content
    finder = finder_of(request, guide, address)
    return {
        "guide": guide,
        "finder": finder,
        "near": finder.query if finder else "",
        "all_official": all(each.address.endswith(OFFICIAL_ENDING) for each in guide.addresses),
        "outage": content.guide_for(GuideRole.OUTAGE) if guide.role != GuideRole.OUTAGE else None,
        "asking": content.guide_for(GuideRole.ASKING) if guide.role != GuideRole.ASKING else None,
    }


def helpdesk_for(content: Content, guide: Guide) -> Helpdesk | None:
    """Whom to call about a guide: the helpdesk that most outcomes name which lead to it, else the main one."""
    named = Counter(
        outcome.helpdesk for outcome in content.outcomes if outcome.guide == guide.key and outcome.helpdesk
    ).most_common(1)
    return content.helpdesk[named[0][0]] if named else content.main_helpdesk
