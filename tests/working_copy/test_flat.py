"""Offices read many at a time, as they are read one by one."""

import pytest
from django.utils import translation

from guides import models
from guides.working_copy.flat import read_flat
from guides.working_copy.kinds import POINT_SHAPES
from guides.working_copy.rows import read_entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", POINT_SHAPES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_entries_read_many_at_a_time_are_those_read_one_by_one(working_copy: None, name: str, language: str) -> None:
    office = models.Point.objects.first()
    office.note_pl, office.note_en = "Wejście od podwórza", "Enter from the yard"
    office.save()
    office.note_pl = "Wejście od ulicy"
    office.save()
    shape = POINT_SHAPES[name]
    with translation.override(language):
        assert read_flat(shape) == [read_entry(shape, row) for row in shape.model.objects.all()]


def test_a_translation_that_is_outdated_is_known(working_copy: None) -> None:
    office = models.Point.objects.first()
    office.note_pl, office.note_en = "Stary", "Old"
    office.save()
    office.note_pl = "Nowy"
    office.save()
    entry = next(one for one in read_flat(POINT_SHAPES["points"]) if one.number == office.number)
    assert entry.outdated == {"note.en": "Stary"}
