"""What the check of a release says of opening hours."""

from datetime import date
from typing import Any

import pytest

from guides.checking.opening import check_hours
from guides.schema import draft

TODAY = date(2026, 11, 28)


def office(**values: Any) -> draft.PointsDraft:
    given = {"number": 7, "kind": "zus", "name": "ZUS", "town": "Łódź", "source": "s", "precision": "town", **values}
    return draft.PointsDraft(points=[draft.Point(**given)])


def helpdesk(hours: str) -> draft.Draft:
    words = {"pl": "Pomoc"}
    return draft.Draft(helpdesks=[draft.Helpdesk(key="h", order=1, name=words, purpose=words, hours=hours)])


@pytest.mark.parametrize("expression", ["2026 Jan-Oct Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00 off"])
def test_hours_that_do_not_open_within_a_year_are_asked_about(expression: str) -> None:
    for copy in (office(opening_hours=expression), helpdesk(expression)):
        (fault,) = check_hours(copy, TODAY)
        assert (fault.severity, str(fault.message)) == ("warning", "It does not open within a year.")


@pytest.mark.parametrize("expression", ["", "24/7", "We[1] 08:00-16:00", '"po umówieniu"', "Sep Mo 08:00-16:00"])
def test_hours_that_open_some_day_have_no_fault(expression: str) -> None:
    assert check_hours(office(opening_hours=expression), TODAY) == check_hours(helpdesk(expression), TODAY) == []


def test_a_dated_exception_may_open_an_office_that_is_else_closed() -> None:
    assert check_hours(office(opening_hours="off", exceptions="2026-12-01 08:00-16:00"), TODAY) == []


def test_hours_of_an_office_that_can_not_be_read_are_named() -> None:
    (fault,) = check_hours(office(opening_hours="Mo-Fr, Sa 08:00-16:00"), TODAY)
    assert (fault.severity, fault.key, fault.place) == ("warning", "7", "opening_hours")
    assert "Mo-Fr, Sa 08:00-16:00" in fault.text


def test_what_nobody_would_see_stops_a_release() -> None:
    for copy in (helpdesk("co drugi wtorek"), office(exceptions="Wigilia")):
        assert [fault.severity for fault in check_hours(copy, TODAY)] == ["error"]


def test_an_office_that_is_not_listed_is_not_checked() -> None:
    assert check_hours(office(opening_hours="x", is_listed=False), TODAY) == []
