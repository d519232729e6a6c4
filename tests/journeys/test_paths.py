"""Every path of the shipped graph, not only those that somebody thought of."""

from itertools import chain

import pytest
from django.test import Client

from guides.questionnaire.replay import AnsweredQuestion, Flow, replay, write_state
from guides.schema.content import Content
from guides.serving.live import Snapshot
from tests.conftest import LANGUAGES
from tests.html import kind, parse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def paths(content: Content) -> list[tuple[AnsweredQuestion, ...]]:
    return list(Flow(content).paths())


def test_every_path_ends_in_an_outcome_after_five_questions_at_most(
    content: Content, paths: list[tuple[AnsweredQuestion, ...]]
) -> None:
    for path in paths:
        assert path[-1].answer.outcome in content.outcome
        assert len(path) <= 5


def test_every_question_and_outcome_is_on_a_path(content: Content, paths: list[tuple[AnsweredQuestion, ...]]) -> None:
    assert {answered.question.key for answered in chain(*paths)} == set(content.question)
    assert {path[-1].answer.outcome for path in paths} == set(content.outcome)


def test_every_question_offers_i_dont_know_last_and_it_leads_on(content: Content) -> None:
    for question in content.questions:
        assert [answer.unsure for answer in question.answers].index(True) == len(question.answers) - 1
        assert question.answers[-1].question or question.answers[-1].outcome


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_every_path_opens_its_outcome(
    visitor: Client, serving: Snapshot, paths: list[tuple[AnsweredQuestion, ...]], language: str
) -> None:
    words = {"pl": "pomoc", "en": "help"}
    for path in paths:
        address = f"/{language}/{words[language]}/{write_state([answered.pair for answered in path])}"
        response = visitor.get(address)
        assert response.status_code == 200, address
        assert kind(parse(response)) == ("outcome", path[-1].answer.outcome)


def test_every_answer_can_be_changed_to_every_other_one(
    serving: Snapshot, paths: list[tuple[AnsweredQuestion, ...]]
) -> None:
    flow = serving.flow
    for path in paths:
        for answered in path:
            for other in answered.question.answers:
                here = replay(flow, [*(one.pair for one in path), (answered.question.key, other.key)])
                assert here.answered(answered.question.key).answer is other  # type: ignore[union-attr]
                assert here.question or here.outcome
