"""The commands: a file imported, the official files fetched or described."""

import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from guides import models
from guides.importing import official
from guides.importing.fetching import CannotFetch, Fetched
from guides.management.commands import fetch_data
from tests.offices.formats.samples import JST, ZUS

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "zus-2025-12-23.csv"
    path.write_text(ZUS, "utf-8")
    return path


def run(command: str, *args: Any, **options: Any) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


def test_a_file_is_only_looked_at_unless_it_is_to_be_applied(sources: None, file: Path) -> None:
    out = run("import_points", file, format="zus")
    assert "3 rows = 3 offices + 0 set aside" in out
    assert not models.Point.objects.exists()


def test_a_file_is_applied(sources: None, file: Path) -> None:
    assert "Applied: 3 offices" in run("import_points", file, format="zus", apply=True)
    assert models.Point.objects.count() == 3
    assert "nothing to apply" in run("import_points", file, format="zus", apply=True)


def test_rows_set_aside_are_told_with_their_reason(sources: None, tmp_path: Path) -> None:
    path = tmp_path / "jst.csv"
    path.write_text(JST, "utf-8")
    out = run("import_points", path, format="jst", verbosity=2)
    assert "5 rows = 4 offices + 1 set aside" in out and "Urząd Marszałkowski" in out


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff photo", b"a;b\n1;2\n"])
def test_a_file_of_another_sort_is_an_error_in_words(sources: None, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        run("import_points", path, format="zus", apply=True)
    assert not models.PointImport.objects.exists()


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nic"):
        run("import_points", tmp_path / "nic.csv", format="zus")


class Publisher:
    """Stands in for the internet: files by address."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def fetch(self, address: str) -> Fetched:
        if address not in self.files:
            raise CannotFetch("przerwane")
        return Fetched(self.files[address], address.rpartition("/")[2], address)


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Publisher:
    settings.DATA_SOURCES = {
        "geonames": "https://g/PL.zip",
        "zus": "https://z/zus-2025-12-23.csv",
        "jst": "https://j/x",
    }
    publisher = Publisher({"https://z/zus-2025-12-23.csv": ZUS.encode()})
    monkeypatch.setattr(fetch_data.Command, "fetcher", publisher)
    return publisher


def test_what_can_be_fetched_is_imported_and_the_rest_is_described(
    sources: None, internet: Publisher, tmp_path: Path
) -> None:
    out = run("fetch_data", folder=tmp_path)
    assert models.Point.objects.count() == 3
    assert "jst" in out and "import_points FILE --format jst --apply" in out and "--format zus --apply" not in out
    assert "load_places FILE" in out and "nobody has set where they are (DATA_KAS)" in out


def test_fetching_is_safe_to_repeat(sources: None, internet: Publisher, tmp_path: Path) -> None:
    run("fetch_data", folder=tmp_path)
    assert "There is nothing to apply." in run("fetch_data", folder=tmp_path)
    assert models.PointImport.objects.count() == 1


def test_a_web_page_instead_of_a_file_is_told_and_changes_nothing(
    sources: None, internet: Publisher, tmp_path: Path
) -> None:
    internet.files = {"https://z/zus-2025-12-23.csv": b"<!DOCTYPE html><html></html>"}
    assert "not imported" in run("fetch_data", folder=tmp_path)
    assert not models.Point.objects.exists()


def test_without_the_internet_every_file_is_described(sources: None, internet: Publisher, tmp_path: Path) -> None:
    internet.files = {}
    out = run("fetch_data", folder=tmp_path)
    assert all(one.page in out and one.command in out for one in official.OFFICIAL)


def test_a_csv_inside_an_archive_is_taken_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "terc.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("TERC_Urzedowy.csv", "WOJ;POW\n02;\n")
    assert Path(official.unpacked(path)).read_text() == "WOJ;POW\n02;\n"
    plain = tmp_path / "terc.csv"
    plain.write_text("WOJ;POW\n")
    assert official.unpacked(plain) == str(plain)


GEONAMES = "PL\t15-404\tBiałystok\tPodlasie\t\tBiałystok\t2061\tBiałystok\t206101\t53.13\t23.16\t4\n"


def test_places_are_loaded_before_offices(sources: None, internet: Publisher, tmp_path: Path) -> None:
    internet.files["https://g/PL.zip"] = GEONAMES.encode()
    out = run("fetch_data", folder=tmp_path)
    assert out.index("1 places in 1 municipalities") < out.index("3 rows = 3 offices")
    assert models.Point.objects.get(postcode="15-404").latitude == 53.13


def test_offices_may_be_only_proposed_and_one_proposal_of_a_file_is_enough(
    sources: None, internet: Publisher, tmp_path: Path
) -> None:
    for _time in range(2):
        assert "Left to be decided at the desk" in run("fetch_data", folder=tmp_path, propose=True)
    assert not models.Point.objects.exists() and models.PointImport.objects.count() == 1
