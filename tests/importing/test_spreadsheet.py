"""The export as a workbook: words of a language, and what programs with a Polish locale make of it."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from openpyxl import load_workbook

from guides.importing import merging, own, spreadsheet
from guides.offices.formats.reading import Reading
from guides.offices.formats.tables import read_table
from guides.schema import draft
from guides.working_copy import files
from tests.importing.test_own import office

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
OFFICES = [
    office(
        number=1007, kind="zus", teryt="020101", postcode="00-950", reference="0201", phone="22 560 16 00; 600 100 200",
        latitude=52.2, longitude=19.04, checked_on=date(2025, 12, 23), step_free="yes", appointment="no",
        opening_hours="Mo-Fr 08:00-16:00; PH off", note={"pl": "Wejście 3/5", "en": "Door 3/5"},
        services=[draft.Service(kind="confirms", status="by_law", source="ustawa", checked_on=date(2026, 1, 2))],
    ),
    office(number=1008, kind="gmina", name="=1+1", street="+48", phone="-", hours_text="7:30-15:30", is_listed=False),
]  # fmt: skip


@pytest.fixture(scope="module")
def offices() -> list[draft.Point]:
    """The shipped offices, and two with all that is easily spoilt."""
    return [*files.read_points(settings.CONTENT_DIR, LANGUAGES).points[:40], *OFFICES]


def changed(points: list[draft.Point], data: bytes) -> list[Any]:
    """What importing `data` would change, and the rows that it would not take."""
    reading: Reading = own.read(read_table(data), LANGUAGES)
    assert len(reading.offices) + len(reading.aside) == len(points)
    by_number = {point.number: point for point in points}
    merged = [(by_number[row.values["number"]], row.values) for row in reading.offices]
    return [*reading.aside, *(point.number for point, row in merged if merging.replace(point, row).point != point)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_importing_the_workbook_changes_nothing(offices: list[draft.Point], language: str) -> None:
    with translation.override(language):
        data = spreadsheet.write(offices, LANGUAGES)
    assert changed(offices, data) == []


def test_headings_and_choices_are_in_the_language_of_the_editor(offices: list[draft.Point]) -> None:
    with translation.override("pl"):
        sheet = load_workbook(io.BytesIO(spreadsheet.write(offices[-2:], LANGUAGES))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=3)]
    values = dict(zip(rows[0], rows[1], strict=True))
    assert values["Miejscowość"] == "Łódź" and values["Wejście bez schodów"] == "tak"
    assert values["Potwierdza Profil Zaufany"].startswith("tak,") and "nie" in rows[2]


def test_every_heading_is_there_once_in_each_language() -> None:
    for code in LANGUAGES:
        with translation.override(code):
            named = list(spreadsheet.headings(LANGUAGES).values())
            assert len(set(named)) == len(named)


def test_semicolons_go_with_a_decimal_comma(offices: list[draft.Point]) -> None:
    written = own.write(offices[-2:], LANGUAGES, ";").decode()
    assert ";52,2;19,04;" in written
    assert changed(offices[-2:], written.encode()) == []


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Open a file with a Polish locale and save it in another form."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice is not there: apt-get install libreoffice-calc-nogui")
    folder = tmp_path_factory.mktemp("office")

    def save_as(data: bytes, ending: str, target: str, *options: str) -> bytes:
        source = folder / f"table.{ending}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", *options]
        command += ["--convert-to", target, "--outdir", str(folder / "saved"), str(source)]
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        saved: Path = folder / "saved" / f"table.{target.partition(':')[0]}"
        return saved.read_bytes()

    yield save_as


_POLISH, _UTF8 = "1045", "76"
AS_CSV = f"csv:Text - txt - csv (StarCalc):59,34,{_UTF8},1,,{_POLISH},false,true"


@pytest.mark.slow
@pytest.mark.parametrize("target", ["xlsx", "ods", AS_CSV], ids=["xlsx", "ods", "csv"])
def test_the_workbook_survives_libreoffice(offices: list[draft.Point], libreoffice: Any, target: str) -> None:
    assert changed(offices, libreoffice(spreadsheet.write(offices, LANGUAGES), "xlsx", target)) == []


@pytest.mark.slow
@pytest.mark.parametrize("target", ["xlsx", AS_CSV], ids=["xlsx", "csv"])
def test_csv_with_semicolons_survives_libreoffice(offices: list[draft.Point], libreoffice: Any, target: str) -> None:
    # Numbers and dates are found in the cells as somebody sets it who opens the file by a double click.
    opened = f"--infilter=Text - txt - csv (StarCalc):59,34,{_UTF8},1,,{_POLISH},false,true"
    assert changed(offices, libreoffice(own.write(offices, LANGUAGES, ";"), "csv", target, opened)) == []
