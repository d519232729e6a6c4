"""The registry of the kinds of content: how an entry of each lies in the models and in the content files.

Reading, writing, files, history, comparison, translations, rights of editors and links to the admin derive from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, ManyToManyField, Prefetch, QuerySet

from guides import models
from guides.enums import ReleaseKind
from guides.schema import draft, kinds
from guides.schema.kinds import Entry, fields_of
from guides.schema.notice import Notice
from guides.schema.situation import Situation


@dataclass(frozen=True)
class Shape:
    """How one entry of a draft lies in the models. Names on the left are those of the entry.

    `file` is where the content files keep it: one file for all, or a folder (with a slash at its end) of one for each.
    """

    entry: type[Entry]
    model: type[Any]
    file: str = ""
    parts: tuple["Shape", ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.entry.__name__.lower()

    @property
    def identity(self) -> str:
        return self.entry.IDENTITY

    @cached_property
    def translated(self) -> tuple[str, ...]:
        """The fields that have a column for each language."""
        fields = fields_of(self.entry)
        return tuple(name for name in self.entry.__struct_fields__ if name in (*fields.texts, *fields.per_language))

    @cached_property
    def references(self) -> dict[str, type[Any]]:
        """The models of which one row is named, by its key."""
        return dict(self._related(ForeignKey))

    @cached_property
    def links(self) -> dict[str, type[Any]]:
        """The models of which many rows are named, by their keys."""
        return dict(self._related(ManyToManyField))

    @cached_property
    def children(self) -> dict[str, tuple["Shape", str]]:
        """The shape of each list of parts, with a part's link to its row."""
        by_entry = {part.entry: part for part in self.parts}
        lists = fields_of(self.entry).parts.items()
        return {name: (by_entry[entry], self.model._meta.get_field(name).field.name) for name, entry in lists}

    def attribute(self, name: str) -> str:
        return self.renamed.get(name, name)

    def with_all(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with everything that their entries hold, read in a few queries.

        What a row refers to is joined: to look up a thousand rows at once is more than SQLite takes as one condition.
        """
        if references := [self.attribute(name) for name in self.references]:
            rows = rows.select_related(*references)
        parts = [
            Prefetch(name, child.with_all(child.model.objects.all())) for name, (child, _) in self.children.items()
        ]
        return rows.prefetch_related(*map(self.attribute, self.links), *parts)

    def with_parts(self) -> Iterator["Shape"]:
        """The shape, and those of its parts and of theirs."""
        yield self
        for part in self.parts:
            yield from part.with_parts()

    def identity_of(self, row: Any) -> str:
        """The identity of the entry that a row is."""
        value = getattr(row, self.attribute(self.identity))
        return str(value.key if self.identity in self.references else value)

    def _related(self, kind: type[Any]) -> Iterator[tuple[str, type[Any]]]:
        for name in self.entry.__struct_fields__:
            try:
                found = self.model._meta.get_field(self.attribute(name))
            except FieldDoesNotExist:
                continue  # kept in other columns
            if isinstance(found, kind):
                yield name, found.related_model


_PROBLEM = Shape(kinds.Problem, models.StepProblem)
_STEP = Shape(kinds.Step, models.Step, parts=(_PROBLEM,))
_NEED = Shape(kinds.Need, models.GuideNeed)
_ADDRESS = Shape(kinds.Address, models.OfficialAddress)
_ANSWER = Shape(kinds.Answer, models.Answer, renamed={"question": "next_question"})
_ALTERNATIVE = Shape(kinds.Alternative, models.OutcomeAlternative)

_CONTENT = (
    Shape(kinds.Source, models.Source, "sources.yaml"),
    Shape(kinds.Topic, models.Topic, "topics.yaml"),
    Shape(kinds.Thing, models.Thing, "things.yaml"),
    Shape(kinds.Method, models.Method, "methods.yaml"),
    Shape(kinds.Helpdesk, models.Helpdesk, "helpdesks.yaml"),
    Shape(kinds.Guide, models.Guide, "guides/", parts=(_NEED, _ADDRESS, _STEP)),
    Shape(kinds.Outcome, models.Outcome, "outcomes.yaml", parts=(_ALTERNATIVE,)),
    Shape(kinds.Question, models.Question, "questions.yaml", parts=(_ANSWER,)),
    Shape(kinds.Page, models.Page, "pages/"),
)
_POINTS = (
    Shape(kinds.PointSource, models.PointSource, "point_sources.yaml"),
    Shape(draft.Point, models.Point, "points.csv", parts=(Shape(draft.Service, models.Service),)),
)


def _by_list(of: type[Entry] | type[draft.Draft], shapes: Iterable[Shape]) -> dict[str, Shape]:
    """The shapes by the lists of a draft, in its order, in which rows can be written: first what is referred to."""
    by_entry = {shape.entry: shape for shape in shapes}
    return {name: by_entry[entry] for name, entry in fields_of(of).parts.items()}


CONTENT_SHAPES = _by_list(draft.Draft, _CONTENT)
POINT_SHAPES = _by_list(draft.PointsDraft, _POINTS)
SHAPES_OF: Mapping[str, dict[str, Shape]] = {ReleaseKind.CONTENT: CONTENT_SHAPES, ReleaseKind.POINTS: POINT_SHAPES}
# What goes live by a publication, by the kind that versions, faults and translations name.
PUBLISHED: dict[str, Shape] = {shape.name: shape for shape in (*CONTENT_SHAPES.values(), *POINT_SHAPES.values())}
# Everything that has a history.
SHAPES: dict[str, Shape] = {
    **PUBLISHED,
    "notice": Shape(Notice, models.Notice),
    "situation": Shape(Situation, models.Situation),
}
# Parts too, by their models.
SHAPE_OF: dict[type[Any], Shape] = {each.model: each for shape in SHAPES.values() for each in shape.with_parts()}
