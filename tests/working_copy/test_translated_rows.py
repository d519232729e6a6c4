"""Rows that remember what their translations were made from."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from guides.models import Guide, Step, Topic
from guides.models.base import source_hash
from guides.schema import draft
from guides.working_copy import files, loading
from guides.working_copy.kinds import CONTENT_SHAPES, POINT_SHAPES
from guides.working_copy.retranslating import all_translations
from guides.working_copy.rows import find_place, read_content, read_entry
from tests.conftest import LANGUAGES
from tests.entries import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(key="temat", order=990, name_pl="Temat", name_en="Topic")


def save(row: Any, **changed: Any) -> Any:
    row = type(row).objects.get(pk=row.pk)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    return type(row).objects.get(pk=row.pk)


def test_a_new_translation_is_current(topic: Topic) -> None:
    assert topic.outdated() == {}


def test_an_outdated_translation_knows_what_it_was_made_from(topic: Topic) -> None:
    assert save(topic, name_pl="Nowy temat").outdated() == {"name.en": "Temat"}


def test_the_first_source_is_remembered_over_several_edits(topic: Topic) -> None:
    assert save(save(topic, name_pl="Drugi"), name_pl="Trzeci").outdated() == {"name.en": "Temat"}


def test_translating_anew_makes_it_current(topic: Topic) -> None:
    assert save(save(topic, name_pl="Nowy temat"), name_en="New topic").outdated() == {}


def test_source_and_translation_changed_together_are_current(topic: Topic) -> None:
    assert save(topic, name_pl="Nowy temat", name_en="New topic").outdated() == {}


def test_going_back_to_the_old_source_makes_it_current(topic: Topic) -> None:
    assert save(save(topic, name_pl="Nowy temat"), name_pl="Temat").outdated() == {}


def test_white_space_outdates_nothing(topic: Topic) -> None:
    assert save(topic, name_pl=" Temat\n").outdated() == {}


def test_a_minor_edit_leaves_the_translation_current(topic: Topic) -> None:
    assert save(topic, name_pl="Temat.", minor_edit=True).outdated() == {}


def test_a_minor_edit_does_not_hide_what_was_outdated_before(topic: Topic) -> None:
    topic = save(topic, name_pl="Co innego")
    assert save(topic, name_pl="Co innego.", minor_edit=True).outdated() == {"name.en": "Temat"}


def test_a_translation_found_right_is_current(topic: Topic) -> None:
    topic = save(topic, name_pl="Nowy temat")
    assert save(topic, still_current=["name.en"]).outdated() == {}


@pytest.mark.parametrize("name", ["slug_pl", "search_words_pl"])
def test_what_is_chosen_anew_in_each_language_is_never_outdated(name: str) -> None:
    guide = Guide.objects.first()
    assert guide is not None
    assert save(guide, **{name: "inne-slowa"}).outdated() == {}


def test_a_row_of_the_first_versions_knows_its_old_source_after_an_edit(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(translated_from={"name": {"en": source_hash("Temat")}})
    assert save(topic, name_pl="Nowy temat").outdated() == {"name.en": "Temat"}


def test_an_old_hash_of_another_source_is_outdated_without_a_text(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(translated_from={"name": {"en": source_hash("Dawny")}})
    topic.refresh_from_db()
    assert topic.outdated() == {"name.en": ""}
    assert save(topic, order=1000).outdated() == {"name.en": ""}


def test_the_draft_carries_what_an_outdated_translation_was_made_from(topic: Topic) -> None:
    save(topic, name_pl="Nowy temat")
    entry = next(entry for entry in read_content().topics if entry.key == "temat")
    assert entry.outdated == {"name.en": "Temat"}


@pytest.mark.parametrize("made_from", ["Dawniej: „inaczej”", ""])
def test_loading_and_reading_keeps_what_is_outdated(made_from: str) -> None:
    given = draft.Topic(key="temat", order=1, name={"pl": "Nowy", "en": "Topic"}, outdated={"name.en": made_from})
    loading.load_content(draft.Draft(topics=[given]))
    assert read_entry(CONTENT_SHAPES["topics"], Topic.objects.get(key="temat")) == given


def test_the_files_keep_what_is_outdated(tmp_path: Any) -> None:
    written = files.read_content(settings.CONTENT_DIR)
    put(written.topics[0], outdated={"name.en": "Stary: tak"})
    files.write_content(written, tmp_path)
    assert files.read_content(tmp_path) == written


def test_the_table_of_points_keeps_what_is_outdated(tmp_path: Any) -> None:
    point = draft.Point(
        number=1, kind="zus", name="x", town="x", source="s", latitude=52.0, longitude=20.0, precision="town",
        services=[draft.Service(kind="edowod", status="by_law", source="s", checked_on=date(2026, 1, 2))], step_free="yes",
        exceptions="2026-10-31 closed", appointment_how={"pl": "Zadzwoń", "en": "Call"}, is_listed=False, note={"pl": "Nowa", "en": "N"}, outdated={"note.en": "Stara, „cytat” \"x\""},
    )  # fmt: skip
    sources = [draft.PointSource(key="s", name={"pl": "Spis"})]
    written = draft.PointsDraft(sources=sources, points=[point])
    files.write_points(written, tmp_path, tuple(LANGUAGES))
    assert files.read_points(tmp_path, tuple(LANGUAGES)) == written


def test_every_text_of_a_draft_has_its_place_in_the_models() -> None:
    texts = all_translations()
    assert {text.kind for text in texts} >= {"guide", "question", "outcome", "pointsource"}
    assert [text.address for text in texts if find_place(text.kind, text.place) is None] == []


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("guide", "steps[a]b].title"),
        ("guide", "stairs[x].title"),
        ("guide", "steps[x]"),
        ("guide", "slug"),
        ("guide", "key"),
        ("guide", ""),
        ("user", "name"),
        ("guide", "__class__"),
    ],
)
def test_what_is_no_text_has_no_place(kind: str, place: str) -> None:
    assert find_place(kind, place) is None


def test_a_place_names_part_and_field() -> None:
    place = find_place("guide", "steps[x].title")
    assert place is not None
    assert (place.parts, place.model, place.field) == ((("steps", "x"),), Step, "title")


def test_every_kind_of_row_is_known_by_one_name() -> None:
    names = [shape.name for shape in (*CONTENT_SHAPES.values(), *POINT_SHAPES.values())]
    assert len(set(names)) == len(names)
