"""A questionnaire of a thousand questions, through the database: read, compiled, checked, looked at."""

import pytest
from django.test import Client

from guides import models
from guides.enums import ReleaseKind
from guides.releases import candidates
from guides.working_copy import rows
from tests.small import make_many_questions

pytestmark = pytest.mark.slow

MANY = 1_050  # more than SQLite takes as parts of one condition (1,000)


@pytest.fixture
def many(guide: models.Guide) -> None:
    """A question that leads to the next, and to an outcome of its own, a thousand times."""
    make_many_questions(guide, MANY)


def test_a_thousand_questions_are_read_and_compiled(many: None) -> None:
    draft = rows.read_content()
    assert len(draft.questions) == MANY + 1
    assert len(rows.find_rows(rows.PUBLISHED["question"], [question.key for question in draft.questions])) == MANY + 1
    assert len(rows.read_rows(rows.PUBLISHED["question"], models.Question.objects.values_list("pk", flat=True))) > MANY
    assert candidates.prepare(ReleaseKind.CONTENT)


@pytest.mark.parametrize("address", ["question/", "outcome/", "release/publish/"])
def test_the_desk_shows_a_thousand_questions(many: None, desk: Client, address: str) -> None:
    assert desk.get(f"/admin/guides/{address}").status_code == 200
