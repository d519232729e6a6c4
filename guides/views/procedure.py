"""What the page of a guide, the outcome that leads to it and their papers show alike."""

from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from guides.enums import ALARMS, EMERGENCIES, GuideRole
from guides.schema.content import Content, Guide, Helpdesk
from guides.schema.markup import targets
from guides.schema.phones import read_phone
from guides.serving.links import FROM
from guides.views.asked import PublicRequest
from guides.views.finder import Finder, finder_of
from guides.views.listing import where_in

OFFICIAL_ENDING = ".gov.pl"


def procedure(request: PublicRequest, guide: Guide, address: str, came_from: str = "") -> dict[str, Any]:
    """The context of the components that show `guide`; its form for points sends to the page at `address`.

    `came_from`: the guide or the answers to which the longer list of offices leads back.
    """
    content = request.site.snapshot.content
    finder = _with_way_back(finder_of(request, guide, address), came_from)
    return {
        "guide": guide,
        "finder": finder,
        "finder_step": next((step.key for step in guide.steps if step.finds_office), ""),
        "near": finder.query if finder else "",
        "kept": f"?{urlencode(where)}" if (where := where_in(request.GET)) and finder else "",
        "calls": calls_of(content, guide) if guide.role in EMERGENCIES else (),
        "is_alarm": guide.role in ALARMS,
        "opens": guide.steps[0].link if guide.steps else "",
        "has_unchecked": any(step.unchecked for step in guide.steps),
        "all_official": all(each.address.endswith(OFFICIAL_ENDING) for each in guide.addresses),
        "outage": content.guide_for(GuideRole.OUTAGE) if guide.role != GuideRole.OUTAGE else None,
        "asking": content.guide_for(GuideRole.ASKING) if guide.role != GuideRole.ASKING else None,
    }


def _with_way_back(finder: Finder | None, came_from: str) -> Finder | None:
    """The finder, whose longer list knows the way back."""
    if finder is None or finder.listing is None or not came_from:
        return finder
    everything = finder.listing.everything.replace("#", f"&{urlencode({FROM: came_from})}#")
    return replace(finder, listing=replace(finder.listing, everything=everything))


def helpdesk_for(content: Content, guide: Guide) -> Helpdesk | None:
    """Whom to call about a guide: the helpdesk that most outcomes name which lead to it, else the main one."""
    named = Counter(
        outcome.helpdesk for outcome in content.outcomes if outcome.guide == guide.key and outcome.helpdesk
    ).most_common(1)
    return content.helpdesk[named[0][0]] if named else content.main_helpdesk


def calls_of(content: Content, guide: Guide) -> tuple[Helpdesk, ...]:
    """The helpdesks whose numbers stand in the steps of a guide, in the order of the steps."""
    html = (step.detail.html[content.languages[0]] for step in guide.steps if step.detail)
    dialled = dict.fromkeys(target.removeprefix("tel:") for text in html for target in targets(text))
    numbers = {phone.dial: helpdesk for helpdesk in content.helpdesks if (phone := read_phone(helpdesk.phone))}
    return tuple(numbers[dial] for dial in dialled if dial in numbers)
