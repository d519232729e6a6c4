"""The golden journeys: situations that people come with, and the outcome that each must reach. Pure.

They are a check list, not content: no release holds them. A first one ships with the code
(guides/content/journeys.yaml); editors change it at the desk, and see on the publish page what their changes reroute.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from guides.questionnaire.replay import Flow, Pair, read_state, replay
from guides.schema.content import Content


class Journey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody in a situation answers (“question.answer”, in order), and where that must lead."""

    number: int  # of the situation in the list of facts; variants of one situation share it
    name: dict[str, str]
    answers: tuple[str, ...]
    outcome: str
    key: str = ""

    @property
    def pairs(self) -> list[Pair]:
        return read_state("/".join(self.answers))


@dataclass(frozen=True)
class End:
    """Where a journey ends: an outcome with its guide, or a question that is still open."""

    outcome: str = ""
    guide: str = ""
    question: str = ""


@dataclass(frozen=True)
class Rerouted:
    """A journey that ends elsewhere than before, or than it must. `before` is None where nothing was published."""

    journey: Journey
    before: End | None
    after: End

    @property
    def is_golden(self) -> bool:
        """Whether it now ends where it must."""
        return self.after.outcome == self.journey.outcome


@cache
def read_journeys(path: Path) -> tuple[Journey, ...]:
    """The check list in the file."""
    return msgspec.yaml.decode(path.read_bytes(), type=tuple[Journey, ...])


def end_of(flow: Flow, journey: Journey) -> End:
    """Where the journey ends in this content; whatever is wrong with the content."""
    if flow.content.first not in flow.content.question:
        return End()
    here = replay(flow, journey.pairs)
    if here.outcome is not None:
        return End(outcome=here.outcome.key, guide=here.outcome.guide)
    return End(question=here.question.key if here.question else "")


def rerouted(before: Content | None, after: Content, journeys: Iterable[Journey]) -> list[Rerouted]:
    """The journeys that do not end where they must, and those that end elsewhere than in `before`."""
    old, new = Flow(before) if before is not None else None, Flow(after)
    found = []
    for journey in journeys:
        ended = end_of(old, journey) if old is not None else None
        ends = end_of(new, journey)
        # However long it has been so: what is wrong stays on the list until it is mended.
        if ends.outcome != journey.outcome or ended not in (None, ends):
            found.append(Rerouted(journey, ended, ends))
    return found
