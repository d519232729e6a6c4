"""Opening hours in the reader's language, row by row for pages and in lines for editors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from guides.schema.content import Opening
from guides.schema.hours import BadHours, Doubt
from guides.schema.schedule import Day, Days, Schedule, Span, Week, schedule_of


@dataclass(frozen=True)
class HoursPart:
    """A span as it is shown; `remark` is in the language of its source. Without `hours` the remark is all there is."""

    hours: str
    remark: str = ""

    @property
    def text(self) -> str:
        quoted = _("“%(remark)s”") % {"remark": self.remark} if self.remark else ""
        return " ".join(filter(None, (self.hours, quoted)))


@dataclass(frozen=True)
class HoursRow:
    """Days that have the same hours; no `parts`: closed."""

    days: str
    parts: tuple[HoursPart, ...]
    holiday: bool = False

    @property
    def text(self) -> str:
        return f"{self.days} {', '.join(part.text for part in self.parts) or _('closed')}"


def week_rows(week: Week, shown: Iterable[int] = range(7)) -> list[HoursRow]:
    """The days of a week (0 is Monday), those in a row with the same hours together."""
    names = weekdays()
    runs: list[tuple[int, int, Day]] = []
    for day in shown:
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == week[day]:
            runs[-1] = (runs[-1][0], day, week[day])
        else:
            runs.append((day, day, week[day]))
    rows = []
    for first, last, hours in runs:
        days = names[first] if first == last else f"{names[first]}–{names[last]}"
        rows.append(HoursRow(days, _parts(hours)))
    return rows


def open_rows(week: Week) -> list[HoursRow]:
    """The days of a week on which it is open."""
    return week_rows(week, [day for day in range(7) if week[day]])


def days_row(days: Days) -> HoursRow:
    """Days by their dates."""
    first, last = days.first, days.last
    words = date_format(last, "j E Y")
    if last != first:
        words = f"{date_format(first, 'j E' if first.year == last.year else 'j E Y')} – {words}"
    return HoursRow(words, _parts(days.hours), days.holiday)


def _parts(hours: Day) -> tuple[HoursPart, ...]:
    return tuple(_part(span) for span in hours)


def _part(span: Span) -> HoursPart:
    hours = "" if span.is_whole_day and span.remark else f"{_clock(span.start)}–{_clock(span.end)}"
    if not span.certain and not span.remark:
        hours = _("%(hours)s (not certain)") % {"hours": hours}
    return HoursPart(hours, span.remark)


def _clock(time: str) -> str:
    return time.removeprefix("0")


def weekdays() -> list[str]:
    # Our own words: Django's Polish ones have capitals, which do not belong inside “wtorek–piątek”.
    return [
        pgettext("day of the week", "Monday"),
        pgettext("day of the week", "Tuesday"),
        pgettext("day of the week", "Wednesday"),
        pgettext("day of the week", "Thursday"),
        pgettext("day of the week", "Friday"),
        pgettext("day of the week", "Saturday"),
        pgettext("day of the week", "Sunday"),
    ]


def understood(expression: str, today: date) -> str:
    """What an expression in OSM syntax says, in one line for an editor. Raise BadHours when it can't be read."""
    schedule = schedule_of(Opening(expression=expression), today)
    return "; ".join(_lines(schedule))


@lru_cache(maxsize=4096)
def _line(opening: Opening, today: date, language: str) -> str:
    return "; ".join(_lines(schedule_of(opening, today)))


def hours_line(opening: Opening, today: date) -> str:
    """The hours of an office in one line, as of `today`."""
    return _line(opening, today, get_language() or "")


def _lines(schedule: Schedule) -> Iterator[str]:
    if schedule.never_opens:
        yield _("not open within a year")
    elif schedule.always:
        yield _("day and night, every day")
    elif schedule.remark:
        yield HoursPart("", schedule.remark).text
    elif not schedule.seasons:
        yield _("not the same every week")
        yield from (days_row(days).text for days in schedule.dates)
        if schedule.next_open:
            yield _("not open until %(day)s") % {"day": date_format(schedule.next_open, "j E Y")}
    for season in () if schedule.always or schedule.remark or schedule.never_opens else schedule.seasons:
        words = ", ".join(row.text for row in open_rows(season.week)) or _("closed")
        if season.since > schedule.monday:
            words = _("from %(day)s: %(hours)s") % {"day": date_format(season.since, "j E Y"), "hours": words}
        yield words


def explain(error: BadHours) -> str:
    """Why these are not taken for opening hours, and what may be meant."""
    match error.doubt:
        case Doubt.HOURS_MISSING:
            words = _("Some days stand without hours, which would mean day and night.")
        case Doubt.DAYS_MISSING:
            words = _("The days are missing: without them the hours would hold on all seven.")
        case Doubt.NOT_COMPUTED:
            words = _("School holidays, the sun and an open end can’t be worked out. Give days and hours.")
        case _:
            words = _(
                "These opening hours can’t be read. Write them like “Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off” "
                "or “pn 8-17, wt-pt 8-15”."
            )
    if error.suggestion:
        words += " " + _("Did you mean “%(suggestion)s”?") % {"suggestion": error.suggestion}
    return words
