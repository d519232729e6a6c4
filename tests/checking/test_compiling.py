"""From a working copy to what visitors read, and what a release remembers of those before it."""

import pytest

from guides.checking.checks import check_content
from guides.checking.compiled_parts import compile_opening
from guides.checking.compiling import compile_content
from guides.checking.compiling_offices import compile_points
from guides.schema import draft
from guides.schema.content import Content, decode_content, encode
from tests.entries import put
from tests.graphs import CHECKED, LANGUAGES, frame, guide, question, words


def copy(*questions: draft.Question, **guide_changes: object) -> draft.Draft:
    made = frame(list(questions) or [question("q0", ("outcome", "o0"), first=True)], ["o0"])
    put(made, guides=[guide("g", **guide_changes)])
    return made


def compiled(working_copy: draft.Draft, previous: Content | None = None) -> Content:
    return compile_content(working_copy, LANGUAGES, previous)


def test_a_missing_translation_falls_back_to_the_source_and_says_so() -> None:
    content = compiled(copy(title={"pl": "Tytuł"}))
    phrase = content.guide["g"].title.plain_in("en")
    assert (phrase.value, phrase.language, phrase.is_fallback) == ("Tytuł", "pl", True)


def test_a_translation_does_not_hide_a_missing_source() -> None:
    content = compiled(copy(title={"en": "Title"}))
    assert content.guide["g"].title.plain == {"pl": "", "en": "Title"}


def test_an_outcome_is_called_by_its_own_title_or_by_that_of_its_guide() -> None:
    made = frame([question("q0", ("outcome", "o0"), ("outcome", "o1"), first=True)], ["o0", "o1"])
    put(made.outcomes[0], title=words("Własny"))
    content = compiled(made)
    headings = [content.heading(outcome).plain_in("pl").value for outcome in content.outcomes]
    assert headings == ["Własny", "g"]


def test_a_missing_translation_falls_back_to_the_source_also_when_it_was_stored() -> None:
    content = decode_content(encode(compiled(copy(title={"en": "Title", "pl": "Tytuł"}))))
    assert content.guide["g"].title.plain_in("uk") == ("Tytuł", "pl", True)


def test_stored_and_read_again_content_is_equal(content: Content) -> None:
    assert decode_content(encode(content)) == content


def test_equal_content_is_stored_as_equal_bytes() -> None:
    assert encode(compiled(copy())) == encode(compiled(copy()))


def test_a_changed_slug_is_remembered_for_good() -> None:
    first = compiled(copy(slug=words("stary")))
    second = compiled(copy(slug=words("nowy")), first)
    third = compiled(copy(slug=words("jeszcze-nowszy")), second)
    assert third.retired.slugs["pl"]["guide"] == {"stary": "g", "nowy": "g"}


def test_a_slug_taken_back_is_live_and_not_retired() -> None:
    first = compiled(copy(slug=words("stary")))
    second = compiled(copy(slug=words("nowy")), first)
    third = compiled(copy(slug=words("stary")), second)
    assert third.retired.slugs["pl"]["guide"] == {"nowy": "g"}


def test_removed_questions_and_answers_are_remembered() -> None:
    first = compiled(
        copy(
            question("q0", ("question", "q1"), ("outcome", "o0"), first=True),
            question("q1", ("outcome", "o0")),
        )
    )
    second = compiled(copy(question("q0", ("outcome", "o0"), first=True)), first)
    assert second.retired.answers == {"q0": ("a1",), "q1": ("a0",)}


def test_nothing_is_retired_while_nothing_changes() -> None:
    first = compiled(copy())
    second = compiled(copy(), first)
    third = compiled(copy(), second)
    assert second == third
    assert not second.retired.answers


def test_days_with_other_hours_are_the_last_rules_of_the_hours() -> None:
    opening = compile_opening("Mo-Fr 08:00-15:00", "2026-12-24 closed")
    assert opening is not None
    assert (opening.usual, opening.expression) == ("Mo-Fr 08:00-15:00", "Mo-Fr 08:00-15:00; 2026 Dec 24 off")


@pytest.mark.parametrize("expression", ["", "co drugi wtorek"])
def test_days_with_other_hours_stay_where_the_usual_ones_are_not_known(expression: str) -> None:
    opening = compile_opening(expression, "2026-12-24 closed; 2026-12-28 08:00-12:00")
    assert opening is not None and opening.usual == "" and len(opening.exceptions) == 2


def test_a_week_stays_where_the_days_with_other_hours_can_not_be_read() -> None:
    opening = compile_opening("Mo-Fr 08:00-15:00", "Wigilia")
    assert opening is not None and opening.expression == "Mo-Fr 08:00-15:00"


def test_hours_that_can_not_be_read_are_shown_as_they_are_written() -> None:
    point = draft.Point(
        number=1, kind="zus", name="ZUS", town="Łódź", source="s", precision="town", opening_hours="7-15"
    )
    (compiled_point,) = compile_points(draft.PointsDraft(points=[point]), LANGUAGES, str).points
    assert (compiled_point.opening, compiled_point.hours_text) == (None, "7-15")


def test_a_guide_without_search_words_has_no_fault() -> None:
    copy = frame([question("q0", ("outcome", "o0"), first=True)], ["o0"])
    for search_words in ({}, {"en": "lost phone"}, {"pl": "zgubiony telefon"}):
        put(copy, guides=[guide("g", search_words=search_words)])
        faults = check_content(compile_content(copy, LANGUAGES), CHECKED, 180)
        assert not [fault for fault in faults if fault.key == "g"]
