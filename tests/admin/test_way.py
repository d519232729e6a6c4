"""A line of the questionnaire's picture, changed; outcomes left without a way; pick lists in order."""

import re
from typing import Any

import pytest
from django.test import Client

from guides.models import Answer, Guide, Outcome, Question, Release
from guides.releases import candidates
from tests.admin.conftest import form_values
from tests.html import parse
from tests.small import words

PICTURE = "/admin/guides/question/flow/"


def way(key: str = "zapomniane") -> str:
    return f"{PICTURE}way/{Answer.objects.get(key=key).pk}/"


@pytest.fixture
def other(guide: Guide) -> Outcome:
    return Outcome.objects.create(key="inne", guide=guide, order=20, **words("reason", "Tak", "Yes"))


def sent(page: Any, **values: Any) -> dict[str, Any]:
    form = page.context["form"]
    return {field.html_name: field.value() for field in form} | values


def test_a_line_and_its_answers_lead_to_where_they_are_turned(desk: Client, guide: Guide) -> None:
    html = desk.get(f"{PICTURE}?language=en").content.decode()
    lines, rows = html.split('class="flow-box', 1)
    assert f'<a href="{way()}?language=en&amp;size=100" tabindex="-1">' in lines
    # By keyboard there is one stop for it, at the answers.
    assert f'<a href="{way()}?language=en&amp;size=100">' in rows
    assert f"{way()}?language=pl" in desk.get(f"{PICTURE}map/").content.decode()


def test_of_the_answers_on_a_line_those_that_are_ticked_are_turned(desk: Client, guide: Guide, other: Outcome) -> None:
    page = desk.get(way())
    chosen = str(Answer.objects.get(key="nie-wiem").pk)
    answer = desk.post(way(), sent(page, answers=[chosen], target="outcome:inne"))
    assert answer.headers["location"].startswith(PICTURE)
    assert dict(Answer.objects.values_list("key", "outcome__key")) == {"zapomniane": "haslo", "nie-wiem": "inne"}


def test_an_outcome_that_is_left_without_a_way_says_what_to_do(
    desk: Client, published: Release, guide: Guide, other: Outcome
) -> None:
    answer = desk.post(way(), sent(desk.get(way()), target="outcome:inne"), follow=True)
    left = Outcome.objects.get(key="haslo")
    links = [link.get("href") for link in parse(answer).all("a")]
    assert f"/admin/guides/outcome/{left.pk}/delete/" in links
    assert f"/admin/guides/outcome/{left.pk}/change/#id_kept" in links
    (fault,) = candidates.prepare("content").errors
    assert (fault.key, fault.place) == ("haslo", "kept")
    left.kept = True
    left.save()
    assert candidates.prepare("content").errors == []


def test_a_target_that_leads_back_is_refused(desk: Client, guide: Guide) -> None:
    before = Question.objects.create(key="przed", order=5, **words("text", "Najpierw?", "First?"))
    question = Question.objects.get(key="problem")
    Answer.objects.create(question=before, key="a", order=1, next_question=question, **words("label", "A", "A"))
    answer = desk.post(way(), sent(desk.get(way()), target="question:przed"))
    assert answer.context["form"].errors.keys() == {"target"}


def test_of_two_who_turn_a_line_the_second_looks_again(desk: Client, guide: Guide, other: Outcome) -> None:
    page = desk.get(way("nie-wiem"))
    Answer.objects.update(outcome=other)
    answer = desk.post(way("nie-wiem"), sent(page, target="outcome:haslo"))
    assert answer.context["form"].errors.keys() == {"__all__"}
    assert desk.post(way("nie-wiem"), sent(answer, target="outcome:haslo")).status_code == 302


def test_a_question_is_put_in_after_all_answers_of_a_line(desk: Client, guide: Guide) -> None:
    (address,) = set(re.findall(r"/admin/guides/question/add/\?after=\d+,\d+", desk.get(way()).content.decode()))
    values = form_values(desk.get(address)) | {"key": "potem", "text_pl": "Jaki telefon?"}
    assert desk.post(address, values | {"answers-0-label_pl": "Nowy"}).status_code == 302
    question = Question.objects.get(key="problem")
    assert {answer.next_question.key for answer in question.answers.all() if answer.next_question} == {"potem"}
    assert not question.answers.filter(next_question=None)


def test_forms_say_who_leads_here_and_what_readers_see(desk: Client, guide: Guide) -> None:
    page = parse(desk.get(f"/admin/guides/outcome/{Outcome.objects.get().pk}/change/")).text
    assert "Co się dzieje? → Nie pamiętam hasła" in page
    assert "Otwórz" in page and "Hasło wyleciało z głowy." in page


def test_pick_lists_have_what_begins_with_the_words_first(desk: Client, guide: Guide) -> None:
    for key, title in (("a", "Zmień hasło"), ("b", "Hasłowo"), ("c", "Bezhasłowy")):
        Guide.objects.create(key=key, topic=guide.topic, **words("title", title, title), **words("slug", key, key))
    query = {"app_label": "guides", "model_name": "outcome", "field_name": "guide", "term": "haslo"}
    found = desk.get("/admin/autocomplete/", query).json()["results"]
    names = [each["text"] for each in found]
    assert names.index("Hasłowo") < names.index("Zmień hasło") < names.index("Bezhasłowy")


def test_a_question_that_is_added_begins_with_two_answers_and_says_where_it_gets_a_place(
    desk: Client, guide: Guide
) -> None:
    page = desk.get("/admin/guides/question/add/")
    values = form_values(page)
    assert (values["answers-TOTAL_FORMS"], values["answers-1-key"]) == (2, "nie-wiem")
    assert PICTURE in [link.get("href") for link in parse(page).all("a")]


def test_a_list_of_offices_says_how_many_are_from_it(desk: Client, published: Release) -> None:
    page = desk.get("/admin/guides/pointsource/?q=spis")
    (row,) = page.context["cl"].result_list
    assert row.office_count == 1
    assert desk.get(f"/admin/guides/point/?source__id__exact={row.pk}").context["cl"].result_count == 1
