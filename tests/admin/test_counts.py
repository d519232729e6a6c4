"""The charts at the desk: sums by week, and none that are small."""

from datetime import timedelta

from django.utils import timezone

from guides import models
from guides.enums import Role
from tests.admin.test_roles import sign_in
from tests.html import parse

PAGE = "/admin/guides/dailycount/"


def put(kind: str, key: str, number: int, answer: str = "", days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    models.DailyCount.objects.create(day=day, language="pl", kind=kind, key=key, answer=answer, number=number)


def test_sums_of_the_week_are_drawn_and_stand_in_a_table(guide: models.Guide) -> None:
    put("asked", "problem", 40)
    put("passed", "problem", 28)
    put("outcome", "haslo", 20)
    put("helped", "pz-haslo", 7, "yes")
    put("helped", "pz-haslo", 4, "no")
    page = parse(sign_in(Role.EDITOR).get(PAGE)).one("div", id="content")
    starts, helped, stops = page.all("table")
    assert [cell.text for cell in starts.all("tr")[-1].all("td")] == ["40", "20"]
    cells = [" ".join(cell.text.split()) for cell in helped.all("tr")[-1].all("td")]
    assert cells[:2] == ["7", "0"]
    assert "5" in cells[2] and "4" not in cells[2]
    assert [cell.text for cell in stops.all("td")] == ["40", "12", "30"]
    assert len(page.all("rect")) == 3
    assert not [each for each in page.all("rect") if "style" in each.attributes]


def test_what_is_old_is_not_shown_and_without_counts_the_page_says_so(guide: models.Guide) -> None:
    put("asked", "problem", 40, days_ago=200)
    page = parse(sign_in(Role.EDITOR).get(PAGE)).one("div", id="content")
    assert not page.all("rect")
    assert len(page.all("table")) == 2


def test_a_translator_sees_no_counts(guide: models.Guide) -> None:
    assert sign_in(Role.TRANSLATOR).get(PAGE).status_code == 403
