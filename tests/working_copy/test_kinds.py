"""The registry of kinds beside the models, the structures and the drafts."""

import pytest
from django.apps import apps

from guides import models
from guides.accounts.models import User
from guides.models.base import Translated
from guides.schema import draft
from guides.schema.kinds import fields_of
from guides.working_copy.kinds import CONTENT_SHAPES, POINT_SHAPES, SHAPES, Shape
from tests.conftest import LANGUAGES

EVERY_SHAPE = [each for shape in SHAPES.values() for each in shape.with_parts()]
# What entries hold in other columns than one of the same name, or what is no content.
KEPT_ELSEWHERE = {"outdated", "where"}
NO_CONTENT = {"id", "order", "is_published", "translated_from", "online", "in_person", "phone"}


def test_every_model_with_translated_texts_is_registered_once() -> None:
    registered = [shape.model for shape in EVERY_SHAPE]
    assert len(registered) == len(set(registered))
    assert {model for model in apps.get_models() if issubclass(model, Translated)} <= set(registered)


def test_every_list_of_a_draft_has_its_shape() -> None:
    assert list(CONTENT_SHAPES) == list(fields_of(draft.Draft).parts)
    assert list(POINT_SHAPES) == list(fields_of(draft.PointsDraft).parts)


@pytest.mark.parametrize("shape", EVERY_SHAPE, ids=lambda shape: shape.model.__name__)
def test_every_column_of_a_model_is_in_its_entry(shape: Shape) -> None:
    names = {shape.attribute(name) for name in shape.entry.__struct_fields__} | NO_CONTENT
    parents = {link for other in EVERY_SHAPE for child, link in other.children.values() if child is shape}
    by_language = {f"{name}_{code}" for name in shape.translated for code in LANGUAGES}
    # Who saved it is in the version.
    own = {field for field in shape.model._meta.get_fields() if field.concrete and field.related_model is not User}
    assert {field.name for field in own} - names - parents - by_language == set()


@pytest.mark.parametrize("shape", EVERY_SHAPE, ids=lambda shape: shape.model.__name__)
def test_every_field_of_an_entry_has_its_column(shape: Shape) -> None:
    present = {field.name for field in shape.model._meta.get_fields()}
    wanted = {shape.attribute(name) for name in shape.entry.__struct_fields__} - KEPT_ELSEWHERE
    assert wanted <= present


def test_what_refers_to_another_kind_is_written_after_it() -> None:
    order = [shape.model for shape in CONTENT_SHAPES.values()]
    for shape in CONTENT_SHAPES.values():
        for model in (*shape.references.values(), *shape.links.values()):
            assert order.index(model) <= order.index(shape.model), shape.name


def test_a_step_leads_to_its_guide_and_its_problems() -> None:
    step, link = CONTENT_SHAPES["guides"].children["steps"]
    assert (step.model, link) == (models.Step, "guide")
    assert step.references == {} and set(step.children) == {"problems"}
