"""A questionnaire of a thousand questions, through the database: read, compiled, checked, looked at."""

import pytest
from django.test import Client

from guides import models
from guides.enums import ReleaseKind
from guides.releases import candidates
from guides.working_copy import rows
from tests.small import words

pytestmark = pytest.mark.slow

MANY = 1_050  # more than SQLite takes as parts of one condition (1,000)


@pytest.fixture
def many(guide: models.Guide) -> None:
    """A question that leads to the next, and to an outcome of its own, a thousand times."""
    outcomes = models.Outcome.objects.bulk_create(
        models.Outcome(key=f"koniec-{number}", order=number, guide=guide, **words("reason", "Bo tak.", "Because."))
        for number in range(MANY)
    )
    questions = models.Question.objects.bulk_create(
        models.Question(key=f"pytanie-{number}", order=100 + number, **words("text", "Co teraz?", "What now?"))
        for number in range(MANY)
    )
    models.Answer.objects.bulk_create(
        models.Answer(
            question=question,
            order=order,
            key=f"odp-{order}",
            outcome=None if order == 1 and number + 1 < MANY else outcomes[number],
            next_question=questions[number + 1] if order == 1 and number + 1 < MANY else None,
            **words("label", f"Tak {order}", f"Yes {order}"),
        )
        for number, question in enumerate(questions)
        for order in (1, 2)
    )
    models.Answer.objects.filter(question__key="problem").update(outcome=None, next_question=questions[0])


def test_a_thousand_questions_are_read_and_compiled(many: None) -> None:
    draft = rows.read_content()
    assert len(draft.questions) == MANY + 1
    assert len(rows.find_rows("question", [question.key for question in draft.questions])) == MANY + 1
    assert len(rows.read_rows(rows.PUBLISHED["question"], models.Question.objects.values_list("pk", flat=True))) > MANY
    assert candidates.prepare(ReleaseKind.CONTENT)


@pytest.mark.parametrize("address", ["question/", "outcome/", "release/publish/"])
def test_the_desk_shows_a_thousand_questions(many: None, desk: Client, address: str) -> None:
    assert desk.get(f"/admin/guides/{address}").status_code == 200
