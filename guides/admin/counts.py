"""Charts of what is read and whether it helps, by week: sums only, and none so small that they tell of somebody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guides import models
from guides.admin.roles import OnlySeen
from guides.enums import HELPED, CountKind

WEEKS = 12
LEAST = 5  # numbers below are not shown
WIDTH, HEIGHT, GAP = 720, 160, 12  # of a chart, and between two weeks, in its own units

Numbers = dict[tuple[date, str, str, str], int]  # (Monday, kind, key, answer)


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    opacity: float
    label: str


@dataclass(frozen=True)
class Series:
    """A number for each week, as it may be shown: None where it is below LEAST, 0 where nothing was counted."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class WeekChart:
    """Bars and the same as a table."""

    title: str
    weeks: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def rows(self) -> list[tuple[str, list[int | None]]]:
        return [(week, [each.values[place] for each in self.series]) for place, week in enumerate(self.weeks)]

    @property
    def highest(self) -> int:
        return max((value or 0 for each in self.series for value in each.values), default=0)

    @property
    def bars(self) -> list[Bar]:
        step = WIDTH / max(len(self.weeks), 1)
        width = (step - GAP) / max(len(self.series), 1)
        return [
            Bar(
                x=round(place * step + GAP / 2 + number * width, 1),
                y=round(HEIGHT - HEIGHT * (value or 0) / (self.highest or 1), 1),
                width=round(width, 1),
                height=round(HEIGHT * (value or 0) / (self.highest or 1), 1),
                opacity=round(1 - number * 0.35, 2),
                label=f"{week}, {each.name}: {value}",
            )
            for number, each in enumerate(self.series)
            for place, (week, value) in enumerate(zip(self.weeks, each.values, strict=True))
            if value
        ]


@dataclass(frozen=True)
class Stop:
    """A question at which people stop: how many of those who saw it gave no answer."""

    question: str
    asked: int
    left: int

    @property
    def percent(self) -> int:
        return round(100 * self.left / self.asked)


def shown(number: int) -> int | None:
    return number if number >= LEAST or number == 0 else None


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read_weeks(today: date) -> tuple[list[date], Numbers]:
    """The last WEEKS weeks, and their sums over all languages."""
    weeks = [monday(today) - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    rows = models.DailyCount.objects.filter(day__gte=weeks[0]).order_by()
    numbers: Numbers = defaultdict(int)
    for row in rows.values("day", "kind", "key", "answer").annotate(together=Sum("number")):
        numbers[monday(row["day"]), row["kind"], row["key"], row["answer"]] += row["together"]
    return weeks, numbers


def series_of(name: str, weeks: Sequence[date], numbers: Numbers, kind: CountKind, **only: str) -> Series:
    """The sums of a kind by week; `only`: of one key or one answer."""

    def fits(key: str, answer: str) -> bool:
        return only.get("key", key) == key and only.get("answer", answer) == answer

    found = [(day, number) for (day, of, key, answer), number in numbers.items() if of == kind and fits(key, answer)]
    sums = [sum(number for day, number in found if day == week) for week in weeks]
    return Series(name, tuple(shown(each) for each in sums))


def stops_of(numbers: Numbers) -> list[Stop]:
    """The questions at which people stop, the worst first; those that few have seen are left out."""
    questions = dict(models.Question.objects.values_list("key", "text"))
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (_week, kind, key, _answer), number in numbers.items():
        sums[kind, key] += number
    stops = [
        Stop(text, asked, asked - sums[CountKind.PASSED, key])
        for key, text in questions.items()
        if (asked := sums[CountKind.ASKED, key]) >= LEAST and asked - sums[CountKind.PASSED, key] >= LEAST
    ]
    return sorted(stops, key=lambda stop: -stop.left)


def charts_of(weeks: Sequence[date], numbers: Numbers) -> list[WeekChart]:
    names = tuple(date_format(week, "j E") for week in weeks)
    first = models.Question.objects.filter(first=True).values_list("key", flat=True).first() or ""
    starts = series_of(_("starts"), weeks, numbers, CountKind.ASKED, key=first)
    outcomes = series_of(_("outcomes"), weeks, numbers, CountKind.OUTCOME)
    helped = tuple(series_of(str(one.label), weeks, numbers, CountKind.HELPED, answer=one.value) for one in HELPED)
    return [
        WeekChart(_("Starts and outcomes"), names, (starts, outcomes)),
        WeekChart(_("Did this help?"), names, helped),
    ]


@admin.register(models.DailyCount)
class DailyCountAdmin(OnlySeen, admin.ModelAdmin[models.DailyCount]):
    """A page of charts in the place of a list."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        weeks, numbers = read_weeks(timezone.localdate())
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What is read, and whether it helps"),
            "charts": charts_of(weeks, numbers),
            "stops": stops_of(numbers),
            "least": LEAST,
            "width": WIDTH,
            "height": HEIGHT,
        }
        return TemplateResponse(request, "admin/guides/dailycount/charts.html", context)
