"""The questionnaire in words: a text map, and every path through it. Pure; for right and wrong content alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guides.flowchart.flow import Address, Broken, Name, WayAddress, exists, names_from, no_address, targets, title
from guides.questionnaire.replay import AnsweredQuestion, write_state
from guides.schema.content import Content
from guides.schema.faults import Fault
from guides.schema.kinds import Phrase

MOST_DEEP = 8  # lists within lists, on one map; what is deeper gets a list of its own
MOST_PATHS = 2000
MOST_STEPS = 40_000  # of all paths together: long ones would make a page that no browser shows


@dataclass(frozen=True)
class OutlineEntry:
    """A question or an outcome by name. `again`: it stands elsewhere on the map, to which this is a link."""

    kind: str
    key: str
    words: Phrase
    address: str
    faults: tuple[str, ...] = ()
    again: bool = False
    missing: bool = False


@dataclass(frozen=True)
class Way:
    """An answer and where it leads; `number` is its place among the answers. A faulty one may lead to none or two."""

    words: Phrase
    number: int
    faults: tuple[str, ...]
    targets: tuple["OutlineEntry | Branch", ...]
    change: str = ""  # where it is changed to what it leads


@dataclass(frozen=True)
class Branch:
    """A question, in the one place where the map has its answers."""

    place: OutlineEntry
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class TextMap:
    """`deeper`: questions for which the lists of `main` would be too deep; `unreached`: those that no way leads to."""

    main: tuple[Branch, ...]
    deeper: tuple[Branch, ...]
    unreached: tuple[Branch, ...]
    unreached_outcomes: tuple[OutlineEntry, ...]


@dataclass(frozen=True)
class PathOfAnswers:
    """A way through the questionnaire. `end` is None where the last answer leads nowhere; `back` if in a circle."""

    steps: tuple[tuple[Phrase, Phrase], ...]
    end: OutlineEntry | None
    back: bool
    state: str = ""  # the answers, as addresses have them


@dataclass(frozen=True)
class Paths:
    rows: tuple[PathOfAnswers, ...]
    more: bool  # than there are rows


def text_map(
    content: Content,
    faults: Iterable[Fault],
    language: str,
    start: str = "",
    address: Address = no_address,
    way: WayAddress = no_address,
) -> TextMap:
    """Everything in words, or only what follows from the question `start`."""
    words = _Words(content, Broken(content, faults), language, address, way)
    names = names_from(content, start)
    begin = start if start in content.question else content.first
    main, deeper = words.branches([begin] if begin in content.question else [])
    rest = [key for kind, key in names if kind == "question" and key in content.question]
    unreached: list[Branch] = []
    for key in rest:
        found, more = words.branches([key])
        unreached += [*found, *more]
    outcomes = [words.place(name) for name in names if name[0] == "outcome" and name[1] not in words.ended]
    return TextMap(tuple(main), tuple(deeper), tuple(unreached), tuple(outcomes))


class _Words:
    def __init__(
        self, content: Content, broken: Broken, language: str, address: Address, way: WayAddress = no_address
    ) -> None:
        self.content = content
        self.broken = broken
        self.language = language
        self.address = address
        self.way = way
        self.met: set[str] = set()
        self.ended: set[str] = set()

    def place(self, name: Name, again: bool = False) -> OutlineEntry:
        missing = not exists(self.content, name)
        return OutlineEntry(
            kind=name[0],
            key=name[1],
            words=title(self.content, name, self.language),
            address="" if missing else self.address(*name),
            faults=tuple(self.broken.of(name)),
            again=again,
            missing=missing,
        )

    def branches(self, start: list[str]) -> tuple[list[Branch], list[Branch]]:
        """The branches that begin with the questions `start`, and those that had to begin anew, being too deep."""
        main: list[Branch] = []
        deeper: list[Branch] = []
        queue = [(key, main) for key in start]
        for key, branches in queue:
            if key not in self.met:
                later: list[str] = []
                branches.append(self._branch(key, 1, later))
                queue += [(after, deeper) for after in later]
        return main, deeper

    def _branch(self, key: str, depth: int, later: list[str]) -> Branch:
        self.met.add(key)
        ways = []
        for number, answer in enumerate(self.content.question[key].answers):
            found = tuple(self._target(name, depth, later) for name in targets(answer))
            faults = tuple(self.broken.of(("question", key), answer.key))
            change = self.way(key, answer.key)
            ways.append(Way(answer.label.plain_in(self.language), number, faults, found, change))
        return Branch(self.place(("question", key)), tuple(ways))

    def _target(self, name: Name, depth: int, later: list[str]) -> OutlineEntry | Branch:
        kind, key = name
        if kind == "outcome":
            self.ended.add(key)
        if kind == "outcome" or not exists(self.content, name):
            return self.place(name)
        if key in self.met:
            return self.place(name, again=True)
        if depth == MOST_DEEP:
            later.append(key)
            return self.place(name, again=True)
        return self._branch(key, depth + 1, later)


def walks(content: Content, start: str = "") -> Iterator[tuple[tuple[AnsweredQuestion, ...], Name | None]]:
    """Every way from the question `start`, or from the first, with where it ends.

    As Flow.paths where nothing is wrong; else a way also ends where it would go in a circle, leads nowhere, or to what
    does not exist.
    """
    begin = start if start in content.question else content.first
    if begin not in content.question:
        return
    first = content.question[begin]
    stack = [(first, iter(first.answers))]
    walked: list[AnsweredQuestion] = []
    while stack:
        question, ahead = stack[-1]
        answer = next(ahead, None)
        if answer is None:
            stack.pop()
            walked = walked[:-1]
            continue
        here = AnsweredQuestion(question, answer)
        target = next(iter(targets(answer)), None)
        following = content.question.get(answer.question)
        if following is None or any(after is following for after, _ahead in stack):
            yield (*walked, here), target
        else:
            walked.append(here)
            stack.append((following, iter(following.answers)))


def paths(
    content: Content, faults: Iterable[Fault], language: str, start: str = "", address: Address = no_address
) -> Paths:
    """Every way with its outcome, at most MOST_PATHS of them."""
    words = _Words(content, Broken(content, faults), language, address)
    rows: list[PathOfAnswers] = []
    room = MOST_STEPS
    for walked, target in walks(content, start):
        room -= len(walked)
        if len(rows) == MOST_PATHS or room < 0:
            return Paths(tuple(rows), more=True)
        steps = tuple((step.question.text.plain_in(language), step.answer.label.plain_in(language)) for step in walked)
        back = target is not None and any(target == ("question", step.question.key) for step in walked)
        state = write_state([step.pair for step in walked]).rstrip("/")
        rows.append(PathOfAnswers(steps, words.place(target) if target else None, back, state))
    return Paths(tuple(rows), more=False)
