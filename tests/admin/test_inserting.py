"""A question put in after an answer."""

from typing import Any

from django.test import Client

from guides import models
from guides.admin.inserting import proposed_key
from tests.admin.conftest import form_values
from tests.html import parse


def test_a_question_is_put_in_after_an_answer(desk: Client, guide: models.Guide) -> None:
    before = models.Answer.objects.get(key="zapomniane")
    leads = before.outcome
    form = desk.get(f"/admin/guides/question/{before.question_id}/change/")
    address = f"/admin/guides/question/add/?after={before.pk}"
    assert [link for link in parse(form).all("a") if link.get("href") == address]

    empty = desk.get(address)
    assert "Nie pamiętam hasła" in parse(empty).text
    values: dict[str, Any] = form_values(empty) | {"key": "urzadzenie", "text_pl": "Jaki telefon?", "text_en": "Which?"}
    values |= {"answers-0-label_pl": "Zgubiony telefon", "answers-0-label_en": "A lost phone"}
    assert desk.post(address, values).status_code == 302

    before.refresh_from_db()
    question = models.Question.objects.get(key="urzadzenie")
    assert (before.next_question, before.outcome) == (question, None)
    told = [(answer.key, answer.label_en, answer.outcome, answer.unsure) for answer in question.answers.all()]
    assert told == [
        ("zgubiony-telefon", "A lost phone", leads, False),
        ("nie-wiem", "I don’t know", leads, True),
    ]


def test_an_answer_that_is_gone_is_said_to_be(desk: Client, guide: models.Guide) -> None:
    assert desk.get("/admin/guides/question/add/?after=999999").status_code == 404
    assert desk.get("/admin/guides/question/add/?after=x").status_code == 404


def test_nobody_turns_an_answer_without_the_right_to_it(client: Client, guide: models.Guide, editor: Any) -> None:
    editor.user_permissions.remove(*editor.user_permissions.filter(codename="change_answer"))
    client.force_login(editor)
    before = models.Answer.objects.get(key="zapomniane")
    assert client.get(f"/admin/guides/question/add/?after={before.pk}").status_code == 403


def test_a_key_is_made_of_a_label() -> None:
    assert proposed_key("Zgubiłam telefon – i co teraz?") == "zgubilam-telefon-i-co-teraz"
    assert len(proposed_key("długie " * 30)) <= 40
