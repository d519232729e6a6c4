"""The page that explains the API to people, made of its own description."""

from typing import Any

from django.utils.translation import gettext as _

from guides.api.asking import BASE
from guides.api.description import fields_of_shapes
from guides.api.endpoints import ENDPOINTS, Endpoint
from guides.api.offices import terms
from guides.api.parameters import Parameter
from guides.api.problems import EVERY_KIND
from guides.views.asked import PublicRequest, Rendered
from guides.views.public import public

_NEAR_EXAMPLE = f"{BASE}/offices?near=18-400&per_page=3"


@public
def api(request: PublicRequest) -> Rendered:
    links = request.site.links
    return Rendered(
        template="pages/api.html",
        kind="api",
        key="api",
        title=_("Data for programs (API)"),
        description=_("Offices, guides and the questionnaire as JSON, GeoJSON and CSV, free and without registration."),
        address_in=links.api,
        context={
            "endpoints": [_shown(endpoint) for endpoint in ENDPOINTS],
            "parameters": _parameters(),
            "shapes": fields_of_shapes(),
            "problems": EVERY_KIND,
            "openapi": f"{BASE}/openapi.json",
            "table": f"{BASE}/offices.csv",
            "near_example": _NEAR_EXAMPLE,
            "near_example_whole": links.absolute(_NEAR_EXAMPLE),
            "terms": terms(),
        },
    )


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "name": endpoint.name,
        "path": endpoint.full_path,
        "summary": endpoint.summary,
        "media": endpoint.media,
        "example": endpoint.example,
        "parameters": (*endpoint.in_path, *endpoint.query),
        "shape": endpoint.shape.__name__ if endpoint.shape else "",
    }


def _parameters() -> list[Parameter]:
    """Each parameter once, in the order in which the addresses name them."""
    named = {parameter.name: parameter for endpoint in ENDPOINTS for parameter in (*endpoint.in_path, *endpoint.query)}
    return list(named.values())
