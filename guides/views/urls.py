"""Public addresses, the same in every language but for its words (settings.ADDRESS_WORDS)."""

from django.conf import settings
from django.urls import URLPattern, path, re_path

from guides.views import guides, home, municipality, pages, points, questionnaire


def addresses(language: str) -> list[URLPattern]:
    """The addresses below /<language>/."""
    words = settings.ADDRESS_WORDS[language]
    given = {"language": language}
    help_, change = words["help"], words["change"]
    return [
        path("", home.home, given, name="home"),
        path(f"{help_}/", questionnaire.question, given, name="start"),
        # Before the plain state, whose pattern would take it in.
        re_path(rf"^{help_}/(?P<state>(?:.+/)?){change}/(?P<key>[a-z0-9-]+)/$", questionnaire.change, given),
        path(f"{help_}/<path:state>/", questionnaire.question, given),
        path(f"{words['guides']}/", guides.guides, given, name="guides"),
        path(f"{words['guides']}/<str:slug>/", guides.guide, given, name="guide"),
        path(f"{words['methods']}/<str:slug>/", guides.method, given, name="method"),
        path(f"{words['points']}/", points.points, given, name="points"),
        path(f"{words['points']}/<int:number>-<slug:slug>/", points.point, given, name="point"),
        path(f"{words['points']}/<int:number>/", points.point, {**given, "slug": ""}),
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
        # Last: the pages whose words the editors choose.
        path("<slug:slug>/", pages.page, given, name="page"),
    ]
