"""Sketches: nobody's half-made guide goes live, and none stands in the way of anything else."""

from datetime import timedelta

import pytest

from guides.checking.checks import check_content
from guides.checking.sketches import without_sketches
from guides.schema import draft
from guides.schema.faults import Severity, errors
from tests.entries import put
from tests.graphs import CHECKED, compiled, frame, guide, question, words


@pytest.fixture
def copy() -> draft.Draft:
    """Guide g is live and serves o0; the sketch “szkic”, without steps, serves o1."""
    made = frame([question("q0", ("outcome", "o0"), ("outcome", "o1"), ("outcome", "o0"), first=True)], ["o0", "o1"])
    made.guides.append(guide("szkic", is_sketch=True, steps=[]))
    put(made.outcomes[1], guide="szkic")
    return made


def settled(copy: draft.Draft) -> draft.Draft:
    """What goes live when g is all that was live before."""
    return without_sketches(copy, {"g"}, None)[0]


def named(copy: draft.Draft) -> list[tuple[str, str, str]]:
    """The warnings: kind, key, place."""
    return [(fault.kind, fault.key, fault.place) for fault in without_sketches(copy, {"g"}, None)[1]]


def test_a_sketch_that_was_never_live_is_left_out_with_what_leads_to_it(copy: draft.Draft) -> None:
    left = settled(copy)
    assert "szkic" not in [each.key for each in left.guides]
    assert [outcome.key for outcome in left.outcomes] == ["o0"]
    assert [answer.key for answer in left.questions[0].answers] == ["a0", "a2"]


def test_warnings_name_the_sketch_and_what_goes_with_it(copy: draft.Draft) -> None:
    assert set(named(copy)) == {
        ("guide", "szkic", "is_sketch"),
        ("outcome", "o1", ""),
        ("question", "q0", "answers[a1]"),
    }
    assert {fault.severity for fault in without_sketches(copy, {"g"}, None)[1]} == {Severity.WARNING}


def test_a_sketch_full_of_faults_stops_no_publication(copy: draft.Draft) -> None:
    put(copy.guides[0], warning=words("[Dalej](guide:szkic)"))
    assert errors(check_content(compiled(copy), CHECKED + timedelta(days=1), 180))
    assert errors(check_content(compiled(settled(copy)), CHECKED + timedelta(days=1), 180)) == []


def test_a_question_whose_every_answer_leads_to_a_sketch_is_left_out(copy: draft.Draft) -> None:
    put(copy.questions[0].answers[1], outcome="", question="q1")
    copy.questions.append(question("q1", ("outcome", "o1"), ("outcome", "o1")))
    left = settled(copy)
    assert [each.key for each in left.questions] == ["q0"]
    assert [answer.key for answer in left.questions[0].answers] == ["a0", "a2"]


def test_a_problem_that_leads_to_a_sketch_is_left_out(copy: draft.Draft) -> None:
    here, there = (draft.Problem(key=key, label=words(key), guide=key) for key in ("abroad", "szkic"))
    put(copy.guides[0].steps[0], problems=[here, there])
    assert settled(copy).guides[0].steps[0].problems == [here]
    assert ("guide", "g", "steps[krok-1].problems[szkic]") in named(copy)


def test_an_alternative_that_is_a_sketch_is_left_out(copy: draft.Draft) -> None:
    put(copy.outcomes[0], alternatives=[draft.Alternative(guide="szkic", note=words("albo"))])
    assert settled(copy).outcomes[0].alternatives == []


def test_a_link_to_a_sketch_becomes_its_words(copy: draft.Draft) -> None:
    put(copy.guides[0], warning=words("Zobacz [ten poradnik](guide:szkic) i [tamten](guide:g)."))
    assert settled(copy).guides[0].warning == words("Zobacz ten poradnik i [tamten](guide:g).")
    assert ("guide", "g", "warning") in named(copy)


def test_a_live_sketch_keeps_its_last_published_form(copy: draft.Draft) -> None:
    before = guide("g", title=words("Jak było"))
    put(copy.guides[0], is_sketch=True, title=words("Na brudno"))
    left, faults = without_sketches(copy, {"g"}, draft.Draft(guides=[before]))
    assert left.guides[0] == before
    assert [outcome.key for outcome in left.outcomes] == ["o0"]
    assert ("guide", "g", "warning") in [(fault.kind, fault.key, fault.severity.value) for fault in faults]


def test_a_live_sketch_whose_last_form_cannot_be_read_is_an_error(copy: draft.Draft) -> None:
    put(copy.guides[0], is_sketch=True)
    assert [fault.key for fault in errors(without_sketches(copy, {"g"}, None)[1])] == ["g"]


def test_no_release_says_that_a_guide_is_a_sketch(copy: draft.Draft) -> None:
    assert not any(each.is_sketch for each in compiled(copy).guides)
