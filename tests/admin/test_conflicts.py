"""Two editors at the same form."""

import json
import os
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guides import models
from guides.accounts.models import User
from guides.enums import ChangeReason
from guides.releases import publishing
from guides.working_copy.recording import recording
from tests.admin.conftest import form_values
from tests.admin.test_working_copy import page, save
from tests.releases.test_concurrency import at_once

pytestmark = pytest.mark.slow


@pytest.fixture
def other(db: None) -> Client:
    """The browser of a second editor."""
    client = Client(headers={"accept-language": "pl"})
    client.force_login(User.objects.create_superuser("ewa"))
    return client


def opened(desk: Client, row: Any) -> dict[str, Any]:
    return form_values(desk.get(page(row)))


def send(desk: Client, row: Any, values: dict[str, Any], **changed: Any) -> Any:
    return desk.post(page(row), {name: value for name, value in (values | changed).items() if value is not None})


def again(desk: Client, row: Any, response: Any, **changed: Any) -> Any:
    """Save the form of `response` as it is, with these fields changed."""
    return send(desk, row, form_values(response), **changed)


def titles(guide: models.Guide) -> list[str]:
    return [step.title_pl for step in guide.steps.all()]


def differences(found: Any) -> dict[str, tuple[str, str]]:
    return {f"{row.name} {each.name}".strip(): (each.before, each.after) for row in found for each in row.fields}


def test_the_second_save_is_refused(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    assert send(desk, guide, form, title_pl="Moje").context["conflict"]
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Od Ewy"


def test_both_versions_are_shown_with_the_other_editor(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    response = send(desk, guide, form, title_pl="Moje")
    assert differences(response.context["conflict"].both) == {"Tytuł (polski)": ("Moje", "Od Ewy")}
    assert "ewa" in response.content.decode()


def test_what_was_typed_stays_in_the_form(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    response = send(desk, guide, form, title_pl="Moje", summary_en="Mine too")
    values = form_values(response)
    assert (values["title_pl"], values["summary_en"]) == ("Moje", "Mine too")


def test_what_only_the_other_changed_is_taken_over(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, summary_pl="Od Ewy", online=None, minutes=5)
    response = send(desk, guide, form, title_pl="Moje")
    assert differences(response.context["conflict"].theirs) == {
        "Streszczenie (polski)": ("Jak je ustawić", "Od Ewy"),
        "Minuty": ("", "5"),
        "Przez internet": ("Tak", "Nie"),
    }
    again(desk, guide, response)
    stored = models.Guide.objects.get(key="pz-haslo")
    assert (stored.title_pl, stored.summary_pl, stored.minutes, stored.online) == ("Moje", "Od Ewy", 5, False)


def test_saving_again_writes_the_form(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    assert again(desk, guide, send(desk, guide, form, title_pl="Moje")).status_code == 302
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Moje"


def test_a_third_version_is_refused_again(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    response = send(desk, guide, form, title_pl="Moje")
    save(other, guide, title_pl="Znowu od Ewy")
    assert again(desk, guide, response).status_code == 200
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Znowu od Ewy"


def test_pressing_twice_does_not_save_over_the_other(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    for _press in range(2):
        assert send(desk, guide, form, title_pl="Moje").status_code == 200
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Od Ewy"


def test_the_same_change_by_both_is_no_conflict(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="To samo")
    assert send(desk, guide, form, title_pl="To samo").status_code == 302


def test_another_row_is_no_conflict(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, models.Question.objects.get(), text_pl="Co teraz?")
    assert send(desk, guide, form, title_pl="Moje").status_code == 302


def test_publishing_in_between_is_no_conflict(desk: Client, guide: models.Guide, point: models.Point) -> None:
    form = opened(desk, guide)
    publishing.publish("content")
    assert send(desk, guide, form, title_pl="Moje").status_code == 302


def test_a_mistake_in_the_form_does_not_end_the_watch(desk: Client, other: Client, guide: models.Guide) -> None:
    response = send(desk, guide, opened(desk, guide), title_pl="")
    save(other, guide, title_pl="Od Ewy")
    assert "conflict" in again(desk, guide, response, title_pl="Moje").context


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_refused(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    answers = at_once(
        lambda: send(desk, guide, form, title_pl="Moje").status_code,
        lambda: send(other, guide, form, title_pl="Od Ewy").status_code,
    )
    assert sorted(answers) == [200, 302]


@pytest.mark.parametrize("token", [None, "", "[]", "x", '[["", "1", "abc"]]', "[" * 5000, json.dumps([[[], {}, 3]])])
def test_a_form_that_does_not_say_what_it_was_is_not_trusted(
    desk: Client, other: Client, guide: models.Guide, token: str | None
) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    response = send(desk, guide, form, _opened=token, title_pl="Moje")
    assert response.status_code == 200 and models.Guide.objects.get(key="pz-haslo").title_pl == "Od Ewy"


@pytest.mark.parametrize("model", [models.Question, models.Outcome, models.Answer, models.Topic])
def test_every_kind_of_row_is_guarded(desk: Client, other: Client, guide: models.Guide, model: Any) -> None:
    row = model.objects.first()
    text = {"Question": "text_en", "Outcome": "reason_en", "Answer": "label_en", "Topic": "name_en"}
    field = text[model.__name__]
    form = opened(desk, row)
    save(other, row, **{field: "Theirs"})
    send(desk, row, form, **{field: "Mine"})
    assert getattr(model.objects.get(pk=row.pk), field) == "Theirs"


def test_a_step_changed_by_both_is_refused(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-1-title_pl": "Od Ewy"})
    response = send(desk, guide, form, **{"steps-1-title_pl": "Moje"})
    assert differences(response.context["conflict"].both) == {"Krok 2: Od Ewy Co zrobić (polski)": ("Moje", "Od Ewy")}
    again(desk, guide, response)
    assert titles(guide) == ["Otwórz", "Moje", "Zapisz"]


def test_a_step_that_the_other_added_stays(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Od Ewy", "steps-3-order": 1})
    response = send(
        desk,
        guide,
        form,
        **{"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Moje", "steps-3-order": "", "title_pl": "Moje"},
    )
    assert response.status_code == 200
    again(desk, guide, response)
    assert titles(guide) == ["Od Ewy", "Otwórz", "Wpisz", "Zapisz", "Moje"]


def test_a_step_that_the_other_removed_stays_removed(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-1-DELETE": "on"})
    response = send(desk, guide, form, title_pl="Moje")
    assert "Krok 2: Wpisz" in [row.name for row in response.context["conflict"].theirs]
    again(desk, guide, response)
    assert titles(guide) == ["Otwórz", "Zapisz"]


def test_a_removed_step_that_was_being_typed_becomes_a_new_one(
    desk: Client, other: Client, guide: models.Guide
) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-1-DELETE": "on"})
    response = send(desk, guide, form, **{"steps-1-title_pl": "Długo pisane"})
    again(desk, guide, response)
    assert "Długo pisane" in titles(guide)


def test_removing_what_the_other_changed_is_refused_first(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-1-title_pl": "Od Ewy"})
    response = send(desk, guide, form, **{"steps-1-DELETE": "on"})
    assert titles(guide) == ["Otwórz", "Od Ewy", "Zapisz"]
    again(desk, guide, response, **{"steps-1-DELETE": "on"})
    assert titles(guide) == ["Otwórz", "Zapisz"]


def test_the_others_order_of_steps_is_taken_over(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, **{"steps-2-order": 1})
    again(desk, guide, send(desk, guide, form, **{"steps-0-title_pl": "Moje"}))
    assert titles(guide) == ["Zapisz", "Moje", "Wpisz"]


def test_what_was_typed_into_a_deleted_row_is_shown(desk: Client, other: Client, guide: models.Guide) -> None:
    topic = models.Topic.objects.create(key="inny", order=20, name_pl="Inny")
    form = opened(desk, topic)
    other.post(page(topic, "delete"), {"post": "yes"})
    response = send(desk, topic, form, name_pl="Długo pisane")
    assert response.status_code == 409 and "Długo pisane" in response.content.decode()


def test_a_conflict_page_has_no_inline_style_or_script(desk: Client, other: Client, guide: models.Guide) -> None:
    form = opened(desk, guide)
    save(other, guide, title_pl="Od Ewy")
    html = send(desk, guide, form, title_pl="Moje").content.decode()
    assert "style=" not in html and "<style" not in html


@pytest.mark.parametrize("account", ["none", "deleted"])
def test_nothing_typed_is_lost_when_nobody_with_an_account_saved_in_between(
    desk: Client, guide: models.Guide, account: str
) -> None:
    form = opened(desk, guide)
    user = User.objects.create_user("ola") if account == "deleted" else None
    with recording(ChangeReason.FILES, user):
        guide.title_pl = "Z plików"
        guide.save()
    if user is not None:
        user.delete()
    response = send(desk, guide, form, title_pl="Długo pisane")
    assert response.status_code == 200
    assert form_values(response)["title_pl"] == "Długo pisane"


edits = st.dictionaries(
    st.sampled_from(["title_pl", "title_en", "summary_pl", "cost_en", "steps-0-title_pl", "steps-1-title_en", "steps-2-detail_pl"]),
    st.sampled_from(["A", "B", "C  D"]),
)  # fmt: skip


@hypothesis_settings(
    max_examples=100 if os.environ.get("DRILL") else 4, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mine=edits, theirs=edits)
def test_any_two_edits_lose_nothing(
    desk: Client, other: Client, guide: models.Guide, mine: dict[str, str], theirs: dict[str, str]
) -> None:
    """After refusal and second save every field holds what this editor typed, or else what the other one did."""
    before = opened(desk, guide)
    save(other, guide, **theirs)
    response = send(desk, guide, before, **mine)
    if response.status_code == 200:
        response = again(desk, guide, response)
    assert response.status_code == 302
    after = opened(desk, guide)
    typed = {name: text for name, text in mine.items() if text != before.get(name)}
    assert {name: after[name] for name in {*mine, *theirs}} == {
        name: typed.get(name, theirs.get(name, before.get(name))) for name in {*mine, *theirs}
    }
