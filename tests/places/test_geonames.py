import zipfile

import pytest

from guides.places import geonames

LINE = "PL\t59-700\tGolnice\tLower Silesia\t72\tPowiat bolesławiecki\t0201\tBolesławiec\t020102\t51.3504\t15.5852\t\n"


def with_cells(**cells: str) -> str:
    names = ("country", "postcode", "name", "a1", "c1", "powiat", "c2", "gmina", "teryt", "north", "east", "accuracy")
    values = dict(zip(names, LINE.rstrip("\n").split("\t"), strict=True)) | cells
    return "\t".join(values.values()) + "\n"


def test_a_line_is_a_postcode_in_a_place():
    (row,) = geonames.read([LINE])
    assert row == geonames.PostcodeRow(
        1, "59-700", "Golnice", "bolesławiecki", "Bolesławiec", "020102", 51.3504, 15.5852
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"teryt": "", "gmina": "", "powiat": ""}, "names no municipality"),
        ({"postcode": "59700"}, "no postcode"),
        ({"name": " "}, "no name"),
        ({"north": "x"}, "no coordinates"),
        ({"north": "nan"}, "not in Poland"),
        ({"east": "115.5"}, "not in Poland"),
    ],
)
def test_a_line_that_can_not_be_used_is_set_aside_with_its_reason(cells, reason):
    (aside,) = geonames.read([with_cells(**cells)])
    assert aside.reason == reason


@pytest.mark.parametrize(
    ("written", "polish"),
    [
        ("Nakło Nad Notecią", "Nakło nad Notecią"),
        ("Gródek N/Dunajcem", "Gródek nad Dunajcem"),
        ("Kamionka  K/Doręgowic", "Kamionka koło Doręgowic"),
        ("Brzezie K. Sulechowa", "Brzezie koło Sulechowa"),
        ("Rokitno (Kolonia)", "Rokitno (kolonia)"),
        ("Nadolice Wielkie", "Nadolice Wielkie"),
    ],
)
def test_names_are_written_as_in_polish(written, polish):
    assert geonames.clean_name(written) == polish


@pytest.mark.parametrize("line", ["a,b,c\n", LINE.replace("\t", ";"), LINE.rstrip("\n") + "\tmore\n", "\n"])
def test_another_kind_of_file_is_refused_with_its_line(line):
    with pytest.raises(geonames.BadGeoNames, match="Line 2"):
        list(geonames.read([LINE, line]))


def test_a_zip_is_read_like_the_file_in_it(tmp_path):
    path = tmp_path / "PL.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("PL.txt", LINE)
    with geonames.open_lines(path) as lines:
        assert len(list(geonames.read(lines))) == 1


def test_a_zip_that_unfolds_to_too_much_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "PL.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PL.txt", "0" * 100_000)
    monkeypatch.setattr(geonames, "LARGEST_FILE", 50_000)
    with pytest.raises(geonames.BadGeoNames, match="more than"), geonames.open_lines(path):
        pass


def test_a_zip_without_the_file_is_refused(tmp_path):
    path = tmp_path / "PL.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", LINE)
    with pytest.raises(geonames.BadGeoNames, match=r"no PL\.txt"), geonames.open_lines(path):
        pass


def test_a_damaged_zip_is_refused(tmp_path):
    path = tmp_path / "PL.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PL.txt", LINE * 10)
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(geonames.BadGeoNames, match="unpacked"), geonames.open_lines(path) as lines:
        list(lines)
