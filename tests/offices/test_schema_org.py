"""An office as search engines read it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.offices.schema_org import json_ld
from tests.offices.samples import WEEK, office, opening

ADDRESS = "https://example.org/pl/punkty/1-urzad-1/"
TODAY = date(2026, 11, 25)


def test_an_office_is_a_government_office_with_its_hours() -> None:
    read = json.loads(json_ld(office(1), opening(WEEK), ADDRESS, TODAY))
    assert (read["@type"], read["address"]["postalCode"]) == ("GovernmentOffice", "90-001")
    usual = [each for each in read["openingHoursSpecification"] if "dayOfWeek" in each]
    assert [(each["dayOfWeek"], each["opens"], each["closes"]) for each in usual] == [
        (["Monday"], "08:00", "17:00"),
        (["Tuesday", "Wednesday", "Thursday", "Friday"], "08:00", "15:00"),
    ]


def test_days_off_are_told_while_they_are_to_come() -> None:
    hours = opening(WEEK, "2026-11-20 closed; 2026-12-23 08:00-12:00; 2026-12-28..2026-12-30 closed")
    told = json.loads(json_ld(office(1), hours, ADDRESS, TODAY))["openingHoursSpecification"]
    assert [(each["validFrom"], each["validThrough"], each["closes"]) for each in told if "validFrom" in each] == [
        ("2026-12-23", "2026-12-23", "12:00"),
        ("2026-12-24", "2026-12-25", "00:00"),  # public holidays
        ("2026-12-28", "2026-12-30", "00:00"),
        ("2027-01-01", "2027-01-01", "00:00"),
        ("2027-01-06", "2027-01-06", "00:00"),
    ]


def test_a_place_is_given_only_where_the_building_is_known() -> None:
    assert "geo" not in json.loads(json_ld(office(1), None, ADDRESS, TODAY))
    assert "geo" in json.loads(json_ld(office(1, precision="building"), None, ADDRESS, TODAY))


@given(st.text() | st.just("</script><script>alert(1)</script><!--"))
def test_nothing_in_a_name_ends_the_element(name: str) -> None:
    written = json_ld(office(1, name=name), None, ADDRESS, TODAY)
    assert not set("<>&") & set(written)
    assert json.loads(written)["name"] == name


def test_each_season_holds_as_long_as_it_does() -> None:
    hours = opening("Jul-Aug Mo-Fr 08:00-14:00; Sep-Jun Mo-Fr 08:00-16:00")
    told = json.loads(json_ld(office(1), hours, ADDRESS, TODAY))["openingHoursSpecification"]
    usual = [each for each in told if "dayOfWeek" in each]
    assert [(each.get("validFrom"), each.get("validThrough"), each["closes"]) for each in usual] == [
        (None, "2027-06-30", "16:00"),
        ("2027-07-01", "2027-08-31", "14:00"),
        ("2027-09-01", None, "16:00"),
    ]


def test_hours_that_follow_no_week_are_told_by_their_days() -> None:
    told = json.loads(json_ld(office(1), opening("We[1] 08:00-16:00"), ADDRESS, TODAY))["openingHoursSpecification"]
    assert [(each["validFrom"], each["opens"]) for each in told] == [("2026-12-02", "08:00")]


@pytest.mark.parametrize("expression", ['"po umówieniu"', 'Mo-Fr 08:00-16:00 "po umówieniu"', "Mo 08:00-10:00 unknown"])
def test_hours_on_a_condition_are_not_told_to_search_engines(expression: str) -> None:
    assert "openingHoursSpecification" not in json.loads(json_ld(office(1), opening(expression), ADDRESS, TODAY))


def test_phones_are_told_as_they_are_dialled() -> None:
    point = office(1, phones=("22 123 45 67 wew. 12", "brak"))
    assert json.loads(json_ld(point, None, ADDRESS, TODAY))["telephone"] == ["+48221234567"]
