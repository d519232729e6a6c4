"""The questionnaire as a picture: boxes with lines of text, and the lines between them. Pure; drawn by a template.

Right and wrong content alike: what is broken is in the picture, marked with a sign and with the words of the checks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.flowchart.layout import COLUMN_WIDTH, Connector, Node, lay_out, plan
from guides.flowchart.lettering import wrap
from guides.questionnaire.replay import Flow
from guides.schema.content import Answer, Content
from guides.schema.faults import Fault, errors
from guides.schema.kinds import Phrase
from guides.schema.paths import read_path

MOST_QUESTIONS = 400  # in one picture: more are neither read nor drawn in a moment
BROKEN = "✗"
PADDING = 12
GAP = 6
BEND = 6
# For each kind of line: size of the type, from one line to the next, most lines. admin.scss has the same sizes.
TYPE = {"tag": (11, 17, 1), "text": (14, 19, 4), "label": (13, 17, 3), "more": (12, 16, 2), "fault": (13, 17, 4)}
BOLD = {"text": 1.08, "fault": 1.08}  # letters of these are wider
MOST_LABELS = 6  # answers named in one row
MOST_FAULTS = 4

Name = tuple[str, str]  # kind and key of a row: ("question", "start")
Address = Callable[[str, str], str]  # where the row of this kind and key is changed
WayAddress = Callable[[str, str], str]  # where it is changed to what an answer leads; keys of question and answer


def no_address(_kind: str, _key: str) -> str:
    """An Address that knows none."""
    return ""


@dataclass(frozen=True)
class Line:
    """A line of text. `y` is its baseline below the top of the box, `role` one of TYPE."""

    role: str
    text: str
    y: int
    language: str = ""


@dataclass(frozen=True)
class AnswerRow:
    """The answers of a question that lead to the same place; `number` is the place of the first among all answers."""

    y: int
    height: int
    number: int
    target: Name | None
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    words: str
    broken: bool
    way: str  # where it is changed to what they lead


@dataclass(frozen=True)
class Box:
    """A question or an outcome. `missing`: answers lead to it, but it does not exist. `words` is its text, uncut."""

    kind: str
    key: str
    height: int
    lines: tuple[Line, ...]
    rows: tuple[AnswerRow, ...]
    words: str
    address: str
    first: bool
    missing: bool
    broken: bool
    x: int = 0
    y: int = 0
    width: int = COLUMN_WIDTH

    @property
    def name(self) -> Name:
        return self.kind, self.key


@dataclass(frozen=True)
class Edge:
    """The line from a question to where the answers `labels` lead. A jump is a stub, told in words in its row."""

    source: Name
    target: Name
    labels: tuple[str, ...]
    words: str
    points: tuple[tuple[int, int], ...]
    broken: bool
    jump: bool
    way: str

    @property
    def path(self) -> str:
        """The points as SVG has them, with round corners."""
        (x, y), *corners, (end, _) = self.points
        steps = [f"M{x} {y}"]
        for (x, from_y), (_x, to_y) in zip(corners[::2], corners[1::2], strict=True):
            bend = min(BEND, abs(to_y - from_y) // 2)
            if bend:
                turn = bend if to_y > from_y else -bend
                steps.append(f"H{x - bend}q{bend} 0 {bend} {turn}V{to_y - turn}q0 {turn} {bend} {turn}")
        return "".join([*steps, f"H{end}"])

    @property
    def arrow(self) -> str:
        x, y = self.points[-1]
        return f"M{x} {y}l-8 -4v8z"


@dataclass(frozen=True)
class FlowPicture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


class Broken:
    """The words of the checks on questions, answers and outcomes, found by what they are about."""

    def __init__(self, content: Content, faults: Iterable[Fault]) -> None:
        self._found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for fault in errors(list(faults)):
            answer = ""
            if fault.kind == "question" and fault.key in content.question:
                answer = _answer_of(fault.place)
            self._found[fault.kind, fault.key, answer].append(fault.text)

    def of(self, name: Name, answer: str = "") -> list[str]:
        """What is wrong with the row itself or with one of its answers."""
        return self._found.get((*name, answer), [])


def _answer_of(path: str) -> str:
    """The key of the answer that a fault is about, "" where it is about the question itself."""
    return next((identity for name, identity in read_path(path).parts if name == "answers"), "")


def targets(answer: Answer) -> list[Name]:
    """Where the answer leads: to one place if all is well; a faulty one to none or two."""
    return [(kind, key) for kind, key in (("question", answer.question), ("outcome", answer.outcome)) if key]


def exists(content: Content, name: Name) -> bool:
    return name[1] in (content.question if name[0] == "question" else content.outcome)


def title(content: Content, name: Name, language: str) -> Phrase:
    """A question's text or an outcome's heading; the bare key of what does not exist."""
    text = None
    if name[0] == "question" and exists(content, name):
        text = content.question[name[1]].text
    elif exists(content, name):
        outcome = content.outcome[name[1]]
        text = content.heading(outcome) if outcome.title or outcome.guide in content.guide else None
    return text.plain_in(language) if text else Phrase(name[1], "", False)


_Turns = Mapping[tuple[Name, Name], tuple[str, str]]  # for each jump the role of the line that tells it, and words


@dataclass(frozen=True)
class _Group:
    """Answers of one question that lead to the same place, each with its number; None where they lead nowhere."""

    target: Name | None
    answers: list[tuple[int, Answer]]


def draw(
    content: Content,
    faults: Iterable[Fault],
    language: str,
    start: str = "",
    address: Address = no_address,
    way: WayAddress = no_address,
) -> FlowPicture:
    """The whole questionnaire, or only what follows from the question `start`, in `language`."""
    names = names_from(content, start)
    place = {name: number for number, name in enumerate(names)}
    groups = {name: _groups(content, name) for name in names}
    joined = [(name, group.target) for name in names for group in groups[name] if group.target]
    planned = plan(len(names), [(place[source], place[target]) for source, target in joined])
    turns = {
        pair: ("fault", BROKEN + " " + _("Leads back:")) if back else ("more", "→ " + _("Leads far ahead:"))
        for pair, back, jump in zip(joined, planned.back, planned.jumps, strict=True)
        if jump
    }
    pen = _Pen(content, Broken(content, faults), language, address, way)
    boxes = [pen.box(name, groups[name], turns) for name in names]
    rows = [(box, row, row.target) for box in boxes for row in box.rows if row.target]
    layout = lay_out(
        planned,
        [Node(box.height, PADDING + TYPE["tag"][1] / 2) for box in boxes],
        [Connector(place[box.name], place[target], row.y + row.height / 2) for box, row, target in rows],
    )
    edges = [
        _edge(box, row, target, route, jump)
        for (box, row, target), route, jump in zip(rows, layout.routes, planned.jumps, strict=True)
    ]
    placed = [replace(box, x=round(x), y=round(y)) for box, (x, y) in zip(boxes, layout.corners, strict=True)]
    return FlowPicture(round(layout.width), round(layout.height), tuple(placed), tuple(edges))


def _edge(box: Box, row: AnswerRow, target: Name, route: Iterable[tuple[float, float]], jump: bool) -> Edge:
    """The line from a row of a box to what the row leads to."""
    return Edge(
        source=box.name,
        target=target,
        labels=row.labels,
        words=f"{box.words} – {row.words}",
        points=tuple((round(x), round(y)) for x, y in route),
        broken=row.broken,
        jump=jump,
        way=row.way,
    )


def names_from(content: Content, start: str = "") -> list[Name]:
    """Questions, outcomes, what is led to and does not exist: from the question `start` on, or all, the first first."""
    if start in content.question:
        questions = list(Flow(content).reachable(start))
        outcomes = []
    else:
        questions = sorted(content.question, key=lambda key: key != content.first)
        outcomes = list(content.outcome)
    led_to = [name for key in questions for answer in content.question[key].answers for name in targets(answer)]
    named = [("question", key) for key in questions] + [("outcome", key) for key in outcomes] + led_to
    return list(dict.fromkeys(named))


def _groups(content: Content, name: Name) -> list[_Group]:
    kind, key = name
    if kind != "question" or key not in content.question:
        return []
    groups: dict[Name | None, _Group] = {}
    for number, answer in enumerate(content.question[key].answers):
        for target in targets(answer) or (None,):
            groups.setdefault(target, _Group(target, [])).answers.append((number, answer))
    return list(groups.values())


@dataclass(frozen=True)
class _Pen:
    """Writes the lines of a box."""

    content: Content
    broken: Broken
    language: str
    address: Address
    way: WayAddress

    def box(self, name: Name, groups: Sequence[_Group], turns: _Turns) -> Box:
        words = title(self.content, name, self.language)
        missing = not exists(self.content, name)
        faults = [_("It does not exist.")] if missing else self.broken.of(name)
        lines, y = self._write(PADDING, [("tag", self._tag(name), ""), ("text", words.value, self._foreign(words))])
        marks, y = self._write(y, _marked(faults))
        rows = []
        y += PADDING
        for group in groups:
            row = self._row(name, group, y, turns)
            rows.append(row)
            y += row.height
        return Box(
            kind=name[0],
            key=name[1],
            height=y,
            lines=(*lines, *marks),
            rows=tuple(rows),
            words=words.value,
            address="" if missing else self.address(*name),
            first=name == ("question", self.content.first),
            missing=missing,
            broken=bool(faults),
        )

    def _tag(self, name: Name) -> str:
        if name == ("question", self.content.first):
            kind = _("First question")
        else:
            kind = _("Question") if name[0] == "question" else _("Outcome")
        return f"{kind} · {name[1]}"

    def _row(self, name: Name, group: _Group, y: int, turns: _Turns) -> AnswerRow:
        phrases = [answer.label.plain_in(self.language) for _number, answer in group.answers]
        parts = [("label", phrase.value, self._foreign(phrase)) for phrase in phrases[:MOST_LABELS]]
        if len(phrases) > 1:
            parts = [(role, f"• {words}", language) for role, words, language in parts]
        more = len(phrases) - MOST_LABELS
        if more > 0:
            parts.append(("more", ngettext("and %(n)s more answer", "and %(n)s more answers", more) % {"n": more}, ""))
        ends = title(self.content, group.target, self.language).value if group.target else _("nowhere")
        if group.target and (name, group.target) in turns:
            role, turn = turns[name, group.target]
            parts.append((role, f"{turn} {ends}", ""))
        faults = [fault for _number, answer in group.answers for fault in self.broken.of(name, answer.key)]
        lines, bottom = self._write(GAP, [*parts, *_marked(faults)])
        return AnswerRow(
            y=y,
            height=bottom + GAP,
            number=group.answers[0][0],
            target=group.target,
            labels=tuple(phrase.value for phrase in phrases),
            lines=tuple(lines),
            words=f"{' / '.join(phrase.value for phrase in phrases)} → {ends}",
            broken=bool(faults) or any(role == "fault" for role, _words, _language in parts),
            way=self.way(name[1], group.answers[0][1].key),
        )

    def _foreign(self, phrase: Phrase) -> str:
        """The language of a text that stands in for a missing translation."""
        return phrase.language if phrase.is_fallback else ""

    def _write(self, y: int, parts: Iterable[tuple[str, str, str]]) -> tuple[list[Line], int]:
        """Lines from `y` downwards for parts of (role, words, language), and where they end."""
        lines = []
        for role, words, language in parts:
            size, leading, most = TYPE[role]
            for text in wrap(words, size * BOLD.get(role, 1), COLUMN_WIDTH - 2 * PADDING, most):
                y += leading
                lines.append(Line(role, text, y - leading // 4, language))
        return lines, y


def _marked(faults: Sequence[str]) -> list[tuple[str, str, str]]:
    once = list(dict.fromkeys(faults))
    parts = [("fault", f"{BROKEN} {fault}", "") for fault in once[:MOST_FAULTS]]
    more = len(once) - MOST_FAULTS
    if more > 0:
        parts.append(("fault", ngettext("and %(n)s more fault", "and %(n)s more faults", more) % {"n": more}, ""))
    return parts
