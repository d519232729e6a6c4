import pytest

from guides.enums import GminaKind
from guides.places import geonames
from guides.places.compiling import BadPlaces, compile_places, package_rows
from guides.places.gazetteer import Gazetteer
from guides.places.package import PackageRow
from guides.places.terc import Unit
from tests.places.sample import sample, sample_gazetteer


def row(postcode: str, name: str, teryt: str, north: float, east: float, gmina: str = "Próbna") -> geonames.PostcodeRow:
    return geonames.PostcodeRow(1, postcode, name, "próbny", gmina, teryt, north, east)


def test_rows_in_are_postcodes_and_rows_set_aside():
    places, report = sample()
    assert report.rows == len(places.postcodes.code) + report.twins + len(report.asides)
    assert [aside.reason for aside in report.asides] == ["names no municipality"]


def test_cities_that_terc_knows_by_districts_are_there_once_with_their_polish_name(gazetteer):
    (warszawa,) = [each for each in gazetteer.municipalities("mazowieckie") if each.powiat_code == "1465"]
    assert (warszawa.teryt, warszawa.name, warszawa.kind) == ("146501", "Warszawa", GminaKind.URBAN)


def test_namesakes_are_kept_apart(gazetteer):
    inside = gazetteer.municipalities("dolnośląskie")
    kinds = {each.teryt: each.kind for each in inside if each.powiat_code == "0201" and each.name == "Bolesławiec"}
    assert kinds == {"020101": GminaKind.URBAN, "020102": GminaKind.RURAL}


def test_a_dissolved_municipality_keeps_its_places_but_has_no_page(gazetteer):
    assert sample()[1].not_in_terc == ["320304"]
    assert 320304 in sample()[0].towns.teryt
    assert gazetteer.municipality("320304") is None


def test_a_town_that_geonames_leaves_out_is_placed_by_what_is_around_it(gazetteer):
    assert "300201" in sample()[1].added_seats
    assert gazetteer.town("300201-czarnkow").name == "Czarnków"


def test_a_municipality_that_nobody_can_place_has_no_coordinates(gazetteer):
    assert "260304" in sample()[1].without_place
    assert gazetteer.municipality("260304").latitude is None


def test_without_terc_municipalities_come_from_geonames_alone():
    gazetteer = sample_gazetteer(with_terc=False)
    assert gazetteer.municipality("146501").name == "Warszawa"
    assert gazetteer.municipality("020102").kind == ""
    assert gazetteer.municipality("320304").name == "Ostrowice"


def test_a_municipality_named_otherwise_than_its_largest_village_keeps_its_name():
    lines = [row(code, "Ocice", "020102", 51.3, 15.6, gmina="Bolesławiec") for code in ("59-700", "59-701")]
    assert compile_places(lines)[0].municipalities.name == ("Bolesławiec",)


@pytest.mark.parametrize(
    ("written", "polish"),
    [
        ("Gmina Pniewy", "Pniewy"), ("gmina Miasto Łowicz", "Łowicz"), ("gmina Andrespol", "Andrespol"),
        ("Leszno_County", "leszczyński"), ("powiat Łowicki", "łowicki"), ("Miasteczko Śląskie", "Miasteczko Śląskie"),
    ],
)  # fmt: skip
def test_names_of_units_are_cleaned(written, polish):
    assert geonames.clean_unit(written) == polish


def test_what_geonames_names_otherwise_than_terc_is_listed_and_terc_wins():
    lines = [row("76-200", "Siemianice", "221208", 54.5, 17.0, gmina="Słupsk")]
    places, report = compile_places(lines, {"221208": Unit("221208", "Redzikowo", GminaKind.RURAL, "słupski")})
    assert report.renamed == ["221208 Słupsk → Redzikowo"]
    assert places.municipalities.name == ("Redzikowo",)


def test_a_place_of_two_sources_is_there_once_with_the_postcodes_of_both():
    lines = [row("45-001", "Opole", "166101", 50.67, 17.92, gmina="Opole")]
    codes = [PackageRow("45-001", "Opole", "16", 50.6, 17.9), PackageRow("45-064", "Opole", "16", 50.66, 17.93)]
    places, report = compile_places(lines, {}, codes)
    gazetteer = Gazetteer(places)
    assert [town.key for town in gazetteer.towns_named(["opole"])] == ["166101-opole"]
    assert gazetteer.towns_of_postcode("45-064")[0].key == "166101-opole"
    assert (report.added_codes, places.sources) == (1, ("geonames", "package"))


def test_what_the_package_alone_said_can_be_compiled_again_beside_a_new_edition():
    lines = [row("45-001", "Opole", "166101", 50.67, 17.92, gmina="Opole")]
    codes = [PackageRow("45-064", "Opole", "16", 50.66, 17.93), PackageRow("46-020", "Czarnowąsy", "16", 50.7, 17.9)]
    places, _report = compile_places(lines, {}, codes)
    assert package_rows(places) == sorted(codes)
    assert compile_places(lines, {}, package_rows(places))[0] == places


def test_towns_of_one_name_far_apart_are_two_with_keys_of_their_own():
    codes = [PackageRow("26-807", "Radzanów", "14", 51.55, 20.85), PackageRow("06-540", "Radzanów", "14", 52.94, 20.1)]
    gazetteer = Gazetteer(compile_places(package=codes)[0])
    towns = gazetteer.towns_named(["radzanow"])
    assert [town.key for town in towns] == ["140000-radzanow", "140000-radzanow-2"]
    assert all(gazetteer.town(town.key) == town for town in towns)


def test_a_key_made_before_municipalities_were_known_still_leads_to_its_town():
    lines = [row("16-400", "Suwałki", "206301", 54.1, 22.93, gmina="Suwałki")]
    gazetteer = Gazetteer(compile_places(lines)[0])
    assert gazetteer.town("200000-suwalki").key == "206301-suwalki"


def test_counties_with_english_names_get_their_polish_ones():
    line = "PL\t67-200\tGłogów\tLower Silesia\t72\tGłogów County\t0203\tGłogów\t020301\t51.66\t16.08\t\n"
    gazetteer = Gazetteer(compile_places(geonames.read([line]))[0])
    assert gazetteer.town("020301-glogow").powiat == "głogowski"


def test_a_row_of_no_voivodeship_is_set_aside():
    with pytest.raises(BadPlaces):
        compile_places([row("00-001", "Nigdzie", "990101", 52.0, 20.0)])
