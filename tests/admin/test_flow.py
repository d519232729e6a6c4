"""The questionnaire, seen, in the admin: picture, text map, every path."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides import models
from guides.accounts.models import User
from guides.admin import flow
from tests.small import words

PICTURE, MAP, PATHS = VIEWS = [f"/admin/guides/question/flow/{end}" for end in ("", "map/", "paths/")]


def html(desk: Client, address: str) -> str:
    response = desk.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def change_page(row: Any) -> str:
    return reverse(f"admin:guides_{row._meta.model_name}_change", args=[row.pk])


def staff(*rights: str) -> Client:
    user = User.objects.create_user("ktos", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client(headers={"accept-language": "pl"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", VIEWS)
def test_who_may_view_questions_sees_it(guide: models.Guide, address: str) -> None:
    assert staff("view_question").get(address).status_code == 200


@pytest.mark.parametrize("address", VIEWS)
def test_who_may_not_view_questions_is_refused(guide: models.Guide, address: str) -> None:
    assert staff("view_guide").get(address).status_code == 403


@pytest.mark.parametrize("address", VIEWS)
def test_visitors_have_to_sign_in(db: None, address: str) -> None:
    assert Client().get(address).headers["location"].startswith("/admin/login/")


@pytest.mark.parametrize("address", VIEWS)
def test_it_is_only_read(desk: Client, guide: models.Guide, address: str) -> None:
    assert desk.post(address).status_code == 405


@pytest.mark.parametrize("address", VIEWS)
def test_it_takes_a_constant_number_of_queries(desk: Client, working_copy: None, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        html(desk, address)
    before = len(queries)
    for number in range(30):
        models.Question.objects.create(key=f"nowe-{number}", order=500 + number, text_pl="Nowe?")
    html(desk, address)  # the first faults are looked up in the rows
    with CaptureQueriesContext(connection) as queries:
        html(desk, address)
    assert len(queries) <= before + 2


@pytest.mark.parametrize("address", [PICTURE, MAP])
def test_every_question_and_outcome_leads_to_where_it_is_changed(
    desk: Client, working_copy: None, address: str
) -> None:
    links = set(re.findall(r'href="([^"#]+)"', html(desk, address)))
    rows = [*models.Question.objects.all(), *models.Outcome.objects.all()]
    assert {change_page(row) for row in rows} <= links


def test_every_path_leads_to_where_its_outcome_is_changed(desk: Client, working_copy: None) -> None:
    links = set(re.findall(r'href="([^"#]+)"', html(desk, PATHS)))
    assert {change_page(row) for row in models.Outcome.objects.all()} <= links


@pytest.mark.parametrize("address", [PICTURE, MAP])
def test_an_answer_leads_to_its_part_of_the_form(guide: models.Guide, address: str) -> None:
    question = models.Question.objects.get()
    assert f'href="{change_page(question)}#answers-0"' in html(staff("view_question"), address)


@pytest.mark.parametrize("address", VIEWS)
def test_it_links_to_no_page_that_the_editor_may_not_see(guide: models.Guide, address: str) -> None:
    assert change_page(models.Outcome.objects.get()) not in html(staff("view_question"), address)


@pytest.mark.parametrize("address", VIEWS)
def test_the_working_copy_is_shown_and_not_what_is_live(desk: Client, published: models.Release, address: str) -> None:
    models.Question.objects.update(text_pl="Zupełnie inne?")
    assert "Zupełnie inne?" in html(desk, address)


@pytest.mark.parametrize("address", VIEWS)
def test_it_is_in_the_editors_language_or_the_one_asked_for(desk: Client, guide: models.Guide, address: str) -> None:
    assert "Co się dzieje?" in html(desk, address)
    assert "What is wrong?" in html(desk, f"{address}?language=en")


@pytest.mark.parametrize("address", VIEWS)
def test_unknown_parameters_say_nothing(desk: Client, guide: models.Guide, address: str) -> None:
    assert "Co się dzieje?" in html(desk, f"{address}?language=xx&start=nie-ma&size=0&fbclid=1")


@pytest.mark.parametrize("address", VIEWS)
def test_what_is_broken_is_marked_with_a_sign_and_words(desk: Client, guide: models.Guide, address: str) -> None:
    models.Answer.objects.filter(key="nie-wiem").update(outcome=None)
    page = html(desk, f"{address}?language=pl")
    found = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)  # the list of faults above
    assert "✗" in found and "flow-fault" in found


@pytest.mark.parametrize("address", VIEWS)
def test_what_is_not_broken_is_not_marked(desk: Client, guide: models.Guide, address: str) -> None:
    assert "✗" not in html(desk, address)


@pytest.mark.parametrize("address", VIEWS)
def test_faults_lead_to_where_they_are_mended(desk: Client, guide: models.Guide, address: str) -> None:
    other = models.Question.objects.create(key="inne", order=20, text_pl="A może?")
    broken = re.search(r"<details.*?</details>", html(desk, address), flags=re.DOTALL)
    assert broken is not None and change_page(other) in broken[0]


@pytest.mark.parametrize("address", VIEWS)
def test_a_circle_does_not_hang(desk: Client, guide: models.Guide, address: str) -> None:
    question = models.Question.objects.get()
    models.Answer.objects.update(outcome=None, next_question=question)
    assert "✗" in html(desk, address)


@pytest.mark.parametrize("address", VIEWS)
def test_texts_are_shown_as_texts(desk: Client, guide: models.Guide, address: str) -> None:
    models.Question.objects.update(text_pl="<script>x</script>")
    models.Answer.objects.update(label_pl='"><image href=x onerror=y>')
    page = html(desk, address)
    assert "<script>x" not in page and "<image" not in page


def test_the_picture_needs_no_style_of_its_own(desk: Client, working_copy: None) -> None:
    svg = html(desk, PICTURE).partition("<svg xmlns")[2].partition("</svg>")[0]
    assert svg and "style" not in svg and "script" not in svg


def test_numbers_in_the_picture_are_whole(desk: Client, working_copy: None) -> None:
    svg = html(desk, f"{PICTURE}?size=75").partition("<svg xmlns")[2].partition("</svg>")[0]
    assert not re.search(r"\d[.,]\d", " ".join(re.findall(r' (?:width|height|d|x|y|transform)="([^"]*)"', svg)))


def test_the_picture_lies_in_a_region_that_takes_the_focus(desk: Client, guide: models.Guide) -> None:
    assert re.search(r'<div class="flow-region" role="region" tabindex="0" aria-label="[^"]+">', html(desk, PICTURE))


def test_each_view_leads_to_the_others_with_what_was_chosen(desk: Client, guide: models.Guide) -> None:
    page = html(desk, f"{PICTURE}?language=en&start=problem&size=50")
    assert f"{MAP}?language=en&amp;start=problem&amp;size=50" in page
    assert f"{PATHS}?language=en&amp;start=problem&amp;size=50" in page


def test_more_questions_than_a_picture_can_show(
    desk: Client, working_copy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "MOST_QUESTIONS", 28)
    assert "flow-picture" not in html(desk, PICTURE)
    assert "flow-picture" in html(desk, f"{PICTURE}?start=pz")


@pytest.mark.parametrize("address", ["/admin/", "/admin/guides/question/"])
def test_the_desk_leads_to_it(desk: Client, guide: models.Guide, address: str) -> None:
    assert f'href="{PICTURE}"' in html(desk, address)


def test_300_questions_with_5_answers_are_all_shown(desk: Client, guide: models.Guide) -> None:
    outcome = models.Outcome.objects.get()
    made = models.Question.objects.bulk_create(
        models.Question(
            key=f"q{number}", order=number + 20, **words("text", f"Pytanie {number}?", f"Question {number}?")
        )
        for number in range(299)
    )
    models.Answer.objects.bulk_create(
        models.Answer(
            question=question,
            key=f"a{step}",
            order=step,
            **words("label", f"Odpowiedź {step}", f"Answer {step}"),
            **(
                {"next_question": made[number + step * 9]} if step and number + step * 9 < 299 else {"outcome": outcome}
            ),
        )
        for number, question in enumerate(made)
        for step in range(5)
    )
    page = html(desk, PICTURE)
    assert all(f"Pytanie {number}?" in page for number in range(299))
