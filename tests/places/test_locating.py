import pytest

from guides.enums import Precision
from guides.places.compiling import compile_places
from guides.places.gazetteer import Gazetteer
from guides.places.geonames import PostcodeRow
from guides.places.locating import locate
from guides.schema.geography import distance


def test_a_pair_of_postcode_and_town_is_located_as_a_postcode_area(gazetteer):
    found = locate(gazetteer, "59-700", "Golnice")
    assert (found.precision, found.teryt, found.voivodeship) == (Precision.POSTCODE_AREA, "020102", "dolnośląskie")


def test_one_postcode_lies_elsewhere_in_each_of_its_towns(gazetteer):
    golnice, town = locate(gazetteer, "59-700", "Golnice"), locate(gazetteer, "59-700", "Bolesławiec")
    assert distance(golnice.latitude, golnice.longitude, town.latitude, town.longitude) > 5000


def test_a_postcode_alone_is_never_enough(gazetteer):
    assert locate(gazetteer, "59-700", "Atlantyda") is None
    assert locate(gazetteer, "59-700", "") is None


def test_a_town_alone_is_located_as_a_town_where_its_name_is_unambiguous(gazetteer):
    found = locate(gazetteer, "00-000", "Chrzanów", teryt="1203")
    assert found.precision == Precision.TOWN
    assert found.teryt == "120303"


def test_a_name_of_several_towns_is_not_located(gazetteer):
    assert locate(gazetteer, "00-000", "Nowa Wieś") is None
    assert locate(gazetteer, "00-000", "Nowa Wieś", voivodeship="mazowieckie") is None


def test_a_name_that_is_unambiguous_in_its_powiat_is_located_there(gazetteer):
    found = locate(gazetteer, "", "Nowa Wieś", teryt="1213042")
    assert (found.teryt, found.precision) == ("121304", Precision.TOWN)


def test_another_voivodeship_than_the_named_one_is_not_taken(gazetteer):
    assert locate(gazetteer, "59-700", "Golnice", voivodeship="lubelskie") is None


@pytest.mark.parametrize("town", ["Nakło nad Notecią", "NAKŁO NAD NOTECIĄ", "Naklo  nad  Notecia"])
def test_the_name_may_be_written_in_other_ways(gazetteer, town):
    assert locate(gazetteer, "89-100", town).teryt == "041003"


def test_a_district_after_the_town_is_left_aside(gazetteer):
    assert locate(gazetteer, "99-999", "Kraków - Łagiewniki").teryt == "126101"


def test_nothing_is_more_exact_than_a_postcode_area(gazetteer):
    found = locate(gazetteer, "31-147", "Kraków")
    assert found.precision == Precision.POSTCODE_AREA


def test_it_knows_its_postcodes_and_whether_it_is_empty(gazetteer):
    assert gazetteer.knows_postcode("59-700")
    assert not gazetteer.knows_postcode("99-999")
    assert not gazetteer.is_empty


def test_it_is_empty_before_it_is_loaded():
    assert Gazetteer().is_empty
    assert locate(Gazetteer(), "59-700", "Golnice") is None


def test_a_town_cut_short_is_located(gazetteer):
    assert locate(gazetteer, "66-400", "Gorzów Wlkp.").teryt == "086101"


def test_a_village_in_parts_is_located_in_its_municipality():
    rows = [
        PostcodeRow(1, "22-235", f"Hańsk {part}", "włodawski", "Hańsk", "061902", 51.4, 23.4)
        for part in ("Pierwszy", "Drugi")
    ]
    found = locate(Gazetteer(compile_places(rows)[0]), "22-235", "Hańsk", teryt="0619022")
    assert (found.teryt, found.precision) == ("061902", Precision.TOWN)
    assert locate(Gazetteer(compile_places(rows)[0]), "22-235", "Hańsk") is None


@pytest.mark.parametrize(
    "town", ["Nowa Wieś (powiat oświęcimski)", "Nowa Wieś, pow. oświęcimski", "Nowa Wieś gm. Kęty"]
)
def test_a_name_may_come_with_its_powiat_or_municipality(gazetteer, town):
    assert locate(gazetteer, "", town).teryt == "121304"


def test_a_name_with_a_word_too_many_is_located_by_its_postcode(gazetteer):
    found = locate(gazetteer, "59-700", "Golnice Dolnośląskie")
    assert (found.teryt, found.precision) == ("020102", Precision.POSTCODE_AREA)
    assert locate(gazetteer, "00-002", "Golnice Dolnośląskie") is None


def test_of_two_towns_the_one_is_meant_in_whose_powiat_the_postcode_lies():
    rows = [
        PostcodeRow(1, "64-700", "Brzeźno", "czarnkowski", "Czarnków", "300202", 52.9, 16.5),
        PostcodeRow(2, "78-701", "Czarnków", "czarnkowski", "Czarnków", "300201", 52.9, 16.56),
        PostcodeRow(3, "59-216", "Czarnków", "legnicki", "Kunice", "020905", 51.2, 16.2),
    ]
    found = locate(Gazetteer(compile_places(rows)[0]), "64-700", "Czarnków")
    assert found is not None
    assert found.teryt == "300201"
