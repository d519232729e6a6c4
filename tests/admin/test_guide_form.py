"""The form of a guide: steps with their problems in one form, languages side by side, faults in one list."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guides import models
from guides.models import Guide, StepProblem
from tests.admin.conftest import form_values
from tests.admin.test_working_copy import page, save
from tests.small import words


@pytest.fixture
def problem(guide: Guide) -> StepProblem:
    """What to do when the second step does not work."""
    step = guide.steps.all()[1]
    return StepProblem.objects.create(step=step, order=1, guide=guide, **words("label", "Nie działa", "Broken"))


def new_problem(number: int, at: str, label: str, **others: Any) -> dict[str, Any]:
    values = {"at": at, "label_pl": label, **others}
    return {"problems-TOTAL_FORMS": number + 1, **{f"problems-{number}-{name}": each for name, each in values.items()}}


def labels(step: models.Step) -> list[str]:
    return list(step.problems.values_list("label_pl", flat=True))


def html(response: Any) -> str:
    return str(response.content.decode())


def test_a_problem_is_changed_in_the_form_of_the_guide(desk: Client, guide: Guide, problem: StepProblem) -> None:
    assert save(desk, guide, **{"problems-0-label_pl": "Strona milczy"}).status_code == 302
    assert labels(guide.steps.all()[1]) == ["Strona milczy"]


def test_a_problem_is_added_to_a_step_that_is_there(desk: Client, guide: Guide, problem: StepProblem) -> None:
    step = problem.step
    save(desk, guide, **new_problem(1, str(step.pk), "Inne", order=1))
    assert labels(step) == ["Inne", "Nie działa"]


def test_a_problem_is_added_to_a_step_that_is_new(desk: Client, guide: Guide) -> None:
    step = {"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy", "steps-3-mark": "new-steps-3"}
    save(desk, guide, **step, **new_problem(0, "new-steps-3", "Nie idzie"))
    assert labels(guide.steps.get(title_pl="Nowy")) == ["Nie idzie"]


def test_a_problem_of_a_step_without_words_is_refused_and_kept(desk: Client, guide: Guide) -> None:
    step = {"steps-TOTAL_FORMS": 4, "steps-3-mark": "new-steps-3"}
    response = save(desk, guide, **step, **new_problem(0, "new-steps-3", "Nie idzie"))
    assert response.status_code == 200
    assert 'value="Nie idzie"' in html(response)
    assert not StepProblem.objects.exists()


def test_an_empty_new_step_is_nothing(desk: Client, guide: Guide) -> None:
    save(desk, guide, **{"steps-TOTAL_FORMS": 4, "steps-3-mark": "new-steps-3"})
    assert guide.steps.count() == 3


def test_a_removed_step_takes_its_problems_along(desk: Client, guide: Guide, problem: StepProblem) -> None:
    response = save(desk, guide, **{"steps-1-DELETE": "on", "problems-0-label_pl": "Zmienione"})
    assert response.status_code == 302
    assert not StepProblem.objects.exists()


def test_a_problem_is_removed(desk: Client, guide: Guide, problem: StepProblem) -> None:
    save(desk, guide, **{"problems-0-DELETE": "on"})
    assert not StepProblem.objects.exists()


def test_a_problem_that_the_other_changed_is_not_undone(desk: Client, guide: Guide, problem: StepProblem) -> None:
    form = form_values(desk.get(page(guide)))
    save(desk, guide, **{"problems-0-label_pl": "Od Ewy"})
    response = desk.post(page(guide), form | {"title_pl": "Moje"})
    assert response.status_code == 200
    desk.post(page(guide), form_values(response))
    guide.refresh_from_db()
    assert (guide.title_pl, labels(problem.step)) == ("Moje", ["Od Ewy"])


def test_a_problem_changed_by_both_is_refused(desk: Client, guide: Guide, problem: StepProblem) -> None:
    form = form_values(desk.get(page(guide)))
    save(desk, guide, **{"problems-0-label_pl": "Od Ewy", "steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy"})
    response = desk.post(page(guide), form | {"problems-0-label_pl": "Moje"})
    assert response.context["conflict"].both
    desk.post(page(guide), form_values(response))
    assert labels(problem.step) == ["Moje"]


def test_a_steps_own_address_leads_into_the_form_of_the_guide(desk: Client, guide: Guide) -> None:
    step = guide.steps.all()[2]
    response = desk.get(reverse("admin:guides_step_change", args=[step.pk]))
    assert response.headers["Location"] == f"{page(guide)}#steps-2"


def test_both_languages_stand_in_one_line(desk: Client, guide: Guide) -> None:
    fieldsets = desk.get(page(guide)).context["adminform"].fieldsets
    assert ("title_pl", "title_en") in fieldsets[0][1]["fields"]


def test_an_outdated_translation_says_so_at_the_field_with_what_changed(desk: Client, guide: Guide) -> None:
    save(desk, guide, title_pl="Inne hasło")
    form = desk.get(page(guide)).context["adminform"].form
    assert "<del>Nowe</del>" in str(form.fields["title_en"].help_text)
    assert "desk-outdated" not in str(form.fields["summary_en"].help_text)


def test_the_faults_of_all_parts_stand_in_one_list_with_links(desk: Client, guide: Guide) -> None:
    response = save(desk, guide, title_pl="", **{"steps-2-title_pl": ""})
    shown = [(fault.place, fault.field) for fault in response.context["form_faults"]]
    assert [field for _place, field in shown] == ["id_title_pl", "id_steps-2-title_pl"]
    assert shown[1][0].startswith("Krok 3, ")
    assert 'href="#id_steps-2-title_pl"' in html(response)


def test_a_field_says_how_long_its_text_may_be(desk: Client, guide: Guide) -> None:
    response = html(desk.get(page(guide)))
    assert response.count('data-most="600"') == 4  # for whom and result, in two languages
    assert "maxlength" not in response.partition("<form")[2].partition('name="title_pl"')[2][:300]


@pytest.mark.parametrize(
    ("pressed", "address"), [("_preview", "/admin/preview/guide/"), ("_publish", "/admin/guides/release/publish/")]
)
def test_a_button_of_the_bar_saves_and_goes_on(desk: Client, guide: Guide, pressed: str, address: str) -> None:
    response = save(desk, guide, title_pl="Inne", **{pressed: "1"})
    guide.refresh_from_db()
    assert guide.title_pl == "Inne"
    assert response.headers["Location"].startswith(address)
