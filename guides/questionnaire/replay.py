"""Replay of the questionnaire: answers in, the open question or the outcome out. Pure functions over a release.

Answers are pairs of keys (question, answer). The address of a page holds them in canonical order: first those on the
path from the first question, as they are walked, then those kept for questions that can still come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from guides.schema.content import Answer, Content, Outcome, Question

Pair = tuple[str, str]


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question on the path with the answer that was given."""

    question: Question
    answer: Answer

    @property
    def pair(self) -> Pair:
        return self.question.key, self.answer.key


@dataclass(frozen=True)
class Replay:
    """Where a set of answers leads.

    Exactly one of `question` (open) and `outcome` is set. `kept` are answers to questions that can still come;
    `pruned` are answers that no longer matter; `unknown` are those that this release does not have.
    """

    path: tuple[AnsweredQuestion, ...]
    question: Question | None
    outcome: Outcome | None
    kept: tuple[Pair, ...] = ()
    pruned: tuple[Pair, ...] = ()
    unknown: tuple[Pair, ...] = ()

    @property
    def state(self) -> tuple[Pair, ...]:
        """The answers that matter, in canonical order."""
        return (*(answered.pair for answered in self.path), *self.kept)

    def answered(self, question: str) -> AnsweredQuestion | None:
        """The question of that key, if it is on the path."""
        return next((answered for answered in self.path if answered.question.key == question), None)

    def before(self, question: str) -> tuple[AnsweredQuestion, ...]:
        """What was answered on the path before the question of that key."""
        keys = [answered.question.key for answered in self.path]
        return self.path[: keys.index(question)] if question in keys else self.path


class Flow:
    """The questions of a release as a graph, with what can be said of it once and for all."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def next_questions(self, key: str) -> tuple[str, ...]:
        """Keys of the questions that come right after this one, in the order of its answers, each once."""
        question = self.content.question[key]
        following = (answer.question for answer in question.answers if answer.question in self.content.question)
        return tuple(dict.fromkeys(following))

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """For each question the most questions that are asked from it on, itself counted; on a cycle, each once."""
        lengths: dict[str, int] = {}
        for start in self.content.question:
            # Depth first without recursion: a thousand questions in a row are allowed.
            stack = [(start, iter(self.next_questions(start)))] if start not in lengths else []
            on_stack = {start}
            while stack:
                key, following = stack[-1]
                advance = next((after for after in following if after not in lengths and after not in on_stack), None)
                if advance is not None:
                    on_stack.add(advance)
                    stack.append((advance, iter(self.next_questions(advance))))
                else:
                    lengths[key] = 1 + max((lengths.get(after, 0) for after in self.next_questions(key)), default=0)
                    on_stack.discard(key)
                    stack.pop()
        return lengths

    def reachable(self, start: str) -> tuple[str, ...]:
        """Keys of all questions that can come from `start` on, itself first, nearest first."""
        if start not in self.content.question:
            return ()
        found = {start: None}
        queue = [start]
        for key in queue:
            for after in self.next_questions(key):
                if after not in found:
                    found[after] = None
                    queue.append(after)
        return tuple(found)

    def paths(self) -> Iterator[tuple[AnsweredQuestion, ...]]:
        """Every way from the first question to an outcome. Only for content without cycles."""
        if self.content.first not in self.content.question:
            return
        stack: list[tuple[str, tuple[AnsweredQuestion, ...]]] = [(self.content.first, ())]
        while stack:
            key, walked = stack.pop()
            question = self.content.question[key]
            for answer in reversed(question.answers):
                path = (*walked, AnsweredQuestion(question, answer))
                if answer.question:
                    stack.append((answer.question, path))
                else:
                    yield path


def replay(flow: Flow, answers: Iterable[Pair], start: str = "") -> Replay:
    """Walk from the first question (or `start`) with `answers`, of which the last one given to a question counts."""
    content = flow.content
    given: dict[str, str] = {}
    unknown: list[Pair] = []
    for key, choice in answers:
        question = content.question.get(key)
        if question is None or question.answer(choice) is None:
            unknown.append((key, choice))
        else:
            given[key] = choice
    path: list[AnsweredQuestion] = []
    walked: set[str] = set()
    here: Question | None = content.question[start or content.first]
    outcome: Outcome | None = None
    while here is not None and here.key in given and here.key not in walked:
        answer = here.answer(given[here.key])
        assert answer is not None
        outcome = content.outcome.get(answer.outcome)
        following = content.question.get(answer.question)
        if outcome is None and following is None:
            break
        walked.add(here.key)
        path.append(AnsweredQuestion(here, answer))
        here = following
    rest = {key: choice for key, choice in given.items() if key not in walked}
    ahead = flow.reachable(here.key) if here is not None else ()
    kept = tuple((key, rest[key]) for key in ahead if key in rest and key != (here.key if here else ""))
    kept_keys = {key for key, _choice in kept}
    return Replay(
        path=tuple(path),
        question=here,
        outcome=outcome if here is None else None,
        kept=kept,
        pruned=tuple((key, choice) for key, choice in rest.items() if key not in kept_keys),
        unknown=tuple(unknown),
    )


SEPARATOR = "."


def read_state(segments: str) -> list[Pair]:
    """Split the part of an address that holds the answers, “konto.pz/problem.haslo”.

    What is not a pair has an empty answer.
    """
    pairs = []
    for segment in filter(None, segments.split("/")):
        question, _dot, answer = segment.partition(SEPARATOR)
        pairs.append((question, answer))
    return pairs


def write_state(state: Sequence[Pair]) -> str:
    """The part of an address that holds the answers, each followed by a slash."""
    return "".join(f"{question}{SEPARATOR}{answer}/" for question, answer in state)
