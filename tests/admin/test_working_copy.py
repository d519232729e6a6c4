"""Changing the working copy in the admin."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname

from guides import models
from guides.accounts.models import User
from guides.releases import publishing
from guides.translation import TRANSLATED
from guides.working_copy.usage import usage
from tests.admin.conftest import form_values


def page(row: Any, name: str = "change") -> str:
    return reverse(f"admin:guides_{row._meta.model_name}_{name}", args=[row.pk])


def save(desk: Client, row: Any, **changed: Any) -> Any:
    """Send the row's form with these fields changed."""
    values = form_values(desk.get(page(row)))
    return desk.post(page(row), {name: value for name, value in (values | changed).items() if value is not None})


# The session, its user and when it was last seen, two counts and the rows: six; and one more for each filter whose choices are rows. Where
# lists say what is live: the active release, the rows whole with what belongs to them, the state of the working copy.
QUERIES = {
    "answer": 9,
    "dailycount": 6,
    "guide": 16,
    "guideneed": 8,
    "helpdesk": 10,
    "importmapping": 6,
    "link": 7,
    "method": 11,
    "notice": 7,
    "officialaddress": 8,
    "outcome": 11,
    "outcomealternative": 8,
    "page": 9,
    "point": 11,
    "pointsource": 8,
    "previewlink": 6,
    "question": 10,
    "readerreport": 7,
    "release": 6,
    "situation": 8,
    "source": 9,
    "step": 11,
    "stepproblem": 8,
    "thing": 9,
    "topic": 9,
}


def test_every_model_has_a_page_but_the_loaders_notes() -> None:
    registered = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "guides"}
    assert registered == set(QUERIES)


def test_lists_take_a_constant_number_of_queries(desk: Client, working_copy: None) -> None:
    publishing.publish("content")
    usage()  # read once for each state of the working copy
    for name in ("guide", "point", "situation"):
        desk.get(f"/admin/guides/{name}/")  # and what is live, once for each release; the session is noted as in use
    counted = {}
    for name in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(f"/admin/guides/{name}/").status_code == 200
        counted[name] = len(queries)
    assert counted == QUERIES


@pytest.mark.parametrize("model", TRANSLATED)
def test_search_reaches_the_words_of_every_language(model: type[Any], desk: Client) -> None:
    names = {field.removeprefix("^") for field in admin.site._registry[model].search_fields}
    short = {"checked_by", "time_note", "cost", "phone_note", "picture", "picture_alternative", "appointment_how"}
    for field in set(TRANSLATED[model]) - short:
        assert {build_localized_fieldname(field, code) for code in ("pl", "en")} <= names


def test_a_step_is_changed_in_its_guide(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, **{"steps-0-title_pl": "Otwórz stronę"})
    assert guide.steps.all()[0].title_pl == "Otwórz stronę"


def test_a_row_with_an_empty_place_comes_last(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, **{"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy", "steps-3-order": ""})
    assert [step.title_pl for step in guide.steps.all()] == ["Otwórz", "Wpisz", "Zapisz", "Nowy"]


def test_a_new_row_takes_the_place_that_was_typed(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, **{"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy", "steps-3-order": 2})
    assert [(step.order, step.title_pl) for step in guide.steps.all()] == [
        (1, "Otwórz"),
        (2, "Nowy"),
        (3, "Wpisz"),
        (4, "Zapisz"),
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [(3, ["Wpisz", "Zapisz", "Otwórz"]), ("", ["Wpisz", "Zapisz", "Otwórz"]), (2, ["Wpisz", "Otwórz", "Zapisz"])],
)
def test_a_row_moves_to_the_place_that_was_typed(
    desk: Client, guide: models.Guide, place: Any, expected: list[str]
) -> None:
    save(desk, guide, **{"steps-0-order": place})
    assert [step.title_pl for step in guide.steps.all()] == expected


def test_a_guide_is_added(desk: Client, guide: models.Guide) -> None:
    values = form_values(desk.get("/admin/guides/guide/add/")) | {
        "key": "nowy",
        "title_pl": "Nowy",
        "summary_pl": "Krótko",
        "for_whom_pl": "Dla wszystkich",
        "result_pl": "Działa",
        "cost_pl": "bezpłatnie",
        "topic": guide.topic_id,
        "order": "",
    }
    desk.post("/admin/guides/guide/add/", values)
    assert models.Guide.objects.order_by("-order").first().key == "nowy"


def test_a_guide_is_marked_as_not_ready_and_found_in_the_list(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, is_sketch="on")
    found = desk.get("/admin/guides/guide/", {"is_sketch__exact": "1"}).context["cl"].result_list
    assert [row.key for row in found] == [guide.key]


def test_an_answer_is_rerouted(desk: Client, guide: models.Guide) -> None:
    question = models.Question.objects.get()
    other = models.Outcome.objects.create(key="inne", guide=guide, reason_pl="Tak", order=20)
    save(desk, question, **{"answers-1-outcome": other.pk})
    assert question.answers.get(key="nie-wiem").outcome == other


def test_an_answer_has_one_target(desk: Client, guide: models.Guide) -> None:
    question = models.Question.objects.get()
    response = save(desk, question, **{"answers-1-next_question": question.pk})
    assert response.status_code == 200
    assert question.answers.get(key="nie-wiem").next_question is None


def test_the_polish_text_is_required(desk: Client, guide: models.Guide) -> None:
    response = save(desk, guide, title_pl="")
    assert "title_pl" in response.context["adminform"].form.errors


def test_an_unpublished_key_can_change(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, key="inny")
    assert models.Guide.objects.get(pk=guide.pk).key == "inny"


def test_a_published_key_is_frozen(desk: Client, guide: models.Guide, published: models.Release) -> None:
    save(desk, guide, key="inny")
    assert models.Guide.objects.get(pk=guide.pk).key == "pz-haslo"


def test_a_published_answers_key_is_frozen(desk: Client, published: models.Release) -> None:
    question = models.Question.objects.get()
    save(desk, question, **{"answers-0-key": "inny"})
    assert {answer.key for answer in question.answers.all()} == {"zapomniane", "nie-wiem"}


def test_a_published_answers_key_is_frozen_on_its_own_page(desk: Client, published: models.Release) -> None:
    answer = models.Answer.objects.get(key="nie-wiem")
    save(desk, answer, key="inny")
    assert models.Answer.objects.get(pk=answer.pk).key == "nie-wiem"


def test_a_second_first_question_is_refused_by_name(desk: Client, guide: models.Guide) -> None:
    other = models.Question.objects.create(key="inne", order=20, text_pl="A może?")
    response = save(desk, other, first="on")
    assert "Co się dzieje?" in str(response.context["adminform"].form.errors["first"])


def test_a_guide_in_use_is_not_deleted(desk: Client, guide: models.Guide) -> None:
    response = desk.post(page(guide, "delete"), {"post": "yes"})
    outcome = models.Outcome.objects.get()
    assert page(outcome) in response.content.decode()
    assert models.Guide.objects.filter(pk=guide.pk).exists()


def test_a_saved_change_is_in_the_history(desk: Client, guide: models.Guide, publisher: User) -> None:
    save(desk, guide, title_pl="Inny")
    assert publisher.get_username() in desk.get(page(guide, "history")).content.decode()


def on_site(desk: Client, row: Any, language: str = "pl") -> str | None:
    context = desk.get(page(row), headers={"accept-language": language}).context
    return context["absolute_url"] if context["has_absolute_url"] else None


@pytest.mark.parametrize(
    ("model", "address"),
    [
        (models.Guide, "/pl/poradniki/nowe-haslo/"),
        (models.Method, "/pl/sposoby/profil-zaufany/"),
        (models.Question, "/pl/pomoc/"),
        (models.Outcome, "/pl/pomoc/problem.zapomniane/"),
        (models.Point, "/pl/punkty/1-urzad-skarbowy-w-lodzi/"),
        (models.Topic, "/pl/poradniki/"),
    ],
)
def test_a_row_leads_to_itself_on_the_site(
    desk: Client, published: models.Release, model: type[Any], address: str
) -> None:
    assert on_site(desk, model.objects.first()) == address


def test_a_page_leads_to_itself_on_the_site(desk: Client, published: models.Release) -> None:
    assert on_site(desk, models.Page.objects.get(key="fraud")) == "/pl/strona-fraud/"


def test_the_way_to_the_site_is_in_the_editors_language(
    desk: Client, guide: models.Guide, published: models.Release
) -> None:
    assert on_site(desk, guide, "en") == "/en/guides/new-password/"


def test_the_way_to_the_site_is_the_address_that_is_live(
    desk: Client, guide: models.Guide, published: models.Release
) -> None:
    models.Guide.objects.filter(key="pz-haslo").update(slug_pl="inny-adres")
    assert on_site(desk, guide) == "/pl/poradniki/nowe-haslo/"


def test_what_is_not_live_has_no_way_to_the_site(desk: Client, guide: models.Guide, published: models.Release) -> None:
    new = models.Guide.objects.create(key="nowy", topic=guide.topic, title_pl="Nowy")
    assert on_site(desk, new) is None


def test_without_a_release_there_is_no_way_to_the_site(desk: Client, guide: models.Guide) -> None:
    assert on_site(desk, guide) is None


def test_no_page_loads_from_a_foreign_host(desk: Client, published: models.Release) -> None:
    addresses = ["/admin/", "/admin/guides/release/publish/", "/admin/login/"]
    for name in QUERIES:
        model = apps.get_model("guides", name)
        addresses.append(f"/admin/guides/{name}/")
        row = model.objects.first()
        addresses += [page(row), page(row, "history")] if row else []
    for address in addresses:
        html = desk.get(address).content.decode()
        loaded = re.findall(r"""<(?:script|img|iframe)[^>]*\ssrc=["']([^"']+)|<link[^>]*\shref=["']([^"']+)""", html)
        assert [src or href for src, href in loaded if not (src or href).startswith(("/static/", "/admin/"))] == []


def test_lines_are_stored_as_the_content_files_have_them(desk: Client, guide: models.Guide) -> None:
    save(desk, guide, search_words_pl="hasło\r\nnie pamiętam")
    guide.refresh_from_db()
    assert guide.search_words_pl == "hasło\nnie pamiętam"
