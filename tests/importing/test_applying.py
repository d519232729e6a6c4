"""Imports in the working copy: proposed, applied all or nothing, refused, undone."""

from datetime import date
from typing import Any

import pytest

from guides import models
from guides.enums import ImportState, ReleaseKind
from guides.importing import applying, own
from guides.importing.applying import ApplyOptions, ImportRefused, date_in
from guides.offices.formats.rows import BadTable
from guides.places.gazetteer import Gazetteer
from guides.releases import publishing
from guides.schema import draft
from guides.working_copy.rows import read_points
from guides.working_copy.versions import versions_of
from tests.importing.conftest import TOWNS, proposal_of, upload
from tests.offices.formats.samples import JST, ZUS, ZUS_HEADER, kas

pytestmark = pytest.mark.django_db


def unit(name: str, street: str = "ul. Długa 1", place: str = "90-032 Łódź", hours: str = "8.00-15.00") -> str:
    return f"{name},{place},{street},{hours},{hours},{hours},{hours},{hours},\n"


def apply(text: str, form: str = "zus", choice: ApplyOptions | None = None, **more: Any) -> models.PointImport:
    row = upload(text, form, **more)
    applying.apply(row, None, choice or ApplyOptions())
    row.refresh_from_db()
    return row


def point(name: str) -> models.Point:
    return models.Point.objects.get(name=name)


def edit(name: str, **changed: Any) -> None:
    row = point(name)
    for field, value in changed.items():
        setattr(row, field, value)
    row.save()


# A proposal


def test_a_proposal_changes_nothing(sources: None) -> None:
    before = read_points()
    row = upload(ZUS)
    assert (row.state, row.counts["new"]) == (ImportState.PROPOSED, 3)
    assert read_points() == before


def test_applying_creates_offices_with_services_and_the_date_of_the_list(sources: None) -> None:
    apply(ZUS, gazetteer=TOWNS)
    office = point("ZUS Oddział w Białymstoku")
    assert (office.source.key, office.checked_on, office.source.published) == (
        "zus-list",
        date(2025, 12, 23),
        "2025-12-23",
    )
    assert [(one.kind, one.status, one.source.key) for one in office.services.all()] == [
        ("confirms", "by_law", "ustawa")
    ]


def test_places_on_the_map_come_from_postcode_and_town_with_their_precision(sources: None) -> None:
    apply(ZUS, gazetteer=TOWNS)
    office = point("ZUS Oddział w Białymstoku")
    assert (office.latitude, office.precision, office.teryt, office.voivodeship) == (
        53.13,
        "postcode_area",
        "206101",
        "podlaskie",
    )


def test_without_places_coordinates_stay_empty_and_the_proposal_says_so(sources: None) -> None:
    row = apply(ZUS)
    assert proposal_of(row).gazetteer_empty
    assert point("ZUS Oddział w Białymstoku").latitude is None


def test_sources_that_are_needed_are_created(empty: None) -> None:
    apply(JST, "jst")
    assert set(models.PointSource.objects.values_list("key", flat=True)) == {"jst-list", "edowod-pin"}


def test_the_history_says_why_and_as_one_change(sources: None) -> None:
    apply(ZUS)
    office = point("ZUS Oddział w Białymstoku")
    versions = versions_of("point", office.pk)
    assert [(one.reason, (one.entry or {})["services"][0]["kind"]) for one in versions] == [("offices", "confirms")]
    assert len({one.moment for one in models.Version.objects.filter(reason="offices")}) == 1


def test_the_same_file_again_changes_nothing(sources: None) -> None:
    apply(ZUS)
    again = upload(ZUS)
    assert (again.counts["same"], again.counts["new"], again.counts["changed"], again.counts["gone"]) == (3, 0, 0, 0)


def test_the_shipped_starter_offices_are_recognised_and_keep_their_numbers(working_copy: None) -> None:
    before = point("ZUS Oddział w Białymstoku")
    row = upload(ZUS)
    change = next(one for one in proposal_of(row).changed if one.after.number == before.number)
    assert change.before is not None
    differing = {
        name for name in change.after.__struct_fields__ if getattr(change.before, name) != getattr(change.after, name)
    }
    assert differing == {"reference"}


def test_offices_of_which_only_the_date_is_newer_are_counted_apart_and_come_last(sources: None) -> None:
    apply(TEN)
    row = upload(TEN.replace("Prosta L", "Krzywa L"), listed_on=date(2026, 1, 31))
    assert (row.counts["changed"], row.counts["only_date"]) == (12, 11)
    assert proposal_of(row).changed[0].after.name == "ZUS L"


# Notes on rows


def notes_of(text: str, form: str = "zus") -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in proposal_of(upload(text, form, gazetteer=TOWNS)).notes]


def test_an_unknown_postcode_is_noted(sources: None) -> None:
    assert notes_of(ZUS_HEADER + unit("ZUS A", place="00-000 Łódź")) == [(2, "postcode_unknown")]


def test_another_voivodeship_than_the_place_lies_in_is_noted(empty: None) -> None:
    wrong = kas().replace("PODKARPACKIE", "LUBELSKIE").replace("Rzeszów", "Próbowo").replace("35-309", "37-732")
    assert (3, "other_voivodeship") in notes_of(wrong, "kas")


def test_a_namesake_in_another_voivodeship_is_not_taken_for_the_place(empty: None) -> None:
    far = kas().replace("37- 732", "00-001").replace("PODKARPACKIE", "LUBELSKIE")
    assert (3, "not_located") in notes_of(far, "kas")
    apply(far, "kas", gazetteer=TOWNS)
    assert point("Urząd Skarbowy w Próbowie").latitude is None


def test_one_address_with_two_postcodes_is_noted_on_both_rows(sources: None) -> None:
    rows = ZUS_HEADER + unit("ZUS Oddział", place="90-032 Łódź") + unit("Archiwum", place="90-031 Łódź")
    assert {(2, "two_postcodes"), (3, "two_postcodes")} <= set(notes_of(rows))


def test_offices_that_are_nearly_the_same_are_noted(sources: None) -> None:
    apply(ZUS_HEADER + unit("ZUS Inspektorat Łódź Bałuty", street="ul. Zgierska 15"))
    edited = unit("ZUS Inspektorat Łódź-Baluty", street="Zgierska 15")
    twice = unit("ZUS Inspektorat Łódź Bałuty.", street="ul. Zgierska 15a")
    assert [code for _line, code in notes_of(ZUS_HEADER + edited + twice) if code == "near_twin"]


# What editors did


CHANGED = ZUS_HEADER + unit("ZUS A", street="ul. Krótka 2")
FIRST = ZUS_HEADER + unit("ZUS A")


def test_what_the_list_changes_is_taken(sources: None) -> None:
    apply(FIRST)
    apply(CHANGED)
    assert point("ZUS A").street == "ul. Krótka 2"


def test_what_an_editor_corrected_stays_while_the_list_says_what_it_said(sources: None) -> None:
    apply(FIRST)
    edit("ZUS A", street="ul. Prosta 3", phone="42 1")
    row = upload(FIRST)
    assert (row.counts["changed"], row.counts["conflicts"], proposal_of(row).kept) == (0, 0, 1)


def test_what_both_changed_is_a_conflict_and_the_editors_value_stays(sources: None) -> None:
    apply(FIRST)
    edit("ZUS A", street="ul. Prosta 3")
    row = apply(CHANGED)
    assert [one.field for one in proposal_of(row).conflicts] == ["street"]
    assert point("ZUS A").street == "ul. Prosta 3"


def test_in_a_conflict_the_list_wins_where_that_was_ticked(sources: None) -> None:
    apply(FIRST)
    edit("ZUS A", street="ul. Prosta 3")
    key = f"{point('ZUS A').number}.street"
    apply(CHANGED, choice=ApplyOptions(frozenset({key})))
    assert point("ZUS A").street == "ul. Krótka 2"


def test_a_service_that_somebody_found_out_is_never_taken_away(empty: None) -> None:
    apply(JST, "jst")
    office = point("Urząd Gminy Próbno")
    service = office.services.get(kind="confirms")
    service.status, service.source = "by_consent", office.source
    service.save()
    assert upload(JST, "jst").counts["changed"] == 0


# Something good is never replaced with nothing


UNREADABLE = FIRST.replace("90-032 Łódź", "90.-032 Łódź")


def test_an_unreadable_value_of_a_new_edition_takes_nothing_away_and_is_said(sources: None) -> None:
    apply(FIRST)
    row = apply(UNREADABLE)
    assert (row.counts["emptied"], row.counts["conflicts"], point("ZUS A").postcode) == (1, 0, "90-032")


def test_a_value_is_emptied_where_that_was_ticked(sources: None) -> None:
    apply(FIRST)
    apply(UNREADABLE, choice=ApplyOptions(frozenset({f"{point('ZUS A').number}.postcode"})))
    assert point("ZUS A").postcode == ""
    apply(FIRST)
    assert point("ZUS A").postcode == "90-032"


def test_what_was_said_once_to_be_empty_is_not_said_again(sources: None) -> None:
    apply(FIRST)
    apply(UNREADABLE)
    assert upload(UNREADABLE).counts["emptied"] == 0


def test_after_an_edition_without_a_value_the_next_one_may_change_it(sources: None) -> None:
    apply(FIRST)
    apply(UNREADABLE)
    row = apply(FIRST.replace("90-032", "90-033"))
    assert (row.counts["conflicts"], point("ZUS A").postcode) == (0, "90-033")


def test_hours_that_became_text_take_the_place_of_the_hours(sources: None) -> None:
    apply(FIRST)
    row = apply(FIRST.replace("8.00-15.00,\n", "po uzgodnieniu,\n"))
    assert (row.counts["emptied"], point("ZUS A").opening_hours) == (0, "")
    assert point("ZUS A").hours_text.endswith("pt. po uzgodnieniu")


# What a list says of places


def near(latitude: str, longitude: str) -> Any:
    text = f"Nazwa;Miasto;Kod;lat;lon\nZUS A;Łódź;90-032;{latitude};{longitude}\n"
    columns = {"name": "Nazwa", "town": "Miasto", "postcode": "Kod", "latitude": "lat", "longitude": "lon"}
    source = models.PointSource.objects.get(key="zus-list")
    mapping = models.ImportMapping.objects.create(name=text[-20:], kind="zus", source=source, columns=columns)
    row = apply(text, "mapped", mapping=mapping, gazetteer=TOWNS)
    return row, point("ZUS A")


def test_coordinates_of_a_list_that_agree_with_its_postcode_are_taken(sources: None) -> None:
    _row, office = near("51,7712", "19,4567")
    assert (office.latitude, office.longitude, office.precision) == (51.7712, 19.4567, "street")


@pytest.mark.parametrize(
    ("place", "code"), [(("51,7712", "46,0012"), "coordinates_abroad"), (("50,0612", "19,9412"), "coordinates_far")]
)
def test_coordinates_that_can_not_be_true_are_left_out_and_said(
    sources: None, place: tuple[str, str], code: str
) -> None:
    row, office = near(*place)
    assert [one.code for one in proposal_of(row).notes] == [code]
    assert (office.latitude, office.longitude, office.precision) == (51.76, 19.46, "postcode_area")


# Gone, and back


TEN = ZUS_HEADER + "".join(unit(f"ZUS {n}", street=f"ul. Prosta {n}") for n in "ABCDEFGHIJKL")
ELEVEN = TEN.replace(unit("ZUS L", street="ul. Prosta L"), "")


def test_an_office_that_the_list_no_longer_names_stays_listed_without_a_tick(sources: None) -> None:
    apply(TEN)
    row = apply(ELEVEN)
    assert (row.counts["gone"], point("ZUS L").is_listed) == (1, True)


def test_an_office_that_was_ticked_is_unlisted_and_comes_back(sources: None) -> None:
    apply(TEN)
    apply(ELEVEN, choice=ApplyOptions(unlist_gone=True))
    number = point("ZUS L").number
    assert not point("ZUS L").is_listed
    apply(TEN)
    assert (point("ZUS L").is_listed, point("ZUS L").number) == (True, number)


def test_offices_of_other_lists_are_not_gone(sources: None) -> None:
    apply(kas(), "kas")
    assert upload(TEN).counts["gone"] == 0


def test_that_very_many_are_gone_is_doubtful(sources: None) -> None:
    apply(TEN)
    row = upload(ZUS_HEADER + unit("ZUS A", street="ul. Prosta A"))
    assert (row.counts["gone"], proposal_of(row).doubtful_gone) == (11, True)


def test_a_row_that_can_not_be_read_makes_it_doubtful_who_is_gone(sources: None) -> None:
    apply(TEN)
    assert proposal_of(upload(ELEVEN + "ZUS L,,,,,,,,\n")).doubtful_gone


# All or nothing


def test_of_two_files_at_once_the_second_is_refused_and_can_be_made_anew(sources: None) -> None:
    first, second = upload(FIRST), upload(FIRST)
    applying.apply(first, None)
    with pytest.raises(ImportRefused):
        applying.apply(second, None)
    assert models.Point.objects.count() == 1
    applying.propose(second, Gazetteer())
    assert second.counts["same"] == 1


def test_an_edit_after_the_proposal_makes_it_refused(sources: None) -> None:
    apply(FIRST)
    row = upload(CHANGED)
    edit("ZUS A", note_pl="Wejście od podwórza")
    with pytest.raises(ImportRefused):
        applying.apply(row, None)


def test_an_import_is_applied_once(sources: None) -> None:
    row = apply(FIRST)
    with pytest.raises(ImportRefused):
        applying.apply(row, None)


def test_an_error_in_the_middle_leaves_nothing_behind(sources: None, monkeypatch: pytest.MonkeyPatch) -> None:
    row, before = upload(ZUS), read_points()

    def fail(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("guides.importing.writing._write_services", fail)
    with pytest.raises(RuntimeError):
        applying.apply(row, None)
    row.refresh_from_db()
    assert (read_points(), row.state) == (before, ImportState.PROPOSED)


def test_a_file_that_is_no_table_stores_nothing(sources: None) -> None:
    with pytest.raises(BadTable):
        upload("")
    assert not models.PointImport.objects.exists()


def test_too_many_offices_are_refused(sources: None, settings: Any) -> None:
    settings.IMPORT_MOST_OFFICES = 2
    with pytest.raises(BadTable, match="2"):
        upload(ZUS)


def test_too_many_rows_are_refused(sources: None, settings: Any) -> None:
    settings.IMPORT_MOST_ROWS = 2
    with pytest.raises(BadTable, match="2"):
        upload(ZUS)


# Undo


def test_undoing_brings_back_exactly_what_was_there(sources: None) -> None:
    apply(TEN)
    before = read_points()
    row = apply(
        ELEVEN.replace("Prosta A", "Krzywa A") + unit("ZUS Nowy", street="ul. Nowa 9"), listed_on=date(2026, 1, 31)
    )
    assert read_points() != before
    undone = applying.undo(row)
    assert (read_points(), undone.kept) == (before, ())


def test_undoing_leaves_what_was_changed_since(sources: None) -> None:
    row = apply(TEN)
    edit("ZUS A", street="ul. Prosta 3")
    undone = applying.undo(row)
    assert undone.kept == (point("ZUS A").number,)
    assert [one.name for one in models.Point.objects.all()] == ["ZUS A"]


def test_an_office_that_was_published_is_unlisted_by_undoing_not_deleted(sources: None) -> None:
    row = apply(FIRST, gazetteer=TOWNS)
    publishing.publish(ReleaseKind.POINTS)
    applying.undo(row)
    assert not point("ZUS A").is_listed


def test_what_was_undone_can_not_be_undone_again(sources: None) -> None:
    row = apply(FIRST)
    applying.undo(row)
    with pytest.raises(ImportRefused):
        applying.undo(row)


def test_after_undoing_the_list_is_new_again(sources: None) -> None:
    applying.undo(apply(FIRST))
    assert upload(FIRST).counts["new"] == 1


def test_what_was_undone_after_a_publication_is_not_an_editors_wish(sources: None) -> None:
    row = apply(TEN, gazetteer=TOWNS)
    publishing.publish(ReleaseKind.POINTS)
    applying.undo(row)
    publishing.publish(ReleaseKind.POINTS)
    again = apply(TEN, gazetteer=TOWNS)
    assert (again.counts["conflicts"], models.Point.objects.filter(is_listed=True).count()) == (0, 12)


def test_what_an_editor_wished_before_an_import_that_was_undone_is_still_their_wish(sources: None) -> None:
    apply(FIRST)
    edit("ZUS A", street="ul. Prosta 3")
    key = f"{point('ZUS A').number}.street"
    applying.undo(apply(CHANGED, choice=ApplyOptions(frozenset({key}))))
    assert (point("ZUS A").street, upload(CHANGED).counts["conflicts"]) == ("ul. Prosta 3", 1)


def test_undoing_deletes_no_office_that_was_there_before_there_was_a_history(sources: None) -> None:
    apply(FIRST)
    models.Version.objects.all().delete()
    applying.undo(apply(CHANGED))
    assert point("ZUS A").street == "ul. Długa 1"


# Export


def exported() -> str:
    return own.write(read_points().points, ("pl", "en")).decode("utf-8-sig")


def test_importing_an_export_changes_nothing(working_copy: None) -> None:
    row = upload(exported(), "own")
    assert row.counts | {"same": 0} == dict.fromkeys(row.counts, 0) | {
        "rows": row.counts["rows"],
        "offices": row.counts["rows"],
    }
    assert row.counts["same"] == models.Point.objects.count()


def test_an_edited_export_changes_what_was_edited(working_copy: None) -> None:
    apply(exported().replace("ul. Młynowa 29", "ul. Młynowa 30"), "own")
    office = point("ZUS Oddział w Białymstoku")
    assert (office.street, office.services.get().source.key) == ("ul. Młynowa 30", "ustawa")


def test_values_that_an_edited_export_empties_are_told(working_copy: None) -> None:
    before = point("ZUS Oddział w Białymstoku")
    row = upload(exported().replace("ul. Młynowa 29", ""), "own")
    notes = [(one.code, one.name, one.detail) for one in proposal_of(row).notes]
    assert notes == [("emptied", before.name, "street: ul. Młynowa 29")]


def test_an_export_fills_an_empty_working_copy_with_the_same_offices(working_copy: None) -> None:
    before, text = read_points().points, exported()
    models.Service.objects.all().delete()
    models.Point.objects.all().delete()
    apply(text, "own")
    assert read_points().points == before


def test_two_offices_with_one_identifier_are_refused_as_a_whole(sources: None) -> None:
    apply(FIRST)
    before = read_points()
    row = upload("number,kind,name,town,source,reference\n99,zus,Inny,Pcim,zus-list,ZUS A\n", "own")
    with pytest.raises(applying.Clash):
        applying.apply(row, None)
    assert read_points() == before


def test_a_row_whose_source_nobody_knows_is_set_aside(sources: None) -> None:
    row = upload("number,kind,name,town,source\n,zus,A,B,nigdzie\n", "own")
    assert [one.note.code for one in proposal_of(row).aside] == ["source_unknown"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("zus-units-2025-12-23.csv", date(2025, 12, 23)),
        ("20240212_kas.xlsx", date(2024, 2, 12)),
        ("x.csv", None),
        ("2025-13-45.csv", None),
        ("3025-01-01.csv", None),
    ],
)
def test_the_date_of_a_list_is_read_from_its_name(name: str, day: date | None) -> None:
    assert date_in(name) == day


def test_an_unknown_office_stays_untouched_by_a_source_of_another_kind(sources: None) -> None:
    models.Point.objects.create(
        kind="gmina", name="Urząd", town="Łódź", source=models.PointSource.objects.get(key="zus-list"), precision="town"
    )
    assert upload(FIRST).counts["gone"] == 0


def test_drafts_of_offices_survive_being_stored(sources: None) -> None:
    stored = proposal_of(upload(ZUS, gazetteer=TOWNS)).new[0].after
    assert isinstance(stored, draft.Point) and stored.services[0].status == "by_law"


def test_the_number_of_an_office_that_is_gone_is_never_given_to_another(sources: None) -> None:
    row = apply(ZUS)
    highest = models.Point.objects.order_by("number").last()
    assert highest is not None
    applying.undo(row)
    assert not models.Point.objects.exists()
    apply(JST, "jst")
    by_hand = models.Point.objects.create(
        kind="zus", name="ZUS", town="Łódź", source=models.PointSource.objects.get(key="zus-list"), precision="town"
    )
    numbers = [*models.Point.objects.values_list("number", flat=True)]
    assert by_hand.number == max(numbers)
    assert min(numbers) > highest.number
