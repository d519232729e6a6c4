"""Tables whose columns an editor tells: what is shown first, what is kept, what changes nothing."""

from typing import Any

import pytest
from django.test import Client

from guides import models
from guides.enums import ImportState
from guides.jobs.models import Job
from tests.admin.import_desk import address, everything_is_large, press, send, text
from tests.html import parse
from tests.importing.conftest import sources
from tests.jobs.conftest import do_next
from tests.offices.formats.books import workbook
from tests.offices.formats.samples import ZUS

__all__ = ["everything_is_large", "sources"]

pytestmark = pytest.mark.usefixtures("sources")

OTHER = "Nazwa;Miasto;Kod pocztowy\nNFZ w Łodzi;Łódź;90-032\n"
COLUMNS = {
    "name": "Oddziały NFZ",
    "kind": "nfz",
    "new_source": "Wykaz oddziałów NFZ",
    "column_name": "Nazwa",
    "column_town": "Miasto",
    "column_postcode": "Kod pocztowy",
}


def tell(desk: Client, **more: Any) -> Any:
    """Tell the columns, look at how they are understood, and go on."""
    shown = press(desk, "columns", **(COLUMNS | more))
    return press(desk, "columns", confirmed=shown.context["form"].told, **(COLUMNS | more))


def test_another_table_is_read_once_its_columns_are_known(desk: Client) -> None:
    page = send(desk, OTHER, "mapped", "nfz.csv").content.decode()
    assert '<option value="Kod pocztowy" selected>' in page
    assert "1 nowy urząd" in tell(desk).content.decode()
    press(desk, "apply")
    office = models.Point.objects.get()
    assert (office.name, office.postcode, office.source.name_pl) == ("NFZ w Łodzi", "90-032", "Wykaz oddziałów NFZ")
    assert office.services.get().status == "unknown"


def test_a_column_that_is_called_kod_alone_has_postcodes(desk: Client) -> None:
    page = send(desk, "Nazwa;Miasto;Kod jednostki;Kod\nNFZ;Łódź;7;90-032\n", "mapped").content.decode()
    assert page.count('<option value="Kod" selected>') == page.count('<option value="Kod jednostki" selected>') == 1


def test_the_columns_are_kept_for_the_next_time(desk: Client) -> None:
    send(desk, OTHER, "mapped")
    tell(desk)
    mapping = models.ImportMapping.objects.get()
    page = send(desk, OTHER.replace("NFZ w Łodzi", "NFZ w Pile"), f"mapping-{mapping.pk}")
    assert page.context["row"].state == ImportState.PROPOSED


@pytest.mark.parametrize(
    "wrong", [{"column_name": ""}, {"new_source": ""}, {"name": ""}, {"kind": "kiosk"}, {"kind": ""}]
)
def test_columns_that_are_not_told_are_asked_for_again(desk: Client, wrong: dict[str, str]) -> None:
    send(desk, OTHER, "mapped")
    page = press(desk, "columns", **(COLUMNS | wrong))
    assert page.context["form"].errors
    assert not models.ImportMapping.objects.exists()


def test_the_kind_of_the_offices_is_never_preset(desk: Client) -> None:
    page = parse(send(desk, OTHER, "mapped"))
    kind = page.one("select", name="kind")
    assert [option["value"] for option in kind.all("option") if "selected" in option.attributes] == [""]


def test_nothing_is_taken_before_it_was_shown_how_it_is_understood(desk: Client) -> None:
    send(desk, OTHER.replace("90-032", "90 032").replace("Kod pocztowy", "Kod pocztowy;Uwagi"), "mapped")
    page = press(desk, "columns", **COLUMNS)
    shown = text(page)
    assert "90 032 → 90-032" in shown and "Uwagi" in shown and len(page.context["understood"]) == 1
    assert not models.ImportMapping.objects.exists()


def test_other_columns_than_were_shown_are_shown_first(desk: Client) -> None:
    send(desk, OTHER, "mapped")
    told = press(desk, "columns", **COLUMNS).context["form"].told
    page = press(desk, "columns", confirmed=told, **(COLUMNS | {"column_postcode": ""}))
    assert page.context["understood"] and not models.ImportMapping.objects.exists()


def test_of_a_long_table_five_rows_are_shown(desk: Client) -> None:
    send(desk, OTHER + "".join(f"NFZ {n};Łódź;90-03{n}\n" for n in range(9)), "mapped")
    assert len(press(desk, "columns", **COLUMNS).context["understood"]) == 5


def test_the_sheet_and_the_row_of_the_names_can_be_chosen(desk: Client) -> None:
    data = workbook(("Okładka", "x"), ("a", "b"), Dane=[("Tytuł", ""), *(line.split(";") for line in OTHER.split())])
    send(desk, data, "mapped", "nfz.xlsx")
    page = desk.get(address("columns") + "?sheet=Dane&row=2")
    assert '<option value="Miasto" selected>' in page.content.decode()


def test_columns_that_were_named_so_change_nothing_in_offices_that_are_there(desk: Client) -> None:
    table = "Nazwa;Miasto;Kod pocztowy;Telefon\nNFZ;Łódź;{};{}\n"
    send(desk, table.format("90-032", "42 123 45 67"), "mapped")
    tell(desk, column_phone="Telefon", unchanged=["phone"])
    press(desk, "apply")
    mapping = models.ImportMapping.objects.get()
    send(desk, table.format("90-033", "42 765 43 21"), f"mapping-{mapping.pk}")
    press(desk, "apply")
    office = models.Point.objects.get()
    assert (office.phone, office.postcode) == ("42 123 45 67", "90-033")


def test_a_proposal_that_is_thrown_away_leaves_nothing_behind(desk: Client, everything_is_large: None) -> None:
    send(desk, OTHER, "mapped")
    tell(desk)
    do_next()
    press(desk, "discard")
    kinds = (models.PointImport, models.ImportMapping, Job, models.Point)
    assert not any(kind.objects.exists() for kind in kinds)
    assert not models.PointSource.objects.filter(name_pl=COLUMNS["new_source"]).exists()


def test_taking_offices_off_the_list_is_never_ticked_beforehand(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    page = parse(send(desk, "\n".join(ZUS.splitlines()[:3]) + "\n"))
    assert "checked" not in page.one("input", name="unlist").attributes


def test_a_value_that_a_list_empties_has_a_box_of_its_own(desk: Client) -> None:
    send(desk)
    press(desk, "apply")
    number = models.Point.objects.get(name="ZUS Oddział w Białymstoku").number
    page = parse(send(desk, ZUS.replace("15-404 ", "15.-404 ")))
    assert "checked" not in page.one("input", name="take", value=f"{number}.postcode").attributes


def test_a_large_table_whose_columns_were_told_is_proposed_by_the_worker(
    desk: Client, everything_is_large: None
) -> None:
    send(desk, OTHER, "mapped", "nfz.csv")
    assert "Plik jest duży" in text(tell(desk))
    assert (do_next().result or {})["new"] == 1
    assert "1 nowy urząd" in text(desk.get(address("show")))
