"""What differs between two drafts: exactly that, row by row and word by word."""

from typing import Any

import msgspec
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from guides.schema import draft
from guides.schema.kinds import Entry, fields_of
from guides.working_copy import files
from guides.working_copy.diff import Change, RowChange, RunKind, Sign, compare_words, difference, moved
from tests.entries import put
from tests.graphs import frame, guide, question, words

SHIPPED = msgspec.json.encode(files.read_content(settings.CONTENT_DIR))
LISTS = draft.Draft.__struct_fields__


def copy() -> draft.Draft:
    return msgspec.json.decode(SHIPPED, type=draft.Draft)


def first_text(entry: Entry) -> dict[str, str]:
    fields = fields_of(type(entry)).texts
    return getattr(entry, next(name for name, field in fields.items() if not field.is_optional))


def parts_of(entry: Entry) -> list[Any]:
    return next(
        (getattr(entry, name) for name in ("steps", "answers", "alternatives") if getattr(entry, name, None)), []
    )


def change_text(entry: Entry, language: str) -> None:
    first_text(entry)[language] = first_text(entry).get(language, "") + " inaczej"


def change_part(entry: Entry, language: str) -> None:
    change_text(parts_of(entry)[-1] if parts_of(entry) else entry, language)


def lose_part(entry: Entry, language: str) -> None:
    if parts_of(entry):
        parts_of(entry).pop(0)
    else:
        change_text(entry, language)


ROWS = [(name, key) for name in LISTS for key in (entry.identity for entry in getattr(copy(), name))]
EDITS = {
    "add": Sign.ADDED,
    "remove": Sign.REMOVED,
    change_text: Sign.CHANGED,
    change_part: Sign.CHANGED,
    lose_part: Sign.CHANGED,
}
edits = st.lists(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(list(EDITS)), st.sampled_from(["pl", "en"]), st.integers(0, 60)),
    max_size=8,
    unique_by=lambda edit: edit[0],
)


def edited(chosen: list[Any]) -> tuple[draft.Draft, set[tuple[str, str, Sign]]]:
    """The shipped content with these rows changed, added and removed, and the names of these rows."""
    after = copy()
    named = set()
    for (name, key), do, language, place in chosen:
        entries = getattr(after, name)
        entry = next(one for one in entries if one.identity == key)
        if do == "add":
            entry = msgspec.structs.replace(entry, key=f"{key}-dodany-w-tescie")
            entries.insert(place, entry)
        elif do == "remove":
            entries.remove(entry)
        else:
            do(entry, language)
        named.add((type(entry).__name__.lower(), entry.key, EDITS[do]))
    return after, named


def only(before: draft.Draft, after: draft.Draft) -> RowChange:
    (row,) = difference(before, after)
    return row


def places(changes: tuple[Change, ...]) -> list[str]:
    return [change.place for change in changes]


def test_a_draft_does_not_differ_from_itself() -> None:
    assert difference(copy(), copy()) == []


@given(edits)
def test_exactly_the_rows_that_changed_are_named(chosen: list[Any]) -> None:
    after, named = edited(chosen)
    assert {(row.kind, row.key, row.sign) for row in difference(copy(), after)} == named


@given(edits)
def test_the_difference_leads_from_one_draft_to_the_other(chosen: list[Any]) -> None:
    after, _named = edited(chosen)
    rows = {(type(entry), entry.identity): entry for name in LISTS for entry in getattr(copy(), name)}
    for row in difference(copy(), after):
        if row.after is None:
            del rows[type(row.entry), row.key]
        else:
            rows[type(row.entry), row.key] = row.after
    wanted = {(type(entry), entry.identity): entry for name in LISTS for entry in getattr(after, name)}
    assert rows == wanted


@given(edits)
def test_every_row_that_differs_says_where(chosen: list[Any]) -> None:
    for row in difference(copy(), edited(chosen)[0]):
        assert row.changes


some_text = st.text(alphabet="aąb c.,\n„”", max_size=40)


@given(some_text, some_text)
def test_the_runs_make_up_both_texts(before: str, after: str) -> None:
    runs = compare_words(before, after)
    assert "".join(run.text for run in runs if run.kind != RunKind.INSERT) == before
    assert "".join(run.text for run in runs if run.kind != RunKind.DELETE) == after
    assert all(run.text for run in runs)


@given(some_text)
def test_equal_texts_have_no_changed_run(text: str) -> None:
    assert [run.kind for run in compare_words(text, text)] == ([RunKind.EQUAL] if text else [])


def test_words_are_compared_not_letters() -> None:
    assert compare_words("Wpisz stare hasło.", "Wpisz nowe hasło.") == (
        (RunKind.EQUAL, "Wpisz "),
        (RunKind.DELETE, "stare"),
        (RunKind.INSERT, "nowe"),
        (RunKind.EQUAL, " hasło."),
    )


def test_changed_words_side_by_side_stay_together() -> None:
    assert [run.text for run in compare_words("raz dwa trzy", "raz pięć sześć")] == ["raz ", "dwa trzy", "pięć sześć"]


def test_a_huge_text_is_shown_as_replaced() -> None:
    runs = compare_words("słowo " * 100_000, "wyraz " * 100_000)
    assert [run.kind for run in runs] == [RunKind.DELETE, RunKind.INSERT]


def test_a_text_is_addressed_by_row_path_and_language() -> None:
    after = copy()
    one = next(entry for entry in after.guides if entry.key == "pz-haslo")
    one.steps[1].title["en"] = "Other words"
    row = only(copy(), after)
    assert (row.kind, row.key) == ("guide", "pz-haslo")
    assert places(row.changes) == [f"steps[{one.steps[1].key}].title.en"]


def test_an_inserted_step_is_one_new_step() -> None:
    one = guide("g")
    other = guide("g", steps=[one.steps[0], draft.Step(key="nowa", title=words("Zupełnie nowa rzecz")), *one.steps[1:]])
    before, after = frame([], []), frame([], [])
    put(before, guides=[one])
    put(after, guides=[other])
    changes = only(before, after).changes
    assert places(changes) == ["steps[nowa]", "steps[nowa].title.pl", "steps[nowa].title.en"]
    assert {change.sign for change in changes} == {Sign.ADDED}


def test_a_rewritten_step_is_the_same_step() -> None:
    one = guide("g")
    other = guide("g", steps=[*one.steps[:2], draft.Step(key=one.steps[2].key, title=words("Nic z tego, co było"))])
    before, after = frame([], []), frame([], [])
    put(before, guides=[one])
    put(after, guides=[other])
    assert places(only(before, after).changes) == ["steps[krok-3].title.pl", "steps[krok-3].title.en"]


def test_a_rerouted_answer_says_from_where_to_where() -> None:
    before = frame([question("q", ("outcome", "o0"), first=True)], ["o0", "o1"])
    after = frame([question("q", ("outcome", "o1"), first=True)], ["o0", "o1"])
    (change,) = only(before, after).changes
    assert (change.place, change.before, change.after) == ("answers[a0].outcome", "o0", "o1")


def test_answers_in_another_order_have_moved() -> None:
    before = frame([question("q", ("outcome", "o0"), ("outcome", "o1"), ("outcome", "o0"), first=True)], ["o0", "o1"])
    after = msgspec.json.decode(msgspec.json.encode(before), type=draft.Draft)
    after.questions[0].answers.insert(0, after.questions[0].answers.pop())
    (change,) = only(before, after).changes
    assert (change.place, change.before, change.after) == ("answers[a2].order", 3, 1)


def test_a_row_that_moved_in_a_list_without_numbers_is_named() -> None:
    after = copy()
    after.questions.append(after.questions.pop(0))
    row = only(copy(), after)
    assert (row.key, row.place_before, row.place_after) == ("start", 1, len(after.questions))


def test_points_are_known_by_their_number() -> None:
    point = draft.Point(
        number=7, kind="zus", name="A", town="Łódź", source="s", latitude=51, longitude=19,
        precision="town",
    )  # fmt: skip
    moved_away = msgspec.structs.replace(point, town="Zgierz")
    (row,) = difference(draft.PointsDraft(points=[point]), draft.PointsDraft(points=[moved_away]))
    assert (row.kind, row.key, places(row.changes)) == ("point", "7", ["town"])


@given(st.permutations(range(6)))
def test_what_did_not_move_stands_in_the_old_order(after: list[int]) -> None:
    stayed = [member for member in after if member not in moved(range(6), after)]
    assert stayed == sorted(stayed)


@pytest.mark.parametrize("name", LISTS)
def test_no_row_is_left_out_of_the_first_release(name: str) -> None:
    rows = difference(draft.Draft(), copy())
    kinds = {type(entry) for entry in getattr(copy(), name)}
    assert sum(type(row.entry) in kinds for row in rows) == len(getattr(copy(), name))
