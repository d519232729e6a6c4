"""Translations that come back: what is taken, what is told and left out, and that all or nothing is applied."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guides.checking.translations import Translation
from guides.models import Guide, Step, Topic
from guides.models.base import Translated
from guides.working_copy import retranslating
from guides.working_copy.interchange import ReturnedText, hash_of, identity_of, read, write_csv, write_xliff
from guides.working_copy.recording import top_of
from guides.working_copy.retranslating import Action, Outdated, all_translations, apply, mark_current, plan
from guides.working_copy.versions import versions_of

pytestmark = pytest.mark.django_db
small = pytest.mark.usefixtures("texts")

FIRST, SECOND = "otworz", "wpisz"
TITLE = f"guide/pz-haslo/steps[{FIRST}].title/en"


@pytest.fixture
def texts(guide: Guide) -> None:
    """Two steps with the texts that are translated here, and a warning."""
    for step, key in zip(Step.objects.filter(guide=guide), (FIRST, SECOND), strict=False):
        step.key, step.detail_pl, step.detail_en = key, "Raz.", "First."
        step.title_pl, step.title_en = "Wpisz adres `pz.gov.pl`", "Open `pz.gov.pl`"
        step.save()
    guide.warning_pl, guide.warning_en = "Jeden.\n\nDwa.", "One."
    guide.save()


def anybody(_model: type[Any], _language: str) -> bool:
    return True


def nobody(_model: type[Any], _language: str) -> bool:
    return False


def find(address: str = TITLE) -> Translation:
    return next(text for text in all_translations() if text.address == address)


def row(text: str, address: str = TITLE, **changed: Any) -> ReturnedText:
    """A row as an export made now would give it, with another translation."""
    now = find(address)
    return ReturnedText(**{"identity": identity_of(now), "source": now.source, "text": text} | changed)


def first_step() -> Step:
    return Step.objects.filter(guide__key="pz-haslo")[0]


def change(step: Step, **changed: str) -> None:
    for name, value in changed.items():
        setattr(step, name, value)
    step.save()


GOOD = "Type in the address `pz.gov.pl`"


@pytest.mark.parametrize(
    "write", [lambda texts: write_xliff(texts, "pl"), write_csv, lambda texts: write_csv(texts, ";")]
)
def test_importing_an_export_of_everything_changes_nothing(working_copy: None, write: Callable[[Any], bytes]) -> None:
    Step.objects.filter(pk=first_step().pk).update(title_pl="Wpisz `pz.gov.pl`")
    Topic.objects.update(name_en="")
    texts = all_translations()
    steps = plan(read(write(texts)), texts, anybody)
    assert {step.action for step in steps} == {Action.NOTHING}
    assert len(steps) == len(texts)


# What editors typed before it was checked, or what came in by other ways.
some_text = st.text("aą =+-'\n\r\t\x0b`[]*#12,.;\"", max_size=40)


@given(source=some_text, target=some_text, made_from=st.none() | some_text)
def test_importing_an_export_of_any_text_changes_nothing(source: str, target: str, made_from: str | None) -> None:
    texts = [
        Translation("guide", "pz-haslo", place, "en", source, target, made_from)
        for place in (f"steps[{FIRST}].title", "warning")
    ]
    for data in (write_xliff(texts, "pl"), write_csv(texts)):
        assert {step.action for step in plan(read(data), texts, anybody)} == {Action.NOTHING}


@small
def test_a_translation_is_taken_over_and_current() -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    apply([row(GOOD)], anybody)
    assert first_step().title_en == GOOD
    assert first_step().outdated() == {}


@small
def test_a_line_stays_a_line() -> None:
    apply([row("Type in\nthe address  `pz.gov.pl`")], anybody)
    assert first_step().title_en == GOOD


@small
def test_paragraphs_stay_paragraphs() -> None:
    address = "guide/pz-haslo/warning/en"
    apply([row("One.\n\nTwo.", address)], anybody)
    assert Guide.objects.get(key="pz-haslo").warning_en == "One.\n\nTwo."


@small
def test_several_texts_of_one_row_are_stored_together() -> None:
    apply([row(GOOD), row("No more.", f"guide/pz-haslo/steps[{FIRST}].detail/en")], anybody)
    assert (first_step().title_en, first_step().detail_en) == (GOOD, "No more.")


@small
def test_an_import_leaves_the_rest_of_the_row_alone() -> None:
    given_back = row(GOOD)
    Step.objects.filter(pk=first_step().pk).update(title_pl="Wpisz  adres `pz.gov.pl`", minutes=7)
    apply([given_back], anybody)
    assert first_step().minutes == 7


@small
def test_an_empty_row_deletes_no_translation() -> None:
    (step,) = plan([row("  ")], all_translations(), anybody)
    assert step.action == Action.NOTHING


@small
@pytest.mark.parametrize(
    ("given_back", "reason"),
    [
        ({"text": "Type `pz.gov.com`"}, "Different addresses to type"),
        ({"text": f"{GOOD} [[Dalej]]"}, "Different button labels"),
        ({"text": f"{GOOD} [here](contact:)"}, "Different link targets"),
        ({"text": f"{GOOD} 19 239"}, "Different numbers"),
        ({"text": GOOD, "source": "Wpisz inny adres"}, "The source text was changed after the export."),
        ({"text": GOOD, "identity": f"{TITLE}#000000000000"}, "The translation was changed here after the export."),
        ({"text": GOOD, "identity": TITLE}, "There is no such text"),
        ({"text": GOOD, "identity": "guide/pz-haslo/steps[nie-ma].title/en#1"}, "There is no such text"),
        ({"text": GOOD, "identity": "guide/pz-haslo/slug/en#1"}, "There is no such text"),
        ({"text": GOOD, "identity": TITLE.replace("/en", "/pl") + "#1"}, "There is no such text"),
        ({"text": GOOD + "!" * 160}, "at most 160 characters"),
    ],
)
def test_a_row_that_disagrees_is_left_out_with_the_reason(given_back: dict[str, str], reason: str) -> None:
    (step,) = plan([row(**given_back)], all_translations(), anybody)
    assert step.action == Action.REFUSE
    assert reason in " ".join(step.reasons)


@small
def test_a_text_given_twice_is_left_out_both_times() -> None:
    steps = plan([row(GOOD), row("Type `pz.gov.pl`")], all_translations(), anybody)
    assert [step.action for step in steps] == [Action.REFUSE] * 2


@small
def test_an_editor_of_another_language_changes_nothing_in_this_one() -> None:
    (step,) = plan([row(GOOD)], all_translations(), lambda _model, language: language == "uk")
    assert step.action == Action.REFUSE


@small
def test_what_the_editor_may_not_change_is_left_out() -> None:
    (step,) = plan([row(GOOD)], all_translations(), nobody)
    assert step.reasons == ("You may not change this.",)


@small
def test_nothing_is_applied_when_one_row_is_no_longer_right() -> None:
    rows = [row("Once.", f"guide/pz-haslo/steps[{FIRST}].detail/en"), row(GOOD)]
    change(first_step(), title_pl="Zrób co innego")
    with pytest.raises(Outdated):
        apply(rows, anybody)
    assert first_step().detail_en != "Once."


@small
def test_nothing_is_applied_when_storing_fails_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        row("Once.", f"guide/pz-haslo/steps[{FIRST}].detail/en"),
        row("Twice.", f"guide/pz-haslo/steps[{SECOND}].detail/en"),
    ]
    save = Translated.save
    saved: list[Any] = []

    def fail_at_the_second(self: Any, *args: Any, **kwargs: Any) -> None:
        saved.append(self)
        if len(saved) == 2:
            raise DatabaseError
        save(self, *args, **kwargs)

    monkeypatch.setattr(Translated, "save", fail_at_the_second)
    with pytest.raises(DatabaseError):
        apply(rows, anybody)
    assert first_step().detail_en != "Once."


@small
def test_an_outdated_text_that_comes_back_as_current_is_confirmed() -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    given_back = row(find().text, confirmed=True)
    assert [step.action for step in plan([given_back], all_translations(), anybody)] == [Action.CONFIRM]
    apply([given_back], anybody)
    assert first_step().outdated() == {}


@small
def test_what_was_current_when_it_was_exported_is_not_confirmed_for_a_newer_source() -> None:
    given_back = row(find().text, confirmed=True)
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    assert [step.action for step in plan([given_back], all_translations(), anybody)] == [Action.NOTHING]


def seen() -> tuple[str, str]:
    return hash_of(find().source), hash_of(find().text)


@small
def test_a_translation_is_marked_as_still_current() -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    mark_current(TITLE, *seen(), anybody)
    assert first_step().outdated() == {}


@small
def test_marking_one_translation_leaves_the_others_outdated() -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`", detail_pl="Inaczej.")
    mark_current(TITLE, *seen(), anybody)
    assert set(first_step().outdated()) == {"detail.en"}


@small
@pytest.mark.parametrize("column", ["title_pl", "title_en"])
def test_what_was_not_seen_is_not_marked(column: str) -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    before = seen()
    Step.objects.filter(pk=first_step().pk).update(**{column: "Co innego"})
    with pytest.raises(Outdated):
        mark_current(TITLE, *before, anybody)


@small
def test_marking_needs_the_right_to_change() -> None:
    change(first_step(), title_pl="Otwórz adres `pz.gov.pl`")
    assert mark_current(TITLE, *seen(), nobody) is None
    assert first_step().outdated() != {}


@small
def test_reading_for_an_import_takes_no_query_for_each_text() -> None:
    present = all_translations()
    rows = [ReturnedText(identity_of(text), text.source, f"{text.text} again") for text in present]
    with CaptureQueriesContext(connection) as queries:
        plan(rows, present, anybody)
    assert len(queries) == 0


@small
def test_the_history_says_that_it_was_an_import() -> None:
    apply([row(GOOD)], anybody)
    assert versions_of(*top_of(first_step()))[-1].reason == "translations"


@small
def test_a_model_is_known_for_each_text() -> None:
    assert retranslating.model_of(find()) is Step
