import pytest

from guides.enums import GminaKind
from guides.places import terc

HEAD = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n"


def read(*rows: str) -> dict[str, terc.Unit]:
    return terc.read((HEAD + "\n".join(rows)).splitlines(keepends=True))


def test_an_urban_rural_municipality_in_two_rows_is_one():
    units = read(
        "02;01;;;bolesławiecki;powiat;2024-01-01",
        "02;01;04;4;Nowogrodziec;miasto;2024-01-01",
        "02;01;04;5;Nowogrodziec;obszar wiejski;2024-01-01",
    )
    assert units == {"020104": terc.Unit("020104", "Nowogrodziec", GminaKind.URBAN_RURAL, "bolesławiecki")}


def test_namesakes_with_codes_of_their_own_stay_apart():
    units = read(
        "02;01;;;bolesławiecki;powiat;2024-01-01",
        "02;01;01;1;Bolesławiec;gmina miejska;2024-01-01",
        "02;01;02;2;Bolesławiec;gmina wiejska;2024-01-01",
    )
    assert {code: unit.kind for code, unit in units.items()} == {"020101": GminaKind.URBAN, "020102": GminaKind.RURAL}


@pytest.mark.parametrize("kind", ["8", "9"])
def test_districts_make_one_city(kind):
    units = read(
        "14;65;;;Warszawa;miasto stołeczne, na prawach powiatu;2024-01-01",
        f"14;65;02;{kind};Bemowo;dzielnica;2024-01-01",
        f"14;65;18;{kind};Wola;dzielnica;2024-01-01",
    )
    assert units == {"146501": terc.Unit("146501", "Warszawa", GminaKind.URBAN, "Warszawa")}


@pytest.mark.parametrize(
    "row",
    [
        "02;01;01;7;Bolesławiec;gmina;2024-01-01",  # a kind that does not exist
        "02;02;01;1;Bielawa;gmina miejska;2024-01-01",  # its powiat is missing
        "02;01;1;1;Bolesławiec;gmina miejska;2024-01-01",  # a digit short
        "02;01;01;1",  # cut off
    ],
)
def test_a_row_that_is_none_of_terc_stops_it_with_its_line(row):
    with pytest.raises(terc.BadTerc, match="Line 3"):
        read("02;01;;;bolesławiecki;powiat;2024-01-01", row)


def test_another_table_is_refused():
    with pytest.raises(terc.BadTerc):
        terc.read(["a;b\n", "1;2\n"])


def test_a_file_has_a_byte_order_mark_and_an_empty_line_at_its_end(tmp_path):
    path = tmp_path / "terc.csv"
    rows = "02;01;;;bolesławiecki;powiat;2024-01-01\n02;01;03;2;Gromadka;gmina wiejska;2024-01-01\n\n"
    path.write_text("\ufeff" + HEAD + rows, encoding="utf-8")
    assert list(terc.read_file(path)) == ["020103"]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "terc.csv"
    path.write_bytes((HEAD + "02;01;;;bolesławiecki;powiat;2024-01-01\n").encode("cp1250"))
    with pytest.raises(terc.BadTerc, match="UTF-8"):
        terc.read_file(path)
