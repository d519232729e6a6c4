"""An office that was found near a place, in the words in which pages list it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Choices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.enums import Answered, Confirms, PointKind, Precision, ServiceKind
from guides.offices.nearest import NearOffice
from guides.schema.content import Opening, Point, PointSet
from guides.schema.hours import Openness, OpenState, state_at
from guides.schema.hours_in_words import hours_line

_TOWN = 3  # kilometres to which a town says where something is
_SERVICES = frozenset(ServiceKind.values)
CERTAIN = {Confirms.BY_LAW, Confirms.BY_CONSENT}


@dataclass(frozen=True)
class ServiceLine:
    """One service of an office in words; `certain`: it does it, by a source that we name."""

    words: str
    certain: bool


@dataclass(frozen=True)
class Result:
    """An office in the list, and what is said of it `now`, empty when nothing is known.

    It is `metres` away, None where nobody knows, which is known to `blur` kilometres. `status` is whether it does what
    the list is of; without one, `services` are what it does. `hours` is the week in one line, for paper.
    """

    point: Point
    metres: int | None
    blur: int
    kind_label: str
    now: str
    is_open: bool
    by_appointment: bool
    step_free: bool
    services: tuple[ServiceLine, ...]
    opening: Opening | None
    helpline: str  # of all offices of its list, where the list gives it no number of its own
    status: str = ""
    hours: str = ""


def result_of(points: PointSet, found: NearOffice, local: datetime, listed: str = "") -> Result:
    """An office that was found, as a list shows it; `listed`: the service that the list is of."""
    point = found.point
    opening, state = points.opening_of(point), state_of(points, point, local)
    service = points.service_of(point, listed) if listed else None
    return Result(
        point=point,
        metres=None if point.latitude is None else found.metres,
        blur=_TOWN if point.precision == Precision.TOWN else 1,
        kind_label=label_of(PointKind(point.kind)),
        now=_now_in_words(state, local, get_language() or "") if state else point.hours_text,
        is_open=is_open(state),
        by_appointment=point.appointment == Answered.YES,
        step_free=point.step_free == Answered.YES,
        services=service_lines(points, point, listed),
        opening=opening,
        status=service.status if service else Confirms.UNKNOWN,
        hours=hours_line(opening, local.date()) if opening else point.hours_text,
        helpline="" if point.phones else points.source[point.source].phone,
    )


def label_of(choice: Choices) -> str:
    """A choice in the active language, looked up once."""
    return _label_in(type(choice), choice.value, get_language() or "")


@lru_cache(512)
def _label_in(kind: type[Choices], value: str, _language: str) -> str:
    return str(kind(value).label)


def local_now() -> datetime:
    """This minute of the Polish clock, without a time zone, as opening hours are written."""
    return timezone.localtime().replace(tzinfo=None, second=0, microsecond=0)


# Many offices have the same hours, and what is said of them holds for a minute.
@lru_cache(2048)
def _state_at(expression: str, local: datetime) -> OpenState:
    return state_at(expression, local)


@lru_cache(2048)
def _now_in_words(state: OpenState, local: datetime, _language: str) -> str:
    return now_in_words(state, local)


def state_of(points: PointSet, point: Point, local: datetime) -> OpenState | None:
    """Whether an office is open at `local`; None where its hours are not known."""
    opening = points.opening_of(point)
    return _state_at(opening.expression, local) if opening and opening.usual else None


def is_open(state: OpenState | None) -> bool:
    return state is not None and state.openness in (Openness.OPEN, Openness.ALWAYS)


def now_in_words(state: OpenState, local: datetime) -> str:
    """“Open now (until 15:00)”, “Opens Monday at 8:00”."""
    if state.openness == Openness.ALWAYS:
        return _("Open day and night")
    if state.openness == Openness.OPEN and state.changes:
        return _("Open now (until %(time)s)") % {"time": clock(state.changes)}
    if state.openness == Openness.UNKNOWN:
        words = _("We do not know whether it is open now")
        return _("%(words)s: “%(remark)s”") % {"words": words, "remark": state.remark} if state.remark else words
    return _opens(state.changes, local) if state.changes else _("Closed, we do not know until when")


def _opens(opens: datetime, local: datetime) -> str:
    words = {"time": clock(opens), "day": date_format(opens.date(), "j E")}
    days = (opens.date() - local.date()).days
    if days == 0:
        return _("Opens today at %(time)s") % words
    if days == 1:
        return _("Opens tomorrow at %(time)s") % words
    if opens.date() - local.date() < timedelta(days=7):
        on_weekday = (
            _("Opens Monday at %(time)s"),
            _("Opens Tuesday at %(time)s"),
            _("Opens Wednesday at %(time)s"),
            _("Opens Thursday at %(time)s"),
            _("Opens Friday at %(time)s"),
            _("Opens Saturday at %(time)s"),
            _("Opens Sunday at %(time)s"),
        )
        return on_weekday[opens.weekday()] % words
    return _("Opens on %(day)s at %(time)s") % words


def clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"


def service_lines(points: PointSet, point: Point, listed: str) -> tuple[ServiceLine, ...]:
    """What an office does for people, in words; nothing in a list of those that do one thing, which says it once.

    An office of which nothing is said may confirm or not.
    """
    if listed in _SERVICES:
        return ()
    confirms, edowod = (points.service_of(point, kind) for kind in (ServiceKind.CONFIRMS, ServiceKind.EDOWOD))
    lines = [_confirms_in_words(confirms.status if confirms else Confirms.UNKNOWN)]
    if edowod and edowod.status in CERTAIN:
        lines.append(ServiceLine(_("Sets the PIN of an e-dowód"), True))
    elif edowod and edowod.status == Confirms.UNKNOWN:
        lines.append(ServiceLine(_("We do not know whether it sets the PIN of an e-dowód"), False))
    return tuple(lines)


def _confirms_in_words(status: str) -> ServiceLine:
    match status:
        case Confirms.BY_LAW:
            return ServiceLine(_("By law it should confirm Profil Zaufany: ask first"), True)
        case Confirms.BY_CONSENT:
            return ServiceLine(_("Confirms Profil Zaufany: with the minister’s consent"), True)
        case Confirms.NO:
            return ServiceLine(_("Does not confirm Profil Zaufany"), False)
        case _:
            return ServiceLine(_("We do not know whether it confirms Profil Zaufany"), False)
