"""Made-up contents for every component and state, as the gallery of the design system shows them."""

import msgspec

from guides.schema.content import Content, Point
from guides.views.specimens.finding import lists_of_offices, places_and_fields
from guides.views.specimens.forms import fields_and_errors
from guides.views.specimens.guides import PICTURES, THINGS, parts_of_a_guide
from guides.views.specimens.lists import ALWAYS, BROKEN_HOURS, lists_and_panels
from guides.views.specimens.messages import SOURCES, messages, notices
from guides.views.specimens.searching import search_results
from guides.views.specimens.specimen import Specimen

__all__ = ["Specimen", "specimens"]


def with_samples(content: Content) -> Content:
    """`content` with what the specimens refer to."""
    openings = {each.expression: each for each in (BROKEN_HOURS, ALWAYS)}
    return msgspec.structs.replace(
        content,
        sources=[*content.sources, *SOURCES],
        things=[*content.things, *THINGS],
        pictures={**content.pictures, **PICTURES},
        openings=openings,
    )


def specimens(content: Content, known: Point | None, language: str) -> dict[str, list[Specimen]]:
    """All specimens under their headings.

    Links lead into `content`, and to the point `known`; without one, nothing that lists points is shown.
    """
    return {
        "Forms": fields_and_errors(content, language),
        "Messages": messages(),
        "Notices": notices(content, language),
        "Lists and panels": lists_and_panels(content),
        "Parts of a guide": parts_of_a_guide(content),
        "Finder": places_and_fields(),
        "Offices found": lists_of_offices(known) if known else [],
        "Search": search_results(known),
    }
