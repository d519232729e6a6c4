import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from guides.enums import GminaKind
from guides.models import Gmina, Place, PlacesEdition, Postcode
from guides.places import database, geonames, loading
from tests.places.sample import PLACES, REGISTER, load_sample


def table() -> list:
    return [
        list(model.objects.order_by(*order).values_list(*fields))
        for model, order, fields in (
            (Gmina, ["teryt"], ["teryt", "name", "kind", "latitude"]),
            (Place, ["key"], ["key", "name", "size", "gmina_id", "longitude"]),
            (Postcode, ["place_id", "code"], ["place_id", "code", "latitude"]),
        )
    ]


def test_rows_in_are_postcodes_and_rows_set_aside(db):
    report = load_sample()
    assert report.rows == report.postcodes + report.twins + len(report.asides)
    assert [aside.reason for aside in report.asides] == ["names no municipality"]
    assert report.postcodes == Postcode.objects.count()


def test_loading_twice_is_loading_once(db):
    load_sample()
    before, edition = table(), database.edition()
    report = load_sample()
    assert table() == before
    assert not report.changed and database.edition() == edition
    assert PlacesEdition.objects.count() == 1
    assert (report.new, report.gone) == ([], [])


def test_another_file_is_another_edition(db):
    load_sample()
    edition = database.edition()
    load_sample(with_terc=False)
    assert database.edition() != edition


def test_a_loading_that_fails_on_its_way_leaves_what_was_there(db, monkeypatch):
    load_sample()
    before = table()

    def fail(spots):
        yield Postcode(code="00-001", place_id="000000-nowhere", latitude=0, longitude=0)
        raise IntegrityError("the disk is full")

    monkeypatch.setattr(loading, "_postcodes", fail)
    with pytest.raises(IntegrityError):
        load_sample()
    monkeypatch.undo()
    assert table() == before


def test_cities_that_terc_knows_by_districts_are_there_once_with_their_polish_name(db):
    load_sample()
    warszawa = Gmina.objects.get(powiat_code="1465")
    assert (warszawa.teryt, warszawa.name, warszawa.kind) == ("146501", "Warszawa", GminaKind.URBAN)


def test_namesakes_are_kept_apart(db):
    load_sample()
    kinds = dict(Gmina.objects.filter(powiat_code="0201", name="Bolesławiec").values_list("teryt", "kind"))
    assert kinds == {"020101": GminaKind.URBAN, "020102": GminaKind.RURAL}


def test_a_dissolved_municipality_keeps_its_places_but_has_no_page(db):
    report = load_sample()
    assert report.not_in_terc == ["320304"]
    assert Place.objects.filter(gmina_id="320304").exists()
    assert database.municipality("320304") is None


def test_a_town_that_geonames_leaves_out_is_placed_by_what_is_around_it(db):
    report = load_sample()
    assert "300201" in report.added_seats
    assert Place.objects.get(key="300201-czarnkow").name == "Czarnków"


def test_a_municipality_that_nobody_can_place_has_no_coordinates(db):
    report = load_sample()
    assert "260304" in report.without_place
    assert Gmina.objects.get(teryt="260304").latitude is None


def test_without_terc_municipalities_come_from_geonames_alone(db):
    load_sample(with_terc=False)
    assert Gmina.objects.get(teryt="146501").name == "Warszawa"
    assert Gmina.objects.get(teryt="020102").kind == ""
    assert not Gmina.objects.filter(is_current=False).exists()


def test_the_command_reports_what_it_did(db, capsys):
    call_command("load_places", PLACES, terc=REGISTER)
    said = capsys.readouterr().out
    assert "set aside, line" in said and "names no municipality" in said
    assert f"{Place.objects.count():,} places" in said


@pytest.mark.parametrize("text", ["", "a;b;c\n", "\x89PNG\r\n"])
def test_the_command_refuses_another_file_and_loads_nothing(db, tmp_path, text):
    load_sample()
    path = tmp_path / "PL.txt"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_places", path)
    assert Place.objects.exists()


def test_the_command_says_that_a_file_is_missing(db, tmp_path):
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_places", tmp_path / "PL.txt")


def test_a_row_of_no_voivodeship_is_set_aside(db):
    row = geonames.Row(1, "00-001", "Nigdzie", "nigdzie", "Nigdzie", "990101", 52.0, 20.0)
    with pytest.raises(loading.BadPlaces):
        loading.load([row], {})
