"""The whole questionnaire on paper: every question and every outcome with a number, every answer with where to go."""

from dataclasses import dataclass

from guides.questionnaire.replay import Flow
from guides.schema.content import Answer, Guide, Outcome, Question


@dataclass(frozen=True)
class PaperChoice:
    """An answer and the number that it leads to: of a question or of an ending. The other one is None."""

    answer: Answer
    question: int | None
    ending: "Ending | None"


@dataclass(frozen=True)
class PaperQuestion:
    number: int
    question: Question
    choices: tuple[PaperChoice, ...]


@dataclass(frozen=True)
class Ending:
    number: int
    outcome: Outcome
    guide: Guide


@dataclass(frozen=True)
class DecisionTree:
    asked: tuple[PaperQuestion, ...]
    endings: tuple[Ending, ...]


def decision_tree(flow: Flow) -> DecisionTree:
    """Number all that can be reached. Answers lead forwards only, so that one leafs through the paper one way."""
    content = flow.content
    numbers = {key: number for number, key in enumerate(_forwards(flow), start=1)}
    endings: dict[str, Ending] = {}
    asked = []
    for key, number in numbers.items():
        question = content.question[key]
        choices = []
        for answer in question.answers:
            outcome = content.outcome.get(answer.outcome)
            if outcome and outcome.key not in endings:
                endings[outcome.key] = Ending(len(endings) + 1, outcome, content.guide[outcome.guide])
            choices.append(PaperChoice(answer, numbers.get(answer.question), endings[outcome.key] if outcome else None))
        asked.append(PaperQuestion(number, question, tuple(choices)))
    return DecisionTree(tuple(asked), tuple(endings.values()))


def _forwards(flow: Flow) -> list[str]:
    """Keys of the reachable questions in a topological order in which branches stay together.

    The reverse of the order in which a depth-first walk leaves them; without recursion, for a thousand in a row.
    """
    first = flow.content.first
    left: list[str] = []
    met = {first}
    # The last answer first: what is left last comes first.
    stack = [(first, iter(reversed(flow.next_questions(first))))]
    while stack:
        key, following = stack[-1]
        after = next((after for after in following if after not in met), None)
        if after is None:
            left.append(key)
            stack.pop()
        else:
            met.add(after)
            stack.append((after, iter(reversed(flow.next_questions(after)))))
    return left[::-1]
