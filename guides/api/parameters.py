"""What may be asked of the API: each parameter with its schema, and how its value is read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import process

from guides.api.problems import REPEATED_PARAMETER, UNKNOWN_PARAMETER, WRONG_VALUE, RequestProblem
from guides.enums import PointKind, ServiceKind
from guides.places.typed import LONGEST_QUERY
from guides.privacy.numbers import find_pesels

NOW = "now"
MOST_ON_PAGE = 100
ON_PAGE = 50
_MOST_PAGES = 100_000
_YEARS = 2  # before and after now, for which hours can be told
_LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query, or of the path. `wanted` says in words what it has to be.

    `read` turns its text into a value, and raises ValueError where it can't be one.
    """

    name: str
    schema: Mapping[str, Any]
    means: str | Promise
    wanted: str | Promise
    read: Callable[[str], Any]
    example: str
    default: Any = None
    typed: bool = False  # what a person types, or where they are: kept by nobody


def read_query(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The value of each parameter by its name. Raise RequestProblem for what can't be asked."""
    names = [parameter.name for parameter in parameters]
    for name, values in query.lists():
        if name not in names:
            raise RequestProblem(UNKNOWN_PARAMETER, _unknown(name, names), parameter=name[:_LONGEST_SHOWN])
        if len(values) > 1:
            detail = _("Give “%(name)s” once only.") % {"name": name}
            raise RequestProblem(REPEATED_PARAMETER, detail, parameter=name)
    return {
        each.name: read_value(each, str(query[each.name])) if each.name in query else each.default
        for each in parameters
    }


def read_value(parameter: Parameter, text: str) -> Any:
    """The value of one parameter. Raise RequestProblem where it can't have it; what was typed is not repeated."""
    try:
        return parameter.read(text)
    except ValueError as error:
        said = {"name": parameter.name, "wanted": parameter.wanted, "text": text[:_LONGEST_SHOWN]}
        if parameter.typed:
            detail = _("“%(name)s” has to be %(wanted)s.") % said
        else:
            detail = _("“%(name)s” can’t be “%(text)s”. It has to be %(wanted)s.") % said
        raise RequestProblem(WRONG_VALUE, detail, parameter=parameter.name) from error


def _unknown(name: str, names: Sequence[str]) -> str:
    """What is there instead; the most similar one first."""
    shown = name[:_LONGEST_SHOWN]
    if not names:
        return _("“%(name)s” is none of the parameters: this address has none.") % {"name": shown}
    like = process.extractOne(name[:_LONGEST_SHOWN], names, score_cutoff=75)
    said = {"name": shown, "names": ", ".join(names), "like": like[0] if like else ""}
    if like:
        return _("There is no “%(name)s”. Do you mean “%(like)s”? The parameters here are: %(names)s.") % said
    return _("There is no “%(name)s”. The parameters here are: %(names)s.") % said


def _one_of(values: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(values)

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError
        return text

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,9}", text) or not least <= int(text) <= most:
            raise ValueError
        return int(text)

    return read


def _matching(pattern: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return read


def _read_near(text: str) -> str:
    if not text or len(text) > LONGEST_QUERY or any(True for _span in find_pesels(text)):
        raise ValueError
    return text


def _read_moment(text: str) -> datetime | str:
    """A minute of the Polish clock without a time zone, as hours are written; or “now”."""
    if text == NOW:
        return NOW
    if not re.match(r"[0-9]{4}-", text):
        raise ValueError
    # A plus sign that nobody has encoded arrives as a space.
    moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    zone, now = ZoneInfo(settings.TIME_ZONE), datetime.now(ZoneInfo(settings.TIME_ZONE))
    if abs(moment.year - now.year) > _YEARS:
        raise ValueError
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.replace(tzinfo=None, second=0, microsecond=0)


def listed(values: Iterable[str]) -> str:
    """Values, one after the other, for a sentence."""
    return ", ".join(values)


_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_KINDS, _SERVICES = tuple(PointKind.values), tuple(ServiceKind.values)
_TERYT, _PLACE, _KEY = r"[0-9]{6,7}", r"[0-9]{6}(-[a-z0-9_-]{1,113})?", r"[a-z0-9-]{1,80}"

LANG = Parameter(
    "lang",
    {"type": "string", "enum": list(_LANGUAGES)},
    gettext_lazy("The language of the texts. Without it, Accept-Language decides."),
    listed(_LANGUAGES),
    _one_of(_LANGUAGES),
    "en",
)
NEAR = Parameter(
    "near",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
    gettext_lazy(
        "The nearest offices first, at most 100: near a postcode, a place, or degrees WGS84 as “latitude,longitude”. "
        "Distances are straight lines, in kilometres. Nobody on the way stores such an answer."
    ),
    gettext_lazy("a postcode, the name of a place, or “latitude,longitude” in degrees, and never a PESEL"),
    _read_near,
    "18-400",
    typed=True,
)
PLACE = Parameter(
    "place",
    {"type": "string", "pattern": f"^{_PLACE}$"},
    gettext_lazy("The key of a place, from the choices that a 409 offers."),
    gettext_lazy("the key of a place, such as 146501-warszawa"),
    _matching(_PLACE),
    "146501-warszawa",
    typed=True,
)
KIND = Parameter(
    "kind",
    {"type": "string", "enum": list(_KINDS)},
    gettext_lazy("Only offices of this kind."),
    listed(_KINDS),
    _one_of(_KINDS),
    "zus",
)
SERVICE = Parameter(
    "service",
    {"type": "string", "enum": list(_SERVICES)},
    gettext_lazy("Only offices that do this, by a source that we name."),
    listed(_SERVICES),
    _one_of(_SERVICES),
    "confirms",
)
OPEN_AT = Parameter(
    "open_at",
    {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "enum": [NOW]}]},
    gettext_lazy(
        "Only offices that are open at this moment: “now”, or ISO 8601, without an offset by the Polish clock. "
        "Offices whose hours are not known are left out."
    ),
    gettext_lazy("“now”, or a moment such as 2026-11-30T10:00:00+01:00, at most two years from now"),
    _read_moment,
    NOW,
)
TERYT = Parameter(
    "teryt",
    {"type": "string", "pattern": f"^{_TERYT}$"},
    gettext_lazy("Only offices in the municipality with this TERYT code, of six digits or seven."),
    gettext_lazy("six or seven digits"),
    _matching(_TERYT),
    "146501",
)
PAGE = Parameter(
    "page",
    {"type": "integer", "minimum": 1, "maximum": _MOST_PAGES, "default": 1},
    gettext_lazy("Which page of the list."),
    gettext_lazy("a whole number from 1"),
    _number(1, _MOST_PAGES),
    "1",
    default=1,
)
PER_PAGE = Parameter(
    "per_page",
    {"type": "integer", "minimum": 1, "maximum": MOST_ON_PAGE, "default": ON_PAGE},
    gettext_lazy("How many entries a page has."),
    gettext_lazy("a whole number from 1 to 100"),
    _number(1, MOST_ON_PAGE),
    "50",
    default=ON_PAGE,
)
# In the path.
NUMBER = Parameter(
    "number",
    {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    gettext_lazy("The number of an office, as in its short address /p/<number>. It never changes."),
    gettext_lazy("a whole number from 1"),
    _number(1, 2**31 - 1),
    "1",
)
KEY = Parameter(
    "key",
    {"type": "string", "pattern": f"^{_KEY}$"},
    gettext_lazy("The key of a guide, as in its short address /s/<key>. It never changes."),
    gettext_lazy("small letters, digits and hyphens"),
    _matching(_KEY),
    "pz-haslo",
)
