"""What a webmaster chose on the page for other websites, and what is wrong with it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from guides.places.finding import Place, State, find_place
from guides.places.typed import LONGEST_QUERY
from guides.schema.content import Content, Guide
from guides.serving.links import GMINA, IN, INK, NEAR, PLACE, SIZE, WHAT
from guides.serving.live import Snapshot
from guides.text import single_line
from guides.views.asked import PublicRequest
from guides.views.kept_place import town_of_code
from guides.views.typed_place import read_teryt

HELP, POINTS, BOTH = "help", "points", "both"
A4, A5 = "a4", "a5"
COLOUR, BLACK = "colour", "black"
_SHOWN = 40  # characters of a wrong choice that are repeated


@dataclass(frozen=True)
class ChoiceProblem:
    """What is wrong with a choice and how to mend it; `target` is the id of its field, `status` that of the answer."""

    target: str
    problem: str
    status: int = 400


@dataclass(frozen=True)
class Chosen:
    """What is to be shown: near which place, what, and in which language, or BOTH on a poster."""

    typed: str
    place: Place
    town_key: str
    guide: Guide | None
    what: str
    language: str
    size: str = A4
    ink: str = COLOUR
    problems: tuple[ChoiceProblem, ...] = ()

    @property
    def town(self) -> str:
        """The name of the place, as a poster has it; empty without one."""
        if not self.place.is_located:
            return ""
        return self.place.town.name if self.place.town else self.place.name

    def query(self, **others: str) -> str:
        """The choices as they stand in the address of a page."""
        named = {**self.where(), WHAT: self.what, IN: self.language, **others}
        return urlencode({name: value for name, value in named.items() if value})

    def where(self) -> dict[str, str]:
        """The place as it stands in an address; nothing where none was found."""
        if not (self.place.is_located and self.typed):
            return {}
        town = self.place.town
        if town and town.is_gmina:
            return {GMINA: town.teryt}
        if town and self.town_key:
            return {NEAR: town.as_typed, PLACE: self.town_key}
        return {NEAR: self.typed}


def read_choices(request: PublicRequest) -> Chosen:
    """The choices in the address. What means nothing is left out, and said among the problems."""
    content, query = request.site.snapshot.content, request.GET
    typed, place, key, about_place = _read_place(request)
    what, language = query.get(WHAT) or HELP, query.get(IN) or request.language
    guide = content.guide.get(what)
    size, ink = query.get(SIZE) or A4, query.get(INK) or COLOUR
    languages = (*dict(settings.LANGUAGES), BOTH)
    problems = [
        *about_place,
        *([] if guide or what in (HELP, POINTS) else [_no_guide(content, what)]),
        *_not_among("lang", language, languages, _("There is no language “%(given)s” here. Choose one of: %(right)s.")),
        *_not_among("size", size, (A4, A5), _("There is no size “%(given)s”. Choose one of: %(right)s.")),
        *_not_among("ink", ink, (COLOUR, BLACK), _("There is no ink “%(given)s”. Choose one of: %(right)s.")),
    ]
    return Chosen(
        typed=typed,
        place=place,
        town_key=key,
        guide=guide,
        what=what if guide or what == POINTS else HELP,
        language=language if language in languages else request.language,
        size=size if size == A5 else A4,
        ink=ink if ink == BLACK else COLOUR,
        problems=tuple(problems),
    )


def _not_among(target: str, given: str, right: tuple[str, ...], message: str) -> list[ChoiceProblem]:
    if given in right:
        return []
    return [ChoiceProblem(target, message % {"given": given[:_SHOWN], "right": ", ".join(right)})]


def _no_guide(content: Content, key: str) -> ChoiceProblem:
    if key in content.withdrawn("guide").values():
        message = _("The guide “%(key)s” was withdrawn. Choose another one from the list.")
        return ChoiceProblem("what", message % {"key": key}, 410)
    message = _("There is no guide “%(key)s”. Choose one from the list.")
    return ChoiceProblem("what", message % {"key": key[:_SHOWN]}, 404)


def _read_place(request: PublicRequest) -> tuple[str, Place, str, list[ChoiceProblem]]:
    """What was typed, the place that it means, the key of its town, and what is wrong."""
    snapshot, query = request.site.snapshot, request.GET
    asked = request.http.GET.get(GMINA, "")
    typed = single_line(query.get(NEAR, ""))[:LONGEST_QUERY]
    if request.typed_pesel:
        return "", Place(State.INVALID), "", [_unknown_place()]
    if code := query.get(GMINA) or read_teryt(typed):
        return _by_code(snapshot, code)
    if asked and not typed:
        message = _("A TERYT code has six or seven digits, for example 206201. Or type the name of the place.")
        return "", Place(State.EMPTY), "", [ChoiceProblem("near", message)]
    key = _key_of(snapshot, query, typed)
    place = find_place(snapshot.points, typed, snapshot.gazetteer, key)
    gone = snapshot.gazetteer.dissolved(key) if key.isdigit() else None
    if gone:
        return typed, Place(State.UNKNOWN), "", [_dissolved(gone.name, gone.teryt)]
    if place.is_located or not typed:
        return typed, place, key, []
    if place.state in (State.CHOOSE, State.AREA, State.SIMILAR):
        return typed, place, "", [ChoiceProblem("near", _("Choose your place from the list."), 200)]
    return typed, place, "", [_unknown_place()]


def _key_of(snapshot: Snapshot, query: QueryDict, typed: str) -> str:
    """The key of the town that was chosen before, unless another name was typed since."""
    key = query.get(PLACE, "")
    town = snapshot.gazetteer.town(key) if key else None
    return key if town and town.name in typed else ""


def _by_code(snapshot: Snapshot, code: str) -> tuple[str, Place, str, list[ChoiceProblem]]:
    """The same of a municipality's code."""
    gone = snapshot.gazetteer.dissolved(code)
    if gone:
        return code, Place(State.UNKNOWN), "", [_dissolved(gone.name, code)]
    if town := town_of_code(snapshot.gazetteer, code):
        return town.as_typed, find_place(snapshot.points, town.as_typed, snapshot.gazetteer, town.key), town.key, []
    if snapshot.gazetteer.has_municipalities:
        message = _("No municipality has the TERYT code %(code)s. Check the code, or type the name of the place.")
    else:
        message = _("This site does not know the TERYT code %(code)s yet: type a town or a postcode instead.")
    return code, Place(State.UNKNOWN), "", [ChoiceProblem("near", message % {"code": code}, 404)]


def _dissolved(name: str, code: str) -> ChoiceProblem:
    message = _(
        "The municipality %(name)s (TERYT %(code)s) was joined to another one. Type the one that it belongs to now."
    )
    return ChoiceProblem("near", message % {"name": name, "code": code}, 410)


def _unknown_place() -> ChoiceProblem:
    message = _("We don’t know this place. Type a postcode or a larger town nearby, or leave the field empty.")
    return ChoiceProblem("near", message, 404)


def status_of(chosen: Chosen) -> int:
    """The status of a page about these choices."""
    return max((problem.status for problem in chosen.problems), default=200)


def fields_kept(chosen: Chosen) -> dict[str, Any]:
    """What a form sends along with what can be seen in it."""
    return {PLACE: chosen.town_key} if chosen.place.is_located and chosen.town_key else {}
