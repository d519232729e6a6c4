"""An office as search engines read it."""

import json
from datetime import date

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
