"""The content files: read, loaded, exported, the same bytes again; and editors' work is not lost by loading."""

import filecmp
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from guides import models
from guides.schema import draft
from guides.working_copy import files, loading
from guides.working_copy.rows import MissingRow
from tests.conftest import LANGUAGES
from tests.graphs import guide

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def listing(folder: Path) -> set[Path]:
    """The content files; the golden journeys beside them are a check list of the code."""
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.name != "journeys.yaml"}


def assert_same(one: Path, other: Path) -> None:
    assert listing(one) == listing(other)
    _match, mismatch, errors = filecmp.cmpfiles(one, other, list(map(str, listing(one))), shallow=False)
    assert (mismatch, errors) == ([], [])


def test_loading_and_exporting_the_shipped_files_gives_the_same_bytes(
    working_copy: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "media")
    call_command("load_content", settings.CONTENT_DIR, verbosity=0)
    call_command("export_content", tmp_path / "exported", verbosity=0)
    assert_same(tmp_path / "exported", settings.CONTENT_DIR)


def test_loading_an_export_changes_nothing(working_copy: None, tmp_path: Path) -> None:
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny tytuł")
    call_command("export_content", tmp_path, verbosity=0)
    report = loading.load_content(files.read_content(tmp_path))
    assert not (report.created or report.updated or report.kept)


def test_loading_twice_changes_nothing(working_copy: None) -> None:
    report = loading.load_content(files.read_content(settings.CONTENT_DIR))
    assert not (report.created or report.updated or report.kept)
    assert report.unchanged


def test_loading_leaves_what_editors_changed(working_copy: None) -> None:
    models.Step.objects.filter(guide__key="pz-haslo").first().delete()  # type: ignore[union-attr]
    report = loading.load_content(files.read_content(settings.CONTENT_DIR))
    assert report.kept == ["guide pz-haslo"]


def test_loading_does_not_bring_back_what_editors_deleted(working_copy: None) -> None:
    models.OutcomeAlternative.objects.filter(guide__key="pz-edowod").delete()
    models.StepProblem.objects.filter(guide__key="pz-edowod").delete()
    models.Guide.objects.get(key="pz-edowod").delete()
    report = loading.load_content(files.read_content(settings.CONTENT_DIR))
    assert "guide pz-edowod" in report.kept
    assert not models.Guide.objects.filter(key="pz-edowod").exists()


def test_loading_replaces_editors_changes_when_told_to(working_copy: None) -> None:
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny tytuł")
    loading.load_content(files.read_content(settings.CONTENT_DIR), overwrite=True)
    assert models.Guide.objects.get(key="pz-haslo").title_pl != "Inny tytuł"


def test_a_newer_shipped_text_reaches_entries_that_nobody_edited(working_copy: None) -> None:
    newer = files.read_content(settings.CONTENT_DIR)
    next(one for one in newer.guides if one.key == "pz-haslo").title["pl"] = "Nowszy tytuł"
    report = loading.load_content(newer)
    assert report.updated == ["guide pz-haslo"]
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Nowszy tytuł"


def test_reloading_keeps_the_mark_of_published_answers(working_copy: None) -> None:
    models.Answer.objects.update(is_published=True)
    loading.load_content(files.read_content(settings.CONTENT_DIR), overwrite=True)
    models.Answer.objects.filter(key="login").update(label_pl="Zmienione")
    loading.load_content(files.read_content(settings.CONTENT_DIR), overwrite=True)
    assert models.Answer.objects.get(question__key="start", key="login").is_published


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        ("topics.yaml", "- key: x\n  order: 1\n  nazwa: y\n", "nazwa"),
        ("topics.yaml", "- key: x\n order: 1\n", "line 2"),
        ("topics.yaml", "- key: x\n  order: pierwszy\n  name: {pl: x}\n", "$[0].order"),
        ("points.csv", "number,kind\nx,zus\n", "points.csv"),
    ],
)
def test_a_bad_file_is_named_with_the_place_and_nothing_is_loaded(
    tmp_path: Path, file: str, text: str, named: str
) -> None:
    empty = draft.Draft()
    files.write_content(empty, tmp_path)
    files.write_points(draft.PointsDraft(), tmp_path, tuple(LANGUAGES))
    for name in ("sources", "topics", "things", "methods", "helpdesks", "questions", "outcomes", "point_sources"):
        (tmp_path / f"{name}.yaml").write_text("[]\n", "utf-8")
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(CommandError) as error:
        call_command("load_content", tmp_path, verbosity=0)
    assert file in str(error.value) and named in str(error.value)
    assert not models.Topic.objects.filter(key="x").exists()


def test_a_reference_to_nothing_is_named_and_nothing_is_loaded() -> None:
    broken = draft.Draft(guides=[guide("g", topic="nie-ma")])
    with pytest.raises(MissingRow, match="g: there is no “nie-ma”"):
        loading.load_content(broken)
    assert not models.Guide.objects.filter(key="g").exists()


texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"),
    min_size=1,
    max_size=60,
).filter(
    lambda text: (
        text.strip() == text
        and "\r" not in text
        and "\x85" not in text
        and "\u2028" not in text
        and "\u2029" not in text
    )
)


@given(title=texts, detail=texts)
def test_any_text_survives_a_file(tmp_path_factory: pytest.TempPathFactory, title: str, detail: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    one = draft.Draft(
        guides=[guide("g", steps=[draft.Step(key="s", title={"pl": title, "en": "-"}, detail={"pl": detail})])]
    )
    files.write_content(one, folder)
    for name in ("sources", "topics", "things", "methods", "helpdesks", "questions", "outcomes"):
        (folder / f"{name}.yaml").write_text("[]\n", "utf-8")
    assert files.read_content(folder).guides == one.guides
