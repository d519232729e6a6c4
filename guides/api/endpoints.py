"""Every address of the API: what it takes, what it answers, what can be wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guides import __version__
from guides.api import guides, offices, parameters, problems, shapes, table
from guides.api.asking import BASE, ApiRequest
from guides.api.parameters import Parameter
from guides.api.problems import ProblemKind

JSON, GEOJSON, CSV = "application/json", "application/geo+json", "text/csv"
PROBLEM_JSON = "application/problem+json"

_FILTERS = (parameters.KIND, parameters.SERVICE, parameters.TERYT)
_OFFICES = (
    parameters.NEAR,
    parameters.PLACE,
    *_FILTERS,
    parameters.OPEN_AT,
    parameters.PAGE,
    parameters.PER_PAGE,
    parameters.LANG,
)
_MUNICIPALITIES = (problems.UNKNOWN_MUNICIPALITY, problems.DISSOLVED_MUNICIPALITY, problems.NO_MUNICIPALITIES)
_PLACES = (problems.SEVERAL_PLACES, problems.UNKNOWN_PLACE, *_MUNICIPALITIES, problems.NO_SUCH_PAGE)
# What can be wrong with any request.
ALWAYS = (
    problems.UNKNOWN_PARAMETER,
    problems.REPEATED_PARAMETER,
    problems.WRONG_VALUE,
    problems.ONLY_READING,
    problems.NOTHING_PUBLISHED,
)


@dataclass(frozen=True)
class Endpoint:
    """`name` never changes: programs made from the description call it so. `shape` is None for what is no JSON."""

    name: str
    path: str
    summary: str | Promise
    answer: Callable[[ApiRequest], Any]
    shape: Any
    query: tuple[Parameter, ...] = (parameters.LANG,)
    in_path: tuple[Parameter, ...] = ()
    problems: tuple[ProblemKind, ...] = ()
    media: str = JSON
    file: str = ""  # the name under which it is saved, before the day

    @property
    def full_path(self) -> str:
        return f"{BASE}{self.path}"

    @property
    def example(self) -> str:
        """An address that answers."""
        path = self.full_path
        for parameter in self.in_path:
            path = path.replace(f"{{{parameter.name}}}", parameter.example)
        return path


def entrance(request: ApiRequest) -> shapes.Entrance:
    """The beginning of the API: where to find what."""
    links = request.links
    return shapes.Entrance(
        name=str(settings.SITE_NAME),
        version=__version__,
        description=request.address("/openapi.json"),
        documentation=request.page(links.api(request.language)),
        offices=request.address("/offices"),
        offices_geojson=request.address("/offices.geojson"),
        offices_csv=request.address("/offices.csv"),
        guides=request.address("/guides"),
        questionnaire=request.address("/questionnaire"),
        releases=request.address("/releases"),
        feeds={code: request.page(links.feed(code)) for code, _name in settings.LANGUAGES},
    )


def releases(request: ApiRequest) -> shapes.Releases:
    """The releases that are served now."""
    return shapes.Releases(
        releases=[
            shapes.ServedRelease(
                kind=stamp.kind,  # type: ignore[arg-type]  # one of ReleaseKind
                number=stamp.number,
                activated_at=stamp.activated_at,
                checksum=stamp.checksum,
            )
            for stamp in request.snapshot.stamps
        ]
    )


ENDPOINTS = (
    Endpoint("entrance", "/", _("Where to find what"), entrance, shapes.Entrance),
    Endpoint(
        "offices",
        "/offices",
        _("Offices: all, those that match, or the nearest ones"),
        offices.office_list,
        shapes.OfficeList,
        query=_OFFICES,
        problems=_PLACES,
    ),
    Endpoint(
        "offices-geojson",
        "/offices.geojson",
        _("The same offices as GeoJSON, for maps"),
        offices.office_features,
        shapes.FeatureCollection,
        query=_OFFICES,
        problems=_PLACES,
        media=GEOJSON,
    ),
    Endpoint(
        "offices-csv",
        "/offices.csv",
        _("Offices as a table, with the source, date and licence in each line"),
        table.office_table,
        None,
        query=(*_FILTERS, parameters.LANG),
        problems=_MUNICIPALITIES,
        media=CSV,
        file="offices",
    ),
    Endpoint(
        "office",
        "/offices/{number}",
        _("One office"),
        offices.office,
        shapes.OfficeAnswer,
        in_path=(parameters.NUMBER,),
        problems=(problems.UNKNOWN_OFFICE, problems.GONE_OFFICE),
    ),
    Endpoint(
        "guides",
        "/guides",
        _("The guides"),
        guides.guide_list,
        shapes.GuideList,
        query=(parameters.PAGE, parameters.PER_PAGE, parameters.LANG),
        problems=(problems.NO_SUCH_PAGE,),
    ),
    Endpoint(
        "guide",
        "/guides/{key}",
        _("One guide, whole, in one language"),
        guides.guide,
        shapes.GuideAnswer,
        in_path=(parameters.KEY,),
        problems=(problems.UNKNOWN_GUIDE, problems.WITHDRAWN_GUIDE),
    ),
    Endpoint(
        "questionnaire",
        "/questionnaire",
        _("All questions, and where the answers lead"),
        guides.questionnaire,
        shapes.Questionnaire,
    ),
    Endpoint("releases", "/releases", _("Which releases are served now"), releases, shapes.Releases),
)
