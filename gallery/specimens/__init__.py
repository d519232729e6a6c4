"""Made-up contents for every component and state, as the gallery of the design system shows them."""

import msgspec

from gallery.specimens.finding import lists_of_offices, places_and_fields
from gallery.specimens.forms import fields_and_errors
from gallery.specimens.guides import THINGS, parts_of_a_guide, pictures
from gallery.specimens.lists import ALWAYS, BROKEN_HOURS, lists_and_panels
from gallery.specimens.messages import SOURCES, messages, notices
from gallery.specimens.searching import search_results
from gallery.specimens.specimen import Specimen
from guides.schema.content import Content, Point

__all__ = ["Specimen", "specimens"]


def with_samples(content: Content) -> Content:
    """`content` with what the specimens refer to."""
    openings = {each.expression: each for each in (BROKEN_HOURS, ALWAYS)}
    return msgspec.structs.replace(
        content,
        sources=[*content.sources, *SOURCES],
        things=[*content.things, *THINGS],
        pictures={**content.pictures, **pictures()},
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
