"""Public addresses, the same in every language but for its words (settings.ADDRESS_WORDS)."""

from django.conf import settings
from django.urls import URLPattern, path, re_path

from guides.views import (
    guides,
    helping,
    home,
    municipality,
    pages,
    paper,
    point,
    points,
    questionnaire,
    reporting,
    search,
    sharing,
    writing,
)


def addresses(language: str) -> list[URLPattern]:
    """The addresses below /<language>/."""
    words = settings.ADDRESS_WORDS[language]
    given = {"language": language}
    help_, change, sheet = words["help"], words["change"], words["sheet"]
    state, slug = rf"^{help_}/(?P<state>.+/)", f"{words['guides']}/<str:slug>/"
    return [
        path("", home.home, given, name="home"),
        path(f"{help_}/", questionnaire.question, given, name="start"),
        # Before the plain state, whose pattern would take it in.
        re_path(rf"^{help_}/(?P<state>(?:.+/)?){change}/(?P<key>[a-z0-9-]+)/$", questionnaire.change, given),
        re_path(rf"{state}{sheet}/$", paper.outcome_sheet, {**given, "large": False}),
        re_path(rf"{state}{sheet}/{words['large']}/$", paper.outcome_sheet, {**given, "large": True}),
        re_path(rf"{state}{words['phone']}/$", paper.outcome_to_phone, given),
        path(f"{help_}/<path:state>/", questionnaire.question, given),
        path(f"{words['guides']}/", guides.guides, given, name="guides"),
        path(slug, guides.guide, given, name="guide"),
        path(f"{slug}{sheet}/", paper.guide_sheet, {**given, "large": False}, name="sheet"),
        path(f"{slug}{sheet}/{words['large']}/", paper.guide_sheet, {**given, "large": True}, name="large-sheet"),
        path(f"{slug}{words['phone']}/", paper.guide_to_phone, given, name="phone"),
        path(f"{slug}{words['report']}/", reporting.report_guide, given, name="report-guide"),
        path(f"{slug}{words['helped']}/", reporting.helped, given, name="helped"),
        path(f"{words['methods']}/<str:slug>/", guides.method, given, name="method"),
        path(f"{words['points']}/", points.points, given, name="points"),
        path(f"{words['points']}/<int:number>-<slug:slug>/", point.point, given, name="point"),
        path(f"{words['points']}/<int:number>/", point.point, {**given, "slug": ""}),
        path(f"{words['points']}/<int:number>-<slug:slug>.vcf", point.card, given, name="card"),
        path(f"{words['points']}/<int:number>-<slug:slug>/{words['report']}/", reporting.report, given, name="report"),
        path(f"{words['points']}/<slug:region>/", points.region, given, name="region"),
        path(f"{words['search']}/", search.search, given, name="search"),
        path(f"{words['municipality']}/", municipality.municipalities, given, name="municipalities"),
        re_path(
            rf"^{words['municipality']}/(?P<teryt>[0-9]{{6,7}})-(?P<slug>[a-z0-9-]*)/$",
            municipality.municipality,
            given,
            name="municipality",
        ),
        re_path(
            rf"^{words['municipality']}/(?P<teryt>[0-9]{{6,7}})/$",
            municipality.municipality,
            given,
            name="municipality_by_code",
        ),
        path(
            f"{words['municipality']}/<slug:region>/", municipality.municipalities_of, given, name="municipalities_of"
        ),
        path(f"{words['contact']}/", pages.contact, given, name="contact"),
        path(f"{words['helping']}/", helping.helping, given, name="helping"),
        path(f"{words['helping']}/{words['tree']}/", helping.tree, given, name="tree"),
        path(f"{words['write']}/", writing.write, given, name="write"),
        path(f"{words['for_site']}/", sharing.for_site, given, name="for-site"),
        path(f"{words['for_site']}/{words['poster']}/", sharing.poster, given, name="poster"),
        path(f"{words['for_site']}/qr.svg", sharing.code, given, name="site-code"),
        # Last: the pages whose words the editors choose.
        path("<slug:slug>/", pages.page, given, name="page"),
    ]
