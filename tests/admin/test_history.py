"""The history of the working copy, and the way back to an older state."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guides import models
from guides.accounts.models import User
from guides.admin.history import VersionChange, changes_of
from guides.admin.values import columns, values_of
from guides.enums import ChangeReason
from guides.translation import TRANSLATED
from guides.working_copy import files, loading, rows
from guides.working_copy.kinds import CONTENT_SHAPES, SHAPE_OF, SHAPES
from guides.working_copy.recording import recording, top_of, touch
from guides.working_copy.versions import versions_of
from tests.admin.test_working_copy import page, save
from tests.html import parse


def changes(row: Any) -> list[VersionChange]:
    return changes_of(versions_of(*top_of(row)))


def fields(change: VersionChange) -> dict[str, tuple[str, str]]:
    return {each.name: (each.before, each.after) for row in change.rows for each in row.fields}


def go_back(desk: Client, row: Any, change: VersionChange) -> Any:
    address = f"{page(row, 'history')}{change.address}/"
    form = parse(desk.get(address)).one("input", name="newest")
    return desk.post(address, {"newest": form["value"]}, follow=True)


@pytest.fixture
def recorded(guide: models.Guide) -> models.Guide:
    """The guide with its state at the beginning as one change."""
    models.Version.objects.all().delete()
    with recording("start"):
        touch("guide", [guide.pk])
        touch("question", models.Question.objects.values_list("pk", flat=True))
    return guide


@pytest.mark.parametrize("model", [*TRANSLATED, models.Service])
def test_every_column_that_editors_change_is_in_the_versions(working_copy: None, model: Any) -> None:
    models.Notice.objects.create(text_pl="Nie działa.", source="https://pz.gov.pl")
    models.Situation.objects.create(name_pl="Zapomniane", answers="a.b", outcome=models.Outcome.objects.all()[0])
    row = model.objects.first()
    kind, _pk = top_of(row)
    known = values_of(SHAPE_OF[model], rows.read_entry(SHAPE_OF[model], row), getattr(row, "order", None))
    parents = {link for shape in SHAPES[kind].with_parts() for _child, link in shape.children.values()}
    assert {item.name for item in columns(model)} - known.keys() <= parents


def test_a_row_of_which_nothing_was_recorded_has_an_empty_history(desk: Client, guide: models.Guide) -> None:
    models.Version.objects.all().delete()
    assert desk.get(page(guide, "history")).status_code == 200
    assert changes(guide) == []


def test_a_change_says_who_what_and_both_languages(desk: Client, recorded: models.Guide, publisher: User) -> None:
    save(desk, recorded, title_pl="Inne hasło", title_en="Another password")
    change = changes(recorded)[0]
    assert change.user == publisher
    assert fields(change) == {
        "Tytuł (polski)": ("Nowe hasło", "Inne hasło"),
        "Tytuł (angielski)": ("A new password", "Another password"),
    }


def test_words_that_went_and_came_are_marked(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne hasło")
    html = parse(desk.get(page(recorded, "history")))
    assert [each.text for each in html.all("del")][:1] == ["Nowe"]
    assert [each.text for each in html.all("ins")][:1] == ["Inne"]


def test_a_changed_step_is_in_the_history_of_its_guide(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, **{"steps-1-title_pl": "Napisz"})
    change = changes(recorded)[0]
    assert [(row.name, row.sign) for row in change.rows] == [("Krok 2: Napisz", "changed")]


def test_of_moved_steps_only_the_one_that_moved_is_named(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, **{"steps-2-order": 1})
    assert [row.name for row in changes(recorded)[0].rows] == ["Krok 1: Zapisz"]


def test_steps_that_make_room_are_not_named(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, **{"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy", "steps-3-order": 1})
    assert [(row.name, row.sign) for row in changes(recorded)[0].rows] == [("Krok 1: Nowy", "added")]


def test_saving_without_a_change_leaves_no_trace(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded)
    assert len(changes(recorded)) == 1


def test_linked_rows_are_in_the_history(desk: Client, recorded: models.Guide) -> None:
    source = models.Source.objects.create(key="s1", name_pl="Ustawa")
    save(desk, recorded, sources=[source.pk])
    assert fields(changes(recorded)[0]) == {"Źródła": ("", "s1 – Ustawa")}


def test_what_one_request_saves_is_one_change(desk: Client, recorded: models.Guide) -> None:
    source = models.Source.objects.create(key="s1", name_pl="Ustawa")
    save(desk, recorded, title_pl="Inne", sources=[source.pk], **{"steps-0-title_pl": "A", "steps-1-title_pl": "B"})
    assert len(changes(recorded)) == 2


def test_an_older_state_comes_back(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne", title_en="Other")
    go_back(desk, recorded, changes(recorded)[1])
    recorded.refresh_from_db()
    assert (recorded.title_pl, recorded.title_en) == ("Nowe hasło", "A new password")


def test_bringing_back_is_a_change_of_its_own(desk: Client, recorded: models.Guide, publisher: User) -> None:
    save(desk, recorded, title_pl="Inne")
    go_back(desk, recorded, changes(recorded)[1])
    change = changes(recorded)[0]
    assert (change.user, change.reason) == (publisher, str(ChangeReason.RESTORED.label))


def test_bringing_back_in_english_leaves_the_languages_where_they_are(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne", title_en="Other")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    go_back(desk, recorded, changes(recorded)[1])
    stored = models.Guide.objects.filter(pk=recorded.pk).values_list("title_pl", "title_en").get()
    assert stored == ("Nowe hasło", "A new password")


def test_parts_come_back_with_their_row(desk: Client, recorded: models.Guide) -> None:
    before = rows.checksum(rows.read_entry(CONTENT_SHAPES["guides"], models.Guide.objects.get(key="pz-haslo")))
    save(desk, recorded, **{"steps-0-DELETE": "on", "steps-1-title_pl": "B"})
    save(desk, recorded, **{"steps-TOTAL_FORMS": 3, "steps-2-title_pl": "Nowy", "steps-2-order": 1})
    go_back(desk, recorded, changes(recorded)[-1])
    after = rows.checksum(rows.read_entry(CONTENT_SHAPES["guides"], models.Guide.objects.get(key="pz-haslo")))
    assert after == before


def test_bringing_back_leaves_the_parts_of_other_guides(desk: Client, recorded: models.Guide) -> None:
    step = max(recorded.steps.all(), key=lambda step: step.pk)
    if step.pk == recorded.pk:
        step = models.Step.objects.create(guide=recorded, title_pl="Drugi", order=90)
    other = models.Guide.objects.get(pk=recorded.pk)
    other.pk, other.key, other.slug_pl, other.slug_en = step.pk, "inny", None, None
    other._state.adding = True
    other.save()
    models.OfficialAddress.objects.create(guide=other, address="pz.gov.pl", url="https://pz.gov.pl", label_pl="strona")
    before = changes(recorded)[0]
    save(desk, recorded, title_pl="Inne hasło")
    go_back(desk, recorded, before)
    assert models.Guide.objects.get(pk=recorded.pk).title_pl == "Nowe hasło"
    assert models.OfficialAddress.objects.filter(guide=other).exists()


def test_a_translation_is_as_outdated_as_it_was(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne hasło")
    save(desk, recorded, title_pl="Całkiem inne", title_en="Quite another")
    go_back(desk, recorded, changes(recorded)[1])
    assert list(models.Guide.objects.get(key="pz-haslo").outdated()) == ["title.en"]


def test_a_published_key_stays(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, key="inny", minutes=7)
    models.Guide.objects.filter(key="inny").update(is_published=True)
    go_back(desk, recorded, changes(recorded)[1])
    assert models.Guide.objects.get(pk=recorded.pk).key == "inny"


def test_a_state_that_no_longer_fits_is_refused_with_the_reason(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, slug_pl="inne")
    models.Guide.objects.create(key="nowy", topic=recorded.topic, title_pl="Nowy", slug_pl="nowe-haslo")
    response = go_back(desk, recorded, changes(recorded)[1])
    assert models.Guide.objects.get(pk=recorded.pk).slug_pl == "inne"
    assert "slug" in response.content.decode() or "adres" in response.content.decode()


def test_a_change_in_between_is_shown_before_anything_is_brought_back(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne")
    address = f"{page(recorded, 'history')}{changes(recorded)[1].address}/"
    newest = parse(desk.get(address)).one("input", name="newest")["value"]
    save(desk, recorded, title_pl="Jeszcze inne")
    desk.post(address, {"newest": newest})
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Jeszcze inne"


def test_a_deleted_row_comes_back_with_its_parts(desk: Client, recorded: models.Guide) -> None:
    question = models.Question.objects.get()
    desk.post(page(question, "delete"), {"post": "yes"})
    listed = parse(desk.get("/admin/guides/question/deleted/")).one("table", class_="desk-facts").one("a")["href"]
    assert listed == page(question, "history")
    go_back(desk, question, changes(question)[1])
    assert [answer.key for answer in models.Question.objects.get().answers.all()] == ["zapomniane", "nie-wiem"]


@pytest.mark.parametrize("moment", ["0", "20200101000000000000", "x" * 300])
def test_an_unknown_moment_is_not_found(desk: Client, recorded: models.Guide, moment: str) -> None:
    assert desk.get(f"{page(recorded, 'history')}{moment}/").status_code == 404


def test_loading_is_noted_as_such(working_copy: None) -> None:
    change = changes(models.Guide.objects.get(key="pz-haslo"))[0]
    assert (change.reason, change.user) == (str(ChangeReason.FILES.label), None)


def test_loading_again_keeps_the_rows_of_parts(working_copy: None) -> None:
    content = files.read_content(settings.CONTENT_DIR)
    shipped = next(guide for guide in content.guides if guide.key == "pz-haslo")
    keys = set(models.Step.objects.filter(guide__key="pz-haslo").values_list("pk", flat=True))
    shipped.steps[0].title["pl"] = "Zupełnie inny krok"
    loading.load_content(content)
    guide = models.Guide.objects.get(key="pz-haslo")
    assert set(guide.steps.values_list("pk", flat=True)) == keys
    assert [row.sign for row in changes(guide)[0].rows] == ["changed"]


def test_the_history_takes_a_constant_number_of_queries(desk: Client, recorded: models.Guide) -> None:
    desk.get(page(recorded, "history"))
    with CaptureQueriesContext(connection) as few:
        desk.get(page(recorded, "history"))
    for number in range(5):
        save(desk, recorded, title_pl=f"Tytuł {number}", **{"steps-0-title_pl": f"Krok {number}"})
    desk.get(page(recorded, "history"))  # shows what was said about the saves, which the session then forgets
    with CaptureQueriesContext(connection) as many:
        desk.get(page(recorded, "history"))
    assert len(many) == len(few)


def test_the_history_has_no_inline_style_or_script(desk: Client, recorded: models.Guide) -> None:
    save(desk, recorded, title_pl="Inne")
    for address in (page(recorded, "history"), f"{page(recorded, 'history')}{changes(recorded)[1].address}/"):
        html = desk.get(address).content.decode()
        assert "style=" not in html and "<style" not in html and "onclick" not in html


def test_the_history_of_an_office_names_its_services(desk: Client, point: models.Point) -> None:
    service = models.Service.objects.create(point=point, kind="confirms", status="by_law", source=point.source)
    service.status = "no"
    service.save()
    page = desk.get(f"/admin/guides/point/{point.pk}/history/")
    assert page.status_code == 200
    assert "potwierdza Profil Zaufany" in page.content.decode()


# Versions that nobody who is signed in has written


def test_what_a_command_deleted_is_in_the_bin(desk: Client, recorded: models.Guide) -> None:
    models.Topic.objects.create(key="inny", order=20, name_pl="Inny").delete()
    assert "Inny" in (html := desk.get("/admin/guides/topic/deleted/").content.decode()) and "poleceniem" in html


def test_the_name_of_a_deleted_account_stays_in_history_and_bin(desk: Client, recorded: models.Guide) -> None:
    ewa = User.objects.create_user("ewa")
    with recording(user=ewa):
        models.Topic.objects.create(key="inny", order=20, name_pl="Inny").delete()
        recorded.title_pl = "Od Ewy"
        recorded.save()
    ewa.delete()
    assert "ewa (konto usunięte)" in desk.get(page(recorded, "history")).content.decode()


def test_a_save_without_a_recording_is_in_the_history(recorded: models.Guide) -> None:
    recorded.title_pl = "Inne hasło"
    recorded.save()
    models.Guide.objects.update(minutes=7)
    assert [list(fields(change)) for change in changes(recorded)][:2] == [
        ["Minuty"],
        ["Tytuł (polski)", "Tłumaczenia starszego tekstu"],
    ]


def test_a_deleted_source_is_missed_in_the_history_of_what_named_it(recorded: models.Guide) -> None:
    source = models.Source.objects.create(key="s1", name_pl="Ustawa")
    recorded.sources.add(source)
    source.delete()
    assert fields(changes(recorded)[0]) == {"Źródła": ("s1", "")}


def test_what_fails_leaves_no_version(recorded: models.Guide) -> None:
    with pytest.raises(RuntimeError), recording():
        recorded.title_pl = "Inne hasło"
        recorded.save()
        raise RuntimeError
    assert len(changes(recorded)) == 1


def test_another_place_in_the_list_is_a_change_that_can_be_taken_back(desk: Client, recorded: models.Guide) -> None:
    question = models.Question.objects.get()
    save(desk, question, order=70)
    go_back(desk, question, changes(question)[1])
    assert models.Question.objects.get().order == 10


def test_a_field_that_entries_no_longer_have_does_not_hide_the_history(desk: Client, recorded: models.Guide) -> None:
    version = models.Version.objects.get(kind="guide", row=recorded.pk)
    assert version.entry is not None
    version.entry["steps"][0]["gone"] = version.entry["gone"] = "x"
    version.save()
    assert desk.get(page(recorded, "history")).status_code == 200


def test_a_reference_that_is_gone_is_the_reason_not_to_bring_back(desk: Client, recorded: models.Guide) -> None:
    old = models.Topic.objects.create(key="stary", order=20, name_pl="Stary")
    save(desk, recorded, topic=old.pk)
    save(desk, recorded, topic=models.Topic.objects.get(key="hasla").pk)
    old.delete()
    response = go_back(desk, recorded, changes(recorded)[1])
    assert "stary" in response.content.decode() and models.Guide.objects.get(pk=recorded.pk).topic.key == "hasla"
