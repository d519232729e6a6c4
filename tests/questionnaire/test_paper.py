"""The questionnaire on paper: all of it is there, and every number leads to something."""

from hypothesis import given

from guides.questionnaire.paper import decision_tree
from guides.questionnaire.replay import Flow
from guides.schema.content import Content
from tests.graphs import any_graphs, sound_graphs


@given(sound_graphs())
def test_every_question_and_outcome_that_can_be_reached_stands_there_once(content: Content) -> None:
    flow = Flow(content)
    tree = decision_tree(flow)
    reached = flow.reachable(content.first)
    ended = {answer.outcome for key in reached for answer in content.question[key].answers if answer.outcome}
    assert sorted(asked.question.key for asked in tree.asked) == sorted(reached)
    assert sorted(ending.outcome.key for ending in tree.endings) == sorted(ended)
    assert [asked.number for asked in tree.asked] == list(range(1, len(tree.asked) + 1))
    assert [ending.number for ending in tree.endings] == list(range(1, len(tree.endings) + 1))


@given(sound_graphs())
def test_every_answer_leads_where_the_questionnaire_leads(content: Content) -> None:
    tree = decision_tree(Flow(content))
    questions = {asked.number: asked.question.key for asked in tree.asked}
    for asked in tree.asked:
        for choice in asked.choices:
            if choice.question is None:
                assert choice.ending is not None and choice.ending.outcome.key == choice.answer.outcome
            else:
                assert questions[choice.question] == choice.answer.question


@given(sound_graphs())
def test_one_leafs_through_the_paper_one_way(content: Content) -> None:
    for asked in decision_tree(Flow(content)).asked:
        assert all(choice.question is None or choice.question > asked.number for choice in asked.choices)


@given(any_graphs())
def test_faulty_questions_can_be_drawn_for_a_preview(content: Content) -> None:
    tree = decision_tree(Flow(content))
    assert tree.asked[0].question.key == content.first
